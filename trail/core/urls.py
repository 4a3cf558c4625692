"""Addresses that belong to no language: robots.txt, icons."""

from django.contrib.sitemaps.views import sitemap
from django.urls import path
from django.views.decorators.cache import cache_control

from . import views
from .sitemap import PagesSitemap, StandingSitemap

urlpatterns = [
    path("robots.txt", views.robots),
    path(
        "sitemap.xml",
        cache_control(public=True, max_age=3600)(sitemap),
        {"sitemaps": {"pages": PagesSitemap, "views": StandingSitemap}},
        name="sitemap",
    ),
    path("site.webmanifest", views.web_manifest, name="web_manifest"),
]
