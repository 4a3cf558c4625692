from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BackgroundConfig(AppConfig):
    """What is done beside requests."""

    name = "trail.background"
    label = "background"
    verbose_name = _("Background work")

    def ready(self) -> None:
        from . import facts, retrying

        facts.register()
        retrying.watch()
