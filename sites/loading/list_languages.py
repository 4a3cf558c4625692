"""The lists in other languages: `organisations.it.yaml` says what the entries of `organisations.yaml` are called in Italian."""

import re
from collections.abc import Collection
from pathlib import Path

from wagtail_localize.fields import TranslatableField, get_translatable_fields

from .content import Record
from .convert import Key, read_keys
from .faults import Faults
from .files import read_text, shown_name
from .kinds import MODELS
from .lists import ENTRIES
from .reading import PLURALS, Known, Reading, did_you_mean
from .tree import Mapping, read_yaml

LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*")
KINDS = ("organisation", "force", "person")


def words_of(kind: str) -> dict[str, Key]:
    """The keys of an entry that are said in each language; the others are the same in all of them."""
    names = {each.field_name for each in get_translatable_fields(MODELS[kind]) if isinstance(each, TranslatableField)}
    return {name: Key(key.convert, key.field) for name, key in ENTRIES[kind].items() if name in names}


def read_translated_lists(
    folder: Path, faults: Faults, known: Known, languages: Collection[str], there: Collection[str]
) -> None:
    """Read into `known.translated` the lists in some of the languages that are `there`; others are passed over.

    A word that is left out is the same as in the source.
    """
    for kind in KINDS:
        stem = PLURALS[kind].removesuffix(".yaml")
        for path in sorted(folder.glob(f"{stem}.*.yaml")):
            language, shown = path.name.removeprefix(f"{stem}.").removesuffix(".yaml"), shown_name(folder, path.name)
            if language not in there or not LANGUAGE.fullmatch(language):
                remedy = f"name it {stem}.LANGUAGE.yaml, with one of {', '.join(sorted(there)) or 'none'}"
                faults.add(shown, 0, f"No page is in the language “{language}”", remedy)
            elif language == known.addresses.source_language:
                faults.add(shown, 0, "The trail is written in this language first", f"write it into {PLURALS[kind]}")
            elif language in languages:
                _read(folder, path.name, kind, language, faults, known)


def _read(folder: Path, name: str, kind: str, language: str, faults: Faults, known: Known) -> None:
    shown = shown_name(folder, name)
    content = read_text(folder / name, shown, faults)
    tree = read_yaml(content, shown, 1, faults) if content else None
    if tree is None:
        return
    if not isinstance(tree, Mapping):
        faults.add(shown, 1, "The file holds no keys", "write one entry a key: key: {name: …}")
        return
    keys, entries, here = words_of(kind), known.records[kind], Reading(shown, language, faults, known)
    for key, entry in tree.entries.items():
        found = read_keys(entry.value, keys, here)
        if key not in entries:
            remedy = did_you_mean(key, entries) or f"add it to {PLURALS[kind]} or correct the key"
            faults.add(shown, entry.line, f"There is no {kind} “{key}” in {PLURALS[kind]}", remedy)
            continue
        said = {name: value for name, value in entries[key].fields.items() if name in keys}
        known.translated[kind, key, language] = Record(
            kind, key, shown, entry.line, {**said, **found.fields}, found.lines, language=language
        )
