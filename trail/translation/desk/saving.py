"""What a translator has typed becomes the translation, unless somebody else was faster or a link is broken."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail_localize.models import StringTranslation, Translation
from wagtail_localize.strings import validate_translation_links

from trail.languages.slugs import slug_of

from ..models import StaleString
from .entries import Entry, Strings, version_of
from .texts import to_data, to_text

SAVED, UNCHANGED, CLEARED, CONFLICT, REFUSED = "saved", "unchanged", "cleared", "conflict", "refused"


@dataclass(frozen=True)
class Outcome:
    """What became of a text."""

    kind: str
    message: str = ""

    @property
    def is_well(self) -> bool:
        return self.kind not in {CONFLICT, REFUSED}


@transaction.atomic
def save_string(translation: Translation, entry: Entry, text: str, version: str, user: Any) -> Outcome:
    """Save what was typed for a string that was loaded as `version`; the entry then shows how matters stand.

    A text that is the same as before is left alone, so that pressing Save does not make stale strings fresh. Where the
    string has changed since it was loaded, nothing is overwritten: the entry holds both texts.
    """
    try:
        data = to_data(slugify(text, allow_unicode=True) if entry.path == "slug" else text, entry.is_rich)
        validate_translation_links(entry.source, data)
    except ValueError as fault:
        entry.typed, entry.problem = text, str(fault)
        return Outcome(REFUSED, str(fault))
    row = (
        StringTranslation.objects.select_for_update(of=("self",))
        .select_related("last_translated_by", "translation_of", "context")
        .filter(locale_id=translation.target_locale_id, **_place(entry))
        .first()
    )
    entry.row = row
    if data == entry.data:
        return Outcome(UNCHANGED)
    if version != version_of(entry.data):
        if version_of(data) == version:
            return Outcome(UNCHANGED)  # only the other one has changed anything
        entry.typed, entry.theirs = text, to_text(entry.data, entry.is_rich)
        entry.problem = _conflict(row)
        return Outcome(CONFLICT, entry.problem)
    if not data:
        _clear(translation, entry)
        return Outcome(CLEARED)
    _write(translation, entry, data, user)
    return Outcome(SAVED)


def _place(entry: Entry) -> dict[str, int]:
    return {"translation_of_id": entry.string_id, "context_id": entry.context_id}


def _conflict(row: StringTranslation | None) -> str:
    who = str(row.last_translated_by or "") if row else ""
    if who:
        return _("%(person)s has saved another translation since you loaded the page. Yours is not saved yet.") % {
            "person": who
        }
    return _("The translation has changed since you loaded the page. Yours is not saved yet.")


def _clear(translation: Translation, entry: Entry) -> None:
    entry.row.delete()
    StaleString.objects.filter(translation=translation, context_id=entry.context_id, string_id=entry.string_id).delete()
    entry.row = entry.stale = None


def _write(translation: Translation, entry: Entry, data: str, user: Any) -> None:
    values = {
        "data": data,
        "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
        "tool_name": "",
        "last_translated_by": user,
        "has_error": False,
        "field_error": "",
    }
    entry.row, _created = StringTranslation.objects.update_or_create(
        locale_id=translation.target_locale_id, **_place(entry), defaults=values
    )
    entry.stale, entry.typed, entry.problem, entry.theirs = None, None, "", None


def confirm(translation: Translation, entry: Entry, user: Any) -> None:
    """Somebody has read what the machine translated: it is theirs now."""
    if entry.is_machine:
        _write(translation, entry, entry.data, user)


def suggested_slug(strings: Strings) -> str:
    """The address that follows from the translated title."""
    title = strings.by_path.get("title")
    return slug_of(to_text(title.data, title.is_rich)) if title and title.row else ""


def fill_in(strings: Strings, user: Any) -> None:
    """What nobody need type: bare numbers, and an address where none was given."""
    for entry in strings.entries:
        if entry.row is not None:
            continue
        if entry.path == "slug":
            _write(strings.translation, entry, suggested_slug(strings) or entry.source, user)
        elif entry.is_same_everywhere:
            _write(strings.translation, entry, entry.source, user)
