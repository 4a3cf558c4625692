"""Taking in a `.po` file: what is right is taken, what is not is told phrase by phrase."""

import io
from dataclasses import dataclass, field
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, read_po
from django.utils.translation import gettext as _

from trail.languages.catalogues import locale_directory

from ..changes import PhraseRefused, checked, say_all
from ..extraction import CONTEXT
from ..models import Phrase
from ..offered import OfferedPhrase, key_of, offered, shipped
from ..plurals import same_rule

LARGEST = 2 * 1024 * 1024


class NotTaken(ValueError):
    """A file of which nothing can be taken; the text says why."""


@dataclass(frozen=True)
class Problem:
    """Why the translation of one phrase was not taken. The key is empty where the site does not say the phrase."""

    msgid: str
    text: str
    key: str = ""


@dataclass
class Report:
    """What became of a file."""

    taken: list[str] = field(default_factory=list)
    same: int = 0
    empty: int = 0
    problems: list[Problem] = field(default_factory=list)


def imported(tag: str, content: bytes, user: Any = None, write: bool = True) -> Report:
    """Take in a file for a language; `write=False` only says what would be. Raises `NotTaken`."""
    catalogue = _read(content)
    _refuse_other_language(catalogue, tag)
    is_same_rule = _has_rule_of(catalogue, tag)
    report = Report()
    wanted: dict[str, tuple[str, ...]] = {}
    known = offered()
    for message in catalogue:
        if not message.id:
            continue
        one = message.id[0] if isinstance(message.id, tuple | list) else message.id
        phrase = known.get(key_of(one)) if message.context == CONTEXT else None
        if _is_empty(message):
            report.empty += 1
        elif problem := _problem(message, one, phrase, is_same_rule):
            report.problems.append(problem)
        elif phrase is not None:
            try:
                wanted[phrase.key] = checked(tag, phrase, _forms(message))
            except PhraseRefused as refused:
                report.problems.append(Problem(one, str(refused), phrase.key))
    own = said_now(tag)
    report.taken = [key for key, forms in wanted.items() if own.get(key) != forms]
    report.same = len(wanted) - len(report.taken)
    if write:
        say_all(tag, wanted, user)
    return report


def said_now(tag: str) -> dict[str, tuple[str, ...]]:
    """What is said in a language now: the own words, else the shipped ones."""
    rows = Phrase.objects.filter(language=tag).values_list("key", "forms")
    return {**shipped(tag).forms, **{key: tuple(forms) for key, forms in rows}}


def _read(content: bytes) -> Catalog:
    if len(content) > LARGEST:
        raise NotTaken(_("The file is larger than 2 MB; a catalogue of phrases is much smaller."))
    if b"msgid" not in content:
        raise NotTaken(_("This is not a .po file: there is no msgid in it."))
    try:
        return read_po(io.BytesIO(content), abort_invalid=True)
    except PoFileError as error:
        number = (error.lineno or 0) + 1
        raise NotTaken(
            _("Line %(number)s cannot be read: %(line)s") % {"number": number, "line": str(error.line)[:100]}
        ) from error
    except (UnicodeDecodeError, LookupError) as error:
        raise NotTaken(_("The file is not in UTF-8; save it in UTF-8 and try again.")) from error
    except (ValueError, IndexError, TypeError) as error:
        raise NotTaken(_("The file cannot be read as a .po file. Check it with “msgfmt --check”.")) from error


def _refuse_other_language(catalogue: Catalog, tag: str) -> None:
    named = (catalogue.locale_identifier or "").replace("-", "_")
    if named and named.lower() != locale_directory(tag).lower():
        raise NotTaken(_("The file says that it is for the language %(named)s.") % {"named": named[:20]})


def _has_rule_of(catalogue: Catalog, tag: str) -> bool:
    try:
        return same_rule(catalogue.plural_forms, shipped(tag).rule)
    except (ValueError, ZeroDivisionError, RecursionError):
        return False


def _forms(message: Message) -> tuple[str, ...]:
    forms = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return tuple(str(form or "") for form in forms)


def _is_empty(message: Message) -> bool:
    return not any(form.strip() for form in _forms(message))


def _problem(message: Message, one: str, phrase: OfferedPhrase | None, is_same_rule: bool) -> Problem | None:
    """What is wrong with an entry of the file as such."""
    if phrase is None:
        return Problem(one, _("The site has no such phrase now; it was changed or taken away."))
    if phrase.identity != (tuple(message.id) if isinstance(message.id, tuple | list) else message.id):
        return Problem(one, _("The plural of the English is another now."), phrase.key)
    if message.fuzzy:
        return Problem(one, _("It is marked as doubtful (fuzzy). Take the mark away when it is right."), phrase.key)
    if phrase.plural and not is_same_rule:
        return Problem(one, _("The plural rule of the file is another than that of the site."), phrase.key)
    return None
