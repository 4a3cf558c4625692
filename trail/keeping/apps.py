from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KeepingConfig(AppConfig):
    """Backups."""

    name = "trail.keeping"
    label = "keeping"
    verbose_name = _("Keeping")

    def ready(self) -> None:
        from .records import watch

        watch()
