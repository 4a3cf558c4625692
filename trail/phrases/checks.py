"""What stands in the way of a translated phrase: anything that would break a page, or let markup into it.

Phrases are printed as they are: a template trusts its own words. So a translation may hold the tags of the English and
no others, no sign that ends an attribute, and just the placeholders that the page fills in.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from .offered import OfferedPhrase
from .plurals import PluralForm

LONGEST = 2000
PLACEHOLDER = re.compile(r"%%\(\w+\)[a-z]|%%|%\(\w+\)[a-z]|%")
TAG = re.compile(r"</?[a-z][^<>]*>")
ENTITY = re.compile(r"&#?\w+;")
COUNTS = {"%(count)s", "%(counter)s", "%(number)s"}
VOID = {"br", "wbr", "hr", "img"}


def placeholders_of(phrase: OfferedPhrase) -> list[str]:
    """What a page fills in, in the order of the English."""
    return list(dict.fromkeys(found for found in PLACEHOLDER.findall(phrase.sources[-1]) if "(" in found))


def fitted(source: str, text: str) -> str:
    """A translation with the blanks and line breaks that the English has at its ends, which nobody sees in a form."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if not text:
        return ""
    return source[: len(source) - len(source.lstrip())] + text + source[len(source.rstrip()) :]


def faults(phrase: OfferedPhrase, forms: Sequence[str], wanted: Sequence[PluralForm]) -> list[list[str]]:
    """What is wrong with each form, in sentences. `wanted`: the plural forms of the language; one of any for a phrase
    without plural.
    """
    expected = len(wanted) if phrase.plural else 1
    if len(forms) != expected:
        return [[_("This phrase has %(expected)s forms in this language, not %(given)s.") % _counted(expected, forms)]]
    return [list(_faults(phrase, form, wanted[index] if phrase.plural else None)) for index, form in enumerate(forms)]


def _counted(expected: int, forms: Sequence[str]) -> dict[str, int]:
    return {"expected": expected, "given": len(forms)}


def _faults(phrase: OfferedPhrase, text: str, plural: PluralForm | None) -> Iterator[str]:
    """What is wrong with one form."""
    if not text.strip():
        yield _("The translation is empty.")
        return
    if len(text) > LONGEST:
        yield _("The translation is longer than %(most)s signs.") % {"most": LONGEST}
    if any(unicodedata.category(sign) in ("Cc", "Cs") and sign != "\n" for sign in text):
        yield _("There is an invisible control sign in it; type the text again.")
    source = phrase.sources[-1]
    yield from _placeholder_faults(phrase, text, plural)
    yield from _markup_faults(source, text)


def _placeholder_faults(phrase: OfferedPhrase, text: str, plural: PluralForm | None) -> Iterator[str]:
    source = phrase.sources[-1]
    asked, given = set(PLACEHOLDER.findall(source)), set(PLACEHOLDER.findall(text))
    optional: set[str] = set()
    if plural is not None and plural.is_small:
        optional |= asked - set(PLACEHOLDER.findall(phrase.msgid))  # “The story”: neither does the English say “1”
    if plural is not None and plural.is_single:
        optional |= asked & COUNTS
    for placeholder in sorted(asked - given - optional):
        yield _("%(placeholder)s is missing: the page puts a value there.") % {"placeholder": placeholder}
    for placeholder in sorted(given - asked):
        if placeholder == "%":
            yield _("A per cent sign stands alone. Write it in words, or leave placeholders as they are in English.")
        else:
            yield _("%(placeholder)s is not in the English; the page has no value for it.") % {
                "placeholder": placeholder
            }


def _markup_faults(source: str, text: str) -> Iterator[str]:
    allowed, given = Counter(TAG.findall(source)), Counter(TAG.findall(text))
    for tag in sorted((given - allowed).keys()):
        yield _("%(tag)s is not in the English, or less often.") % {"tag": tag}
    for tag in sorted((allowed - given).keys()):
        yield _("%(tag)s is missing.") % {"tag": tag}
    if allowed == given and not _is_nested(TAG.findall(text)):
        yield _("The tags are in another order than they open and close.")
    rest, rest_of_source = TAG.sub("", text), TAG.sub("", source)
    for sign in "<>":
        if sign in rest:
            yield _("“%(sign)s” cannot stand in a phrase.") % {"sign": sign}
    if '"' in rest and '"' not in rest_of_source:
        yield _("Write quotation marks as your language has them (“ ” « » „ ‟), not the straight ones.")
    for entity in sorted(set(ENTITY.findall(rest)) - set(ENTITY.findall(rest_of_source))):
        yield _("Write the sign itself and not %(entity)s.") % {"entity": entity}


def _is_nested(tags: Sequence[str]) -> bool:
    """Whether each tag that opens is closed, in the right order."""
    open_tags: list[str] = []
    for tag in tags:
        name = re.sub(r"\W.*", "", tag.strip("</>"))
        if tag.startswith("</"):
            if not open_tags or open_tags.pop() != name:
                return False
        elif name not in VOID and not tag.endswith("/>"):
            open_tags.append(name)
    return not open_tags
