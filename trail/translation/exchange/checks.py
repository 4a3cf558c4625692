"""What is wrong with one translated text in itself: markup, links, placeholders, length. Nothing of it may reach a page."""

import re
from collections import Counter
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail_localize.strings import INLINE_TAGS, StringValue, validate_translation_links

from .strings import Row

_TAG = re.compile(r'<(/?)([a-z]+)((?:\s(?:"[^"]*"|[^<>"/])*)?)(/?)>')
_LINK_ID = re.compile(r'\s+id="([^"]*)"')
_PLACEHOLDER = re.compile(r"%\([A-Za-z_]\w*\)[a-z]|\{[A-Za-z_]\w*\}")
_VOID = {"br"}


def problems(row: Row, said: str, field: Any | None) -> list[str]:
    """The sentences that say why a translation cannot be taken for a string."""
    found = _markup(row, said) or _links(row.source, said)
    if lost := Counter(_PLACEHOLDER.findall(row.source)) - Counter(_PLACEHOLDER.findall(said)):
        found.append(_("The placeholder %(names)s is missing.") % {"names": ", ".join(sorted(lost))})
    if not found:
        found += _fits(row, said, field)
    return found


def _markup(row: Row, said: str) -> list[str]:
    outside = _TAG.sub("", said)
    if "<" in outside:
        return [_("A “<” begins no tag that is allowed. Write &lt; where the sign itself is meant.")]
    opened: list[str] = []
    for closing, name, attributes, at_once in _TAG.findall(said):
        if name not in INLINE_TAGS:
            return [_("The tag <%(name)s> is not allowed.") % {"name": name}]
        if attributes.strip() and (closing or name not in ("a", "span") or not _LINK_ID.fullmatch(attributes)):
            return [_("A tag carries more than the id of a link: <%(name)s>.") % {"name": f"{name}{attributes}"}]
        if not row.is_rich and not (name == "br" and "<br" in row.source):
            return [_("This text has no markup: <%(name)s> would be lost.") % {"name": name}]
        if name in _VOID:
            continue
        if at_once:
            return [_("<%(name)s> has nothing in it.") % {"name": name}]
        if not closing:
            opened.append(name)
        elif not opened or opened.pop() != name:
            return [_("</%(name)s> closes nothing that is open.") % {"name": name}]
    if opened:
        return [_("<%(name)s> is not closed.") % {"name": opened[-1]}]
    if not row.is_rich and "\n" in said:
        return [_("This text is one line; the translation has several.")]
    try:
        StringValue.from_translated_html(said)
        validate_translation_links(row.source, said)
    except ValueError as error:
        return [str(error)]
    return []


def _links(source: str, said: str) -> list[str]:
    ours, theirs = _ids(source), _ids(said)
    if missing := ours - theirs:
        return [_("A link of the original is missing: %(ids)s.") % {"ids": _written(missing)}]
    if surplus := theirs - ours:
        return [_("A link stands more often than in the original, or has no id: %(ids)s.") % {"ids": _written(surplus)}]
    return []


def _ids(text: str) -> Counter[str]:
    """The ids of the links; a link without one counts as an empty id."""
    links = [attributes for closing, name, attributes, _slash in _TAG.findall(text) if name == "a" and not closing]
    return Counter(match[1] if (match := _LINK_ID.fullmatch(each)) else "" for each in links)


def _written(ids: Counter[str]) -> str:
    return ", ".join(f'<a id="{each}">' if each else "<a>" for each in sorted(ids))


def _fits(row: Row, said: str, field: Any | None) -> list[str]:
    """Whether the field can hold the text, and an address is one."""
    text = StringValue(said).render_text()
    if not text.strip():
        return [_("There are no words in it.")]
    if row.identity.path == "slug" and slugify(text, allow_unicode=True) != text:
        return [
            _("This is the page's address: letters, digits and hyphens only, as in “%(proposed)s”.")
            % {"proposed": slugify(text, allow_unicode=True) or row.source}
        ]
    limit = getattr(field, "max_length", None)
    if limit and len(text) > limit:
        return [_("It has %(count)s characters; there is room for %(limit)s.") % {"count": len(text), "limit": limit}]
    return []


def normal(said: str) -> str:
    """The text as it is kept: the same markup, each sign written as the page writes it."""
    return StringValue.from_translated_html(said).data
