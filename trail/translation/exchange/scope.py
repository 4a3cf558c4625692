"""Which pages an exchange is about, and who may have part in it."""

from typing import Any
from uuid import UUID

from wagtail.models import Locale, Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from ..beginning import CannotBegin, begin_translation


def locales_for(user: Any) -> Any:
    """The languages into which something is being translated and in which somebody may change pages."""
    allowed = PagePermissionPolicy().instances_user_has_permission_for(user, "change")
    return (
        Locale.objects.filter(pk__in=allowed.values("locale_id"), translations__enabled=True)
        .distinct()
        .order_by("language_code")
    )


def keys_beneath(page: Page, *, alone: bool = False) -> list[UUID]:
    """The translation keys of a page and of all beneath it, in whichever language it is; or of itself `alone`."""
    if alone:
        return [page.translation_key]
    return list(Page.objects.filter(path__startswith=page.path).values_list("translation_key", flat=True))


def not_begun(locale: Any, page: Page | None = None, *, alone: bool = False) -> Any:
    """The public pages of other languages that nobody has begun to translate into this one, in the order of the tree.

    A page that exists in several languages counts once, in the one in which it was made first.
    """
    pages = Page.objects.filter(depth__gte=2, live=True, alias_of__isnull=True).exclude(locale=locale)
    if page is not None:
        pages = pages.filter(translation_key__in=keys_beneath(page, alone=alone))
    there = Page.objects.filter(locale=locale, alias_of__isnull=True).values("translation_key")
    first: dict[UUID, int] = {}
    for key, pk in pages.exclude(translation_key__in=there).order_by("pk").values_list("translation_key", "pk"):
        first.setdefault(key, pk)
    return Page.objects.filter(pk__in=first.values()).order_by("path")


def begin_all(locale: Any, pages: Any, user: Any = None) -> tuple[int, list[str]]:
    """Begin pages, those above first; give how many were made, and why some could not be."""
    made, hindrances = 0, []
    for page in pages:
        try:
            made += len(begin_translation(page, locale, user).made)
        except CannotBegin as hindrance:
            hindrances.append(str(hindrance))
    return made, hindrances
