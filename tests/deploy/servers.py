"""The shipped configuration of a web server, run for real: in a folder of its own, on a free port, before a made-up site."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import secrets
import shutil
import socket
import socketserver
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
HOST = "trail.example.org"
PAGE = b"<!doctype html><title>The Italian campaign</title>"
PATH = "/en/italian-campaign/"
BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")


def program(name: str) -> str:
    """A web server of this machine. Where it is missing the test is left out, but not in CI."""
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/local/sbin")
    if found:
        return found
    message = f"{name} is not installed. On Debian or Ubuntu: apt install {'nginx-light' if name == 'nginx' else name}"
    if os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def passed_on(self) -> dict[str, Any] | None:
        """What the made-up site was asked, if it was."""
        return json.loads(self.body) if self.headers.get("x-from") == "python" else None


class Site(BaseHTTPRequestHandler):
    """A site that tells what it was asked."""

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        asked = {"method": self.command, "path": self.path, "headers": dict(self.headers), "length": len(body)}
        said = json.dumps(asked).encode()
        self.send_response(200)
        self.send_header("X-From", "python")
        self.send_header("X-Accel-Redirect", "/static/secret.css")
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(said)

    do_GET = do_HEAD = do_POST = do_PUT = do_OPTIONS = _answer

    def address_string(self) -> str:
        return "socket"

    def log_message(self, *args: Any) -> None:
        """Nothing is logged."""


class OnSocket(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
    daemon_threads = True


@dataclass
class Server:
    """A running web server with its folder and its site."""

    folder: Path
    port: int
    site: OnSocket | None = None
    log: Path = field(default=Path())
    tls: int = 0

    def ask(self, path: str, method: str = "GET", body: bytes | None = None, **headers: str) -> Answer:
        """One question, its path as it is written."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        with contextlib.closing(connection):
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            named = {"Host": HOST} | {name.replace("_", "-"): value for name, value in headers.items()}
            if body is not None:
                named["Content-Length"] = str(len(body))
            for name, value in named.items():
                connection.putheader(name, value)
            connection.endheaders(body)
            answer = connection.getresponse()
            found = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(answer.status, found, answer.read())

    def put(self, name: str, content: bytes, mtime: int = 1_700_000_000) -> Path:
        """A file below the folder of data."""
        path = self.folder / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        os.utime(path, (mtime, mtime))
        return path

    def put_page(self, path: str, content: bytes = b"<!doctype html>", mtime: int = 1_700_000_000) -> None:
        """A finished page as the page store keeps it: plain, gzip and Brotli."""
        name = f"store/current/ok{path}index.html"
        self.put(name, content, mtime)
        self.put(f"{name}.gz", b"gz:" + content, mtime)
        self.put(f"{name}.br", b"br:" + content, mtime)


def free_port() -> int:
    """A port that nobody uses just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def place_of(text: str, folder: Path, port: int, tls: int) -> str:
    """A shipped configuration with the places of an installation made those of the test."""
    places = {
        "/opt/trail/deploy": str(folder / "deploy"),
        "/opt/trail/templates": str(ROOT / "templates"),
        "/etc/trail/headers": str(folder / "headers"),
        "/etc/nginx/trail.d": str(folder / "trail.d"),
        "/var/lib/trail": str(folder / "data"),
        "/run/trail/web.sock": str(folder / "web.sock"),
        "/var/log/nginx": str(folder / "log"),
        "/var/log/caddy": str(folder / "log"),
    }
    for shipped, here in places.items():
        assert folder or shipped in text
        text = text.replace(shipped, here)
    return (
        text.replace("listen      80", f"listen      127.0.0.1:{port}")
        .replace("listen      443", f"listen      127.0.0.1:{tls}")
        .replace("    listen      [::]:443 ssl default_server;\n", "")
        .replace(f"    listen      [::]:{80} default_server;\n", "")
        .replace("    listen      [::]:80;\n", "")
    )


@contextlib.contextmanager
def prepared(kind: str) -> Iterator[Server]:
    """A folder with the shipped files, and the site on its socket."""
    # A socket's path may have at most 107 characters: pytest's own folders are too deep.
    folder = Path(tempfile.mkdtemp(prefix=f"trail-{kind}-", dir="/tmp"))
    server = Server(folder, free_port(), tls=free_port())
    for name in ("log", "data", "trail.d", "headers", f"deploy/{kind}"):
        (folder / name).mkdir(parents=True)
    for path in (ROOT / "deploy" / kind).iterdir():
        text = place_of(path.read_text(encoding="utf-8"), folder, server.port, server.tls)
        (folder / "deploy" / kind / path.name).write_text(text, encoding="utf-8")
    (folder / "data/store/build-1").mkdir(parents=True)
    (folder / "data/store/current").symlink_to("build-1")
    server.site = OnSocket(str(folder / "web.sock"), Site)
    threading.Thread(target=server.site.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield server
    finally:
        server.site.shutdown()
        server.site.server_close()
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def running(command: list[str], server: Server, **environment: str) -> Iterator[Server]:
    """The server's process, from its first answer until the end of the tests."""
    output = server.folder / "log/output"
    with output.open("wb") as log:
        process = subprocess.Popen(
            command, stdout=log, stderr=subprocess.STDOUT, env={**os.environ, **environment}, cwd=server.folder
        )
    try:
        while process.poll() is None:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", server.port), timeout=5):
                break
        assert process.poll() is None, output.read_text()
        yield server
    finally:
        process.terminate()
        process.wait(timeout=20)


