"""Rules for publishing that hold for every page. A rule takes a page and yields problems; it never changes anything."""

from collections.abc import Callable, Iterator
from typing import Any

from django.utils.translation import gettext as _
from wagtail.fields import StreamField
from wagtail.models import Page

from .problems import Problem

PublishRule = Callable[[Any], Iterator[Problem]]


def summary_rule(page: Any) -> Iterator[Problem]:
    """Cards, search results and descriptions need the summary."""
    if not page.summary.strip():
        yield Problem("no-summary", _("Write a summary of one or two sentences."), "summary")


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
