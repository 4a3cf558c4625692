from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GeoConfig(AppConfig):
    """Positions, and the picker of a position in the admin. No models."""

    name = "trail.geo"
    label = "geo"
    verbose_name = _("Positions")
