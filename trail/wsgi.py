"""The site as a WSGI application, for any Python web server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trail.settings.production")
application = get_wsgi_application()
