"""What the page of the state says of the page store."""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trail.health import facts
from trail.health.facts import Fact

from .state import quick_state

BEHIND = 50  # messages; a serving process follows them twice a second


def about_the_store() -> list[Fact]:
    """Pages kept, and whether changes are followed."""
    if not settings.TRAIL_STORE:
        return [Fact("on", _("Finished pages are kept"), False)]
    known = quick_state()
    behind = max(0, known.last - known.followed)
    return [
        Fact("on", _("Finished pages are kept"), True),
        Fact("kept", _("Pages kept"), known.kept),
        Fact("old", _("Older pages, shown while newer ones are made"), known.old),
        Fact("build", _("Build"), known.build),
        Fact(
            "behind",
            _("Changes not followed yet"),
            behind,
            worry=_(
                "Changes are not followed on this machine: does the web server run? “manage.py page_store status” says more."
            )
            if behind > BEHIND
            else "",
        ),
    ]


facts.register("store", about_the_store, heading=gettext_lazy("Page store"), order=350)
