"""The address of a translated page: what becomes of it, and who has it already."""

from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail_localize.models import Translation

from .checks import Hint
from .entries import Entry


def slug_hints(translation: Translation, entry: Entry) -> list[Hint]:
    """The page beside this one that has the same address already."""
    page = Page.objects.filter(
        translation_key=translation.source.object_id, locale_id=translation.target_locale_id
    ).first()
    if page is None or not entry.data:
        return []
    taken = page.get_siblings(inclusive=False).filter(slug=entry.data).first()
    if taken is None:
        return []
    return [
        Hint(
            "slug",
            _("“%(title)s” has this address already; with it, a number would be added to this page's.")
            % {"title": taken.get_admin_display_title()},
        )
    ]
