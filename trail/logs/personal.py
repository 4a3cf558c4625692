"""What must not stand in a log: addresses of people and machines, what they searched for, keys that were sent by mail."""

from __future__ import annotations

import re
from typing import Any

GONE = "…"
# Parts of an address that let somebody in: links for a new password, signed links.
SECRET_PARTS = ("uidb64", "token", "key", "secret", "signature")
_MAIL = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
_IPV4 = re.compile(r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.])")
_IPV6 = re.compile(
    r"(?<![\w:])(?:(?:[0-9a-f]{1,4}:){3,7}[0-9a-f]{1,4}|(?:[0-9a-f]{1,4}:){1,6}(?::[0-9a-f]{1,4}){1,6})(?![\w:])", re.I
)
_QUERY = re.compile(r"""((?:https?://|/)[^\s?"'<>]*)\?[^\s"'<>]*""")
# What PostgreSQL adds to an error: the values of a row.
_KEY = re.compile(r"(Key \(.*?\)=)\(.*?\)(?= |\.|$)", re.M)
_ROW = re.compile(r"(Failing row contains )\(.*\)", re.M)


def without_personal_data(text: str) -> str:
    """The text without mail and network addresses, query strings and the values in a database's complaint."""
    text = _ROW.sub(rf"\1({GONE})", _KEY.sub(rf"\1({GONE})", text))
    text = _QUERY.sub(rf"\1?{GONE}", text)
    for pattern in (_MAIL, _IPV6, _IPV4):
        text = pattern.sub(GONE, text)
    return text


def path_of(request: Any) -> str:
    """The path of a request, never its query; what opens a door is left out."""
    path: str = request.path
    match = getattr(request, "resolver_match", None)
    for name in SECRET_PARTS:
        value = match.kwargs.get(name) if match is not None else None
        if value:
            path = path.replace(str(value), GONE)
    return path
