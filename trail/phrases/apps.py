from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PhrasesConfig(AppConfig):
    """What the public site says besides its pages."""

    name = "trail.phrases"
    label = "phrases"
    verbose_name = _("Interface phrases")

    def ready(self) -> None:
        from trail.store.remembering import rememberers

        from .effect import look_again

        rememberers["phrases:"] = look_again
