from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    """What every page shares."""

    name = "trail.core"
    label = "core"
    verbose_name = _("Trail")

    def ready(self) -> None:
        from django.core.signals import request_started

        from . import checks, kept, rich_text, sources  # noqa: F401 (checks registers the house rules)

        kept.watch()
        request_started.connect(sources.forget_sources, dispatch_uid="trail-sources-of-a-page")
        request_started.connect(rich_text.forget_pages, dispatch_uid="trail-pages-of-a-page")
