"""The kernel's part in the admin."""

from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.rich_text.feature_registry import FeatureRegistry

from .consequences import before_copying, before_deleting, before_moving
from .language_marks import register_language_marks
from .reference_menu import reference_menu_item
from .rich_text import TrailPageLinkHandler


@hooks.register("register_rich_text_features", order=10)
def rich_text_features(features: FeatureRegistry) -> None:
    """Our handler of links to pages in place of Wagtail's, and the marks for words in another language."""
    features.register_link_type(TrailPageLinkHandler)
    register_language_marks(features)


@hooks.register("register_admin_menu_item")
def reference_item() -> MenuItem:
    """The menu of the records that many pages point at."""
    return reference_menu_item()


hooks.register("before_delete_page", before_deleting)
hooks.register("before_move_page", before_moving)
hooks.register("before_copy_page", before_copying)
