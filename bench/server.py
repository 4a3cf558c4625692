"""Serves the site as a web server in front of it would: compressed, uploads too. For measuring only.

Heritage Trail leaves the compression of pages and the serving of uploads to the web server of the installation
(static files it compresses itself). This stands in for one: Django's threaded server, WhiteNoise for the uploads,
and gzip around both. Started by `bench.throwaway`, or by hand with one's own environment:
`python -m bench.server 8765`.
"""

import gzip
import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from whitenoise import WhiteNoise

from bench.environment import HOST

COMPRESSIBLE = (
    "text/",
    "application/json",
    "application/manifest+json",
    "application/xml",
    "application/atom+xml",
    "image/svg+xml",
)
Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Compressed:
    """An application whose text goes out as gzip to those who take it, with the length said beforehand."""

    def __init__(self, application: Application) -> None:
        self.application = application

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer one request."""
        started: list[tuple[str, list[tuple[str, str]], Any]] = []

        def start(status: str, headers: list[tuple[str, str]], error: Any = None) -> None:
            started.append((status, headers, error))

        answer = self.application(environ, start)
        try:
            body = b"".join(answer)
        finally:
            getattr(answer, "close", lambda: None)()
        status, headers, error = started[-1]
        names = {name.lower(): value for name, value in headers}
        if (
            body
            and status.startswith("200")
            and names.get("content-type", "").startswith(COMPRESSIBLE)
            and "content-encoding" not in names
            and "gzip" in environ.get("HTTP_ACCEPT_ENCODING", "")
        ):
            body = gzip.compress(body, 6)
            vary = ", ".join(filter(None, [names.get("vary"), "Accept-Encoding"]))
            headers = [pair for pair in headers if pair[0].lower() not in {"content-length", "vary", "etag"}]
            headers += [("Content-Encoding", "gzip"), ("Content-Length", str(len(body))), ("Vary", vary)]
        start_response(status, headers, *([error] if error else []))
        return [body]


class Handler(WSGIRequestHandler):
    """Keeps connections open, and says nothing of each request."""

    def log_message(self, format: str, *args: Any) -> None:
        """Stay silent."""


def application() -> Application:
    """The site, with its uploads, compressed."""
    from django.conf import settings

    from trail.wsgi import application as site

    # Autorefresh: pictures are cut to size when a page first shows them.
    uploads = WhiteNoise(site, autorefresh=True, max_age=86400)
    Path(settings.MEDIA_ROOT).mkdir(parents=True, exist_ok=True)
    uploads.add_files(str(settings.MEDIA_ROOT), prefix=settings.MEDIA_URL)
    return Compressed(uploads)


class Server(ThreadedWSGIServer):
    """A server with room for the connections that a browser opens at once."""

    request_queue_size = 64
    daemon_threads = True


def main(arguments: list[str]) -> None:
    """Serve until ended; port 0 takes a free one. The first line printed is the address."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trail.settings.production")
    port = int(arguments[0]) if arguments else 0
    served = application()
    server = Server((HOST, port), Handler)
    server.set_app(served)
    print(f"http://{HOST}:{server.server_port}", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main(sys.argv[1:])
