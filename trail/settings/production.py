"""Settings for a public address: `base`, and a refusal to start without a secret key and a host name."""

from django.core.exceptions import ImproperlyConfigured

from .base import *  # noqa: F403
from .base import ALLOWED_HOSTS, SECRET_KEY

if not SECRET_KEY:
    raise ImproperlyConfigured("Set TRAIL_SECRET_KEY (or TRAIL_SECRET_KEY_FILE) to a long random text of your own.")
if not ALLOWED_HOSTS:
    raise ImproperlyConfigured("Set TRAIL_ALLOWED_HOSTS to the host names of the site, separated by commas.")
