"""The phrases that can be translated, and what the catalogues that ship say for them: read from `locale/`.

The files change with an upgrade only; each is read once, and again when it has become another.
"""

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from django.conf import settings

from trail.languages.catalogues import locale_directory

from .extraction import CONTEXT, catalogue_path
from .plurals import whole_number_rule

SOURCE = "en"  # the language in which the phrases stand in the code


@dataclass(frozen=True)
class OfferedPhrase:
    """A public phrase as the code says it."""

    key: str
    msgid: str
    plural: str  # empty where there is no plural
    places: tuple[str, ...]
    comments: tuple[str, ...]

    @property
    def sources(self) -> tuple[str, ...]:
        """The English: one text, or singular and plural."""
        return (self.msgid, self.plural) if self.plural else (self.msgid,)

    @property
    def identity(self) -> str | tuple[str, str]:
        """What a catalogue calls it."""
        return (self.msgid, self.plural) if self.plural else self.msgid


@dataclass(frozen=True)
class Shipped:
    """What ships for a language: its plural rule, and the forms of each phrase that it translates."""

    rule: str
    forms: dict[str, tuple[str, ...]]


def key_of(msgid: str) -> str:
    """A short name for a phrase, for addresses and rows: it changes when the English does."""
    return hashlib.sha256(msgid.encode()).hexdigest()[:16]


def base() -> Path:
    """Where `locale/` lies."""
    return Path(settings.BASE_DIR)


def template() -> Catalog:
    """`locale/trail.pot`: all public phrases, as `collect_phrases` has last written them."""
    path = base() / "locale" / "trail.pot"
    return _read(path, *_stamp(path))


def offered() -> dict[str, OfferedPhrase]:
    """All phrases by their keys, in the order of the files that say them."""
    path = base() / "locale" / "trail.pot"
    return _offered(path, *_stamp(path))


def shipped_path(tag: str) -> Path:
    """Where the shipped catalogue of a language lies, or would."""
    return catalogue_path(base(), locale_directory(tag))


def shipped(tag: str) -> Shipped:
    """What ships for a language; of one without a catalogue nothing but the rule."""
    path = shipped_path(tag)
    stamp = _stamp(path)
    if tag == SOURCE:
        return Shipped(whole_number_rule(tag), {key: phrase.sources for key, phrase in offered().items()})
    return _shipped(path, *stamp) if stamp[1] else Shipped(whole_number_rule(tag), {})


def said(message: Message) -> tuple[str, ...]:
    """The forms of a message of a catalogue; none where it is doubtful or any form is missing."""
    forms = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return tuple(map(str, forms)) if all(forms) and not message.fuzzy else ()


def _stamp(path: Path) -> tuple[int, int]:
    """By which a file is known again: when it was written and how long it is; 0, 0 where there is none."""
    try:
        status = path.stat()
    except OSError:
        return 0, 0
    return status.st_mtime_ns, status.st_size


@lru_cache(maxsize=4)
def _read(path: Path, written: int, size: int) -> Catalog:
    with path.open("rb") as stream:
        return read_po(stream)


@lru_cache(maxsize=4)
def _offered(path: Path, written: int, size: int) -> dict[str, OfferedPhrase]:
    found = {}
    for message in _read(path, written, size):
        if not message.id or message.context != CONTEXT:
            continue
        one, *more = message.id if isinstance(message.id, tuple | list) else (message.id,)
        places = tuple(dict.fromkeys(place for place, _line in message.locations))
        key = key_of(one)
        found[key] = OfferedPhrase(key, one, more[0] if more else "", places, tuple(message.auto_comments))
    return found


@lru_cache(maxsize=64)
def _shipped(path: Path, written: int, size: int) -> Shipped:
    with path.open("rb") as stream:
        catalogue = read_po(stream)
    known = offered()
    forms = {}
    for message in catalogue:
        one = message.id[0] if isinstance(message.id, tuple | list) else message.id
        key = key_of(one or "")
        if message.context == CONTEXT and key in known and (translated := said(message)):
            forms[key] = translated
    return Shipped(catalogue.plural_forms, forms)
