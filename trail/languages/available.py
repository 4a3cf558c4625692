"""The languages that this trail has, and those that visitors are offered."""

from django.core.cache import cache
from django.db.models.signals import post_delete, post_save
from wagtail.models import Locale, Page
from wagtail.signals import page_published, page_unpublished

_KEY = "trail-languages"


def _known() -> dict[str, list[str]]:
    known = cache.get(_KEY)
    if known is None:
        homes = Page.objects.filter(depth=2, live=True).order_by("path").values_list("locale__language_code", flat=True)
        known = {
            "all": list(Locale.objects.values_list("language_code", flat=True)),
            "live": list(dict.fromkeys(homes)),
        }
        cache.set(_KEY, known, 60)
    return known


def trail_languages() -> list[str]:
    """The codes of all locales of the trail, drafts included: their addresses exist for previews and editors."""
    return _known()["all"]


def live_languages() -> list[str]:
    """The codes of the languages whose home page is live, in the order of the tree."""
    return _known()["live"]


def forget_languages(**_kwargs: object) -> None:
    """Look again at the next request: a locale or a home page has changed."""
    cache.delete(_KEY)


def watch() -> None:
    """Forget what is known whenever a locale is made or deleted, or a page goes live or is taken down."""
    for signal in (post_save, post_delete):
        signal.connect(forget_languages, sender=Locale, dispatch_uid="trail-forget-languages")
    for signal in (page_published, page_unpublished):
        signal.connect(forget_languages, dispatch_uid="trail-forget-languages")
    post_delete.connect(forget_languages, sender=Page, dispatch_uid="trail-forget-languages-page")
