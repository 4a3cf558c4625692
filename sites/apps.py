from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SitesConfig(AppConfig):
    """The content: campaigns, regions, places, stories. The label is not `sites`: Django's own sites app has that."""

    name = "sites"
    label = "heritage"
    verbose_name = _("Heritage trail")

    def ready(self) -> None:
        from trail.translation.freshness import followed

        from . import kept
        from .finding import following
        from .loading.following import loaded_page_followed

        following.watch()
        kept.watch()
        followed.connect(loaded_page_followed, dispatch_uid="heritage-loaded-followed")
