"""Safety: what browsers are told, who may sign in and how often one may try. `base` takes all of this in.

What each of these stands against: docs/explanation/threat-model.md. The headers are put together in
`trail.safety.headers`, from the values here.
"""

import re
from datetime import timedelta
from typing import Any

from csp.constants import NONE, SELF, UNSAFE_INLINE
from django.core.exceptions import ImproperlyConfigured

from .environment import env


def read_admin_path(path: str) -> str:
    """The path of the admin, with one slash at its end. Raises `ImproperlyConfigured` where it cannot be one."""
    tidy = path.strip().strip("/")
    if not re.fullmatch(r"[A-Za-z0-9_-]{3,}(/[A-Za-z0-9_-]+)*", tidy):
        problem = "write letters, digits, - and _, at least three signs, without a host: back-office/"
    elif tidy.partition("/")[0].lower() in {"documents", "media", "static", "social", "sitemap"}:
        problem = f"“{tidy}” is the address of something else; choose another."
    else:
        return f"{tidy}/"
    raise ImproperlyConfigured(
        f"The environment variable TRAIL_ADMIN_PATH cannot be used: {problem} See docs/reference/environment.md."
    )


def trail_name(device: Any) -> str:
    """Under which name an authenticator app lists the account; the models are there only when it is asked."""
    from trail.safety.two_factor.devices import issuer

    return issuer(device)


# Where the admin lies. Another path than the usual one keeps away the programs that try every site's /admin/.
TRAIL_ADMIN_PATH = read_admin_path(env.str("TRAIL_ADMIN_PATH", default="admin/"))

# Transport
SECURE_SSL_REDIRECT = env.bool("TRAIL_SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = env.int("TRAIL_HSTS_SECONDS", default=31536000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("TRAIL_HSTS_SUBDOMAINS", default=True)
SECURE_HSTS_PRELOAD = SECURE_HSTS_INCLUDE_SUBDOMAINS
TRAIL_BEHIND_PROXY = env.bool("TRAIL_BEHIND_PROXY", default=False)
# How many servers of one's own a request passes on its way here: the visitor's address is so far from the end of
# X-Forwarded-For. What stands before it was written by the visitor.
TRAIL_PROXIES = env.int("TRAIL_PROXIES", default=1)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRAIL_BEHIND_PROXY else None
SECURE_REDIRECT_EXEMPT = [r"^-/(live|ready)$"]

# Cookies: only people who sign in get any.
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"

# Headers
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
# Wagtail lets its previews, and nothing else, be shown in the admin's own frames.
X_FRAME_OPTIONS = "DENY"
# The public pages: nothing but ourselves, nothing inline. The operator's map tiles and storage are added where set.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF, "data:"],
        "media-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
# The admin: Wagtail writes scripts and styles into its pages (measured; neither hashes nor nonces can work).
ADMIN_CONTENT_SECURITY_POLICY = {
    "default-src": [NONE],
    "script-src": [SELF, UNSAFE_INLINE],
    "script-src-attr": [NONE],
    "style-src": [SELF, UNSAFE_INLINE],
    "font-src": [SELF],
    "img-src": [SELF, "data:", "blob:"],
    "media-src": [SELF],
    "connect-src": [SELF],
    "frame-src": [SELF],
    "manifest-src": [SELF],
    "object-src": [NONE],
    "base-uri": [SELF],
    "form-action": [SELF],
    "frame-ancestors": [NONE],
}

# Documents: the endings that are taken, and as what each is handed out, whatever this machine's own table says.
WAGTAILDOCS_CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "epub": "application/epub+zip",
    "gpx": "application/gpx+xml",
    "kml": "application/vnd.google-earth.kml+xml",
    "m4a": "audio/mp4",
    "mp3": "audio/mpeg",
    "mp4": "video/mp4",
    "odt": "application/vnd.oasis.opendocument.text",
    "ogg": "audio/ogg",
    "pdf": "application/pdf",
    "txt": "text/plain; charset=utf-8",
    "vtt": "text/vtt; charset=utf-8",
    "webm": "video/webm",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}
# What browsers show by themselves and cannot run; all else is offered to be kept.
WAGTAILDOCS_INLINE_CONTENT_TYPES = [
    *("application/pdf", "audio/mp4", "audio/mpeg", "audio/ogg"),
    *("text/vtt; charset=utf-8", "video/mp4", "video/webm"),
]

# Signing in
AUTHENTICATION_BACKENDS = ["trail.safety.sign_in.backend.ThrottledBackend"]
WAGTAILADMIN_USER_LOGIN_FORM = "trail.safety.sign_in.forms.SignInForm"
# Restricted pages ask for the same sign-in as the admin: there is no second door.
WAGTAIL_FRONTEND_LOGIN_URL = "wagtailadmin_login"
# How often one may try before one has to wait: so many times in so long, each rule for itself.
TRAIL_TRIES = {
    # One account, from anywhere. A browser that has signed in to it before is counted for itself.
    "account": [(10, timedelta(minutes=15))],
    # One address, any account: a museum or a school shares one.
    "address": [(50, timedelta(minutes=15)), (300, timedelta(days=1))],
    # The code after the password: who is asked for it knows the password.
    "code": [(5, timedelta(minutes=15)), (20, timedelta(days=1))],
    # Mails with a link for a new password.
    "new-password": [(3, timedelta(hours=1))],
    "new-password-address": [(20, timedelta(hours=1))],
}
# Our own limits take the place of the library's: they say when to try again, and an administrator can lift them.
OTP_TOTP_ISSUER = trail_name
OTP_TOTP_THROTTLE_FACTOR = OTP_STATIC_THROTTLE_FACTOR = 0

# How many requests one address may make in a minute. Numbers and reasons: docs/explanation/threat-model.md.
TRAIL_LIMITS_ON = env.bool("TRAIL_LIMITS", default=True)
TRAIL_LIMITS = {"search": 240, "suggestions": 900, "map": 900, "counter": 240, "password": 10}

# How long what is known of people is kept: docs/reference/personal-data.md. `manage.py tidy` removes the rest.
TRAIL_KEEP = {
    "tries": timedelta(days=2),
    "unused_invitations": timedelta(days=90),
    "sign_ins": timedelta(days=365),
}
