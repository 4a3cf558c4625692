from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ImagesConfig(AppConfig):
    name = "trail.images"
    label = "images"
    verbose_name = _("Pictures")

    def ready(self) -> None:
        from django.core.signals import request_started
        from wagtail.signals import page_published

        from .ahead import after_publication
        from .lookup import forget_pictures

        page_published.connect(after_publication, dispatch_uid="trail-pictures-ahead")
        request_started.connect(forget_pictures, dispatch_uid="trail-pictures-of-a-page")
