"""The finder of war cemeteries: `/<language>/cemeteries/`, by nation, by who looks after them, by burials, by region."""

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.core.cache import cache
from django.core.paginator import Paginator
from django.db.models import Count, Exists, F, OuterRef, Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, pgettext
from django.views.decorators.http import require_safe

from trail.core.standing import standing_context
from trail.finding.models import Entry, EntryNation, SearchDocument
from trail.finding.space.clusters import edition
from trail.languages.cldr import sort_key
from trail.store import keys
from trail.store.recording import depends

from .entries import CEMETERY
from .names import nation_label, regions_of

ON_A_PAGE = 50
MOST_OPTIONS = 200
MOST_SORTED_HERE = 500  # by the language's own order of letters; beyond that by the database's
STEPS = (100, 500, 1_000, 2_000, 5_000, 10_000, 20_000)
SORTS = ("name", "burials", "trail")
DIGITS = 7
KEPT = 60 * 60  # seconds


@dataclass(frozen=True)
class Wish:
    """What somebody looks for. Every value here is a possible one; what was not is named in `problems`."""

    nation: str = ""
    body: str = ""
    region: str = ""
    least: int | None = None
    sort: str = "name"
    problems: tuple[str, ...] = ()

    def as_query(self, **more: str) -> str:
        """The parameters of the address, in a fixed order."""
        values = {
            "nation": self.nation,
            "body": self.body,
            "region": self.region,
            "least": str(self.least or ""),
            "sort": "" if self.sort == "name" else self.sort,
        }
        return urlencode({name: value for name, value in (values | more).items() if value})

    @property
    def narrows(self) -> bool:
        """Whether anything is asked for."""
        return bool(self.nation or self.body or self.region or self.least)


@dataclass(frozen=True)
class Option:
    """One value of a menu, with how many cemeteries it leaves on the trail."""

    value: str
    label: str
    count: int


@require_safe
def cemeteries(request: HttpRequest) -> HttpResponse:
    """The finder with its list; odd input gives a helpful page."""
    language = get_language() or ""
    context = standing_context(
        request,
        "cemeteries",
        pgettext("trail", "Find a cemetery"),
        pgettext(
            "trail", "The war cemeteries of the trail by nation, by who looks after them and by number of burials."
        ),
    )
    depends(keys.index(language, CEMETERY), keys.index(language, Entry.Type.REGION))
    everything = Entry.objects.filter(language=language, kind=CEMETERY)
    regions = regions_of(language)
    menus = _menus(everything, regions, language)
    wish = _read(request, menus)
    rows = _sorted(_wanted(everything, wish), wish, language)
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page", "1"))
    context |= menus | {
        "finding": True,
        "noindex": bool(request.GET),
        "wish": wish,
        "steps": [(step, step == wish.least) for step in _steps(wish)],
        "sorts": _sorts(),
        "rows": _rows(page.object_list, wish, regions, language),
        "total": page.paginator.count,
        "page_of_results": page,
        "previous": wish.as_query(page=str(page.number - 1)) if page.has_previous() else "",
        "next": wish.as_query(page=str(page.number + 1)) if page.has_next() else "",
        "nation_name": nation_label(wish.nation, language) if wish.nation else "",
    }
    return render(request, "pages/cemetery_finder.html", context)


def _menus(everything: QuerySet[Entry], regions: dict[str, str], language: str) -> dict[str, list[Option]]:
    """What can be chosen: of all cemeteries, whatever is chosen, and so kept until the index changes."""
    number = edition(language)
    key = f"finder-menus:{language}:{number}"
    found = cache.get(key) if number else None
    if found is None:
        found = {
            "nations": _nations(language),
            "bodies": _options(everything, "managing_body", language),
            "regions": _regions(everything, regions, language),
        }
        cache.set(key, found, KEPT)
    return found


def _read(request: HttpRequest, menus: dict[str, list[Option]]) -> Wish:
    """Read the address. What is not possible is named, and left out."""
    wish, problems = Wish(), []
    for name, menu in (("nation", "nations"), ("body", "bodies"), ("region", "regions")):
        value = request.GET.get(name, "").strip()
        if value in {option.value for option in menus[menu]}:
            wish = replace(wish, **{name: value})
        elif value:
            problems.append(pgettext("trail", "No cemetery of the trail has “%(value)s”.") % {"value": value[:60]})
    least = request.GET.get("least", "").strip()
    if least.isascii() and least.isdigit() and len(least) <= DIGITS:
        wish = replace(wish, least=int(least) or None)
    elif least:
        problems.append(
            pgettext("trail", "“%(value)s” is not a number of burials; write it in digits, like 500.")
            % {"value": least[:20]}
        )
    sort = request.GET.get("sort", "")
    return replace(wish, sort=sort if sort in SORTS else "name", problems=tuple(problems))


