from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TranslationConfig(AppConfig):
    """What happens to a page's translations when the page changes."""

    name = "trail.translation"
    label = "translation"
    verbose_name = _("Translation")

    def ready(self) -> None:
        from . import kept, localize, signals

        localize.replace_save_target()
        localize.keep_marks_of_language()
        signals.watch()
        kept.watch()
        # These register the errands that a worker does for them.
        from . import branches  # noqa: F401
        from .desk import beside as _by_machine  # noqa: F401
        from .exchange import beside as _importing  # noqa: F401
        from .offering import beside as _offering  # noqa: F401
