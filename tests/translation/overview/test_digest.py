"""The weekly mail: to whom, about what, how often; and how one gets rid of it."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.mail import EmailMessage
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.users.models import UserProfile

from tests.factories import persona
from trail.translation.models import Assignment, Digest
from trail.translation.overview import digest
from trail.translation.overview.digest import news_for, send_digests
from trail.translation.overview.unsubscribe import address_for

from ..conftest import begin, edit, enter, target, translated
from .conftest import translator

pytestmark = pytest.mark.django_db


def path_of(user: Any) -> str:
    return re.sub(r"^https?://[^/]+", "", address_for(user))


def later(**when: int) -> Any:
    return timezone.now() + timedelta(**when)


@pytest.fixture
def giulia(trail: Any, italian: Any) -> Any:
    """A translator with a page that she has begun."""
    user = translator("Giulia")
    translated(trail.region, italian)
    translation = begin(trail.site, italian)
    enter(translation, {"summary": "it: Riassunto"})
    Assignment.objects.create(translation=translation, translator=user)
    return user


def test_a_translator_is_told_what_is_theirs_and_what_became_stale(trail, giulia, italian):
    edit(trail.region, summary="Changed.")
    call_command("send_translation_digests")
    (sent,) = mail.outbox
    assert sent.to == ["giulia@example.org"]
    assert sent.subject == "Translations: 1 page of yours, 1 newly stale"
    place = trail.site.get_translations().get(locale=italian)
    assert "The museum (Italian)\n  In progress, " in sent.body
    assert reverse("wagtailadmin_pages:edit", args=[place.pk]) in sent.body
    assert "Rome (Italian)\n  Live, stale since" in sent.body
    assert address_for(giulia) in sent.body


def test_nobody_is_told_twice_in_a_week(giulia):
    assert send_digests().told == [giulia]
    assert send_digests().told == []
    assert send_digests(later(days=6)).told == []
    assert send_digests(later(days=7)).told == [giulia]
    assert len(mail.outbox) == 2


def test_of_two_runs_that_found_the_same_due_one_sends(giulia, monkeypatch):
    def another_run_is_faster(*args: Any) -> Any:
        monkeypatch.setattr(digest, "news_for", news_for)
        assert send_digests().told == [giulia]
        return news_for(*args)

    monkeypatch.setattr(digest, "news_for", another_run_is_faster)
    assert send_digests().told == []
    assert len(mail.outbox) == 1


def test_a_run_that_begins_while_another_sends_sends_nothing(giulia, monkeypatch):
    send = EmailMessage.send

    def meanwhile(message: EmailMessage, *args: Any, **kwargs: Any) -> int:
        monkeypatch.setattr(EmailMessage, "send", send)
        assert send_digests().told == [], "another run, while this one talks to the mail server"
        return send(message, *args, **kwargs)

    monkeypatch.setattr(EmailMessage, "send", meanwhile)
    assert send_digests().told == [giulia]
    assert len(mail.outbox) == 1


def test_with_nothing_to_say_there_is_no_mail_and_no_week_begins(trail, italian):
    user = translator("Giulia")
    assert send_digests().told == [] and mail.outbox == []
    assert not Digest.objects.filter(user=user, sent_at__isnull=False).exists()


def test_a_dry_run_tells_nobody_and_marks_nothing(giulia, capsys):
    call_command("send_translation_digests", "--dry-run")
    assert "Would tell giulia@example.org" in capsys.readouterr().out
    assert mail.outbox == [] and not Digest.objects.exists()


def test_publishers_are_told_what_was_handed_in_since(trail, giulia, italian):
    publisher = persona("publisher")
    translation = begin(trail.about, italian)
    enter(translation)
    translation.save_target(publish=False)
    page = target(translation)
    page.get_workflow().start(page, giulia)
    mail.outbox.clear()
    assert publisher in send_digests().told
    (sent,) = [each for each in mail.outbox if each.to == [publisher.email]]
    assert sent.subject == "Translations: 1 to review"
    assert "About (Italian)" in sent.body and "The museum" not in sent.body
    mail.outbox.clear()
    assert publisher not in send_digests(later(days=8)).told, "it was news once"


@pytest.mark.parametrize("change", [{"is_active": False}, {"email": ""}])
def test_who_cannot_be_reached_is_left_out(change, giulia):
    get_user_model().objects.filter(pk=giulia.pk).update(**change)
    assert send_digests().told == []


def test_one_address_that_fails_stops_no_other_and_is_tried_again(trail, giulia, italian, monkeypatch):
    marco = translator("Marco")
    Assignment.objects.create(translation=begin(trail.cemetery, italian), translator=marco)
    send = EmailMessage.send

    def broken(message: EmailMessage, *args: Any, **kwargs: Any) -> int:
        if message.to == [giulia.email]:
            raise OSError("no such mailbox")
        return send(message, *args, **kwargs)

    monkeypatch.setattr(EmailMessage, "send", broken)
    with pytest.raises(CommandError, match=r"1 could not be told.*giulia@example.org"):
        call_command("send_translation_digests")
    assert [each.to for each in mail.outbox] == [[marco.email]]
    monkeypatch.setattr(EmailMessage, "send", send)
    assert send_digests().told == [giulia]


def test_without_a_mail_server_the_command_fails_and_says_which_variable(giulia, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    with pytest.raises(CommandError, match="TRAIL_EMAIL_URL"):
        call_command("send_translation_digests")


def test_the_mail_is_in_the_language_of_its_reader(giulia):
    UserProfile.objects.create(user=giulia, preferred_language="it")
    send_digests()
    assert "(italiano)" in mail.outbox[0].body.lower()


def test_programs_for_mail_turn_it_off_with_one_post(giulia, client):
    send_digests()
    headers = mail.outbox[0].extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = re.sub(r"^<https?://[^/]+|>$", "", headers["List-Unsubscribe"])
    client.handler.enforce_csrf_checks = True
    assert client.get(path).status_code == 200
    assert not Digest.objects.filter(user=giulia, wanted=False).exists(), "opening a link changes nothing"
    response = client.post(path, {"List-Unsubscribe": "One-Click"})
    assert response.status_code == 200 and "You get no more of these mails" in response.content.decode()
    assert Digest.objects.get(user=giulia).wanted is False
    assert send_digests(later(days=30)).told == []
    assert send_digests(later(days=30), dry_run=True).told == []


def test_a_link_that_somebody_made_up_turns_nothing_off(giulia, client):
    path = path_of(giulia)
    for wrong in (path[:-2] + "/", path.replace(str(giulia.pk), str(giulia.pk + 1), 1), "/-/translation-mails/x/"):
        response = client.post(wrong)
        assert response.status_code == 404 and "not whole" in response.content.decode(), wrong
    assert not Digest.objects.filter(wanted=False).exists()


def test_in_the_account_it_is_turned_off_and_on(giulia, client):
    client.force_login(giulia)
    url = reverse("wagtailadmin_account")
    page = client.get(url)
    assert 'name="translation_digest-wanted"' in page.content.decode()
    values = {
        "name_email-first_name": "Giulia",
        "name_email-last_name": "Rossi",
        "name_email-email": giulia.email,
        "locale-preferred_language": "en",
        "locale-current_time_zone": "Europe/Rome",
        "theme-theme": "system",
        "theme-contrast": "system",
        "theme-density": "default",
    }
    assert client.post(url, values).status_code == 302
    assert Digest.objects.get(user=giulia).wanted is False
    assert client.post(url, values | {"translation_digest-wanted": "on"}).status_code == 302
    assert Digest.objects.get(user=giulia).wanted is True


def test_those_whom_it_does_not_concern_are_not_asked(trail, sign_in):
    page = sign_in("editor").get(reverse("wagtailadmin_account")).content.decode()
    assert "translation_digest-wanted" not in page