@contextlib.contextmanager
def nginx(brotli: bool = True) -> Iterator[Server]:
    """nginx with trail.conf as its only site."""
    name = program("nginx")
    with prepared("nginx") as server:
        folder = server.folder
        modules = ""
        if brotli:
            if not BROTLI.exists():
                message = (
                    "nginx lacks its Brotli module. On Debian or Ubuntu: apt install libnginx-mod-http-brotli-static"
                )
                pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)
            modules = f"load_module {BROTLI};"
            (folder / "trail.d/brotli.conf").symlink_to(folder / "deploy/nginx/brotli.conf")
        write_headers(folder / "headers")
        temporary = "\n".join(
            f"{kind}_temp_path {folder}/temp-{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        (folder / "nginx.conf").write_text(
            f"{modules}\ndaemon off; pid {folder}/pid; worker_processes 1; error_log {folder}/log/start warn;\n"
            + ("user root;\n" if os.geteuid() == 0 else "")
            + "events { worker_connections 256; }\n"
            + f"http {{ include /etc/nginx/mime.types; {temporary} include {folder}/deploy/nginx/trail.conf; }}\n"
        )
        checked = subprocess.run(
            [name, "-t", "-c", str(folder / "nginx.conf")], capture_output=True, text=True, check=False
        )
        assert checked.returncode == 0, checked.stderr
        assert "[warn]" not in checked.stderr, checked.stderr
        server.log = folder / "log/trail.access.log"
        with running([name, "-c", str(folder / "nginx.conf")], server):
            yield server


def write_headers(folder: Path) -> None:
    """What `manage.py web_server_headers` writes for an installation that sets nothing of it itself."""
    done = subprocess.run(
        [str(Path(os.sys.executable)), "manage.py", "web_server_headers", str(folder)],
        cwd=ROOT,
        env=production_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def production_environment() -> dict[str, str]:
    """As an operator would set it."""
    inherited = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}
    return inherited | {
        "DJANGO_SETTINGS_MODULE": "trail.settings.production",
        "TRAIL_SECRET_KEY": secrets.token_urlsafe(60),
        "TRAIL_ALLOWED_HOSTS": HOST,
        "TRAIL_BASE_URL": f"https://{HOST}",
        "DATABASE_URL": "sqlite://:memory:",
    }


@contextlib.contextmanager
def caddy() -> Iterator[Server]:
    """Caddy with the shipped Caddyfile, without a certificate."""
    name = program("caddy")
    with prepared("caddy") as server:
        write_headers(server.folder / "headers")
        file = server.folder / "deploy/caddy/Caddyfile"
        shipped = file.read_text(encoding="utf-8")
        options = "{\n\tadmin off\n\tauto_https off\n}\n"
        file.write_text(options + shipped, encoding="utf-8")
        server.log = server.folder / "log/trail.access.log"
        home = {name: str(server.folder) for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME")}
        environment = {**home, "SITE_HOST": f"http://{HOST}:{server.port}"}
        with running([name, "run", "--config", str(file)], server, **environment):
            yield server
