"""What the exchange brings to the admin."""

from django.urls import URLPattern, path
from wagtail import hooks

from .views import DownloadView, ExchangeView, ReportView


@hooks.register("register_admin_urls", order=-10)
def exchange_urls() -> list[URLPattern]:
    """The two forms, the files, the report."""
    return [
        path("translations/exchange/", ExchangeView.as_view(), name="trail_exchange"),
        path("translations/exchange/download/", DownloadView.as_view(), name="trail_exchange_download"),
        path("translations/exchange/<str:token>/", ReportView.as_view(), name="trail_exchange_report"),
    ]
