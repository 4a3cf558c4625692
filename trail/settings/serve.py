"""Production's settings on a machine of one's own, for `make serve`: without a certificate, and without a web server.

Three things differ: nothing leads to `https://`, cookies travel without it, and Django hands uploads out itself.
"""

from .production import *  # noqa: F403

SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
TRAIL_SERVE_MEDIA = True
