"""What translation brings to the admin; each part registers its own."""

from django.urls import URLPattern, path
from wagtail import hooks

from trail.core.consequences import also_when_deleting, also_when_moving
from trail.publishing.trees import kept_in_session

from .branches import SubmitBranchView
from .deleting import ANSWERS, after_deleting, before_deleting, stay_alone, stay_or_move
from .desk import hooks as desk_hooks  # noqa: F401
from .exchange import hooks as exchange_hooks  # noqa: F401
from .offering import hooks as offering_hooks  # noqa: F401
from .overview import hooks as overview_hooks  # noqa: F401
from .records import hooks as records_hooks  # noqa: F401

kept_in_session.append(ANSWERS)
also_when_deleting.append(stay_alone)
also_when_moving.append(stay_or_move)
hooks.register("before_delete_page", before_deleting)
hooks.register("after_delete_page", after_deleting)


@hooks.register("register_admin_urls", order=-10)
def submit_url() -> list[URLPattern]:
    """wagtail-localize's screen “Translate this page”; ours goes before it."""
    return [path("localize/submit/page/<int:page_id>/", SubmitBranchView.as_view())]
