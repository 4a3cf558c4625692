"""What browsers are told with every answer, in one place: for Django, for the kept pages, for a web server in front.

`public_headers()` are those of every public page; a server that sends pages from files sends exactly these.
`upload_headers()` belong to what people have uploaded, `static_headers()` to our own styles, scripts and fonts. A test
grades them against the list of the OWASP Secure Headers Project; where we differ it says why.
"""

from collections.abc import Callable, Mapping
from pathlib import PurePosixPath

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import add_never_cache_headers

from trail.core.middleware import is_admin

from .policy import public_policy

# What a page may ask of the phone: where one is (“Near me”), to copy an address, a film on the whole screen. To share one
# (web-share) is a page's own right where browsers have it; those that have not complain of the word.
ALLOWED = ("clipboard-write", "fullscreen", "geolocation")
DENIED = (
    "accelerometer",
    "autoplay",
    "browsing-topics",
    "camera",
    "clipboard-read",
    "cross-origin-isolated",
    "display-capture",
    "encrypted-media",
    "gamepad",
    "gyroscope",
    "hid",
    "idle-detection",
    "interest-cohort",
    "keyboard-map",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "picture-in-picture",
    "publickey-credentials-get",
    "screen-wake-lock",
    "serial",
    "sync-xhr",
    "usb",
    "xr-spatial-tracking",
)
PERMISSIONS_POLICY = ", ".join(sorted([f"{name}=()" for name in DENIED] + [f"{name}=(self)" for name in ALLOWED]))

EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "X-Permitted-Cross-Domain-Policies": "none",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": PERMISSIONS_POLICY,
}
# A file that somebody uploaded is nobody's page: nothing in it runs, is fetched, or sees our cookies.
UPLOAD_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; media-src 'self'; sandbox"
# Browsers show a PDF by a program of their own, which a sandbox would keep from starting.
PDF_POLICY = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'"
# A film or a picture that is opened by itself is a small page, made by the browser, in which it stands.
SHOWN = (
    *(".avif", ".gif", ".heic", ".heif", ".jpeg", ".jpg", ".png", ".svg", ".webp"),
    *(".m4a", ".mp3", ".mp4", ".ogg", ".pdf", ".pmtiles", ".vtt", ".webm"),
)


def transport() -> dict[str, str]:
    """That the site is `https://` only; nothing where that is switched off."""
    if not settings.SECURE_HSTS_SECONDS:
        return {}
    value = f"max-age={settings.SECURE_HSTS_SECONDS}"
    value += "; includeSubDomains" if settings.SECURE_HSTS_INCLUDE_SUBDOMAINS else ""
    value += "; preload" if settings.SECURE_HSTS_PRELOAD else ""
    return {"Strict-Transport-Security": value}


def public_headers() -> dict[str, str]:
    """The headers of every public page, over `https://`. The map's page may allow the operator's tiles besides."""
    return {
        **EVERYWHERE,
        **transport(),
        "Content-Security-Policy": public_policy(),
        "Cross-Origin-Opener-Policy": settings.SECURE_CROSS_ORIGIN_OPENER_POLICY,
        "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
        "X-Frame-Options": settings.X_FRAME_OPTIONS,
    }


def static_headers() -> dict[str, str]:
    """The headers of our own files, and of pictures: a host of one's own beside this one may show them."""
    return {
        **transport(),
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-site",
        "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
    }


def upload_headers(name: str) -> dict[str, str]:
    """The headers of an uploaded file, by its name: what browsers cannot show safely is offered to be kept."""
    ending = PurePosixPath(name).suffix.lower()
    headers = {**static_headers(), "Content-Security-Policy": PDF_POLICY if ending == ".pdf" else UPLOAD_POLICY}
    if ending not in SHOWN:
        headers["Content-Disposition"] = "attachment"
    return headers


def put(response: HttpResponseBase, headers: Mapping[str, str]) -> None:
    """Set headers, in place of what stands there."""
    for name, value in headers.items():
        response.headers[name] = value


class SecurityHeadersMiddleware:
    """Adds what Django's own middleware does not know. Stands first, so that files and errors have it too.

    The rest (HSTS, the policy, frames) comes from Django and django-csp, by the same settings: a test compares what is
    sent with `public_headers()`.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.path.startswith(settings.STATIC_URL) and response.status_code < 400:
            put(response, {name: value for name, value in static_headers().items() if name not in transport()})
            return response
        match = getattr(request, "resolver_match", None)
        if match is not None and match.url_name == "wagtaildocs_serve" and response.status_code in {200, 206, 304}:
            # Wagtail has said already whether it is to be shown or kept, with the name of the file.
            sent = upload_headers(request.path)
            put(response, {name: sent[name] for name in ("Content-Security-Policy", "Cross-Origin-Resource-Policy")})
        for name, value in EVERYWHERE.items():
            response.headers.setdefault(name, value)
        # Redirects of middleware that stands before Django's own have no frame to be shown in; a rule without exception.
        response.headers.setdefault("X-Frame-Options", settings.X_FRAME_OPTIONS)
        if is_admin(request, with_sign_in=True):
            response.headers["X-Robots-Tag"] = "noindex, nofollow"
            if "Cache-Control" not in response.headers:
                add_never_cache_headers(response)
        return response
