from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HealthConfig(AppConfig):
    """Probes, the state of the installation, and when the commands of the clock last ran."""

    name = "trail.health"
    label = "health"
    verbose_name = _("Health")

    def ready(self) -> None:
        from . import installation, schedule  # noqa: F401 (each registers what it knows)
