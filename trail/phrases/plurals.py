"""Plural forms of a language: the rule for its catalogue, and what each form is for, in words."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from gettext import c2py

from babel.plural import to_gettext
from django.utils.translation import pgettext_lazy

from trail.languages.cldr import babel_locale, plural_rule
from trail.languages.tags import exact_locale

SAMPLES = range(1001)
MOST_RANGES = 3
# Translators: the names of CLDR's plural categories.
CATEGORIES = {
    "zero": pgettext_lazy("plural", "zero"),
    "one": pgettext_lazy("plural", "one"),
    "two": pgettext_lazy("plural", "two"),
    "few": pgettext_lazy("plural", "few"),
    "many": pgettext_lazy("plural", "many"),
    "other": pgettext_lazy("plural", "other"),
}


@dataclass(frozen=True)
class PluralForm:
    """One form: its category in CLDR, the numbers it is for, whether that is a single number, and none above one."""

    category: str
    numbers: str
    is_single: bool
    is_small: bool

    @property
    def label(self) -> str:
        """As it stands over a field: “few: 2–4, 22–24 …”."""
        return f"{CATEGORIES[self.category]}: {self.numbers}"


@lru_cache(maxsize=512)
def whole_number_rule(tag: str) -> str:
    """The gettext rule of a language by CLDR, without the forms that no whole number up to a thousand takes.

    CLDR has forms for fractions (Polish “other”) and for millions (Spanish “many”); nobody should have to fill them in.
    """
    locale = exact_locale(tag)
    if locale is None or not locale.plural_form.rules:
        return plural_rule(tag)
    rule = locale.plural_form
    reached = {rule(number) for number in SAMPLES}
    wanted = {category: text for category, text in rule.rules.items() if category in reached}
    if "other" not in reached:
        # The numbers of the last category fall to the last form, which gettext calls “other”.
        del wanted[max(wanted, key=list(CATEGORIES).index)]
    return re.sub(r"\be\b", "0", to_gettext(wanted))


@lru_cache(maxsize=512)
def chooser(rule: str) -> tuple[int, Callable[[int], int]]:
    """How many forms a `Plural-Forms` header names, and the function that chooses among them."""
    found = re.search(r"nplurals\s*=\s*(\d+)\s*;\s*plural\s*=\s*([^;]+)", rule)
    if found is None:
        raise ValueError(f"Not a plural rule: {rule}")
    return int(found[1]), c2py(found[2].strip())


@lru_cache(maxsize=512)
def plural_forms(rule: str, tag: str) -> tuple[PluralForm, ...]:
    """What each form of a rule is for, in a language."""
    count, choose = chooser(rule)
    numbers: list[list[int]] = [[] for _form in range(count)]
    for number in SAMPLES:
        numbers[choose(number)].append(number)
    category = babel_locale(tag).plural_form
    without_rule = not category.rules  # CLDR says nothing: named as in English
    forms = []
    for members in numbers:
        name = "other" if not members else category(members[0])
        name = "one" if without_rule and count > 1 and members == [1] else name
        forms.append(PluralForm(name, _written(members), len(members) == 1, max(members, default=2) <= 1))
    return tuple(forms)


def same_rule(one: str, other: str) -> bool:
    """Whether two rules choose alike, however they are written."""
    (count, choose), (other_count, other_choose) = chooser(one), chooser(other)
    return count == other_count and all(choose(number) == other_choose(number) for number in SAMPLES)


def _written(members: list[int]) -> str:
    """The numbers of a form as ranges: “2–4, 22–24, 32–34 …”."""
    ranges: list[list[int]] = []
    for number in members:
        if ranges and number == ranges[-1][1] + 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    shown = [str(first) if first == last else f"{first}–{last}" for first, last in ranges[:MOST_RANGES]]
    if ranges and ranges[min(len(ranges), MOST_RANGES) - 1][1] == SAMPLES[-1]:
        shown[-1] = f"{ranges[min(len(ranges), MOST_RANGES) - 1][0]} …"
        return ", ".join(shown)
    return ", ".join(shown) + (" …" if len(ranges) > MOST_RANGES else "")
