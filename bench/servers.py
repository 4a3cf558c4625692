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
# As deploy/granian.env has it, for where that is not there.
GRANIAN = {
    "GRANIAN_WORKERS": "2",
    "GRANIAN_BLOCKING_THREADS": "4",
    "GRANIAN_INTERFACE": "wsgi",
    "GRANIAN_HTTP": "1",
    "GRANIAN_WEBSOCKETS": "false",
    "GRANIAN_BACKLOG": "4096",
    "GRANIAN_BACKPRESSURE": "2048",
    "GRANIAN_HTTP1_HEADER_READ_TIMEOUT": "10000",
    "GRANIAN_RESPAWN_FAILED_WORKERS": "true",
    "GRANIAN_LOG_LEVEL": "warning",
}
NGINX = """
daemon off; pid {folder}/nginx.pid; error_log {folder}/nginx.log warn; worker_processes 2; {user}
worker_rlimit_nofile 8192;
events {{ worker_connections 4096; }}
http {{
    access_log off; sendfile on; etag on; keepalive_requests 1000000;
    types {{ text/html html; }} default_type text/html; charset utf-8;
    client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3;
    uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
    client_header_timeout 10s; client_body_timeout 20s; send_timeout 20s; reset_timedout_connection on;
    map "$request_method $cookie_sessionid $request_uri" $trail_page {{
        default "-";
        "~*^(?-i:GET|HEAD)  (?!.*%(?:00|2e|2f|5c))(?:/[^/?#.][^/?#]*)+/$" "ok";
    }}
    server {{
        listen {host}:{port} backlog=4096;
        location / {{
            root {store}/current;
            try_files /$trail_page${{uri}}index.html @python;
            gzip_static on; if_modified_since off; max_ranges 0;
            add_header Last-Modified ""; add_header Vary "Accept-Encoding";
        }}
        location @python {{
            proxy_pass http://{host}:{python}; proxy_http_version 1.1;
            proxy_set_header Host {host}:{python}; proxy_set_header Connection "";
        }}
    }}
    server {{
        listen {host}:{plain} backlog=4096;
        location / {{ root {copy}; index index.html; gzip_static on; add_header Vary "Accept-Encoding"; }}
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
    file = ROOT / "deploy" / "granian.env"
    if not file.is_file():
        return GRANIAN
    lines = file.read_text(encoding="utf-8").splitlines()
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


def nginx(folder: Path, store: Path, copy: Path, ports: dict[str, int]) -> contextlib.AbstractContextManager[int]:
    """nginx from the store at `port`, with a plain copy of the files at `plain`, before Python at `python`."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
    if not program:
        raise RuntimeError("nginx is not installed. On Debian or Ubuntu: apt install nginx-light")
    file = folder / "nginx.conf"
    user = "user root;" if os.geteuid() == 0 else ""
    file.write_text(NGINX.format(folder=folder, store=store, copy=copy, host=HOST, user=user, **ports))
    return running([program, "-c", str(file)], ports["port"], dict(os.environ), folder / "nginx-output.log")


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
