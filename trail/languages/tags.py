"""Language tags: from a lower-case BCP 47 tag (``pt-br``) to Babel's locale, script and direction.

The source of every rule is Unicode CLDR as Babel carries it, never Django's ``LANG_INFO``, which knows a
hundred languages only. Nothing here touches Django.
"""

from __future__ import annotations

import copy
from functools import lru_cache

from babel import Locale, UnknownLocaleError, localedata
from babel.core import get_global

#: What is used where a language is not known at all. British, as is the project's own English: '4 June 1944'.
HOUSE = "en_GB"

#: Scripts written from right to left (Unicode Bidi_Class R or AL; ISO 15924 codes).
RTL_SCRIPTS = frozenset(
    ("Adlm", "Arab", "Aran", "Hebr", "Mand", "Mend", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa", "Yezi")
)

#: Tags beside the base languages: those a trail is likely to be written in twice, or in another script.
REGIONAL_TAGS = ("es-419", "fr-ca", "pa-arab", "pt-br", "sr-latn", "uz-cyrl", "zh-hans", "zh-hant")


def parts_of(tag: str) -> list[str]:
    """Return the tag's subtags in lower case, the language's outdated code replaced (``iw`` → ``he``)."""
    parts = tag.strip().replace("_", "-").lower().split("-")
    if not localedata.exists(parts[0]):
        alias = get_global("language_aliases").get(parts[0], parts[0])
        parts[:1] = alias.lower().split("_")
    return parts


@lru_cache(maxsize=512)
def _isolated(name: str) -> Locale:
    """Return Babel's locale with data of its own; raises as ``Locale.parse`` does.

    Babel 2.18 shares what a locale inherits from CLDR's root between all locales, and writes the names it
    looks up into it (``LocaleDataDict.__getitem__``): after Japanese was asked for the name of April, French
    answers '4月'. A private copy (some milliseconds, once a language) keeps them apart.
    """
    locale = Locale.parse(name)
    private = localedata.LocaleDataDict(copy.deepcopy(localedata.load(str(locale))))  # type: ignore[arg-type]
    locale._Locale__data = private  # type: ignore[attr-defined]
    return locale


@lru_cache(maxsize=1024)
def exact_locale(tag: str) -> Locale | None:
    """Return the locale for a tag or the nearest above it (``de-ch-1996`` → ``de-ch``), else None."""
    parts = parts_of(tag)
    while parts:
        if parts == ["en"]:
            return _isolated(HOUSE)
        try:
            return _isolated("_".join(parts))
        except (ValueError, TypeError, UnknownLocaleError):
            parts.pop()
    return None


def babel_locale(tag: str) -> Locale:
    """Return Babel's locale for a tag in any case; falls back to the base language, then to British English.

    Plain ``en`` is British English: CLDR's own ``en`` writes American dates. Ask for ``en-us`` to get those.
    """
    return exact_locale(tag) or _isolated(HOUSE)


@lru_cache(maxsize=1024)
def script(tag: str) -> str:
    """Return the ISO 15924 code of the script the tag is written in: 'Latn', 'Arab'.

    From the tag itself, else from CLDR's likely subtags; 'Latn' for a language nothing is known of.
    """
    parts = parts_of(tag)
    for part in parts[1:]:
        if len(part) == 4 and part.isalpha():
            return part.title()
    likely = get_global("likely_subtags")
    region = next((part.upper() for part in parts[1:] if len(part) == 2), None)
    found = (likely.get(f"{parts[0]}_{region}") if region else None) or likely.get(parts[0], "")
    return next((piece for piece in found.split("_")[1:] if len(piece) == 4), "Latn")


def is_rtl(tag: str) -> bool:
    """Tell whether the tag is written from right to left; by script, for CLDR lacks the layout of a few."""
    return script(tag) in RTL_SCRIPTS


@lru_cache(maxsize=1)
def _known_tags() -> tuple[str, ...]:
    """Return the sorted tags once; see :func:`known_tags`."""
    english = Locale("en").languages
    bases = (name for name in localedata.locale_identifiers() if "_" not in name)
    named = (base for base in bases if base in english or Locale(base).get_display_name())
    return tuple(sorted({*named, *REGIONAL_TAGS}))


def known_tags() -> list[str]:
    """Return about 320 tags, sorted, lower case: every base language CLDR can name, a few regional."""
    return list(_known_tags())
