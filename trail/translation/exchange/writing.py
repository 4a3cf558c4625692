"""PO files of translations: one for each page in a zip, or one for all."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.db.models import TextChoices
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Site

from trail.languages.cldr import plural_rule
from trail.languages.tags import parts_of

from .glossary import Glossary, as_table, glossaries_for, said_of
from .grammar import FUZZY, Entry, write
from .identity import canonical
from .strings import PageStrings, RecordStrings, Row, gather

PROJECT = "Heritage Trail"
FORMAT = "1"
GLOSSARY_NAME = "glossary.csv"


class Wanted(TextChoices):
    """Which strings of the pages a file has."""

    ALL = "all", gettext_lazy("All texts")
    OPEN = "open", gettext_lazy("Only what is to be done: not translated, or stale")
    UNTRANSLATED = "untranslated", gettext_lazy("Only what is not translated")
    STALE = "stale", gettext_lazy("Only what is stale")

    def has(self, row: Row) -> bool:
        """Whether a string is among them."""
        match self:
            case Wanted.OPEN:
                return not row.is_settled
            case Wanted.UNTRANSLATED:
                return row.known is None
            case Wanted.STALE:
                return row.stale is not None
        return True


@dataclass
class Export:
    """What goes out: the language, its pages with at least one string that is wanted, and when."""

    locale: Any
    pages: Sequence[PageStrings]
    wanted: Wanted
    created: datetime

    @cached_property
    def count(self) -> int:
        """How many strings there are."""
        return sum(self.wanted.has(row) for page in self.pages for row in page.rows)

    def headers(self) -> dict[str, str]:
        """The header. Programs keep it; an import reads the language and the moment of export from it."""
        moment = self.created.strftime("%Y-%m-%d %H:%M+0000")
        tag = self.locale.language_code
        sources = sorted({page.translation.source.locale.language_code for page in self.pages})
        return {
            "Project-Id-Version": PROJECT,
            "Report-Msgid-Bugs-To": "",
            "POT-Creation-Date": moment,
            "PO-Revision-Date": moment,
            "Last-Translator": PROJECT,
            "Language-Team": tag,
            "Language": gettext_name(tag),
            "MIME-Version": "1.0",
            "Content-Type": "text/plain; charset=UTF-8",
            "Content-Transfer-Encoding": "8bit",
            "Plural-Forms": plural_rule(tag),
            "X-Source-Language": ", ".join(map(gettext_name, sources)),
            "X-Trail-Format": FORMAT,
            "X-Trail-Exported": self.created.isoformat(),
            "X-Trail-Site": site_key(),
        }

    def as_one(self) -> str:
        """All pages in one file."""
        return write(self.headers(), self._entries(self.pages))

    def as_zip(self) -> bytes:
        """A file for each page, named as the pages lie, and the glossary."""
        packed = BytesIO()
        names: set[str] = set()
        with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
            for page in self.pages:
                name = _name(page, names)
                _put(archive, f"{name}.po", write(self.headers(), self._entries([page])))
            _put(archive, GLOSSARY_NAME, as_table(self.locale))
        return packed.getvalue()

    @cached_property
    def _glossaries(self) -> dict[int, Glossary]:
        return glossaries_for(self.locale)

    def _entries(self, pages: Iterable[PageStrings]) -> Iterable[Entry]:
        for page in pages:
            address, reference = page.address, page.reference
            glossary = self._glossaries.get(page.translation.source.locale_id, Glossary([]))
            for row in page.rows:
                if self.wanted.has(row):
                    comments = [
                        _("Page: %(title)s") % {"title": page.places.title},
                        _("Place: %(place)s") % {"place": page.places.name(row.identity.path)},
                        *([address] if address else []),
                        *_remarks(row),
                        *(_("Glossary: %(term)s") % {"term": said_of(term)} for term in glossary.found_in(row.source)),
                    ]
                    yield _entry(row, comments, reference)


def _entry(row: Row, comments: list[str], reference: str) -> Entry:
    uncertain = row.known is not None and not row.is_settled
    return Entry(
        context=str(row.identity),
        source=row.source,
        translation=row.translation,
        flags={FUZZY} if uncertain and row.translation else set(),
        comments=comments,
        reference=reference,
        earlier=canonical(row.stale.earlier_source) if row.stale else None,
    )


def _remarks(row: Row) -> list[str]:
    """Why a translation is marked fuzzy."""
    remarks = []
    if row.stale:
        remarks.append(_("The original has changed since this was translated; the earlier original stands below."))
    if row.is_machine:
        remarks.append(_("Translated by a machine; nobody has read it yet."))
    if row.known and row.known.has_error:
        remarks.append(_("This translation cannot be used: %(why)s") % {"why": row.known.get_error() or ""})
    return remarks


def export(
    locale: Any, keys: Iterable[UUID] | None = None, wanted: Wanted = Wanted.ALL, created: datetime | None = None
) -> Export:
    """What there is to send out of the pages under translation into a language."""
    pages = [page for page in gather(locale, keys) if any(map(wanted.has, page.rows))]
    return Export(locale, pages, wanted, created or datetime.now(UTC))


def gettext_name(tag: str) -> str:
    """A language as gettext's programs write it: `pt-br` → `pt_BR`, `pa-arab` → `pa_Arab`."""
    first, *rest = parts_of(tag)
    return "_".join([first, *(part.title() if len(part) == 4 else part.upper() for part in rest)])


def site_key() -> str:
    """What tells the files of this site from those of another."""
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    return str(site.root_page.translation_key) if site else ""


def _name(page: PageStrings, taken: set[str]) -> str:
    """The page's place below the home page, as a name in a zip; no two are the same."""
    source = page.translation.source.locale.language_code
    below = "/".join(page.reference.split("/")[0 if isinstance(page, RecordStrings) else 1 :]) or "home"
    name, count = below, 1
    if name in taken:
        name = f"{below}.{source}"
    while name in taken:
        count += 1
        name = f"{below}.{source}-{count}"
    taken.add(name)
    return name


def _put(archive: ZipFile, name: str, text: str) -> None:
    """The same content gives the same bytes: no moment of writing is kept."""
    info = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    info.compress_type = ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    archive.writestr(info, text.encode())
