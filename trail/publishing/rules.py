"""Rules for publishing that hold for every page. A rule takes a page and yields problems; it never changes anything."""

from collections.abc import Callable, Iterator
from typing import Any

from django.utils.translation import gettext as _
from wagtail.fields import StreamField
from wagtail.models import Page

from trail.images.licences import UNKNOWN

from .problems import Problem

PublishRule = Callable[[Any], Iterator[Problem]]


def summary_rule(page: Any) -> Iterator[Problem]:
    """Cards, search results and descriptions need the summary."""
    if not page.summary.strip():
        yield Problem("no-summary", _("Write a summary of one or two sentences."), "summary")


def picture_rules(page: Any) -> Iterator[Problem]:
    """A picture is shown only with its maker, its licence and a description."""
    picture = page.lead_image
    if picture is None:
        return
    if not page.lead_image_decorative and not page.lead_image_alt.strip():
        yield Problem("no-alt-text", _("Describe the lead picture, or mark it as decorative."), "lead_image_alt")
    yield from picture_record_problems(picture, "lead_image")


def picture_record_problems(picture: Any, field: str = "") -> Iterator[Problem]:
    """Whether the picture's own record is complete enough for it to be shown in public."""
    if not (picture.creator or picture.credit_line):
        yield Problem(
            "no-credit",
            _("The picture “%(picture)s” has no creator and no credit line. Add one to the picture.")
            % {"picture": picture.title},
            field,
        )
    if picture.licence == UNKNOWN:
        yield Problem(
            "no-licence",
            _("The licence of the picture “%(picture)s” is unknown. Choose one at the picture.")
            % {"picture": picture.title},
            field,
        )


def required_fields_rule(page: Any) -> Iterator[Problem]:
    """What may be empty in a draft may not be empty in public: every field that its model does not let be blank."""
    for field in page._meta.concrete_fields:
        if field.model is Page or field.name == "summary":
            continue  # Wagtail fills in its own, and the summary has a rule of its own.
        if field.blank or not field.editable or field.is_relation:
            continue
        value = field.value_from_object(page)
        if value in field.empty_values or (isinstance(field, StreamField) and not len(value)):
            yield Problem("required", _("Fill in “%(field)s”.") % {"field": field.verbose_name}, field.name)
