"""What the content brings to the admin."""

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from .admin.forces import ForceViewSet
from .admin.listings import TrailListings

register_snippet(ForceViewSet)


@hooks.register("register_admin_viewset")
def listings() -> TrailListings:
    """The flat lists of regions, places and stories."""
    return TrailListings()
