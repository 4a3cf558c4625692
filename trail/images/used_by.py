"""Which pages use a picture.

Wagtail's index of references knows the stored rows, hop by hop: a picture, the person whose portrait it is, the page
that names the person. It does not know the changes of a live page that wait for publication; those are read here.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import reduce
from operator import or_

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.models import Page, ReferenceIndex, Revision

from .models import Picture
from .use import Found, found_in_draft, records_of, uses_of

# A portrait is one step from its page, the dark version of a portrait two.
MOST_STEPS = 3
NAMED = 5

Record = tuple[int, str]


def pages_using(picture_ids: Collection[int] | None = None) -> dict[int, set[int]]:
    """The ids of the pages, live or not, whose stored rows use each picture; of all pictures where none are named.

    At most four queries, however many pictures there are.
    """
    picture_type = ContentType.objects.get_for_model(Picture).pk
    page_type = ContentType.objects.get_for_model(Page).pk
    targets = Q(to_content_type=picture_type)
    if picture_ids is not None:
        targets &= Q(to_object_id__in=[str(pk) for pk in picture_ids])
    brought: dict[Record, set[int]] = defaultdict(set)
    for step in range(MOST_STEPS + 1):
        grown: set[Record] = set()
        rows = ReferenceIndex.objects.filter(targets).values_list(
            "base_content_type_id", "object_id", "to_content_type_id", "to_object_id"
        )
        for from_type, from_id, to_type, to_id in rows:
            source, target = (from_type, from_id), (to_type, to_id)
            new = (brought[target] if step else {int(to_id)}) - brought[source]
            brought[source] |= new
            if new and from_type != page_type:
                grown.add(source)
        if not grown:
            break
        targets = _any_of(grown)
    used: dict[int, set[int]] = defaultdict(set)
    for (kind, pk), pictures in brought.items():
        if kind == page_type:
            for picture in pictures:
                used[picture].add(int(pk))
    return used


def _any_of(records: Iterable[Record]) -> Q:
    by_type: dict[int, list[str]] = defaultdict(list)
    for kind, pk in records:
        by_type[kind].append(pk)
    return reduce(or_, (Q(to_content_type=kind, to_object_id__in=pks) for kind, pks in by_type.items()))


def drafts_using() -> dict[int, set[int]]:
    """The ids of the pages whose newest unpublished version uses each picture, whatever their rows say."""
    waiting = Page.objects.filter(has_unpublished_changes=True).exclude(latest_revision=None)
    found: dict[int, list[Found]] = {}
    revisions = Revision.objects.filter(pk__in=waiting.values("latest_revision")).select_related("content_type")
    for revision in revisions.iterator(chunk_size=200):
        model = revision.content_type.model_class()
        if model is not None:
            found[int(revision.object_id)] = found_in_draft(model, revision.content)
    records = records_of(one for all_of_page in found.values() for one in all_of_page)
    dark = dict(Picture.objects.filter(dark_version__isnull=False).values_list("pk", "dark_version"))
    used: dict[int, set[int]] = defaultdict(set)
    for page, all_of_page in found.items():
        for use in uses_of(all_of_page, records):
            for picture in {use.picture_id, dark.get(use.picture_id)} - {None}:
                used[picture].add(page)
    return used


def live_pages_using(picture: Picture) -> QuerySet[Page]:
    """The public pages on which a picture stands now, in the order of the tree."""
    if picture.pk is None:
        return Page.objects.none()
    ids = pages_using([picture.pk]).get(picture.pk, set())
    return Page.objects.filter(pk__in=ids, live=True).select_related("locale").order_by("path")


def drafts_that_use(picture: Picture) -> QuerySet[Page]:
    """The pages that are not public, or have unpublished changes, whose newest version uses a picture."""
    ids = drafts_using().get(picture.pk, set())
    never_saved_as_draft = pages_using([picture.pk]).get(picture.pk, set())
    waiting = Q(pk__in=ids) | Q(pk__in=never_saved_as_draft, live=False)
    return Page.objects.filter(waiting).select_related("locale").order_by("path")


def title_of(page: Page) -> str:
    """The title with its language, as choosers show it."""
    return f"{page.draft_title or page.title} [{page.locale.language_code}]"


def named_pages(pages: QuerySet[Page], linked: bool = True) -> SafeString | str:
    """The first few pages by name, each a link to its editor, and how many more there are."""
    shown = list(pages[: NAMED + 1])
    count = len(shown) if len(shown) <= NAMED else pages.count()
    first = shown[:NAMED]
    if linked:
        names = format_html_join(
            ", ",
            '<a href="{}">{}</a>',
            ((reverse("wagtailadmin_pages:edit", args=[page.pk]), title_of(page)) for page in first),
        )
    else:
        names = ", ".join(title_of(page) for page in first)
    if count <= NAMED:
        return names
    more = _("and %(count)s more") % {"count": count - NAMED}
    return format_html("{} {}", names, more) if linked else f"{names} {more}"
