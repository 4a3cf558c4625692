"""`make serve`: the site as in production, on one's own machine: granian, a worker, collected files, pages kept ready.

It serves the trail of `make run`. Needs no root, no certificate and no web server: nothing leads to https:// here.
Standard library only.
"""

import os
import secrets
import signal
import subprocess
import sys
import threading
import time

from run import HOST, announce_when_ready, port_from_environment, refuse_taken_port

from bootstrap import PYTHON, ROOT, SetupFailed, data_directory, load_remembered_environment, say, set_up

GRACE = 35  # seconds: a little more than granian gives its processes


def secret_key() -> str:
    """The key of this machine, which `make run` uses too; made once, and kept out of git."""
    file = data_directory() / "secret-key"
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(secrets.token_urlsafe(50), encoding="utf-8")
        file.chmod(0o600)
    return str(file)


def granian_environment() -> dict[str, str]:
    """The settings that production's granian has too."""
    lines = (ROOT / "deploy" / "granian.env").read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def environment(address: str) -> dict[str, str]:
    """What all processes are told; what is set already wins."""
    load_remembered_environment()
    key = {} if os.environ.get("TRAIL_SECRET_KEY") else {"TRAIL_SECRET_KEY_FILE": secret_key()}
    return {
        **key,
        **granian_environment(),
        "DJANGO_SETTINGS_MODULE": "trail.settings.serve",
        "TRAIL_ALLOWED_HOSTS": f"localhost,{HOST}",
        "TRAIL_BASE_URL": address,
        "TRAIL_CACHE_URL": "database://",
        "TRAIL_TASKS": "database",
        "TRAIL_LOG_LEVEL": "WARNING",
        "PYTHONUNBUFFERED": "1",
        **os.environ,
    }


def manage(*arguments: str, address: str) -> None:
    """Run a command of manage.py on this terminal; it has said itself what went wrong where it fails."""
    command = [str(PYTHON), "manage.py", *arguments]
    status = subprocess.run(command, cwd=ROOT, env=environment(address), check=False).returncode
    if status:
        raise SystemExit(status)


def serve(port: int, address: str) -> int:
    """Run server and worker until Ctrl-C or SIGTERM, or until one of them ends; then stop the other too."""
    commands = {
        "The server": ["-m", "granian", "--host", HOST, "--port", str(port), "trail.wsgi:application"],
        "The worker": ["manage.py", "work", "--name", f"serve-{port}"],
    }
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: stopping.set())
    settings = environment(address)
    # Ctrl-C is for this process alone: it stops the others in their order.
    running = {
        name: subprocess.Popen([str(PYTHON), *command], cwd=ROOT, env=settings, start_new_session=True)
        for name, command in commands.items()
    }
    threading.Thread(target=announce_when_ready, args=(running["The server"], port, address), daemon=True).start()
    ended = None
    while not ended and not stopping.wait(0.3):
        ended = next((name for name, process in running.items() if process.poll() is not None), None)
    if ended:
        say(f"{ended} has ended; stopping.")
    else:
        say("\nStopping; what has been begun is finished …")
    return 1 if stop(list(running.values())) or ended else 0


def stop(processes: list["subprocess.Popen[bytes]"]) -> int:
    """Ask all to end, wait, and end those that do not; give how many these were."""
    for process in processes:
        if process.poll() is None:
            process.terminate()
    until = time.monotonic() + GRACE
    forced = 0
    for process in processes:
        try:
            process.wait(timeout=max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            forced += 1
            # With it the processes that it has started: each leads a session of its own.
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    return forced


def main() -> int:
    """Set up, prepare, serve."""
    started = time.monotonic()
    os.environ["PORT"] = os.environ.get("PORT") or "8080"
    try:
        port = port_from_environment()
        address = f"http://{HOST}:{port}"
        refuse_taken_port(port)
        say("Heritage Trail, as in production, but for https://: nothing leads there (TRAIL_SSL_REDIRECT is off).")
        set_up()
        empty = os.environ.get("DEMO", "1").strip().lower() in {"0", "no", "false", "off"}
        manage("createcachetable", "--verbosity", "0", address=address)
        manage("prepare_trail", *(["--no-demo"] if empty else []), address=address)
        manage("collectstatic", "--no-input", "--verbosity", "0", address=address)
        say(f"Prepared in {time.monotonic() - started:.0f} s; starting the server and a worker …")
        return serve(port, address)
    except SetupFailed as failure:
        print(failure, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
