"""A browser that has signed in to an account before is counted for itself.

So a stranger who tries passwords makes strangers wait, and not the editor at their own desk (OWASP: “device cookies”).
The note lies in a signed cookie of the admin's path: visitors of public pages never get it, and it lets nobody in.
"""

import secrets

from django.conf import settings
from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from ..tries import hidden

COOKIE = "trail_known_browser"
SALT = "trail.safety.known_browser"
GOOD_FOR = 365 * 24 * 60 * 60


def account_key(request: HttpRequest | None, name: str) -> str:
    """Under which key tries at an account are counted: the account's, or that of this browser at this account."""
    key = hidden(name)
    if request is None:
        return key
    try:
        known, nonce = request.get_signed_cookie(COOKIE, salt=SALT, max_age=GOOD_FOR).split(":")
    except (KeyError, ValueError, BadSignature):
        return key
    return f"{key}:{nonce}" if known == key else key


def remember(response: HttpResponse, name: str) -> None:
    """Let the browser that has just signed in be known again."""
    response.set_signed_cookie(
        COOKIE,
        f"{hidden(name)}:{secrets.token_hex(8)}",
        salt=SALT,
        max_age=GOOD_FOR,
        path=reverse("wagtailadmin_home"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
