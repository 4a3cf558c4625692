"""What is offered while somebody types: `/<language>/search/suggest?q=ca`, pages whose names begin so."""

from django.http import HttpRequest, JsonResponse
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from trail.finding.models import Entry, SearchDocument
from trail.finding.text.query import tidy
from trail.finding.text.search import beginning
from trail.finding.text.tokens import key_of, words_of

from .names import kind_label, type_label

MOST = 8
SHORTEST, LONGEST = 2, 60
COLUMNS = ("pk", "type", "kind", "title", "names", "url", "path")


@require_safe
@cache_control(public=True, max_age=300)
def suggest(request: HttpRequest) -> JsonResponse:
    """At most eight names with kind and address; none for less than two letters."""
    typed = tidy(request.GET.get("q", "")[:LONGEST])
    return JsonResponse({"suggestions": _suggestions(typed, get_language() or "")})


def _suggestions(typed: str, language: str) -> list[dict[str, str]]:
    key = key_of(typed)
    if len(key) < SHORTEST:
        return []
    numbers = beginning(SearchDocument.objects.all(), typed, language, MOST)
    entries = Entry.objects.filter(pk__in=numbers).only(*COLUMNS)
    best = sorted(entries, key=lambda entry: (_distance(key, entry), len(entry.title), entry.path))[:MOST]
    return [
        {
            "title": entry.title,
            "name": _other_name(key, entry),
            "kind": kind_label(entry.kind) if entry.type == Entry.Type.PLACE else type_label(entry.type),
            "url": entry.url,
        }
        for entry in best
    ]


def _distance(key: str, entry: Entry) -> tuple[bool, bool]:
    """Titles that begin as typed before others, places before stories."""
    return not key_of(entry.title).startswith(key), entry.type != Entry.Type.PLACE


def _other_name(key: str, entry: Entry) -> str:
    """The name by which a page was found where the title does not have it: “Siracusa” for Syracuse."""
    last = key.split()[-1]
    if any(word.folded.startswith(last) for word in words_of(entry.title)):
        return ""
    for name in entry.names.splitlines():
        if any(word.folded.startswith(last) for word in words_of(name)):
            return name
    return ""
