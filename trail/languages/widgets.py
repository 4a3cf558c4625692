"""Form fields for what CLDR names."""

from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.translation import get_language

from .cldr import babel_locale, sort_key, territory_name

# Not countries: the European Union, the euro area, the United Nations, outlying islands, pseudo-codes.
_NOT_COUNTRIES = {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"}


def countries(language: str) -> list[tuple[str, str]]:
    """Code and name of every country, by name in the order of the language."""
    codes = [code for code in babel_locale("en").territories if len(code) == 2 and code not in _NOT_COUNTRIES]
    named = [(code, territory_name(code, language)) for code in codes]
    return sorted(named, key=lambda pair: sort_key(pair[1], language))


def _choices() -> list[tuple[str, str]]:
    return [("", "–"), *countries(get_language() or "en")]


class CountryInput(forms.Select):
    """A list of countries by name, for a field that holds the ISO code of two letters."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, choices=lazy(_choices, list)())

    def optgroups(self, name: str, value: list[Any], attrs: dict[str, Any] | None = None) -> list[Any]:
        """Keep a code that the list does not know, rather than lose it at the next save."""
        groups = super().optgroups(name, value, attrs)
        known = {option["value"] for _label, options, _index in groups for option in options}
        for code in value:
            if code and code not in known:
                index = len(groups)
                groups.append((None, [self.create_option(name, code, code, True, index)], index))
        return groups
