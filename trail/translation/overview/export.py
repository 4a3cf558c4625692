"""The table as a spreadsheet: a line for each page in each language."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.utils import get_admin_base_url
from wagtail.models import Page

from .lines import Line
from .state import Row, State

COLUMNS: dict[str, str | Promise] = {
    "page": _("Page"),
    "part": _("Part of the trail"),
    "kind": _("Kind of page"),
    "source_language": _("Source language"),
    "language": _("Language"),
    "language_name": _("Name of the language"),
    "state": _("State"),
    "per_cent": _("Per cent translated"),
    "strings": _("Texts"),
    "untranslated": _("Texts without a translation"),
    "stale": _("Stale texts"),
    "stale_since": _("Stale since"),
    "words_left": _("Words left"),
    "translator": _("Translator"),
    "edit": _("Address for editing"),
}


def flat(lines: Iterable[Line], rows: Iterable[Row], filters: Any) -> list[dict[str, Any]]:
    """One dictionary for each cell that was asked for; the keys are those of `COLUMNS`."""
    titles = {row.path: row.title for row in rows}
    asked = filters.form.cleaned_data if filters and filters.is_valid() else {}
    base = get_admin_base_url() or ""
    found = []
    for line in lines:
        above = [line.row.path[:end] for end in range(Page.steplen * 3, len(line.row.path), Page.steplen)]
        for shown in line.cells:
            cell = shown.cell
            if cell is None or (asked.get("state") and cell.state != asked["state"]):
                continue
            if asked.get("translator") and asked["translator"] != str(cell.translator_id or "nobody"):
                continue
            found.append(
                {
                    "page": line.row.title,
                    "part": " › ".join(titles[path] for path in above if path in titles),
                    "kind": line.kind,
                    "source_language": line.language,
                    "language": shown.column.tag,
                    "language_name": shown.column.name,
                    "state": str(State(cell.state).label),
                    "per_cent": cell.per_cent,
                    "strings": cell.strings,
                    "untranslated": cell.untranslated,
                    "stale": cell.stale,
                    "stale_since": f"{cell.since:%Y-%m-%d}" if cell.since else "",
                    "words_left": "" if cell.words_left is None else cell.words_left,
                    "translator": shown.translator,
                    "edit": base + reverse("wagtailadmin_pages:edit", args=[cell.page_pk]) if cell.page_pk else "",
                }
            )
    return found
