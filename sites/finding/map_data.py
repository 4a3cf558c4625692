"""What the live map asks for: the clusters and places of one view, as JSON that can be kept.

    /en/map/places.json?z=8&bbox=12.1,41.2,13.4,42.3&kind=cemetery&period=1944-05

`MOST_ROWS` places or fewer are all given, with what a list shows of them; of more, those that stand alone, and the others
as clusters: `[latitude, longitude, count]`. A view is widened to whole tiles (`trail.finding.space.view`).
"""

import hashlib
import json
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import get_language, pgettext
from django.views.decorators.http import require_safe

from trail.finding.models import Entry
from trail.finding.space.clusters import FINEST, edition
from trail.finding.space.reading import Cluster, clusters_of_cells
from trail.finding.space.view import ImpossibleView, View, read_view
from trail.phrases.effect import edition_of

from .filters import Filters, read_filters
from .map_rows import MOST_ROWS, NEVER_SHOWN, numbers_of, regions_of, row_of, stories_of
from .selection import Selection

ANSWER = "1"  # raise it when the form of the answer changes
KEPT = 60  # seconds for which a browser does not ask again
LONGEST_NAME = 100
FILTERS = {"kind", "region", "nation", "period", "open", "access"}


class ImpossibleFilter(ValueError):
    """A filter that there is not; the text says which."""


@require_safe
def map_places(request: HttpRequest) -> HttpResponseBase:
    """The places of a view. What is not possible is answered by 400 and a sentence that says why."""
    language = get_language() or ""
    number = edition(language)
    try:
        view = read_view(request.GET.get("z", ""), request.GET.get("bbox", ""))
        filters, name = _read_filters(request, set(regions_of(language, number)))
    except (ImpossibleView, ImpossibleFilter) as problem:
        return _json({"error": str(problem)}, status=400)
    day = timezone.localdate() if filters.open else ""
    asked = (ANSWER, language, number, edition_of(language), view, filters, name, day)
    key = hashlib.sha256(repr(asked).encode()).hexdigest()[:32]
    found = get_conditional_response(request, etag=f'"{key}"')
    if found is None:
        body = cache.get(f"map-places:{key}")
        if body is None:
            body = json.dumps(answer(language, number, view, filters, name), ensure_ascii=False, separators=(",", ":"))
            cache.set(f"map-places:{key}", body, 300)
        found = HttpResponse(body, content_type="application/json")
        found["ETag"] = f'"{key}"'
    patch_cache_control(found, public=True, max_age=KEPT)
    return found


def answer(language: str, number: int, view: View, filters: Filters, name: str = "") -> dict[str, Any]:
    """What lies in the view: all places where they are few, else clusters and the places that stand alone."""
    selection = Selection(language, filters, name)
    clusters = clusters_in(selection, view)
    total = sum(cluster.count for cluster in clusters)
    is_whole = total <= MOST_ROWS
    alone = [cluster.entry for cluster in clusters if cluster.entry is not None]
    shown = selection.within(view).within(view) if is_whole and len(alone) < total else alone
    rows = list(Entry.objects.filter(pk__in=shown).order_by().defer(*NEVER_SHOWN))
    rows.sort(key=lambda row: row.path)
    numbers = numbers_of(language, rows)
    found: dict[str, Any] = {
        "total": total,
        "places": [row_of(row, numbers.get(row.pk)) for row in rows],
        "clusters": [] if is_whole else [_written(cluster) for cluster in clusters if cluster.entry is None],
    }
    if filters.period:
        found["stories"] = stories_of(language, filters.period)
    return found


def clusters_in(selection: Selection, view: View) -> list[Cluster]:
    """The selected places of a view as clusters: from the counted cells where they know the answer."""
    subset = selection.counted()
    if subset is None or view.cell_level > FINEST:
        return selection.within(view).clusters(view)
    return clusters_of_cells(selection.language, subset, selection.filters.kind, view)


def _written(cluster: Cluster) -> list[float]:
    return [round(cluster.midst.latitude, 5), round(cluster.midst.longitude, 5), cluster.count]


def _read_filters(request: HttpRequest, regions: set[str]) -> tuple[Filters, str]:
    unknown = sorted(set(request.GET) - FILTERS - {"z", "bbox", "q"})
    if unknown:
        raise ImpossibleFilter(pgettext("trail", "There is no filter “%(value)s” here.") % {"value": unknown[0][:60]})
    filters = read_filters({key: request.GET[key] for key in FILTERS & set(request.GET)}, regions)
    if filters.problems:
        raise ImpossibleFilter(" ".join(filters.problems))
    return filters, read_name(request.GET.get("q", ""))


def read_name(words: str) -> str:
    """What was typed into the box for a name, tidied. Raises `ImpossibleFilter` where it cannot be a name."""
    words = " ".join(words.split())
    if len(words) > LONGEST_NAME or not words.isprintable():
        raise ImpossibleFilter(
            pgettext("trail", "A name has at most %(most)s letters; this one is longer or has signs that no name has.")
            % {"most": LONGEST_NAME}
        )
    return words


def _json(content: dict[str, Any], status: int) -> HttpResponse:
    return HttpResponse(json.dumps(content, ensure_ascii=False), content_type="application/json", status=status)
