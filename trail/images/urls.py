"""Addresses of pictures that are made for one purpose."""

from django.urls import path

from .credits import credits_page
from .social import serve_social_image

urlpatterns = [
    path("social/<int:pk>-<slug:file_hash>.jpg", serve_social_image, name="social_image"),
]

# These stand under each language.
localised_urlpatterns = [
    path("credits/", credits_page, name="credits"),
]
