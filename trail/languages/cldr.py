"""Everything the site says about languages, and in them: names, scripts, dates, numbers, lists, plurals.

One door to Unicode CLDR through Babel. Tags and scripts live in :mod:`trail.languages.tags`, written forms in
:mod:`trail.languages.formats`; both are offered here, so callers need this module only. Nothing
touches Django.
"""

from __future__ import annotations

import re
from functools import lru_cache

from babel import Locale
from babel.plural import to_gettext

from trail.languages.collation import sort_key
from trail.languages.formats import (
    capitalise,
    format_date,
    format_date_interval,
    format_day_month,
    format_distance,
    format_list,
    format_month_interval,
    format_month_year,
    format_number,
    format_year_interval,
    join_range,
    month_name,
    weekday_names,
)
from trail.languages.tags import babel_locale, exact_locale, is_rtl, known_tags, parts_of, script

__all__ = [
    "babel_locale",
    "capitalise",
    "endonym",
    "format_date",
    "format_date_interval",
    "format_day_month",
    "format_distance",
    "format_list",
    "format_month_interval",
    "format_month_year",
    "format_number",
    "format_year_interval",
    "is_rtl",
    "join_range",
    "known_tags",
    "month_name",
    "name_in",
    "plural_rule",
    "script",
    "sort_key",
    "territory_name",
    "weekday_names",
]

#: Used where CLDR has no plural rule (about a hundred languages, Māori among them): one, and all else.
DEFAULT_PLURAL = "nplurals=2; plural=(n != 1);"

#: Languages CLDR says have no plural forms (plurals.xml, only "other"). Babel cannot tell these from
#: languages without a rule, so they are named here; a test compares the list with Babel's data.
# fmt: off
WITHOUT_PLURALS = frozenset(
    (
        "bm", "bo", "dz", "hnj", "id", "ig", "ii", "ja", "jbo", "jv", "kde", "kea", "km", "ko",
        "lkt", "lo", "ms", "my", "nqo", "osa", "sah", "ses", "sg", "su", "th", "to", "tpi", "vi",
        "wo", "yo", "yue", "zh",
    )
)
# fmt: on


def _key(tag: str) -> str:
    """Return CLDR's spelling of a tag: ``pt-br`` → ``pt_BR``, ``zh-hans`` → ``zh_Hans``."""
    first, *rest = parts_of(tag)
    return "_".join([first, *(part.title() if len(part) == 4 else part.upper() for part in rest)])


def _name(tag: str, locale: Locale) -> str:
    """Return the language's name in a locale, or '' where CLDR has none there."""
    key = _key(tag)
    if key in locale.languages:
        return locale.languages[key]
    base = locale.languages.get(key.split("_")[0])
    own = exact_locale(tag)
    if not base or own is None:
        return base or ""
    details = []
    if own.script and own.script.lower() in parts_of(tag):
        details.append(locale.scripts.get(own.script, own.script))
    if own.territory and own.territory.lower() in parts_of(tag):
        details.append(locale.territories.get(own.territory, own.territory))
    return f"{base} ({', '.join(details)})" if details else base


@lru_cache(maxsize=1024)
def endonym(tag: str) -> str:
    """Return the language's name in itself ('italiano', 'العربية'), in CLDR's own capitals.

    Falls back to the English name, then to the tag, so that a menu never shows an empty line.
    """
    own = exact_locale(tag)
    return (own and _name(tag, own)) or _name(tag, babel_locale("en")) or tag


@lru_cache(maxsize=8192)
def name_in(tag: str, in_tag: str) -> str:
    """Return the name of the language ``tag`` in the language ``in_tag``: ('de', 'it') → 'tedesco'.

    Falls back to the English name, the language's own, and the tag.
    """
    return _name(tag, babel_locale(in_tag)) or _name(tag, babel_locale("en")) or endonym(tag)


@lru_cache(maxsize=8192)
def territory_name(code: str, tag: str) -> str:
    """Return the name of a country (ISO 3166-1 two-letter code, any case) in a language: 'United Kingdom'.

    Falls back to the English name, then to the code as given.
    """
    wanted = code.strip().upper()
    return babel_locale(tag).territories.get(wanted) or babel_locale("en").territories.get(wanted) or code


@lru_cache(maxsize=1024)
def plural_rule(tag: str) -> str:
    """Return the gettext ``Plural-Forms`` header of a language: 'nplurals=2; plural=(n != 1);'.

    From CLDR's cardinal rules; one form for languages that have none, :data:`DEFAULT_PLURAL` where
    CLDR is silent.
    """
    locale = exact_locale(tag)
    if locale is None:
        return DEFAULT_PLURAL
    if not locale.plural_form.rules:
        return "nplurals=1; plural=0;" if locale.language in WITHOUT_PLURALS else DEFAULT_PLURAL
    # Babel leaves CLDR's operand e (the exponent of '1.2M') in the text; gettext knows n only, and a whole
    # number written out has e = 0.
    return re.sub(r"\be\b", "0", to_gettext(locale.plural_form))
