"""Permissions that end, with a clock: withheld from the day after, and the editors warned twice before, once each time."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sites.models import SitePage
from tests import factories
from tests.admin_forms import shown
from trail.accounts.models import User
from trail.images.expiry import stage_of
from trail.images.models import Picture
from trail.images.rights import may_be_shown, shown_until

pytestmark = pytest.mark.django_db
LAST_DAY = date(2031, 6, 30)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Any:
    """`clock(days)`: from now on it is so many days before the last day."""

    def set_to(days_before: int) -> date:
        today = LAST_DAY - timedelta(days=days_before)
        monkeypatch.setattr(timezone, "localdate", lambda *_arguments: today)
        return today

    return set_to


@pytest.fixture
def picture(trail: factories.Trail) -> Picture:
    """A picture by permission, on a live page."""
    made = factories.make_picture("Gate", licence="permission", permission_until=LAST_DAY)
    SitePage.objects.filter(pk=trail.site.pk).update(lead_image=made, lead_image_alt="The open gate")
    SitePage.objects.get(pk=trail.site.pk).save()
    return made


@pytest.fixture
def people(trail: factories.Trail) -> list[Any]:
    return [factories.persona(name) for name in ("administrator", "publisher", "editor", "visitor")]


def run() -> list[Any]:
    """The mails of one run."""
    mail.outbox.clear()
    call_command("warn_of_expiring_permissions")
    return list(mail.outbox)


class TestClock:
    @pytest.mark.parametrize(("days_before", "seen"), [(1, True), (0, True), (-1, False), (-400, False)])
    def test_withheld_from_the_day_after_without_anybodys_doing(
        self, days_before: int, seen: bool, picture: Picture, trail: factories.Trail, clock: Any
    ) -> None:
        clock(days_before)
        page = Client().get("/en/campaign/rome/museum/").content.decode()
        credits = Client().get("/en/credits/").content.decode()
        sitemap = Client().get("/sitemap.xml").content.decode()
        assert may_be_shown(picture) is seen
        assert ('alt="The open gate"' in page) is seen
        assert ("Picture withdrawn" in page) is not seen
        assert ("Gate" in credits) is seen
        assert (f"social/{picture.pk}-" in page) is seen
        assert ("ImageObject" in page) is seen
        assert seen or picture.file.url not in page + sitemap

    def test_only_a_permission_ends(self, picture: Picture, clock: Any) -> None:
        clock(-1)
        picture.licence = "http://creativecommons.org/licenses/by/4.0/"
        assert shown_until(picture) is None and may_be_shown(picture)
        picture.licence, picture.permission_until = "permission", None
        assert shown_until(picture) is None and may_be_shown(picture)

    @pytest.mark.parametrize(
        ("days", "stage"), [(61, None), (60, 60), (8, 60), (7, 7), (0, 7), (-1, 7), (-99, 7), (9999, None)]
    )
    def test_stages(self, days: int, stage: int | None) -> None:
        assert stage_of(LAST_DAY, LAST_DAY - timedelta(days=days)) == stage


class TestWarnings:
    def test_each_is_sent_once_to_publishers_and_administrators(
        self, picture: Picture, people: Any, clock: Any
    ) -> None:
        sent = {}
        for days in (61, 60, 59, 30, 8, 7, 6, 1, 0, -1, -30):
            clock(days)
            sent[days] = sorted(address for one in run() for address in one.to)
        both = ["administrator@example.org", "publisher@example.org"]
        assert {days: to for days, to in sent.items() if to} == {60: both, 7: both}

    def test_what_it_says(self, picture: Picture, people: Any, clock: Any) -> None:
        clock(60)
        factories.draft_of(SitePage.objects.get(slug="museum"))
        sent = run()[0]
        assert "Gate" in sent.subject
        for words in (
            "30 June 2031",
            "in 60 days",
            "The museum [en]",
            reverse("wagtailimages:edit", args=[picture.pk]),
        ):
            assert words in sent.body
        assert "http" in sent.body and reverse("picture_rights_report") in sent.body and "<a " not in sent.body

    def test_days_without_a_run_are_caught_up(self, picture: Picture, people: Any, clock: Any) -> None:
        clock(40)
        assert len(run()) == 2
        clock(-3)
        sent = run()
        assert len(sent) == 2 and "ended on 30 June 2031" in sent[0].body
        assert run() == []

    def test_what_comes_late_is_warned_of_once(self, picture: Picture, people: Any, clock: Any) -> None:
        clock(5)
        assert len(run()) == 2
        clock(4)
        assert run() == []

    def test_a_date_that_is_moved_is_warned_of_anew(self, picture: Picture, people: Any, clock: Any) -> None:
        clock(5)
        run()
        picture.refresh_from_db()
        picture.permission_until = LAST_DAY + timedelta(days=1)
        picture.save()
        assert len(run()) == 2
        Picture.objects.update(permission_until=LAST_DAY + timedelta(days=40))  # past `save`, as a bulk change does
        assert len(run()) == 2
        assert run() == []
        Picture.objects.update(permission_until=LAST_DAY + timedelta(days=400))
        assert run() == [] and Picture.objects.get().expiry_warned is None

    def test_saving_something_else_warns_nobody_anew(self, picture: Picture, people: Any, clock: Any) -> None:
        clock(5)
        run()
        picture.refresh_from_db()
        picture.title = "The gate"
        picture.save()
        assert run() == []

    def test_several_pictures_are_one_mail(
        self, picture: Picture, trail: factories.Trail, people: Any, clock: Any
    ) -> None:
        other = factories.make_picture("Wall", licence="permission", permission_until=LAST_DAY)
        factories.draft_of(trail.cemetery, lead_image=other)
        factories.make_picture("Unused", licence="permission", permission_until=LAST_DAY)
        clock(60)
        sent = run()
        assert len(sent) == 2 and "Gate" in sent[0].body and "Wall" in sent[0].body and "Unused" not in sent[0].body

    def test_nobody_is_counted_as_told_while_no_mail_goes(
        self, picture: Picture, people: Any, clock: Any, settings: Any
    ) -> None:
        clock(60)
        backend = settings.EMAIL_BACKEND
        settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
        with pytest.raises(CommandError, match="no mail server is set"):
            run()
        settings.EMAIL_BACKEND = backend
        assert len(run()) == 2

    def test_superusers_only_where_there_is_nobody_else(self, picture: Picture, clock: Any) -> None:
        User.objects.create_superuser("root", "root@example.org", factories.PASSWORD)
        clock(60)
        assert [one.to for one in run()] == [["root@example.org"]]


class TestFirstPageOfTheAdmin:
    def said(self, sign_in: Any, persona: str = "editor") -> str:
        return shown(sign_in(persona).get(reverse("wagtailadmin_home")))

    @pytest.mark.parametrize(
        ("days", "words"),
        [(61, None), (60, "ends within 60 days"), (0, "ends within 60 days"), (-1, "is withheld from visitors")],
    )
    def test_the_notice(self, days: int, words: str | None, picture: Picture, clock: Any, sign_in: Any) -> None:
        clock(days)
        said = self.said(sign_in)
        assert ("Permissions for pictures" in said) is (words is not None)
        assert words is None or words in said

    def test_a_picture_on_no_public_page_is_no_news(self, picture: Picture, clock: Any, sign_in: Any) -> None:
        clock(5)
        SitePage.objects.get(slug="museum").unpublish()
        assert "Permissions for pictures" not in self.said(sign_in)
