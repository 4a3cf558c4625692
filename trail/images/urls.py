"""Addresses of pictures that are made for one purpose."""

from django.urls import path
from django.utils.translation import pgettext_lazy

from trail.core.standing import stands_under_every_language

from .credits import credits_page
from .social import serve_social_image

urlpatterns = [
    path("social/<int:pk>-<slug:file_hash>.jpg", serve_social_image, name="social_image"),
]

# These stand under each language.
localised_urlpatterns = [
    path("credits/", credits_page, name="credits"),
]

stands_under_every_language("credits", pgettext_lazy("trail", "Picture credits"), is_kept=True)
