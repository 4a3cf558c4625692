"""Changing what the trail says: the one way in which rows of `Phrase` are written."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.dispatch import Signal

from trail.store import keys
from trail.store.dropping import drop

from .checks import faults, fitted
from .effect import look_again
from .models import Phrase, PhraseEdition
from .offered import OfferedPhrase, offered, shipped
from .plurals import plural_forms

#: Sent after the change is in the database, with `language`: who keeps pages with phrases lets go of them.
phrases_changed = Signal()


class PhraseRefused(ValueError):
    """A translation that would break a page; `faults` has the sentences for each form."""

    def __init__(self, found: list[list[str]]) -> None:
        super().__init__(" ".join(sentence for form in found for sentence in form))
        self.faults = found


def checked(language: str, phrase: OfferedPhrase, forms: Sequence[str]) -> tuple[str, ...]:
    """The forms as they are to be stored. Raises `PhraseRefused`."""
    wanted = plural_forms(shipped(language).rule, language)
    sources = [phrase.sources[-1]] * len(forms)
    tidy = tuple(fitted(source, form) for source, form in zip(sources, forms, strict=True))
    found = faults(phrase, tidy, wanted)
    if any(found):
        raise PhraseRefused(found)
    return tidy


def say(language: str, key: str, forms: Sequence[str], user: Any = None) -> bool:
    """Say a phrase in the trail's own words; the words that ship need no row. Returns whether that changed anything."""
    phrase = offered()[key]
    return bool(say_all(language, {key: checked(language, phrase, forms)}, user))


@transaction.atomic
def say_all(language: str, wanted: Mapping[str, tuple[str, ...]], user: Any = None) -> list[str]:
    """Say several phrases that have been checked; returns the keys of those that were said otherwise before."""
    known, ship = offered(), shipped(language).forms
    own = {row.key: row for row in Phrase.objects.select_for_update().filter(language=language)}
    changed = []
    for key, forms in wanted.items():
        before = tuple(own[key].forms) if key in own else ship.get(key, ())
        if forms == before:
            continue
        changed.append(key)
        if forms == ship.get(key):
            own[key].delete()
            continue
        values = {"forms": list(forms), "msgid": known[key].msgid, "changed_by": user}
        Phrase.objects.update_or_create(language=language, key=key, defaults=values)
    if changed:
        _announce(language)
    return changed


@transaction.atomic
def reset(language: str, key: str) -> bool:
    """Go back to what ships. Returns whether there was anything to take away."""
    gone, _by_model = Phrase.objects.filter(language=language, key=key).delete()
    if gone:
        _announce(language)
    return bool(gone)


def _announce(language: str) -> None:
    PhraseEdition.objects.update_or_create(language=language, defaults={"mark": uuid.uuid4().hex})
    look_again()
    drop([keys.phrases(language)])
    transaction.on_commit(lambda: _changed(language))


def _changed(language: str) -> None:
    look_again()
    phrases_changed.send(sender=Phrase, language=language)
