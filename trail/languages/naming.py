"""Which language somebody means who writes its tag or its name."""

import difflib
import json
import unicodedata
from functools import lru_cache
from pathlib import Path

from .cldr import endonym, known_tags, name_in

SUGGESTED = 5
# What each language calls itself, as CLDR has it: to ask Babel for all of them reads three hundred files, for seconds.
# `python -m trail.languages.naming` writes it anew; a test compares.
OWN_NAMES = Path(__file__).with_name("own-names.json")


class UnknownLanguage(Exception):
    """No language is called so; `near` are the tags of those whose names come near."""

    def __init__(self, given: str, near: list[str]) -> None:
        self.given = given
        self.near = near
        super().__init__(given)


def label(tag: str, language: str) -> str:
    """A language as people choose it from a list: its name in their language, and the tag."""
    return f"{name_in(tag, language)} ({tag})"


def language_named(given: str, language: str = "en") -> str:
    """The tag of a language given by tag (`mi`, `pt_BR`), by name in English, in `language` or in itself, or by label.

    Capitals and accents do not matter. Raises `UnknownLanguage`.
    """
    names = _names(language)
    wanted = _folded(given)
    inside = wanted.rpartition("(")[2].rstrip(") ") if wanted.endswith(")") else ""
    for candidate in (wanted.replace("_", "-"), wanted, inside):
        if candidate in names:
            return names[candidate]
    begun = [names[name] for name in names if len(wanted) > 1 and (name.startswith(wanted) or f" {wanted}" in name)]
    alike = [names[name] for name in difflib.get_close_matches(wanted, names, n=SUGGESTED)] if wanted else []
    raise UnknownLanguage(given.strip(), list(dict.fromkeys([*begun, *alike]))[:SUGGESTED])


def also_called(tag: str, language: str) -> str:
    """The other names by which a language is found: its own, the English one, and that without accents."""
    shown = name_in(tag, language)
    names = [own_names().get(tag, ""), name_in(tag, "en"), _plain(shown)]
    return ", ".join(name for name in dict.fromkeys(names) if name and name != shown)


@lru_cache(maxsize=1)
def own_names() -> dict[str, str]:
    """The name of each language in itself, by its tag."""
    return dict(json.loads(OWN_NAMES.read_text(encoding="utf-8")))


@lru_cache(maxsize=8)
def _names(language: str) -> dict[str, str]:
    """The tag of each name, folded; tags go before names, and plain languages before those of one country."""
    found = {tag: tag for tag in known_tags()}
    for tag in sorted(known_tags(), key=lambda each: each.count("-")):
        for name in (name_in(tag, language), name_in(tag, "en"), own_names().get(tag)):
            if name:
                found.setdefault(_folded(name), tag)
    return found


def _folded(text: str) -> str:
    return _plain(" ".join(text.split())).casefold()


def _plain(text: str) -> str:
    return "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each))


if __name__ == "__main__":
    names = {tag: endonym(tag) for tag in known_tags()}
    OWN_NAMES.write_text(json.dumps(names, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
