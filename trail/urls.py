"""The addresses of the site. Pages stand last: they take what nothing else has taken."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from sites.urls import localised_urlpatterns
from trail.core.routing import urlpatterns as page_urlpatterns
from trail.core.urls import urlpatterns as core_urlpatterns
from trail.health.urls import urlpatterns as health_urlpatterns
from trail.images.serving import serve_media
from trail.images.urls import localised_urlpatterns as localised_image_urlpatterns
from trail.images.urls import urlpatterns as image_urlpatterns
from trail.safety.urls import localised_urlpatterns as localised_safety_urlpatterns
from trail.safety.urls import urlpatterns as safety_urlpatterns
from trail.translation.overview.urls import urlpatterns as translation_urlpatterns

urlpatterns = [
    *safety_urlpatterns,
    path(settings.TRAIL_ADMIN_PATH, include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    *core_urlpatterns,
    *health_urlpatterns,
    *image_urlpatterns,
    *translation_urlpatterns,
]

if settings.TRAIL_SERVE_MEDIA and settings.MEDIA_URL.startswith("/"):
    prefix = settings.MEDIA_URL.lstrip("/")
    urlpatterns.append(path(f"{prefix}<path:path>", serve_media, {"document_root": settings.MEDIA_ROOT}))

urlpatterns += i18n_patterns(
    *localised_urlpatterns,
    *localised_image_urlpatterns,
    *localised_safety_urlpatterns,
    *page_urlpatterns,
    path("", include(wagtail_urls)),
)

handler404 = "trail.core.views.page_not_found"
handler500 = "trail.core.views.server_error"
