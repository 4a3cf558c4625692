"""Reads programs from a socket, and runs each in a process of its own: Django is set up once and then forked.

`python -m tests.faults.nursery SOCKET`: a message is the text of a program with three files, its standard streams.
"""

import os
import signal
import socket
import sys
import traceback

MOST = 1 << 20
#: A program that begins so is run in the nursery itself, so that its children have it all read already.
HERE = "# in the nursery"


def run(program: str, files: list[int]) -> None:
    """In the child: the program with its streams, and "done" as its last word."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    for number, file in enumerate(files):
        os.dup2(file, number)
        os.close(file)
    status = 1
    try:
        from tests.faults import inside

        exec(compile(program, "<program>", "exec"), dict(vars(inside)))
        inside.say("done")
        status = 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def forget() -> None:
    """Let go of what a child must not share with us."""
    from django.db import connections

    from trail.store import following, stores

    connections.close_all()
    stores._store.cache_clear()
    following._seen["position"] = -1


def main(number: int) -> None:
    """Until the test goes away."""
    import django

    django.setup()
    from django.urls import reverse

    reverse("wagtailadmin_home")  # all that is read once is read before the first fork
    forget()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    door = socket.socket(fileno=number)
    door.sendall(b"ready")
    while True:
        message, files, _flags, _address = socket.recv_fds(door, MOST, 3)
        if not message:
            return
        program = message.decode()
        if program.startswith(HERE):
            from tests.faults import inside

            exec(compile(program, "<program>", "exec"), dict(vars(inside)))
            forget()
            program = ""
        child = os.fork()
        if child == 0:
            door.close()
            run(program, files)
        for file in files:
            os.close(file)
        door.sendall(str(child).encode())


if __name__ == "__main__":
    main(int(sys.argv[1]))
