"""Rules for the pictures of a page: none is shown without its maker, its licence and its description.

They look at every use of every picture, wherever on the page it is (`trail.images.use`). The pictures are looked up
together, so that a page with twenty pictures asks as often as a page with one.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from trail.images.in_use import PictureInUse, pictures_in_use, shown_already
from trail.images.models import Picture
from trail.images.rights import has_credit, has_licence, has_run_out, shown_until
from trail.images.use import Found, found_in_fields
from trail.languages.cldr import format_date

from .checks import Check, Setting
from .problems import Problem

OPEN_PICTURE = gettext_lazy("Open the picture")
# From so many days before its end on, a permission is spoken of.
EXPIRING_DAYS = 60


def description_rule(page: Any) -> Iterator[Problem]:
    """Whoever does not see a picture is told what it shows, each time it is used, unless it is marked as decorative."""
    lacking = [one for one in found_in_fields(page) if one.lacks_alt]
    titles = titles_of(lacking)
    for one in lacking:
        if one.field == "lead_image":
            yield Problem("no-alt-text", _("Describe the lead picture, or mark it as decorative."), "lead_image_alt")
        elif one.pk in titles:
            words = _("Describe the picture “%(picture)s” (%(place)s), or mark it as decorative.")
            named = {"picture": titles[one.pk], "place": one.place}
            yield Problem("no-alt-text", words % named, one.field)


def titles_of(found: Iterable[Found]) -> dict[int, str]:
    """The titles of pictures, looked up only where a message has to name one."""
    ids = {one.pk for one in found if one.field != "lead_image"}
    return dict(Picture.objects.filter(pk__in=ids).values_list("pk", "title")) if ids else {}


def picture_rules(page: Any) -> Iterator[Problem]:
    """Every picture on the page is credited and licensed, and none begins with a permission that is over."""
    in_use = pictures_in_use(page)
    for uses in by_picture(in_use):
        yield from record_problems(uses)
    yield from run_out_problems(page, in_use)


# A rehearsal without a database leaves this rule out.
picture_rules.asks_database = True  # type: ignore[attr-defined]


def by_picture(in_use: Iterable[PictureInUse]) -> list[list[PictureInUse]]:
    """The uses of each picture together, in the order in which the pictures are met."""
    together: dict[int, list[PictureInUse]] = {}
    for one in in_use:
        together.setdefault(one.picture.pk, []).append(one)
    return list(together.values())


def record_problems(uses: list[PictureInUse]) -> Iterator[Problem]:
    """Whether the record of one picture is complete enough for it to be shown in public."""
    picture = uses[0].picture
    words = {"picture": picture.title, "place": places(uses)}
    if not has_credit(picture):
        message = _("The picture “%(picture)s” (%(place)s) has no creator and no credit line. Add one to the picture.")
        yield problem("no-credit", message % words, uses[0])
    if not has_licence(picture):
        message = _("The licence of the picture “%(picture)s” (%(place)s) is unknown. Choose one at the picture.")
        yield problem("no-licence", message % words, uses[0])


def run_out_problems(page: Any, in_use: list[PictureInUse]) -> Iterator[Problem]:
    """A permission that is over on the day of publication stops what visitors do not see yet, and nothing else.

    A page that shows the picture already can be corrected at any time: the picture is withheld from it.
    """
    day = day_of_publication(page)
    over = [one for one in in_use if has_run_out(one.picture, day)]
    if not over:
        return
    known = shown_already(page)
    for uses in by_picture(one for one in over if one.picture.pk not in known):
        message = _(
            "The permission for the picture “%(picture)s” (%(place)s) ends on %(date)s, before the page is published. "
            "Choose another picture, or enter a new permission."
        )
        if has_run_out(uses[0].picture):
            message = _(
                "The permission for the picture “%(picture)s” (%(place)s) ended on %(date)s. "
                "Choose another picture, or enter a new permission."
            )
        yield problem("permission-over", message % (dated(uses) | {"place": places(uses)}), uses[0])


def permission_rule(page: Any, setting: Setting) -> Iterator[Check]:
    """Advice: a picture whose permission is over is withheld from visitors, the page itself stays; or it ends soon."""
    ending = [one for one in pictures_in_use(page) if shown_until(one.picture) is not None]
    over = [one for one in ending if has_run_out(one.picture, setting.today)]
    known = shown_already(page) if over else set()
    for uses in by_picture(ending):
        days = (shown_until(uses[0].picture) - setting.today).days
        if days < 0 and uses[0].picture.pk in known:
            message = _(
                "The permission for the picture “%(picture)s” (%(place)s) ended on %(date)s. "
                "Visitors do not see it any more."
            )
            yield check("permission-over", message % (dated(uses) | {"place": places(uses)}), uses[0])
        elif 0 <= days <= EXPIRING_DAYS:
            message = _(
                "The permission for the picture “%(picture)s” (%(place)s) ends on %(date)s. "
                "From the day after, visitors do not see it any more."
            )
            yield check("permission-ends", message % (dated(uses) | {"place": places(uses)}), uses[0])


def day_of_publication(page: Any) -> date:
    """Today, or the later day for which the page is scheduled."""
    today = timezone.localdate()
    return max(today, timezone.localdate(page.go_live_at)) if page.go_live_at else today


def problem(code: str, message: str, one: PictureInUse) -> Problem:
    """A problem that is put right at the picture."""
    return Problem(code, message, one.use.field, picture_address(one), OPEN_PICTURE)


def check(code: str, message: str, one: PictureInUse) -> Check:
    """Advice that is followed at the picture."""
    return Check(code, message, url=picture_address(one), link_text=OPEN_PICTURE)


def picture_address(one: PictureInUse) -> str:
    """Where the record of a picture is edited."""
    return reverse("wagtailimages:edit", args=[one.picture.pk])


def dated(uses: list[PictureInUse]) -> dict[str, str]:
    """The picture and the last day of its permission, for a message."""
    picture = uses[0].picture
    return {"picture": picture.title, "date": format_date(shown_until(picture), get_language() or "en")}


def places(uses: list[PictureInUse]) -> str:
    """Where on the page a picture is used: the first place, and how many more."""
    more = len({one.use.place for one in uses}) - 1
    if not more:
        return uses[0].use.place
    return ngettext("%(place)s and %(count)s more place", "%(place)s and %(count)s more places", more) % {
        "place": uses[0].use.place,
        "count": more,
    }
