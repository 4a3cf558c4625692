from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SafetyConfig(AppConfig):
    """What keeps strangers out, and what is known of people short."""

    name = "trail.safety"
    label = "safety"
    verbose_name = _("Safety")

    def ready(self) -> None:
        from .audit import watch

        watch()
