from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LanguagesConfig(AppConfig):
    """Languages: which there are, what CLDR knows of them, and how a request finds its own."""

    name = "trail.languages"
    label = "languages"
    verbose_name = _("Languages")

    def ready(self) -> None:
        from .available import watch

        watch()
