"""The lists beside the pages: sources, people, organisations, forces, pictures."""

import csv
import re
from pathlib import Path

from trail.core.rich_text import SHORT_FEATURES
from trail.images.licences import UNKNOWN, Licence
from trail.references.models import Source

from .content import Record, Ref
from .convert import Key, country, date, edtf, markdown, read_keys, ref, text, web_address, word
from .faults import Faults
from .files import read_text, shown_name
from .reading import PLURALS, Known, Reading
from .tree import Mapping, read_yaml

KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
KEY_REMEDY = "lower case letters, figures and hyphens: rome-war-cemetery"
COLUMNS = ("key", "title", "author", "publisher", "year", "url", "accessed", "kind", "language")
NEEDED_COLUMNS = COLUMNS[:-1]
DARK = ":dark"

ENTRIES: dict[str, dict[str, Key]] = {
    "picture": {
        "file": Key(text, needed=True),
        "dark_file": Key(text),
        "title": Key(text, needed=True),
        "description": Key(text),
        "creator": Key(text),
        "credit_line": Key(text),
        "copyright_notice": Key(text),
        "licence": Key(text, needed=True),
        "permission_until": Key(date),
        "source_archive": Key(text),
        "source_reference": Key(text),
        "source_url": Key(web_address),
        "acquire_licence_page": Key(web_address),
        "date_taken": Key(edtf),
        "place_shown": Key(text),
        "rights_note": Key(word),
    },
    "organisation": {
        "name": Key(text, needed=True),
        "short_name": Key(text),
        "url": Key(web_address),
        "country": Key(country),
    },
    "force": {"name": Key(text, needed=True), "nation": Key(country)},
    "person": {
        "name": Key(text, needed=True),
        "role": Key(text),
        "biography": Key(markdown([name for name in SHORT_FEATURES if not name.startswith("lang-")])),
        "portrait": Key(ref("picture")),
    },
}


def read_lists(folder: Path, faults: Faults, known: Known) -> None:
    """Read all lists into `known`. A list that is not there is empty."""
    _read_sources(folder, faults, known)
    for kind, keys in ENTRIES.items():
        _read_entries(folder, kind, keys, faults, known)
    _check_picture_files(folder, faults, known)


def _read_sources(folder: Path, faults: Faults, known: Known) -> None:
    name = PLURALS["source"]
    shown = shown_name(folder, name)
    content = read_text(folder / name, shown, faults) if (folder / name).exists() else ""
    if not content:
        return
    reader = csv.reader(content.split("\n"), strict=True)
    try:
        head = next(reader)
        missing = [column for column in NEEDED_COLUMNS if column not in head]
        strange = [column for column in head if column not in COLUMNS]
        if missing or strange:
            faults.add(shown, 1, f"The columns are not those of the format: {', '.join(missing + strange)}",
                       f"write the first line as {','.join(COLUMNS)}")  # fmt: skip
            return
        line = reader.line_num + 1
        for row in reader:
            if any(row):
                _read_source(dict(zip(head, row, strict=False)), len(row) - len(head), shown, line, faults, known)
            line = reader.line_num + 1
    except csv.Error as error:
        faults.add(shown, reader.line_num, f"The line cannot be read as CSV: {error}", "look at its quotation marks")


def _read_source(row: dict[str, str], surplus: int, shown: str, line: int, faults: Faults, known: Known) -> None:
    values = {name: " ".join(value.split()) for name, value in row.items()}
    key = values.get("key", "")
    if surplus:
        faults.add(shown, line, f"The line has {abs(surplus)} {'more' if surplus > 0 else 'fewer'} columns than the first",
                   "put text that holds commas in quotation marks")  # fmt: skip
    if not values.get("title"):
        faults.add(shown, line, "The source has no title", "write one")
        values.pop("title", None)
    if values.get("kind") and values["kind"] not in Source.Kind.values:
        faults.add(
            shown, line, f"“{values['kind']}” is not a kind of source", f"use one of: {', '.join(Source.Kind.values)}"
        )
        values.pop("kind")
    if _new_key(key, shown, line, known.records["source"], faults):
        known.records["source"][key] = Record("source", key, shown, line, values)


def _new_key(key: str, shown: str, line: int, entries: dict[str, Record], faults: Faults) -> bool:
    if not KEY.fullmatch(key):
        faults.add(shown, line, f"“{key}” is not a key", KEY_REMEDY)
    elif key in entries:
        faults.add(shown, line, f"The key “{key}” stands already on line {entries[key].line}", "keep one of the two")
    else:
        return True
    return False


def _read_entries(folder: Path, kind: str, keys: dict[str, Key], faults: Faults, known: Known) -> None:
    name = PLURALS[kind]
    shown = shown_name(folder, name)
    content = read_text(folder / name, shown, faults) if (folder / name).exists() else ""
    tree = read_yaml(content, shown, 1, faults) if content else None
    if tree is None:
        return
    if not isinstance(tree, Mapping):
        faults.add(shown, 1, "The file holds no keys", "write one entry a key: key: {name: …}")
        return
    here = Reading(shown, "", faults, known)
    for key, entry in tree.entries.items():
        found = read_keys(entry.value, keys, here)
        if _new_key(key, shown, entry.line, known.records[kind], faults):
            fields = found.fields if kind == "picture" else {"key": key, **found.fields}
            known.records[kind][key] = Record(kind, key, shown, entry.line, fields, found.lines)


def _check_picture_files(folder: Path, faults: Faults, known: Known) -> None:
    """Each picture has its file and a licence that may be shown; a drawing for dark screens becomes a picture of its own."""
    pictures = known.records["picture"]
    for key, record in list(pictures.items()):
        fields = record.fields
        licence = fields.get("licence", UNKNOWN)
        if "licence" in fields and licence not in Licence.values:
            faults.add(record.file, record.lines["licence"], f"“{licence}” is not a licence of the list",
                       f"use the machine’s address, for example {Licence.CC_BY_4.value}")  # fmt: skip
        dark = fields.pop("dark_file", "")
        record.picture_file = _picture_file(folder, fields.pop("file", ""), record, "file", faults)
        if dark:
            twin = Record("picture", key + DARK, record.file, record.line, {**fields}, record.lines)
            twin.fields["title"] = f"{fields.get('title', key)} (dark)"
            twin.picture_file = _picture_file(folder, dark, record, "dark_file", faults)
            pictures[twin.key] = twin
            fields["dark_version"] = Ref("picture", twin.key)


def _picture_file(folder: Path, name: str, record: Record, key: str, faults: Faults) -> str:
    """The path of a picture within the folder, or an empty text with a fault."""
    if not name:
        return ""
    path = folder / "pictures" / name
    if "/" in name or "\\" in name or name.startswith("."):
        faults.add(
            record.file,
            record.lines[key],
            f"“{name}” is not the name of a file",
            "write the name only: anzio-beach.svg",
        )
    elif not path.is_file():
        faults.add(
            record.file, record.lines[key], f"There is no file pictures/{name}", "add the file or correct the name"
        )
    else:
        return f"pictures/{name}"
    return ""
