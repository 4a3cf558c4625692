"""The site as a WSGI application, for any Python web server; finished pages are answered before Django is asked."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trail.settings.production")
django_application = get_wsgi_application()

# Only now, for these know models.
from trail.languages.root import answer_from_facts  # noqa: E402
from trail.safety.secrets import without_secrets  # noqa: E402
from trail.store.serving import from_the_store  # noqa: E402

application = from_the_store(without_secrets(django_application), root=answer_from_facts)
