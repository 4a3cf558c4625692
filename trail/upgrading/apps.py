from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UpgradingConfig(AppConfig):
    """What migrations may do, and the operations with which they do it."""

    name = "trail.upgrading"
    label = "upgrading"
    verbose_name = _("Upgrading")
