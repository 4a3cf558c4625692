"""The languages that this trail has, and those that visitors are offered."""

from collections.abc import Sequence
from itertools import count
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db.models.signals import post_delete, post_save
from wagtail.models import Locale, Page
from wagtail.signals import page_published, page_unpublished

from trail.store import keys
from trail.store.remembering import rememberers

# Raised when what is known is to be forgotten: who looked it up before, and writes it down after, writes it elsewhere.
_edition = count()
_key = [f"trail-languages-{next(_edition)}"]


def _known() -> dict[str, Any]:
    key = _key[0]
    known = cache.get(key)
    if known is None:
        homes = Page.objects.filter(depth=2, live=True).order_by("path").values_list("locale__language_code", flat=True)
        known = {
            "codes": dict(Locale.objects.values_list("pk", "language_code")),
            "live": list(dict.fromkeys(homes)),
        }
        cache.set(key, known, 60)
    return known


def trail_languages() -> list[str]:
    """The codes of all locales of the trail, drafts included: their addresses exist for previews and editors."""
    return list(_known()["codes"].values())


def language_of(record: Any) -> str:
    """The code of the language that a page or a record is in, without asking for its locale; empty where it has none."""
    return _known()["codes"].get(getattr(record, "locale_id", None), "")


def live_languages() -> list[str]:
    """The codes of the languages whose home page is live, in the order of the tree."""
    return _known()["live"]


def first_language(languages: Sequence[str]) -> str:
    """The language that stands for all: the installation's own if it is among them, else the first of them."""
    return settings.LANGUAGE_CODE if settings.LANGUAGE_CODE in languages or not languages else languages[0]


def forget_languages(**_kwargs: object) -> None:
    """Look again at the next request: a locale or a home page has changed."""
    cache.delete(_key[0])
    _key[0] = f"trail-languages-{next(_edition)}"


def watch() -> None:
    """Forget what is known whenever a locale is made or deleted, or a page goes live or is taken down."""
    rememberers[keys.LANGUAGES] = forget_languages
    for signal in (post_save, post_delete):
        signal.connect(forget_languages, sender=Locale, dispatch_uid="trail-forget-languages")
    for signal in (page_published, page_unpublished):
        signal.connect(forget_languages, dispatch_uid="trail-forget-languages")
    post_delete.connect(forget_languages, sender=Page, dispatch_uid="trail-forget-languages-page")
