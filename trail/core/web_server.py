"""The headers that a web server in front sends with the files that it hands out without asking us.

They are read off answers of our own, with the settings of this installation (its storage, its HSTS).
"""

from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils.module_loading import import_string

from trail.images.serving import serve_media
from trail.store.rules import cache_control

# What sets a header that says how safely an answer is to be treated; none of it asks the database.
SAFETY = (
    "SecurityMiddleware",
    "SecurityHeadersMiddleware",
    "ContentSecurityPolicyMiddleware",
    "XFrameOptionsMiddleware",
)
FOR_FILES = {"cross-origin-resource-policy", "referrer-policy", "strict-transport-security", "x-content-type-options"}
OF_THE_FILE = {"cache-control", "content-disposition", "content-length", "content-type", "last-modified", "vary"}


def answered(path: str) -> dict[str, str]:
    """The headers with which our middleware answers over `https://`."""

    def page(_request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    answer = page
    for name in reversed(settings.MIDDLEWARE):
        if name.rpartition(".")[2] in SAFETY:
            answer = import_string(name)(answer)
    return dict(answer(RequestFactory().get(path, secure=True)).items())


def public_headers() -> dict[str, str]:
    """The headers of every public page."""
    return {name: value for name, value in answered("/").items() if name.lower() not in OF_THE_FILE}


def file_headers() -> dict[str, str]:
    """The headers of styles, scripts and fonts: those that mean something for a file."""
    return {name: value for name, value in answered(f"{settings.STATIC_URL}x.css").items() if name.lower() in FOR_FILES}


def upload_headers() -> dict[str, str]:
    """The headers of what people have uploaded, read off a drawing as Django hands it out."""
    with TemporaryDirectory() as folder:
        name = "drawing.svg"
        (Path(folder) / name).write_text("<svg/>", encoding="utf-8")
        answer = serve_media(RequestFactory().get("/", secure=True), name, document_root=folder)
        with closing(answer):
            own = {name: value for name, value in answer.items() if name.lower() not in OF_THE_FILE}
    return file_headers() | own


def for_nginx(headers: Mapping[str, str]) -> str:
    """Directives of nginx; a `$` would begin a variable there, and no header of ours has one."""
    for name, value in headers.items():
        if set('"\\$\r\n') & set(value):
            raise ValueError(f"{name} has a sign in it that cannot be written for a web server: {value}")
    lines = (f'add_header {name} "{value}" always;' for name, value in sorted(headers.items()))
    return "\n".join([*lines, ""])


def for_caddy(name: str, headers: Mapping[str, str]) -> str:
    """A snippet of Caddy's that is imported by its name."""
    lines = (f'\t\t{key} "{value}"' for key, value in sorted(headers.items()))
    return "\n".join([f"({name}) {{", "\theader {", *lines, "\t}", "}", ""])


def snippets() -> dict[str, str]:
    """The files, by name, that the configurations in `deploy/` read."""
    kinds: dict[str, Callable[[], dict[str, str]]] = {
        "page": lambda: {"Cache-Control": cache_control()},
        "public": public_headers,
        "static": file_headers,
        "media": upload_headers,
    }
    found = {name: make() for name, make in kinds.items()}
    return {
        **{f"{name}.conf": for_nginx(headers) for name, headers in found.items()},
        "Caddyfile": "\n".join(for_caddy(f"trail_{name}", headers) for name, headers in found.items()),
    }
