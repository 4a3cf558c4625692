"""The places of a region, for the picker of a position."""

from collections.abc import Iterator
from typing import Any

from trail.geo.coordinates import Point
from trail.geo.places import Neighbour

from ..models import CemeteryPage, SitePage


def places_of_the_region(region: Any, own_id: int | None) -> Iterator[Neighbour]:
    """The other places of a region that have a position, drafts among them, in the order of the trail."""
    found = [
        place
        for model in (SitePage, CemeteryPage)
        for place in model.objects.filter(
            path__startswith=region.path, depth=region.depth + 1, latitude__isnull=False, longitude__isnull=False
        )
        .exclude(pk=own_id)
        .values_list("path", "title", "latitude", "longitude")
    ]
    for _path, title, latitude, longitude in sorted(found):
        yield Neighbour(title, Point(latitude, longitude))
