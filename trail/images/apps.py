from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ImagesConfig(AppConfig):
    name = "trail.images"
    label = "images"
    verbose_name = _("Pictures")

    def ready(self) -> None:
        from wagtail.signals import page_published

        from .ahead import after_publication

        page_published.connect(after_publication, dispatch_uid="trail-pictures-ahead")
