"""Every public phrase of the site, read from the code and the templates.

Public phrases carry the context “trail”: Django keeps the catalogues of all apps in one, and without a context our
“Home” would be Wagtail's. Needs no GNU gettext: Django turns a template into lines of Python, Babel reads those.
"""

import io
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

CONTEXT = "trail"
SOURCES = ("trail", "sites", "templates")
KEYWORDS = {
    name: spec
    for spec, names in {
        ((1, "c"), 2): ("pgettext", "pgettext_lazy"),
        ((1, "c"), 2, 3): ("npgettext", "npgettext_lazy"),
    }.items()
    for name in names
}
HEADER = (
    "# The phrases of the public site. Written by `manage.py collect_phrases`; the translations are everybody's.\n#"
)


def collect(base: Path) -> Catalog:
    """All public phrases below a folder, in the order of files and lines."""
    catalogue = _empty()
    for path in _files(base):
        shown = path.relative_to(base).as_posix()
        for _line, message, comments, context in _phrases(path):
            if context == CONTEXT:
                # No line numbers: they would change every catalogue with every change of a file.
                catalogue.add(message, locations=[(shown, None)], auto_comments=comments, context=context)
    return catalogue


def _empty(language: str | None = None) -> Catalog:
    return Catalog(
        language,
        project="Heritage Trail",
        version="1",
        charset="utf-8",
        fuzzy=False,
        header_comment=HEADER,
        msgid_bugs_address="",
        last_translator="",
        language_team="",
    )


def begun(template: Catalog, language: str) -> Catalog:
    """A new catalogue of a language (`pt_BR`), with nothing translated yet."""
    catalogue = _empty(language)
    catalogue.update(template)
    return catalogue


def _files(base: Path) -> Iterator[Path]:
    for folder in SOURCES:
        for path in sorted((base / folder).rglob("*")):
            if path.suffix in {".py", ".html", ".txt", ".xml"} and "migrations" not in path.parts:
                yield path


def _phrases(path: Path) -> Iterator[tuple]:
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # What stands between the tags becomes letters; its indentation would be an error in Python.
        text = "\n".join(line.strip() for line in templatize(text, origin=str(path)).splitlines())
    yield from extract("python", io.BytesIO(text.encode()), keywords=KEYWORDS, comment_tags=("Translators:",))


def catalogue_path(base: Path, folder: str) -> Path:
    """Where the shipped catalogue of a language lies; `folder` is Django's name for it, as in pt_BR."""
    return base / "locale" / folder / "LC_MESSAGES" / "django.po"


def merged(template: Catalog, path: Path) -> Catalog:
    """A shipped catalogue with the phrases that there are now; near ones are offered as doubtful (fuzzy)."""
    with path.open("rb") as stream:
        catalogue = read_po(stream)
    catalogue.update(template, no_fuzzy_matching=False, update_header_comment=False, keep_user_comments=True)
    catalogue.obsolete.clear()
    return catalogue


def as_bytes(catalogue: Catalog) -> bytes:
    """A catalogue as a file, without a date: the same phrases give the same bytes."""
    out = io.BytesIO()
    catalogue.creation_date = catalogue.revision_date = None
    write_po(out, catalogue, width=0, omit_header=False, sort_output=False, include_lineno=False)
    lines = out.getvalue().decode("utf-8").splitlines()
    kept = [line for line in lines if not line.startswith(('"POT-Creation-Date', '"PO-Revision-Date', '"Generated-By'))]
    return ("\n".join(kept).rstrip("\n") + "\n").encode()
