"""What the editors have chosen for a term, with Wagtail's own promoted results (`wagtail.contrib.search_promotions`)."""

from dataclasses import dataclass

from wagtail.contrib.search_promotions.models import Query, SearchPromotion

from .models import Entry
from .text.tokens import key_of

MOST = 5
MOST_TERMS = 2_000  # terms with choices; a trail has a few dozen


@dataclass(frozen=True)
class Chosen:
    """A promoted result: a page of the reader's language, or an address elsewhere."""

    title: str
    url: str
    description: str
    entry: Entry | None = None


def promoted_for(text: str, language: str) -> list[Chosen]:
    """The choices for a term, in the editors' order; of a page in another language its translation, if it is public.

    Terms are compared like titles: case, accents and signs make no difference.
    """
    key = key_of(text)
    if not key:
        return []
    terms = Query.objects.filter(pk__in=SearchPromotion.objects.values("query_id")).values_list("pk", "query_string")
    same = [pk for pk, term in terms[:MOST_TERMS] if key_of(term) == key]
    if not same:
        return []
    chosen = SearchPromotion.objects.filter(query_id__in=same)
    picks = list(chosen.order_by("sort_order").select_related("page")[: MOST * 2])
    keys = [pick.page.translation_key for pick in picks if pick.page]
    entries = Entry.objects.filter(language=language, page__translation_key__in=keys).select_related("page")
    by_key = {entry.page.translation_key: entry for entry in entries}
    found = []
    for pick in picks:
        if pick.page is None:
            found.append(
                Chosen(pick.external_link_text or pick.external_link_url, pick.external_link_url, pick.description)
            )
        elif entry := by_key.get(pick.page.translation_key):
            found.append(Chosen(entry.title, entry.url, pick.description or entry.summary, entry))
    return found[:MOST]
