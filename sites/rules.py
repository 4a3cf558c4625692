"""Rules for publishing that concern the content: figures."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from trail.publishing.problems import Problem


def figure_rules(page: Any) -> Iterator[Problem]:
    """Every figure says where it comes from, and only one total of a kind is the current one."""
    current_totals: dict[str, int] = {}
    for figure in page.figures.all():
        if figure.source_id is None:
            yield Problem(
                "figure-without-source",
                _("Give the source of the figure “%(figure)s” (Facts).") % {"figure": figure},
            )
        if figure.is_current and figure.counts_all:
            current_totals[figure.kind] = current_totals.get(figure.kind, 0) + 1
            if current_totals[figure.kind] == 2:
                yield Problem(
                    "two-current-figures",
                    _("Two figures for “%(kind)s” are marked as current (Facts). Untick one of them.")
                    % {"kind": figure.get_kind_display()},
                )
