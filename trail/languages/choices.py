"""The languages that an installation could have: a list for the settings, made from CLDR without touching Django."""

from .cldr import is_rtl, name_in
from .tags import known_tags

LANGUAGE_CHOICES: list[tuple[str, str]] = [(tag, name_in(tag, "en")) for tag in known_tags()]
RTL_TAGS: list[str] = [tag for tag, _name in LANGUAGE_CHOICES if is_rtl(tag)]
