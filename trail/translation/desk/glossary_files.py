"""A glossary as a table: `source,target,note`, one term a line. A note that begins with “leave as it is” says so."""

import csv
import io
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ..models import GlossaryTerm

COLUMNS = ("source", "target", "note")
LEAVE = "leave as it is"
LARGEST = 2_000_000  # bytes
MOST = 20_000  # terms


@dataclass
class Reading:
    """What a file holds, and what is wrong with it, line by line."""

    terms: list[GlossaryTerm] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    added: int = 0
    changed: int = 0


def read_glossary(content: bytes, source_locale: Any, locale: Any) -> Reading:
    """Read a file and check each line; stores nothing."""
    reading = Reading()
    if len(content) > LARGEST:
        reading.faults.append(_("The file is larger than 2 megabytes. Part it into several."))
        return reading
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        reading.faults.append(_("The file is not in UTF-8. Save it as “CSV UTF-8”."))
        return reading
    if "\0" in text:
        reading.faults.append(_("This is not a table in CSV."))
        return reading
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        _read_rows(rows, reading, source_locale, locale)
    except csv.Error as fault:
        reading.faults.append(_("Line %(line)s cannot be read: %(fault)s") % {"line": rows.line_num, "fault": fault})
    return reading


def _delimiter(text: str) -> str:
    """Spreadsheets of many countries write semicolons."""
    first = text.partition("\n")[0]
    return ";" if first.count(";") > first.count(",") else ","


def _read_rows(rows: Any, reading: Reading, source_locale: Any, locale: Any) -> None:
    head = [cell.strip().lower() for cell in next(rows, [])]
    if head[:2] != list(COLUMNS[:2]) or head[2:] not in ([], ["note"]):
        reading.faults.append(
            _("The first line must be “source,target,note”; it is “%(head)s”.") % {"head": ",".join(head)[:200]}
        )
        return
    seen: dict[str, int] = {}
    for row in rows:
        cells = [cell.strip() for cell in row]
        if not any(cells):
            continue
        if len(cells) > len(head):
            reading.faults.append(
                _(
                    "Line %(line)s has %(count)s cells instead of %(columns)s. Put cells that have a comma in quotation marks."
                )
                % {"line": rows.line_num, "count": len(cells), "columns": len(head)}
            )
            continue
        source, target, note = [*cells, "", ""][:3]
        if source in seen:
            reading.faults.append(
                _("Line %(line)s: “%(term)s” stands in line %(first)s already.")
                % {"line": rows.line_num, "term": source, "first": seen[source]}
            )
            continue
        seen[source] = rows.line_num
        term = _term(source, target, note, source_locale, locale)
        try:
            term.full_clean(validate_unique=False, validate_constraints=False)
        except ValidationError as fault:
            for name, messages in fault.message_dict.items():
                column = {"term": "source", "translation": "target"}.get(name, name)
                reading.faults.append(f"{_('Line %(line)s') % {'line': rows.line_num}}, {column}: {' '.join(messages)}")
            continue
        reading.terms.append(term)
        if len(reading.terms) > MOST:
            reading.faults.append(_("The file has more than %(most)s terms.") % {"most": MOST})
            return


def _term(source: str, target: str, note: str, source_locale: Any, locale: Any) -> GlossaryTerm:
    """The term of one line. It is left as it is where the note says so and the target says nothing else."""
    leave = note.lower().startswith(LEAVE) and target in {"", source}
    if leave:
        note = note[len(LEAVE) :].strip(" ;,:")
        if note.startswith("(") and note.endswith(")"):
            note = note[1:-1]
    return GlossaryTerm(
        source_locale=source_locale,
        locale=locale,
        term=source,
        translation="" if leave else target,
        leave_as_is=leave,
        note=note,
    )


@transaction.atomic
def store(reading: Reading) -> None:
    """Add the terms of a file that has no faults, and change those that there are already."""
    if reading.faults:
        raise ValueError("a glossary with faults is not stored")
    for term in reading.terms:
        values = {"translation": term.translation, "leave_as_is": term.leave_as_is, "note": term.note}
        known = GlossaryTerm.objects.filter(
            source_locale=term.source_locale, locale=term.locale, term=term.term
        ).first()
        if known is None:
            term.save()
            reading.added += 1
        elif any(getattr(known, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(known, name, value)
            known.save()
            reading.changed += 1


def write_glossary(source_locale: Any, locale: Any) -> str:
    """The glossary of a pair of languages as such a table; reading it again changes nothing."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(COLUMNS)
    for term in GlossaryTerm.objects.filter(source_locale=source_locale, locale=locale).order_by("term"):
        note = (f"{LEAVE}; {term.note}" if term.note else LEAVE) if term.leave_as_is else term.note
        table.writerow([term.term, term.term if term.leave_as_is else term.translation, note])
    return out.getvalue()
