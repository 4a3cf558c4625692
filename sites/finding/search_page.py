"""The search: `/<language>/search/?q=…`. A page of results for words and filters, complete without a script."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import EmptyPage, Page, PageNotAnInteger, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language, pgettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from trail.core.standing import standing_context
from trail.finding.counting import count, note_of
from trail.finding.promoted import Chosen, promoted_for
from trail.finding.text.query import tidy

from .facets import Facet, facets_of, label_of
from .filters import Filters, read_filters
from .names import regions_of
from .results import Answer, Result, ask, results_of

ON_A_PAGE = 20


@dataclass(frozen=True)
class SetFilter:
    """A filter that is set, and the address without it."""

    label: str
    query: str


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The page of the search; odd input gives a helpful page."""
    language = get_language() or ""
    context = standing_context(request, "search", pgettext("trail", "Search the trail"))
    regions = regions_of(language)
    filters = read_filters(request.GET, set(regions))
    text = tidy(request.GET.get("q", ""))
    as_typed = request.GET.get("exact") == "1"
    answer = ask(request.GET.get("q", ""), language, filters, timezone.localdate(), as_typed=as_typed)
    page, problem = _page_of(answer, request.GET.get("page", ""))
    chosen = promoted_for(text, language) if text and page.number == 1 and not filters else []
    more = {"q": answer.question.text if not answer.instead_of else text[:200], "exact": "1" if as_typed else ""}
    context |= {
        "finding": True,
        "noindex": bool(text or filters or request.GET),
        "q": more["q"],
        "answer": answer,
        "chosen": chosen,
        "results": _results(answer, page, regions, chosen),
        "facets": _facets(answer, regions, language, more),
        "filters": filters,
        "set_filters": _set_filters(filters, regions, language, more),
        "without_filters": Filters().as_query(**more),
        "problems": [*filters.problems, *([problem] if problem else [])],
        "page_of_results": page,
        "previous": filters.as_query(**more, page=_number(page.number - 1)) if page.has_previous() else "",
        "next": filters.as_query(**more, page=_number(page.number + 1)) if page.has_next() else "",
        "as_typed_query": filters.as_query(q=answer.instead_of, exact="1") if answer.instead_of else "",
        "note": note_of(text, language, answer.total + len(chosen))
        if text and page.number == 1 and not filters
        else "",
    }
    return render(request, "pages/search.html", context)


@csrf_exempt  # the note is signed, nobody is signed in, and nothing but a number grows
@require_POST
def searched(request: HttpRequest) -> HttpResponse:
    """A browser shows results: count the search, by the note on the page."""
    count(request.POST.get("note", "")[:400])
    return HttpResponse(status=204)


def _page_of(answer: Answer, number: str) -> tuple[Page, str]:
    """The page of the list, and what is wrong with the number that was asked for."""
    paginator = Paginator(answer.listed, ON_A_PAGE)
    try:
        return paginator.page(number or 1), ""
    except PageNotAnInteger:
        return paginator.page(1), pgettext("trail", "That is not the number of a page; this is the first one.")
    except EmptyPage:
        return paginator.page(paginator.num_pages), pgettext(
            "trail", "There are not so many pages of results; this is the last one."
        )


def _results(answer: Answer, page: Page, regions: dict[str, str], chosen: list[Chosen]) -> list[Result]:
    above = {each.entry.page_id for each in chosen if each.entry}
    return [result for result in results_of(answer, page.object_list, regions) if result.page_id not in above]


def _facets(answer: Answer, regions: dict[str, str], language: str, more: dict[str, str]) -> list[Facet]:
    return facets_of(answer.found, regions, language, **more) if answer.found and not answer.found.is_empty else []


def _set_filters(filters: Filters, regions: dict[str, str], language: str, more: dict[str, Any]) -> list[SetFilter]:
    words = {"open": pgettext("trail", "Open today"), "access": pgettext("trail", "Step-free access")}
    return [
        SetFilter(
            str(words.get(name) or label_of(name, value, regions, language)),
            filters.with_(**{name: ""}).as_query(**more),
        )
        for name, value in filters.values().items()
    ]


def _number(number: int) -> str:
    return str(number) if number > 1 else ""
