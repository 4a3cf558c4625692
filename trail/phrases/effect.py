"""Putting the trail's own phrases into effect, in each process, without a restart.

Django keeps one catalogue for each language, read from files at its first use. Where a language has phrases of its own,
this module builds that catalogue anew, lays the own phrases over it, and puts it in the place of the other. Whether
something has changed is asked of the database at most once a second.
"""

import io
import logging
import threading
import time
from collections import defaultdict
from gettext import GNUTranslations

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from django.conf import settings
from django.db import DatabaseError
from django.utils.translation import trans_real

from trail.languages.catalogues import locale_directory

from .checks import faults
from .extraction import CONTEXT
from .models import Phrase, PhraseEdition
from .offered import offered, shipped
from .plurals import plural_forms

logger = logging.getLogger(__name__)
clock = time.monotonic


class _State:
    """What this process knows: the editions in effect, the catalogues that it has made, and when it last asked."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.editions: dict[str, str] = {}
        self.made: dict[str, trans_real.DjangoTranslation] = {}
        self.asked_at = 0.0
        self.is_due = False


_state = _State()


def look_again() -> None:
    """Ask the database at the next request, however short a time has passed."""
    _state.is_due = True


def edition_of(language: str) -> str:
    """The mark of the phrases in effect, for those who keep what is made of them; empty where there are no own ones.

    What a language does not say is said in the trail's first one, so that its mark belongs to it.
    """
    return ":".join(_state.editions.get(tag, "") for tag in dict.fromkeys((language, settings.LANGUAGE_CODE)))


def refresh() -> None:
    """Bring this process up to date, unless it was so a moment ago."""
    if not _is_due():
        return
    with _state.lock:
        if not _is_due():
            return
        _state.is_due, _state.asked_at = False, clock()
        try:
            # The marks first: what changes between the two questions is seen again next time.
            editions = dict(PhraseEdition.objects.values_list("language", "mark"))
            behind = {
                language
                for language in editions.keys() | _state.editions.keys()
                if editions.get(language) != _state.editions.get(language) or _is_lost(language)
            }
            rows = _rows(behind) if behind else {}
        except DatabaseError:
            # The database is away or not prepared: pages that can be answered without it are answered.
            logger.warning("The phrases of the trail could not be read; those in effect stay.", exc_info=True)
            return
        if behind:
            _put_into_effect(behind, rows)
        _state.editions = editions


def forget() -> None:
    """Bring back what ships, and read everything anew at the next request. For tests, which roll the database back."""
    with _state.lock:
        for language in _state.made:
            trans_real._translations.pop(language, None)
        trans_real._default = None
        _state.editions, _state.made, _state.asked_at, _state.is_due = {}, {}, 0.0, False


def _is_due() -> bool:
    return _state.is_due or clock() - _state.asked_at >= settings.TRAIL_PHRASES_SECONDS


def _is_lost(language: str) -> bool:
    """Whether somebody else has thrown our catalogue away, as Django's reloader does when a file changes."""
    made = _state.made.get(language)
    return made is not None and trans_real._translations.get(language) is not made


def _rows(languages: set[str]) -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = defaultdict(dict)
    for language, key, forms in Phrase.objects.filter(language__in=languages).values_list("language", "key", "forms"):
        found[language][key] = forms
    return found


def _put_into_effect(languages: set[str], rows: dict[str, dict[str, list[str]]]) -> None:
    """Make the catalogues of some languages anew. The trail's first language is what the others fall back on."""
    first = settings.LANGUAGE_CODE
    if first in languages:
        trans_real._translations[first] = _made(first, rows.get(first, {}))
        trans_real._default = None
        others = set(_state.made) - languages
        rows = {**rows, **_rows(others)}
        for language in set(trans_real._translations) - _state.made.keys() - languages:
            trans_real._translations.pop(language, None)
        languages = (languages | others) - {first}
    for language in languages:
        trans_real._translations[language] = _made(language, rows.get(language, {}))


def _made(language: str, own: dict[str, list[str]]) -> trans_real.DjangoTranslation:
    """Django's catalogue of a language with the own phrases laid over it."""
    made = trans_real.DjangoTranslation(language)
    if own:
        made.merge(GNUTranslations(io.BytesIO(compiled(language, own))))  # type: ignore[arg-type]
    _state.made[language] = made
    return made


def compiled(language: str, own: dict[str, list[str]]) -> bytes:
    """The own phrases of a language as a compiled catalogue. Rows that would break a page are left out."""
    rule = shipped(language).rule
    wanted = plural_forms(rule, language)
    known = offered()
    catalogue = Catalog(locale_directory(language), charset="utf-8", fuzzy=False)
    catalogue.mime_headers = [("Plural-Forms", rule)]
    for key, forms in own.items():
        phrase = known.get(key)
        if phrase is not None and _is_list_of_texts(forms) and not any(faults(phrase, forms, wanted)):
            string = tuple(forms) if phrase.plural else forms[0]
            catalogue.add(phrase.identity, string, context=CONTEXT)  # type: ignore[arg-type]
    out = io.BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def _is_list_of_texts(forms: object) -> bool:
    return isinstance(forms, list) and all(isinstance(form, str) for form in forms)
