"""A string as wagtail-localize keeps it, as translators see and type it, and what has changed between two of them.

Rich text is kept as HTML whose links have numbers (`<a id="a1">`); all else is shown and typed as plain text.
"""

import re
from difflib import SequenceMatcher

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from wagtail_localize.strings import StringValue

_PIECES = re.compile(r"<[^>]+>|\w+|\s+|[^\w\s]")
_TAG = re.compile(r"<[^>]+>")


def to_text(data: str, is_rich: bool) -> str:
    """What stands in the field for a string."""
    return data if is_rich else StringValue(data).render_text()


def to_data(text: str, is_rich: bool) -> str:
    """What is kept of what was typed. Raises `ValueError` where rich text holds markup that strings may not have."""
    text = text.replace("\r\n", "\n").strip()
    if not is_rich:
        return StringValue.from_plaintext(text).data
    return StringValue.from_translated_html(text.replace("\n", " ")).data


def bare(data: str) -> str:
    """The words of a string without any markup."""
    return StringValue(data).render_text()


def shown(text: str) -> SafeString:
    """A text with its markup to be seen, quietly."""
    return mark_safe("".join(_shown_piece(piece) for piece in _PIECES.findall(text)))


def compared(earlier: str, now: str) -> SafeString:
    """What is there now, with what was put in and taken out since, word by word."""
    before, after = _PIECES.findall(earlier), _PIECES.findall(now)
    parts: list[str] = []
    for kind, first, last, start, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        gone, come = "".join(map(_shown_piece, before[first:last])), "".join(map(_shown_piece, after[start:end]))
        if kind == "equal":
            parts.append(come)
            continue
        parts += [f"<del>{gone}</del>"] if gone else []
        parts += [f"<ins>{come}</ins>"] if come else []
    return mark_safe("".join(parts))


def _shown_piece(piece: str) -> str:
    return f"<code>{escape(piece)}</code>" if _TAG.fullmatch(piece) else escape(piece)
