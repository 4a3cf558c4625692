"""What was typed on the screen of names enters the memory; a record whose words are all there comes to be, or is renewed."""

from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext as _
from wagtail_localize.models import Translation

from ..desk.entries import Entry
from ..desk.saving import REFUSED, Outcome, confirm, save_string
from ..freshness import keep
from .names import Name
from .pointing import point_pages_at


@dataclass
class Entered:
    """What came of a press: the records that visitors read in the language now, and what could not be saved."""

    written: list[Any] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    saved: int = 0


def enter(names: list[Name], posted: QueryDict, user: Any, *, may_publish: bool) -> Entered:
    """Save each text that was sent and has changed, and let visitors read the records that are complete.

    Without `may_publish` those wait for somebody who may; they let them be read by saving them, or all with one press.
    """
    entered = Entered()
    for name in names:
        touched = False
        for entry in name.entries:
            text = _said(posted, entry)
            settled = str(entry.pk) in {posted.get("keep"), posted.get("confirm")}
            if text is None and not settled:
                continue
            outcome = _settle(name, entry, user) if settled else _save(name, entry, text or "", posted, user)
            if not outcome.is_well:
                entered.problems.append(f"{name.record}, {entry.label}: {outcome.message}")
            elif outcome.kind != "unchanged":
                touched, entered.saved = True, entered.saved + 1
        if may_publish and name.waits and (touched or "publish" in posted):
            problem = write(name, user)
            if problem:
                entered.problems.append(problem)
            else:
                entered.written.append(name.target)
    return entered


def _said(posted: QueryDict, entry: Entry) -> str | None:
    """What was typed, taken from an offer, or said to be the same as the source; nothing where the field was not sent."""
    if f"same-{entry.pk}" in posted:
        return entry.source_text
    return posted.get(f"use-{entry.pk}", posted.get(f"text-{entry.pk}"))


def _save(name: Name, entry: Entry, text: str, posted: QueryDict, user: Any) -> Outcome:
    if entry.longest and len(text.strip()) > entry.longest:
        entry.typed = text
        entry.problem = _("At most %(count)s characters. Shorten it.") % {"count": entry.longest}
        return Outcome(REFUSED, entry.problem)
    return save_string(_stored(name), entry, text, posted.get(f"version-{entry.pk}", ""), user)


def _settle(name: Name, entry: Entry, user: Any) -> Outcome:
    """The earlier translation still holds, or the machine's is right."""
    if entry.stale is not None:
        keep(entry.stale)
        entry.stale = None
    confirm(_stored(name), entry, user)
    return Outcome("saved")


def _stored(name: Name) -> Translation:
    """The record of the translation, which begins with the first word that somebody enters."""
    if name.translation.pk is None:
        name.translation, _made = Translation.objects.get_or_create(
            source=name.translation.source, target_locale=name.translation.target_locale
        )
    return name.translation


@transaction.atomic
def write(name: Name, user: Any = None) -> str:
    """Write the record in the language, and let the pages in it point at it; why not, where it cannot be."""
    model, locale = type(name.record), name.translation.target_locale
    alike = model._default_manager.filter(key=name.record.key, locale=locale)
    if alike.exclude(translation_key=name.record.translation_key).exists():
        return _("There is another “%(key)s” in this language, which is no translation. Change its key.") % {
            "key": name.record.key
        }
    made = name.target is None
    name.target = _stored(name).source.create_or_update_translation(locale, user=user, publish=True, fallback=False)[0]
    if made:
        point_pages_at(name.target, name.record)
    return ""
