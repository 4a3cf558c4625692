"""Who has translated the trail, by language."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists
from wagtail.models import Page

from trail.languages.cldr import capitalise, name_in, sort_key
from trail.store import keys
from trail.store.recording import depends

from .models import Contribution


@dataclass(frozen=True)
class Translators:
    """The people who translated live pages into one language."""

    language: str
    names: list[str]


def translators_named_on(page: Any, slug: str, language: str) -> list[Translators]:
    """All translators of live pages, if `page` is the one that has this slug in some language; else nobody. One query.

    Languages and names stand in the order of `language`.
    """
    depends(keys.TRANSLATORS)
    is_the_page = Page.objects.filter(translation_key=page.translation_key, slug=slug)
    rows = Contribution.objects.filter(Exists(is_the_page), role=Contribution.Role.TRANSLATOR, page__live=True)
    found: dict[str, set[str]] = defaultdict(set)
    for tag, name in rows.order_by().values_list("page__locale__language_code", "person__name").distinct():
        found[capitalise(name_in(tag, language), language)].add(name)
    return [
        Translators(each, sorted(found[each], key=lambda name: sort_key(name, language)))
        for each in sorted(found, key=lambda each: sort_key(each, language))
    ]
