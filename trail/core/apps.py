from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    """What every page shares."""

    name = "trail.core"
    label = "core"
    verbose_name = _("Trail")

    def ready(self) -> None:
        from . import checks, kept  # noqa: F401 (registers the house rules)

        kept.watch()
