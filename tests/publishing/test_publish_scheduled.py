"""`publish_scheduled` publishes what is due, whatever else stands in the queue, and tells of what it refuses."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.management import CommandError, call_command, get_commands
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, Revision

from sites.models import SitePage
from tests import factories

pytestmark = pytest.mark.django_db


def schedule(page: Page, minutes_ago: int, user: Any = None, **values: Any) -> Revision:
    """A revision that was due some minutes ago. `values` get past the check at scheduling, as a later fault does."""
    revision = page.save_revision(user=user)
    revision.content.update(values)
    revision.approved_go_live_at = timezone.now() - timedelta(minutes=minutes_ago)
    revision.save()
    return revision


@pytest.fixture
def queue(trail: factories.Trail) -> dict[str, SitePage]:
    """Three drafts; the one in the middle of the queue has lost its summary since it was scheduled."""
    editor = factories.persona("editor")
    factories.persona("publisher")
    pages = {name: factories.make_page(SitePage, trail.region, name, live=False) for name in ("first", "bad", "last")}
    for minutes, (name, page) in zip((30, 20, 10), pages.items(), strict=True):
        schedule(page, minutes, editor, **({"summary": ""} if name == "bad" else {}))
    return pages


def live(pages: dict[str, SitePage]) -> list[str]:
    return sorted(
        SitePage.objects.filter(pk__in=[page.pk for page in pages.values()], live=True).values_list("title", flat=True)
    )


def test_it_is_our_command() -> None:
    assert get_commands()["publish_scheduled"] == "trail.publishing"


def test_one_refused_page_does_not_stop_the_queue(queue: dict[str, SitePage]) -> None:
    call_command("publish_scheduled")
    assert live(queue) == ["first", "last"]


def test_the_refused_page_keeps_its_draft_and_leaves_the_queue(queue: dict[str, SitePage]) -> None:
    call_command("publish_scheduled")
    bad = SitePage.objects.get(pk=queue["bad"].pk)
    assert bad.get_latest_revision_as_object().summary == ""
    assert not Revision.objects.filter(approved_go_live_at__isnull=False).exists()
    assert "Write a summary" in PageLogEntry.objects.get(page=bad.pk, action="trail.publish_refused").message
    mail.outbox.clear()
    call_command("publish_scheduled")
    assert not mail.outbox


def test_those_concerned_are_told(queue: dict[str, SitePage]) -> None:
    call_command("publish_scheduled")
    assert sorted(message.to[0] for message in mail.outbox) == ["editor@example.org", "publisher@example.org"]
    body = mail.outbox[0].body
    assert "“bad [en]”" in body and "Write a summary" in body and f"/admin/pages/{queue['bad'].pk}/edit/" in body


def test_where_there_are_only_superusers_they_are_told(trail: factories.Trail, admin_user: Any) -> None:
    page = factories.make_page(SitePage, trail.region, live=False)
    schedule(page, 5, summary="")
    call_command("publish_scheduled")
    assert [message.to for message in mail.outbox] == [[admin_user.email]]


def test_a_mail_that_fails_stops_nothing(queue: dict[str, SitePage], monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: Any, **kwargs: Any) -> None:
        raise OSError("no mail server")

    monkeypatch.setattr("django.core.mail.EmailMessage.send", fail)
    call_command("publish_scheduled")
    assert live(queue) == ["first", "last"]


def test_a_live_page_keeps_its_text_and_its_next_version(trail: factories.Trail) -> None:
    trail.site.save_revision().publish()
    schedule(SitePage.objects.get(pk=trail.site.pk), 5, summary="")
    call_command("publish_scheduled")
    page = SitePage.objects.get(pk=trail.site.pk)
    assert page.live and page.summary and page.has_unpublished_changes


def test_something_unexpected_is_reported_at_the_end(
    queue: dict[str, SitePage], monkeypatch: pytest.MonkeyPatch
) -> None:
    publish = Revision.publish

    def broken(self: Revision, *args: Any, **kwargs: Any) -> Any:
        if self.object_id == str(queue["first"].pk):
            raise RuntimeError("disk full")
        return publish(self, *args, **kwargs)

    monkeypatch.setattr(Revision, "publish", broken)
    with pytest.raises(CommandError, match="1 could not be published"):
        call_command("publish_scheduled")
    assert live(queue) == ["last"]
    assert Revision.objects.filter(approved_go_live_at__isnull=False).count() == 1


def test_an_expired_page_is_taken_down(trail: factories.Trail) -> None:
    SitePage.objects.filter(pk=trail.site.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    call_command("publish_scheduled")
    page = SitePage.objects.get(pk=trail.site.pk)
    assert not page.live and page.expired


def test_a_dry_run_changes_nothing(queue: dict[str, SitePage], capsys: pytest.CaptureFixture[str]) -> None:
    call_command("publish_scheduled", "--dryrun")
    assert live(queue) == []
    assert "Revisions to be published" in capsys.readouterr().out
