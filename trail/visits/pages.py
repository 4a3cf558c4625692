"""Which requests are a page that somebody read."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import unquote

from trail.languages.available import trail_languages

from .lines import Request
from .models import LONGEST_PATH

READ = {200, 304}  # a browser that has the page already asks whether it still holds


@lru_cache(maxsize=50_000)
def page_of(path: str) -> tuple[str, str] | None:
    """The language and the path of a public page, or nothing for all else: files, data, the admin.

    Every page's address begins with its language and ends with a slash; what pages fetch for themselves does not.
    """
    path = unquote(path)
    language = path.lstrip("/").partition("/")[0]
    if not path.startswith("/") or not path.endswith("/") or len(path) > LONGEST_PATH or not path.isprintable():
        return None
    return (language, path) if language in set(trail_languages()) else None


def page_read(request: Request) -> tuple[str, str] | None:
    """The language and path of the page that a request was for, if a person has read one."""
    if request.method != "GET" or request.status not in READ or request.robot:
        return None
    return page_of(request.path)
