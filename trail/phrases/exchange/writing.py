"""A language's phrases as a `.po` file: what ships, with the trail's own words laid over it."""

import os
import tempfile
from pathlib import Path

from trail.languages.catalogues import locale_directory

from ..checks import faults
from ..extraction import CONTEXT, as_bytes, begun, merged
from ..models import Phrase
from ..offered import offered, shipped, shipped_path, template
from ..plurals import plural_forms


def exported(tag: str) -> bytes:
    """The catalogue, as `collect_phrases` would write it. Without own words it is the shipped file."""
    path = shipped_path(tag)
    ship = shipped(tag)
    is_shipped = path.exists() and path.stat().st_size > 0
    catalogue = merged(template(), path) if is_shipped else begun(template(), locale_directory(tag))
    if not is_shipped:
        catalogue.mime_headers = [("Plural-Forms", ship.rule)]
    wanted = plural_forms(ship.rule, tag)
    known = offered()
    for row in Phrase.objects.filter(language=tag):
        phrase = known.get(row.key)
        if phrase is None or any(faults(phrase, row.forms, wanted)):
            continue
        message = catalogue.get(phrase.msgid, context=CONTEXT)
        if message is not None:
            message.string = tuple(row.forms) if phrase.plural else row.forms[0]
            message.flags.discard("fuzzy")
            message.previous_id = []
    for message in catalogue:
        # A plural that nobody has translated has an empty text for each form of the language.
        if message.id and isinstance(message.id, tuple | list) and not any(message.string):
            message.string = ("",) * len(wanted)
    return as_bytes(catalogue)


def write_shipped_catalogue(tag: str) -> Path:
    """Write the catalogue to its place in `locale/`, whole or not at all, and return that place."""
    content = exported(tag)
    path = shipped_path(tag)
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
    Path(name).chmod(0o644)
    Path(name).replace(path)
    return path
