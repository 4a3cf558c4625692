"""From the files to entries, with what is wrong in the files themselves."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_naive
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from trail.languages.cldr import name_in

from .faults import Fate, Finding, Reason
from .files import unpack
from .grammar import Catalogue, Entry, read
from .identity import Identity, canonical
from .writing import gettext_name


@dataclass
class Said:
    """One entry of a file that can be looked up: where it belongs, what it says, when it was exported."""

    file: str
    entry: Entry
    identity: Identity
    exported: datetime | None
    site: str

    @property
    def source(self) -> str:
        """The original as the file has it."""
        return canonical(self.entry.source)

    @property
    def translation(self) -> str:
        """The translation as the file has it."""
        return canonical(self.entry.translation)

    def finding(self, fate: Fate, reason: Reason, **more: Any) -> Finding:
        """Something to say of it."""
        return Finding(
            fate,
            reason,
            self.file,
            self.entry.line,
            context=str(self.identity),
            source=self.source,
            said=self.translation,
            **more,
        )


@dataclass
class Contents:
    """All that was uploaded: the entries by page, the faults, and what was left aside."""

    by_page: dict[UUID, list[Said]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    passed_over: list[str] = field(default_factory=list)
    obsolete: int = 0


def contents_of(name: str, content: bytes, locale: Any) -> Contents:
    """What an upload has to say to a language. Never raises for bad input."""
    unpacked = unpack(name, content)
    found = Contents(passed_over=unpacked.passed_over)
    found.findings = [
        Finding(Fate.REFUSED, Reason.NOT_PO, file, details=(message,)) for file, message in unpacked.faults
    ]
    for file, text in sorted(unpacked.texts.items()):
        catalogue = read(text)
        found.obsolete += catalogue.obsolete
        found.findings += [
            Finding(Fate.REFUSED, Reason.LINE, file, line, details=(message,)) for line, message in catalogue.faults
        ]
        if not catalogue.entries and not catalogue.headers:
            found.findings.append(Finding(Fate.REFUSED, Reason.NOT_PO, file, details=(_("This is not a PO file."),)))
        elif (wrong := _wrong_language(file, catalogue, locale)) is not None:
            found.findings.append(wrong)
        else:
            _sort_out(found, file, catalogue)
    return found


def _wrong_language(file: str, catalogue: Catalogue, locale: Any) -> Finding | None:
    named = catalogue.headers.get("language", "")
    if not named:
        return Finding(Fate.REFUSED, Reason.NO_LANGUAGE, file)
    tag = locale.language_code
    if named.replace("_", "-").lower() in {tag, gettext_name(tag).replace("_", "-").lower()}:
        return None
    sentence = _("The file is for the language “%(named)s”, not for %(language)s. Nothing of it was read.") % {
        "named": named,
        "language": name_in(tag, get_language() or "en"),
    }
    return Finding(Fate.REFUSED, Reason.WRONG_LANGUAGE, file, details=(sentence,))


def _sort_out(found: Contents, file: str, catalogue: Catalogue) -> None:
    exported, site = _moment(catalogue), catalogue.headers.get("x-trail-site", "")
    for entry, identity in _identified(catalogue):
        if identity is None:
            found.findings.append(
                Finding(
                    Fate.REFUSED,
                    Reason.NO_CONTEXT,
                    file,
                    entry.line,
                    context=entry.context,
                    source=canonical(entry.source),
                    said=canonical(entry.translation),
                )
            )
        else:
            said = Said(file, entry, identity, exported, site)
            found.by_page.setdefault(identity.page, []).append(said)


def _identified(catalogue: Catalogue) -> Iterator[tuple[Entry, Identity | None]]:
    for entry in catalogue.entries:
        yield entry, Identity.read(entry.context)


def _moment(catalogue: Catalogue) -> datetime | None:
    """When the file was exported. A program that drops our header may have kept that of gettext, to the minute."""
    for name in ("x-trail-exported", "pot-creation-date"):
        try:
            moment = parse_datetime(catalogue.headers.get(name, ""))
        except ValueError:
            continue
        if moment is not None and not is_naive(moment):
            return moment
    return None
