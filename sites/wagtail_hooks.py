"""What the content brings to the admin."""

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from trail.core.consequences import also_when_copying, also_when_deleting
from trail.geo.places import neighbour_sources

from .admin.consequences import identifiers_are_copied, stories_lose_the_place
from .admin.forces import ForceViewSet
from .admin.listings import TrailListings
from .admin.neighbours import places_of_the_region

register_snippet(ForceViewSet)
also_when_deleting.append(stories_lose_the_place)
also_when_copying.append(identifiers_are_copied)
neighbour_sources.append(places_of_the_region)


@hooks.register("register_admin_viewset")
def listings() -> TrailListings:
    """The flat lists of regions, places and stories."""
    return TrailListings()
