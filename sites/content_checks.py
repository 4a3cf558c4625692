"""Advice on the content: figures that do not add up, old opening hours, positions and dates that lie outside.

The sums and distances are plain functions over plain values. What has to be looked up (the other places of a region,
the time of the campaigns) comes from `sites.admin.lookups`, once for all pages that are checked together.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trail.dates.fields import bounds
from trail.geo.places import FAR_FROM_REGION, IN_THE_SEA, concerns
from trail.languages.cldr import format_date, format_number
from trail.publishing.checks import CHECK_KINDS, Check, Setting

HOURS_CHECKED_AFTER = timedelta(days=365)

CHECK_KINDS.update(
    {
        "figure-without-source": gettext_lazy("Figure without a source"),
        "two-current-figures": gettext_lazy("Two current figures of one kind"),
        "figures-do-not-add-up": gettext_lazy("Figures that do not add up"),
        "hours-not-checked": gettext_lazy("Opening hours not checked for a year"),
        FAR_FROM_REGION: gettext_lazy("Position far from the region"),
        IN_THE_SEA: gettext_lazy("Position in the sea"),
        "outside-campaign": gettext_lazy("Date outside the campaign"),
    }
)


def figures_rule(page: Any, setting: Setting) -> Iterator[Check]:
    """Parts that are given exactly make up the total that is given exactly, unless a note explains it."""
    for kind, listed, total in sums_that_differ(page.figures.all()):
        yield Check(
            "figures-do-not-add-up",
            _(
                "The parts of “%(kind)s” add up to %(listed)s, the total says %(total)s (Facts). "
                "Correct one of them, or say in a note why they differ."
            )
            % {
                "kind": kind,
                "listed": format_number(listed, setting.language),
                "total": format_number(total, setting.language),
            },
        )


def sums_that_differ(figures: Iterable[Any]) -> list[tuple[str, int, int]]:
    """The name of the kind, the sum of the parts and the total, for each sum that does not come out.

    Compared are: the parts by nation, the parts by force, and identified with unidentified burials, each with the
    current total of the kind. A part that has no fellow is an example, not a list. Numbers that are not exact, and
    those that a note explains, are not compared.
    """
    current = [figure for figure in figures if figure.is_current]
    totals = {figure.kind: figure for figure in current if figure.counts_all}
    found = []
    for kind, total in totals.items():
        by_nation = [figure for figure in current if figure.kind == kind and figure.nation]
        by_force = [figure for figure in current if figure.kind == kind and figure.force_id and not figure.nation]
        groups = [by_nation, by_force]
        if kind == "burials":
            groups.append([totals[part] for part in ("identified", "unidentified") if part in totals])
        for parts in groups:
            listed = sum(figure.value for figure in parts)
            if len(parts) > 1 and listed != total.value and all(_is_plain(figure) for figure in [total, *parts]):
                found.append((str(total.get_kind_display()), listed, total.value))
    return found


def _is_plain(figure: Any) -> bool:
    """Whether a figure is one exact number that needs no explanation."""
    return figure.qualifier == "exactly" and figure.value_to is None and not figure.note


def hours_rule(page: Any, setting: Setting) -> Iterator[Check]:
    """Opening hours are made sure of once a year."""
    if not page.opening_hours or page.always_open:
        return
    checked = page.opening_checked_on
    if checked is None:
        yield Check("hours-not-checked", _("Nobody has noted when the opening hours were checked (Visiting)."))
    elif setting.today - checked > HOURS_CHECKED_AFTER:
        yield Check(
            "hours-not-checked",
            _("The opening hours were last checked on %(date)s (Visiting). Do they still hold?")
            % {"date": format_date(checked, setting.language)},
        )


def position_rule(page: Any, setting: Setting) -> Iterator[Check]:
    """A place lies near the others of its region, and on land, unless a note on its position says that it does not.

    Where latitude and longitude have changed places, no note excuses it.
    """
    if page.point is None or not page.path:
        return
    from .admin.lookups import points_of_region  # it needs all models

    others = [point for pk, point in points_of_region(page, setting) if pk != page.pk]
    for concern in concerns(page.point, others, setting.language):
        if concern.swapped or not page.position_note:
            yield Check(concern.code, concern.message)


def date_rule(page: Any, setting: Setting) -> Iterator[Check]:
    """A story happens while a campaign lasts."""
    if not page.path:
        return
    from .admin.lookups import campaign_times  # it needs all models

    times = campaign_times(page, setting)
    if times and not any(overlaps(bounds(page.when), time) for time in times):
        yield Check("outside-campaign", _("The date lies outside the campaign (Facts). Is the year right?"))


def overlaps(one: tuple[date | None, date | None], other: tuple[date | None, date | None]) -> bool:
    """Whether two spans of days have a day in common; `None` is an open end."""
    return (one[0] or date.min) <= (other[1] or date.max) and (other[0] or date.min) <= (one[1] or date.max)
