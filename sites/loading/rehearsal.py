"""Before anything is written: build each page in memory, with stand-ins for all it refers to, and ask the models.

So a fault that a model's field, a block or a publishing rule would find is reported with its line, together with all others,
and without a database.
"""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection
from django.db.models import Model
from wagtail.fields import StreamField
from wagtail.models import Locale, Page

from trail.publishing.problems import Problem

from .build import CHILDREN, fill, own_fields, page_model
from .content import PageContent, PageRef, Record, Ref
from .faults import Faults
from .folder import Trail
from .kinds import MODELS
from .pictures import check_pictures
from .streams import stream_problems

REMEDY = "correct the value; docs/reference/trail-files.md says what it holds"


class StandIns:
    """Records and pages that exist in memory only, with numbers of their own."""

    def __init__(self, trail: Trail) -> None:
        self._trail = trail
        self._records: dict[Ref, Model] = {}
        self._pages: dict[PageRef, Page] = {}

    def record(self, ref: Ref) -> Model:
        """The record of an entry, made when it is first asked for."""
        if ref not in self._records:
            values = self._trail.known.records[ref.kind][ref.key].fields
            plain = {name: value for name, value in values.items() if not isinstance(value, Ref)}
            if ref.kind == "picture":
                plain["collection_id"] = 0  # its default would be looked up
            self._records[ref] = MODELS[ref.kind](pk=len(self._records) + 1, **plain)
        return self._records[ref]

    def page(self, ref: PageRef) -> Page:
        """A page that has nothing but a number."""
        return self._pages.setdefault(ref, Page(pk=len(self._pages) + 1, title=ref.link))


def rehearse(trail: Trail) -> None:
    """Note in `trail.faults` what the models say, except on lines where the format has spoken already."""
    stand_ins = StandIns(trail)
    check_pictures(trail)
    found = Faults()
    for entries in trail.known.records.values():
        for record in entries.values():
            _rehearse_record(record, stand_ins.record(Ref(record.kind, record.key)), found)
    for record in trail.known.translated.values():
        _rehearse_record(record, MODELS[record.kind](**record.fields), found)
    known = trail.faults.lines()
    at_fault = {file for file, _line in known}
    for content in trail.pages.values():
        _rehearse_page(content, stand_ins, found, content.file.shown in at_fault)
    for fault in found:
        # In a CSV a line holds many values; what is at fault there was not handed on.
        if (fault.file, fault.line) not in known or fault.file.endswith(".csv"):
            trail.faults.add(fault.file, fault.line, fault.message, fault.remedy)


def _rehearse_record(record: Record, instance: Model, faults: Faults) -> None:
    names = record.fields.keys()
    exclude = {field.name for field in instance._meta.concrete_fields if field.is_relation or field.name not in names}
    for name, message in _field_errors(instance, exclude):
        faults.add(record.file, record.lines.get(name, record.line), f"{_label(instance, name)}: {message}", REMEDY)


def _rehearse_page(content: PageContent, stand_ins: StandIns, faults: Faults, at_fault: bool) -> None:
    # What Wagtail or the tree would look up is given, so that no database is asked.
    given = {"slug": content.file.slug or "home", "path": "0001", "depth": 1, "content_type_id": 1, "live": False}
    page = page_model(content)(**given)
    page.locale = Locale(pk=1, language_code=content.file.language)
    before = len(faults)
    fill(page, content, stand_ins)
    asked = {field.name for field in own_fields(type(page)) if not field.is_relation}
    # What is missing altogether has been said by the schema already.
    asked -= {
        name for name in asked if name not in content.fields and not isinstance(page._meta.get_field(name), StreamField)
    }
    for name, message in _field_errors(page, {field.name for field in page._meta.concrete_fields} - asked):
        faults.add(content.file.shown, content.line_of(name), f"{_label(page, name)}: {message}", REMEDY)
    for field in own_fields(type(page)):
        if isinstance(field, StreamField):
            for line, message in stream_problems(field.stream_block, content.streams.get(field.name, [])):
                faults.add(content.file.shown, line or content.line_of(field.name), message, REMEDY)
    for name in CHILDREN:
        _rehearse_children(page, name, content, faults)
    if len(faults) == before and not at_fault:
        for problem in problems_without_database(page):
            add_problem(content, problem, faults)


def _rehearse_children(page: Page, name: str, content: PageContent, faults: Faults) -> None:
    rows = content.children.get(name, [])
    for row, child in zip(rows, getattr(page, name).all() if rows else [], strict=False):
        exclude = {
            field.name for field in child._meta.concrete_fields if field.is_relation or field.name not in row.fields
        }
        errors = list(_field_errors(child, exclude))
        try:
            child.clean()
        except ValidationError as error:
            errors += [("", message) for message in error.messages]
        for field, message in errors:
            label = f"{_label(child, field)}: " if field else ""
            faults.add(content.file.shown, row.lines.get(field, row.line), f"{label}{message}", REMEDY)


def _field_errors(instance: Model, exclude: set[str]) -> Iterator[tuple[str, str]]:
    try:
        instance.clean_fields(exclude=exclude)
    except ValidationError as error:
        for name, messages in error.message_dict.items():
            yield from ((name, message) for message in messages)


def _label(instance: Model, name: str) -> str:
    return str(instance._meta.get_field(name).verbose_name).capitalize()


def add_problem(content: PageContent, problem: Problem, faults: Faults) -> None:
    """Note a reason not to publish as a fault of the page's file."""
    line = content.line_of(problem.field) if problem.field else 0
    faults.add(
        content.file.shown, line, f"The page cannot be published: {problem.message}", "complete the file, or the lists"
    )


class _DatabaseNeeded(Exception):
    """A publishing rule asked the database."""


def _refuse(*_args: Any, **_kwargs: Any) -> None:
    raise _DatabaseNeeded


def problems_without_database(page: Page) -> list[Problem]:
    """The reasons not to publish, as far as they can be known from the page alone; the load asks again with everything."""
    problems: list[Problem] = []
    for rule in page.publish_rules:
        if getattr(rule, "asks_database", False):
            continue
        with suppress(_DatabaseNeeded, DatabaseError), connection.execute_wrapper(_refuse):
            problems += list(rule(page))
    return problems
