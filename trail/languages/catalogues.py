"""Stub gettext catalogues, so that Django accepts every language of :func:`trail.languages.tags.known_tags`.

Django's ``check_for_language`` refuses a language for which no compiled ``django.mo`` is found, and ships a
hundred of its own. A stub holds the header only (charset, language, plural rule) and translates nothing.

Run as ``python -m trail.languages.catalogues TARGET``; needs no Django settings, and does not import Django.
The target must be a folder of its own in ``LOCALE_PATHS``: a stub never replaces one with phrases.
"""

from __future__ import annotations

import io
import os
import struct
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from trail.languages.cldr import known_tags, plural_rule

SHIPPED = Path(__file__).resolve().parents[2] / "locale"
_MAGIC = 0x950412DE
_HEADER_SIZE = 28


def locale_directory(tag: str) -> str:
    """Return the folder Django looks in (its ``to_locale``): pt-br → pt_BR, zh-hans → zh_Hans."""
    language, _, country = tag.lower().partition("-")
    if not country:
        return language
    country, _, tail = country.partition("-")
    country = country.title() if len(country) > 2 else country.upper()
    return f"{language}_{country}-{tail}" if tail else f"{language}_{country}"


def stub(tag: str) -> bytes:
    """Return a compiled catalogue with nothing but its header, as the GNU gettext manual has it (§10.3)."""
    header = (
        f"Language: {locale_directory(tag)}\n"
        "MIME-Version: 1.0\n"
        "Content-Type: text/plain; charset=UTF-8\n"
        "Content-Transfer-Encoding: 8bit\n"
        f"Plural-Forms: {plural_rule(tag)}\n"
    ).encode()
    originals, translations = _HEADER_SIZE, _HEADER_SIZE + 8
    empty = translations + 8
    tables = struct.pack("<4I", 0, empty, len(header), empty + 1)
    # Magic number, revision, one string, the two tables, and no hash table.
    return struct.pack("<7I", _MAGIC, 0, 1, originals, translations, 0, empty) + tables + b"\0" + header + b"\0"


def _strings_in(path: Path) -> int:
    """Return how many strings a compiled catalogue holds, 0 where it is none."""
    data = path.read_bytes()[:12]
    if len(data) < 12:
        return 0
    order = "<" if struct.unpack("<I", data[:4])[0] == _MAGIC else ">"
    return struct.unpack(f"{order}I", data[8:12])[0]


def _write(path: Path, content: bytes) -> None:
    """Write a file so that a reader sees the old or the new content, never a part."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        Path(name).chmod(0o644)  # mkstemp gives 0600, which the web server's user may not read
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def write_stubs(target: Path, tags: Iterable[str]) -> int:
    """Write a stub for each tag below ``target`` and return how many files were written.

    A file with the same content is left alone, and so is a catalogue that holds phrases.
    """
    written = 0
    for tag in tags:
        path = Path(target) / locale_directory(tag) / "LC_MESSAGES" / "django.mo"
        content = stub(tag)
        if path.exists() and (_strings_in(path) > 1 or path.read_bytes() == content):
            continue
        _write(path, content)
        written += 1
    return written


def write_shipped(target: Path, shipped: Path) -> int:
    """Compile each catalogue below ``shipped`` (``it/LC_MESSAGES/django.po``) into ``target``; return how many there are."""
    paths = sorted(Path(shipped).glob("*/LC_MESSAGES/django.po"))
    for path in paths:
        with path.open("rb") as stream:
            catalogue = read_po(stream)
        out = io.BytesIO()
        write_mo(out, catalogue)
        compiled = Path(target) / path.relative_to(shipped).with_suffix(".mo")
        if not compiled.exists() or compiled.read_bytes() != out.getvalue():
            _write(compiled, out.getvalue())
    return len(paths)


def main(arguments: list[str]) -> int:
    """Write the stubs of every known language; return the exit status."""
    if len(arguments) != 1 or arguments[0].startswith("-"):
        print("Usage: python -m trail.languages.catalogues TARGET", file=sys.stderr)
        return 2
    tags = known_tags()
    written = write_stubs(Path(arguments[0]), tags)
    shipped = write_shipped(Path(arguments[0]), SHIPPED)
    print(f"{written} of {len(tags)} catalogues written in {arguments[0]}, {shipped} compiled")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
