"""What a pasted credit line means for the fields of a picture's record."""

import re

from .credit_lines import CreditLine, parse
from .licences import UNKNOWN, from_name

_LENGTH = 255
_NAME = 60
_LICENSED = re.compile(r"^licen[cs]e[d:]?( under)?\s+", re.IGNORECASE)


def fields_of(text: str) -> dict[str, str]:
    """The values for the fields, by name; only those that the text has something for."""
    line = parse(text)
    licence = from_name(_LICENSED.sub("", line.licence)) if line.licence else UNKNOWN
    values = {
        "description": line.caption,
        "creator": line.creator,
        # A collection is thanked in the words of the text: “Courtesy of the Imperial War Museum”.
        "credit_line": line.credit if line.creator else f"{line.mark} {line.agency}" if line.agency else "",
        "copyright_notice": line.copyright_notice,
        "source_archive": line.agency if line.creator else line.agency.removeprefix("the "),
        "licence": "" if licence == UNKNOWN else str(licence.value),
    }
    if line == CreditLine(caption=line.caption):
        # Nothing but a name, or but a sentence: pasted into this field it is the maker's name.
        values = {"creator" if len(line.caption) <= _NAME else "description": line.caption}
    return {name: value.strip()[:_LENGTH] for name, value in values.items() if value.strip()}