def _wanted(entries: QuerySet[Entry], wish: Wish) -> QuerySet[Entry]:
    """The cemeteries that fit. With a nation, the number asked for is that of its own dead where it is known."""
    if wish.body:
        entries = entries.filter(managing_body=wish.body)
    if wish.region:
        entries = entries.filter(region=wish.region)
    if wish.nation:
        own = EntryNation.objects.filter(entry=OuterRef("pk"), code=wish.nation)
        own = own.filter(burials__gte=wish.least) if wish.least else own
        return entries.filter(Exists(own))
    return entries.filter(burials__gte=wish.least) if wish.least else entries


def _sorted(entries: QuerySet[Entry], wish: Wish, language: str) -> Any:
    """The cemeteries in order; by name in the language's way while there are not too many."""
    if wish.sort == "burials":
        return entries.order_by(F("burials").desc(nulls_last=True), "path")
    if wish.sort == "trail":
        return entries.order_by("path")
    titles = list(entries.values_list("pk", "title").order_by()[: MOST_SORTED_HERE + 1])
    if len(titles) > MOST_SORTED_HERE:
        if not wish.narrows:  # an index has all cemeteries in this order
            return SearchDocument.objects.filter(language=language, kind=CEMETERY).order_by("title_key", "entry_id")
        return entries.order_by("document__title_key", "path")
    return [pk for pk, _title in sorted(titles, key=lambda row: sort_key(row[1], language))]


@dataclass(frozen=True)
class Row:
    """A cemetery as the list shows it; `nations` are names with numbers, `own` the number of the nation asked for."""

    title: str
    url: str
    region: str
    body: str
    burials: int | None
    nations: list[tuple[str, int | None]]
    own: int | None


def _rows(shown: Any, wish: Wish, regions: dict[str, str], language: str) -> list[Row]:
    """One page of the list, with the burials by nation, the largest first."""
    numbers = [each if isinstance(each, int) else each.pk for each in shown]
    nations = Prefetch("nations", EntryNation.objects.order_by(F("burials").desc(nulls_last=True), "code"))
    entries = Entry.objects.filter(pk__in=numbers).prefetch_related(nations).defer("body", "summary", "keywords")
    by_number = {entry.pk: entry for entry in entries}
    return [
        Row(
            entry.title,
            entry.url,
            regions.get(entry.region, ""),
            entry.managing_body,
            entry.burials,
            [(nation_label(nation.code, language), nation.burials) for nation in entry.nations.all()],
            next((nation.burials for nation in entry.nations.all() if nation.code == wish.nation), None),
        )
        for entry in (by_number[number] for number in numbers if number in by_number)
    ]


def _nations(language: str) -> list[Option]:
    # Their numbers are read from an index of the documents, which is small.
    numbers = SearchDocument.objects.filter(language=language, kind=CEMETERY).values("entry")
    rows = EntryNation.objects.filter(entry__in=numbers).values_list("code").annotate(count=Count("*")).order_by()
    options = [Option(code, nation_label(code, language), count) for code, count in rows]
    return sorted(options, key=lambda option: sort_key(option.label, language))


def _options(entries: QuerySet[Entry], column: str, language: str) -> list[Option]:
    rows = entries.exclude(**{column: ""}).values_list(column).annotate(count=Count("*")).order_by("-count")
    options = [Option(value, value, count) for value, count in rows[:MOST_OPTIONS]]
    return sorted(options, key=lambda option: sort_key(option.label, language))


def _regions(entries: QuerySet[Entry], regions: dict[str, str], language: str) -> list[Option]:
    """The regions that have cemeteries, in the order of the trail."""
    counts = {option.value: option.count for option in _options(entries, "region", language)}
    return [Option(slug, title, counts[slug]) for slug, title in regions.items() if slug in counts]


def _steps(wish: Wish) -> list[int]:
    return sorted({*STEPS, wish.least} - {None})


def _sorts() -> list[tuple[str, str]]:
    return [
        ("name", pgettext("trail", "By name")),
        ("burials", pgettext("trail", "Most burials first")),
        ("trail", pgettext("trail", "Along the trail")),
    ]
