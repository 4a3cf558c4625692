"""Messages with links in them, safe wherever Wagtail prints them."""

from typing import Any

from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString


class LinkedText(SafeString):
    """Text with links. Wagtail puts a field's name before an error with `+`; without this the links would be escaped."""

    def __radd__(self, before: str) -> "LinkedText":
        return LinkedText(conditional_escape(before) + str.__str__(self))


def linked_text(text: str, **parts: Any) -> LinkedText:
    """A translated text with named placeholders, `parts` in them; what is not marked as safe is escaped."""
    return LinkedText(str(escape(text)) % {name: conditional_escape(part) for name, part in parts.items()})
