"""What the content checks look up, once for all pages that are checked together."""

from typing import Any

from trail.dates.fields import bounds
from trail.geo.coordinates import Point
from trail.publishing.checks import Setting

from ..models import CampaignPage, CemeteryPage, SitePage


def points_of_region(page: Any, setting: Setting) -> list[tuple[int, Point]]:
    """The id and the position of every place of the page's region, drafts included."""
    region = page.path[: -page.steplen]

    def look_up() -> list[tuple[int, Point]]:
        return [
            (pk, Point(float(latitude), float(longitude)))
            for model in (SitePage, CemeteryPage)
            for pk, latitude, longitude in model.objects.filter(
                path__startswith=region, latitude__isnull=False, longitude__isnull=False
            ).values_list("pk", "latitude", "longitude")
        ]

    return setting.once(("points", region), look_up)


def campaign_times(page: Any, setting: Setting) -> list[tuple[Any, Any]]:
    """The first and last day of every campaign of the page's home."""
    home = page.path[: page.steplen * 2]

    def look_up() -> list[tuple[Any, Any]]:
        campaigns = CampaignPage.objects.filter(path__startswith=home)
        return [time for when in campaigns.values_list("when", flat=True) if any(time := bounds(when))]

    return setting.once(("campaigns", home), look_up)
