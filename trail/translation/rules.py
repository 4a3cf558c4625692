"""What keeps a translation from going live."""

from typing import Any

from django.utils.translation import gettext as _

from trail.publishing.problems import Problem

from .freshness import untranslated_in

SHOWN = 80


def untranslated_problems(page: Any) -> list[Problem]:
    """One problem that names the first of the words that still stand in the source's language."""
    missing = untranslated_in(page)
    if not missing:
        return []
    first = missing[0] if len(missing[0]) <= SHOWN else missing[0][:SHOWN].rsplit(" ", 1)[0] + " …"
    return [
        Problem(
            "untranslated",
            _("%(count)s texts are not translated yet, the first of them “%(first)s”. Translate them, then publish.")
            % {"count": len(missing), "first": first},
        )
    ]
