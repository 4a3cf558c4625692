"""Marks for words that are not in the language of the page, so that they are pronounced and ordered rightly."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from ..available import language_of
from ..cldr import is_rtl, script

register = template.Library()

_FONTS = "trail/fonts/"
# What the first lines of a page are set in, by script. Nastaliq is not here: its text is to be read before it comes.
_FIRST = {"Arab": ["naskh"], "Deva": ["devanagari"], "Guru": ["gurmukhi"]}
_NASTALIQ = ("ur", "pa-arab")


@register.filter
def first_fonts(language: str) -> list[str]:
    """The font files that a page in a language is sure to need, to be asked for before its style sheet has come."""
    names = [] if language in _NASTALIQ else _FIRST.get(script(language), ["brygada", "commissioner"])
    return [f"{_FONTS}{name}.woff2" for name in names]


@register.filter
def isolated(words: Any) -> SafeString:
    """Words of whatever language inside a sentence, so that neither disturbs the order of the other."""
    return format_html("<bdi>{}</bdi>", words)


@register.simple_tag(takes_context=True)
def passage(context: template.Context, words: Any) -> SafeString:
    """The attributes of an element that holds the words of a record, or words in a language: ` lang="en" dir="ltr"`.

    `words` is a language's tag, a record with a locale, or a row with a `language`. Nothing where it is that of the page.
    """
    tag = words if isinstance(words, str) else getattr(words, "language", "") or language_of(words)
    here = context.get("language")
    if not tag or tag == here:
        return mark_safe("")
    return format_html(' lang="{}" dir="{}"', tag, "rtl" if is_rtl(tag) else "ltr")
