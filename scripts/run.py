"""`make run`: set up what is missing, prepare the database, serve. `--login` shows how to sign in.

Run again it changes nothing and starts in seconds. Standard library only.
"""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time

from bootstrap import PYTHON, ROOT, SetupFailed, load_remembered_environment, say, set_up

HOST = "127.0.0.1"


def port_from_environment() -> int:
    """The port to serve on, 8000 where none is named."""
    asked = os.environ.get("PORT") or "8000"
    if not asked.isdecimal() or not 0 < int(asked) < 65536:
        raise SetupFailed(f"PORT={asked} is not a port: name a number from 1024 to 65535.")
    return int(asked)


def refuse_taken_port(port: int) -> None:
    """Say so before anything is set up, if another program serves there."""
    with socket.socket() as probe:
        # What the server itself does: a port that was left a moment ago is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            remedy = f"Stop it, or choose another port: make run PORT={port + 1}"
            raise SetupFailed(f"Port {port} cannot be used: {error.strerror}. {remedy}") from error


def django_environment(address: str) -> dict[str, str]:
    """What manage.py is told: the development settings, and the address that links in mails begin with."""
    load_remembered_environment()
    return {
        "DJANGO_SETTINGS_MODULE": "trail.settings.dev",
        "TRAIL_BASE_URL": address,
        "PYTHONUNBUFFERED": "1",
        # What the server is asked for is shown in any case.
        "TRAIL_LOG_LEVEL": "WARNING",
        **os.environ,
    }


def manage(*arguments: str, address: str) -> None:
    """Run a command of manage.py on this terminal; it has said itself what went wrong where it fails."""
    command = [str(PYTHON), "manage.py", *arguments]
    status = subprocess.run(command, cwd=ROOT, env=django_environment(address), check=False).returncode
    if status:
        raise SystemExit(status)


def announce_when_ready(server: "subprocess.Popen[bytes]", port: int, address: str) -> None:
    """Wait until the server answers, then say where."""
    while server.poll() is None:
        with contextlib.suppress(OSError, http.client.HTTPException):
            connection = http.client.HTTPConnection(HOST, port, timeout=30)
            connection.request("GET", "/-/live")
            connection.getresponse().read()
            say(f"\nReady: {address}/")
            admin = os.environ.get("TRAIL_ADMIN_PATH", "admin/").strip("/")
            say(f"Admin: {address}/{admin}/ (`make password` shows how to sign in)\nCtrl-C stops it.\n")
            return
        time.sleep(0.3)


def serve(port: int, address: str) -> int:
    """Serve until Ctrl-C or SIGTERM. Django's own server starts again by itself when the code changes."""
    command = [str(PYTHON), "manage.py", "runserver", f"{HOST}:{port}"]
    server = subprocess.Popen(command, cwd=ROOT, env=django_environment(address))
    signal.signal(signal.SIGTERM, lambda _number, _frame: server.terminate())
    threading.Thread(target=announce_when_ready, args=(server, port, address), daemon=True).start()
    try:
        status = server.wait()
    except KeyboardInterrupt:
        # Ctrl-C has reached the server too; a signal to this process alone has not.
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.wait(timeout=3)
        server.terminate()
        status = server.wait()
    return 0 if status in {0, -signal.SIGTERM, -signal.SIGINT, 130} else status


def main(arguments: list[str]) -> int:
    """Run, or show the login."""
    started = time.monotonic()
    try:
        port = port_from_environment()
        address = f"http://{HOST}:{port}"
        if "--login" in arguments:
            if not PYTHON.exists():
                raise SetupFailed("Nothing is set up yet: `make run` does it, and shows how to sign in.")
            manage("admin_login", address=address)
            return 0
        refuse_taken_port(port)
        say("Heritage Trail")
        set_up()
        empty = os.environ.get("DEMO", "1").strip().lower() in {"0", "no", "false", "off"}
        manage("prepare_trail", *(["--no-demo"] if empty else []), address=address)
        say(f"Prepared in {time.monotonic() - started:.0f} s; starting the server …")
        return serve(port, address)
    except SetupFailed as failure:
        print(failure, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
