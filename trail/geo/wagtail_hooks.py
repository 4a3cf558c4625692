"""The picker of a position in the admin."""

from django.urls import URLPattern, path
from wagtail import hooks

from .picker import GROUND, POSITION, ground, position


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    """What the picker asks for; Wagtail lets only those in who may use the admin."""
    return [
        path("position/", position, name=POSITION),
        path("position/ground/<slug:language>.json", ground, name=GROUND),
    ]
