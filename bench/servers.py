"""The servers that `bench.serve` and the drill compare and torment: granian and nginx, on free ports of this machine alone."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HOST = "127.0.0.1"
NGINX = """
daemon off; pid {folder}/nginx.pid; error_log {folder}/log/start warn; worker_processes 2; {user}
worker_rlimit_nofile 8192;
events {{ worker_connections 4096; }}
http {{
    sendfile on; keepalive_requests 1000000;
    client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3;
    uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
    include {folder}/deploy/nginx/trail.conf;
    server {{
        listen {host}:{plain} backlog=4096;
        access_log {folder}/log/plain.log trail;
        location / {{
            root {copy}; index index.html; gzip_static on;
            types {{ text/html html; }}
            add_header Vary "Accept-Encoding";
            include {folder}/headers/page.conf; include {folder}/headers/public.conf;
        }}
    }}
}}
"""


def free_port() -> int:
    """A port that nobody uses just now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


def granian_environment() -> dict[str, str]:
    """The settings of production's server."""
    lines = (ROOT / "deploy" / "granian.env").read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


@contextlib.contextmanager
def running(command: list[str], port: int, environment: dict[str, str], log: Path) -> Iterator[int]:
    """A server from its first open port to its end; yields its process. Raises `RuntimeError` where it does not start."""
    with log.open("ab") as output:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=output
        )
    try:
        for _attempt in range(600):
            if process.poll() is not None:
                raise RuntimeError(f"{command[0]} did not start: {log.read_text(errors='replace')[-2000:]}")
            with contextlib.suppress(OSError), socket.create_connection((HOST, port), timeout=5):
                break
            time.sleep(0.1)
        yield process.pid
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def granian(
    target: str, port: int, environment: dict[str, str], folder: Path
) -> contextlib.AbstractContextManager[int]:
    """The bundled Python server."""
    command = [sys.executable, "-m", "granian", "--host", HOST, "--port", str(port), target]
    return running(command, port, environment | granian_environment(), folder / f"granian-{port}.log")


def nginx(
    folder: Path, copy: Path, ports: dict[str, int], environment: dict[str, str]
) -> contextlib.AbstractContextManager[int]:
    """nginx with the shipped configuration at `port`, before Python at `python`; at `plain` a plain copy of the files.

    The pages lie in `folder/store`. What a plain copy is given of headers and log is the same, so that files are compared.
    """
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
    if not program:
        raise RuntimeError("nginx is not installed. On Debian or Ubuntu: apt install nginx-light")
    for name in ("log", "headers", "trail.d", "deploy/nginx"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    places = {
        "/opt/trail/deploy": f"{folder}/deploy",
        "/opt/trail/templates": f"{ROOT}/templates",
        "/etc/trail/headers": f"{folder}/headers",
        "/etc/nginx/trail.d": f"{folder}/trail.d",
        "/var/lib/trail": str(folder),
        "/var/log/nginx": f"{folder}/log",
        "unix:/run/trail/web.sock": f"{HOST}:{ports['python']}",
        "trail.example.org": HOST,
        "    listen      [::]:80 default_server;\n": "",
        "    listen      [::]:80;\n": "",
        "listen      80;": f"listen {HOST}:{ports['port']};",
        "listen      80 default_server;": f"listen {HOST}:{ports['port']} default_server backlog=4096;",
    }
    for shipped in (ROOT / "deploy/nginx").iterdir():
        text = shipped.read_text(encoding="utf-8")
        for there, here in places.items():
            text = text.replace(there, here)
        (folder / "deploy/nginx" / shipped.name).write_text(text, encoding="utf-8")
    headers = [sys.executable, "manage.py", "web_server_headers", str(folder / "headers")]
    subprocess.run(headers, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, check=True)
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder, copy=copy, host=HOST, user=user, **ports))
    return running([program, "-c", str(folder / "nginx.conf")], ports["port"], dict(os.environ), folder / "nginx.log")


def memory(pid: int) -> float:
    """Megabytes of a process and all its children, what they share counted once (PSS)."""
    total, waiting = 0, [pid]
    while waiting:
        one = waiting.pop()
        with contextlib.suppress(OSError):
            for line in Path(f"/proc/{one}/smaps_rollup").read_text().splitlines():
                if line.startswith("Pss:"):
                    total += int(line.split()[1])
            for task in Path(f"/proc/{one}/task").iterdir():
                waiting += [int(child) for child in (task / "children").read_text().split()]
    return total / 1024
