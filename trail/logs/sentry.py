"""Errors to Sentry, where the operator names one. Without a DSN the library is not even imported.

What goes there is what happened and where in the code; not who it was, what they asked for, or the values at hand.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ImproperlyConfigured

from .personal import without_personal_data
from .requests import current

KEPT_HEADERS = {"Accept", "Accept-Language", "Content-Type", "Host", "User-Agent"}


def start(dsn: str, *, environment: str, release: str, **options: Any) -> None:
    """Report errors from here on. Raises `ImproperlyConfigured` without the library, or with a DSN that is none."""
    try:
        import sentry_sdk
    except ImportError as error:
        raise ImproperlyConfigured(
            "TRAIL_SENTRY_DSN is set, but the library is missing. Install it (pip install “sentry-sdk>=2.60,<3”), or "
            "unset the variable."
        ) from error
    try:
        # As long as nobody asks for more, the library collects neither users nor addresses, cookies or bodies.
        sentry_sdk.init(
            dsn=dsn,
            environment=environment,
            release=release,
            include_local_variables=False,
            max_request_body_size="never",
            traces_sample_rate=None,
            server_name="",
            before_send=scrubbed,
            before_breadcrumb=lambda crumb, _hint: _clean(crumb),
            **options,
        )
    except sentry_sdk.utils.BadDsn as error:
        raise ImproperlyConfigured(
            f"The environment variable TRAIL_SENTRY_DSN cannot be used: it is no DSN ({error})."
        ) from error


def scrubbed(event: dict[str, Any], _hint: Any = None) -> dict[str, Any]:
    """The report of an error, with its request's identifier and nothing of who made the request."""
    request = event.get("request")
    if request:
        headers = request.get("headers") or {}
        event["request"] = {
            "method": request.get("method"),
            "url": str(request.get("url", "")).partition("?")[0],
            "headers": {name: value for name, value in headers.items() if name in KEPT_HEADERS},
        }
    user = event.pop("user", None) or {}
    if user.get("id"):
        event["user"] = {"id": user["id"]}
    event.pop("server_name", None)
    if identifier := current.get():
        event.setdefault("tags", {})["request_id"] = identifier
    # The versions of the libraries and the lines of code hold nothing personal; the texts beside them may.
    for key in ("message", "logentry", "breadcrumbs", "extra", "transaction"):
        if key in event:
            event[key] = _clean(event[key])
    for exception in (event.get("exception") or {}).get("values", []):
        exception["value"] = _clean(exception.get("value"))
    return event


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return without_personal_data(value)
    if isinstance(value, dict):
        return {key: _clean(each) for key, each in value.items()}
    return [_clean(each) for each in value] if isinstance(value, list | tuple) else value
