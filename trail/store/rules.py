"""What may be kept, and who may be given what is kept: asked before Django by our server, and by the middleware."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from .recording import Recording
from .shelf import LONGEST_ADDRESS, is_keepable

# What mails, portals and social networks add to an address, and no page of ours looks at.
IGNORED_PARAMETERS = frozenset(
    {
        "fbclid",
        "gclid",
        "mc_cid",
        "mc_eid",
        "msclkid",
        "mtm_campaign",
        "mtm_keyword",
        "mtm_medium",
        "mtm_source",
        "ref_src",
        "utm_campaign",
        "utm_content",
        "utm_id",
        "utm_medium",
        "utm_source",
        "utm_term",
    }
)
LONGEST_QUERY = 500
LONGEST_PATH = 4 * LONGEST_ADDRESS  # as WSGI has it: a letter for each byte
#: Under this name the reason stands in a request's environment, for whoever asks why (`manage.py page_store why`).
NOT_KEPT_FOR = "trail.store.not_kept"
# Headers that belong to one answer, or that are written anew for each encoding.
NOT_KEPT = frozenset(
    {
        "cache-control",
        "connection",
        "content-encoding",
        "content-length",
        "date",
        "etag",
        "expires",
        "last-modified",
        "server",
        "server-timing",
        "set-cookie",
        "vary",
        "x-request-id",
    }
)


@lru_cache(maxsize=4)
def _own(base: str) -> tuple[str, str]:
    parts = urlsplit(base)
    return parts.scheme, parts.netloc.lower()


def own_origin() -> tuple[str, str]:
    """Scheme and host under which pages are kept."""
    return _own(settings.WAGTAILADMIN_BASE_URL)


def keepable_address(environ: Mapping[str, Any], scheme: str) -> str:
    """The address whose kept page answers a request; empty where Django has to.

    `environ` is that of WSGI. Only plain requests of nobody in particular: no session, no sign-in, no query but what is
    ignored, and under the one name that the addresses inside the pages have.
    """
    if environ.get("REQUEST_METHOD") not in {"GET", "HEAD"} or "HTTP_AUTHORIZATION" in environ:
        return ""
    if (scheme, environ.get("HTTP_HOST", "").lower()) != own_origin():
        return ""
    if settings.SESSION_COOKIE_NAME in environ.get("HTTP_COOKIE", ""):
        return ""
    query = environ.get("QUERY_STRING", "")
    if query and not _is_ignored(query):
        return ""
    path = environ.get("PATH_INFO", "")
    return _address(path) if len(path) <= LONGEST_PATH else ""


@lru_cache(maxsize=2048)  # on a day with many visitors most ask for the same pages
def _address(path: str) -> str:
    try:
        address = path.encode("latin-1").decode()
    except UnicodeError:
        return ""
    return address if is_keepable(address) else ""


def _is_ignored(query: str) -> bool:
    if len(query) > LONGEST_QUERY:
        return False
    names = [name for name, _value in parse_qsl(query, keep_blank_values=True)]
    return bool(names) and all(name in IGNORED_PARAMETERS for name in names)


def why_not(request: HttpRequest, response: HttpResponse, noted: Recording, address: str) -> str:
    """The reason why an answer must not be kept; empty where it may be."""
    for reason, holds in (
        ("the view does not say that it may", not noted.address),
        (f"it belongs to {noted.address}", noted.address != address),
        ("; ".join(noted.refusals), bool(noted.refusals)),
        (f"status {response.status_code}", response.status_code not in {200, 404}),
        ("it is a stream", response.streaming),
        ("it is no page", not response.get("Content-Type", "").startswith("text/html")),
        ("it sets a cookie", bool(response.cookies) or "Set-Cookie" in response),
        ("it differs by visitor", "cookie" in response.get("Vary", "").lower()),
        ("it is private", _is_private(response)),
        ("it holds a token of a form", bool(request.META.get("CSRF_COOKIE_NEEDS_UPDATE"))),
        ("the session was asked for", _session_was_used(request)),
        ("it is a preview", bool(getattr(request, "is_preview", False) or getattr(request, "is_dummy", False))),
    ):
        if holds:
            return reason
    return ""


def _is_private(response: HttpResponse) -> bool:
    said = response.get("Cache-Control", "").lower()
    return any(word in said for word in ("private", "no-store", "no-cache"))


def _session_was_used(request: HttpRequest) -> bool:
    session = getattr(request, "session", None)
    return bool(getattr(session, "accessed", False) or getattr(session, "modified", False))


def kept_headers(response: HttpResponse) -> list[tuple[str, str]]:
    """The headers that every visitor gets with the page."""
    return [(name, value) for name, value in response.items() if name.lower() not in NOT_KEPT]


def cache_control(*, shared: bool = True) -> str:
    """Browsers ask each time, and are told in a few bytes that nothing has changed; caches in front, as is set.

    They may hold only what is kept here, for of that they are told when it changes: no page that was old already. Nor one
    that may not be shown any more from some moment on, for who is told late shows it still.
    """
    theirs = f", s-maxage={settings.TRAIL_CDN_SECONDS}" if settings.TRAIL_CDN_SECONDS and shared else ""
    return f"public, max-age=0{theirs}, must-revalidate"
