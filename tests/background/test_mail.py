"""Mails wait in the database, come out as they went in, and leave nothing behind."""

import smtplib
from typing import Any

import pytest
from django.core.mail import EmailMessage, EmailMultiAlternatives, send_mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.db import transaction
from django.urls import reverse
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from tests.factories import persona
from trail.background.mail import as_data, as_message
from trail.background.models import OutgoingMail
from trail.core.mail import mail_is_configured, mail_server

pytestmark = pytest.mark.django_db
ADDRESS = "anna@example.org"


class RefusingBackend(EmailBackend):
    """A mail server that refuses; `error` is set by each test."""

    error: Exception

    def send_messages(self, messages: Any) -> int:
        raise self.error


def refuse(settings: Any, error: Exception) -> None:
    RefusingBackend.error = error
    settings.TRAIL_MAIL_DELIVERY = f"{__name__}.RefusingBackend"


def full_mail() -> EmailMultiAlternatives:
    """One with all that a mail can have."""
    mail = EmailMultiAlternatives(
        "Übersetzung",
        "Text\nund “mehr”",
        "Trail <trail@example.org>",
        [ADDRESS, "Bea <bea@example.org>"],
        cc=["c@example.org"],
        bcc=["secret@example.org"],
        reply_to=["reply@example.org"],
        headers={"List-Unsubscribe": "<https://example.org/x>", "Message-ID": "<1@example.org>"},
    )
    mail.attach_alternative("<p>Text</p>", "text/html")
    mail.attach("übersicht.csv", "a,b\n", "text/csv")
    mail.attach("drawing.png", b"\x89PNG\x00\xff", "image/png")
    return mail


def bare(mail: EmailMessage) -> bytes:
    """What goes over the wire, but for what is made up anew each time."""
    parts = mail.message().as_string().split("\n")
    boundaries = [line.split('boundary="')[1].rstrip('"') for line in parts if 'boundary="' in line]
    text = "\n".join(line for line in parts if not line.startswith("Date:"))
    for number, boundary in enumerate(boundaries):
        text = text.replace(boundary, f"boundary-{number}")
    return text.encode()


def test_a_mail_comes_out_as_it_went_in(work, mailoutbox):
    full_mail().send()
    assert mailoutbox == []

    work()
    (sent,) = mailoutbox
    assert bare(sent) == bare(full_mail())
    assert sent.recipients() == full_mail().recipients()
    assert as_data(as_message(as_data(full_mail()))) == as_data(full_mail())


def test_nothing_personal_is_left_when_it_is_delivered(work, mailoutbox):
    send_mail("Your new password", "https://…/token", None, [ADDRESS])
    work()

    assert len(mailoutbox) == 1
    assert not OutgoingMail.objects.exists()
    assert ADDRESS not in str(list(DBTaskResult.objects.values()))


def test_a_mail_of_a_change_that_is_rolled_back_is_not_sent(work, mailoutbox):
    with pytest.raises(RuntimeError), transaction.atomic():
        send_mail("Published", "…", None, [ADDRESS])
        raise RuntimeError

    work()
    assert mailoutbox == []


def test_a_mail_that_was_delivered_is_not_sent_again(work, mailoutbox):
    send_mail("Once", "…", None, [ADDRESS])
    work()
    DBTaskResult.objects.update(status=TaskResultStatus.READY)
    work()

    assert len(mailoutbox) == 1


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (ConnectionRefusedError("nobody there"), TaskResultStatus.READY),
        (smtplib.SMTPRecipientsRefused({ADDRESS: (450, b"greylisted")}), TaskResultStatus.READY),
        (smtplib.SMTPAuthenticationError(535, b"wrong password"), TaskResultStatus.READY),
        (smtplib.SMTPRecipientsRefused({ADDRESS: (550, b"no such user")}), TaskResultStatus.FAILED),
        (smtplib.SMTPDataError(554, b"too large"), TaskResultStatus.FAILED),
    ],
)
def test_a_mail_is_kept_until_it_is_taken_and_refused_for_good_only_once(work, settings, mailoutbox, error, status):
    refuse(settings, error)
    send_mail("Invitation", "…", None, [ADDRESS])
    work()

    assert DBTaskResult.objects.get().status == status
    assert OutgoingMail.objects.get().recipients == ADDRESS


def test_an_invitation_does_not_wait_for_the_mail_server(work, settings, client, mailoutbox):
    refuse(settings, ConnectionRefusedError("nobody there"))
    client.force_login(persona("administrator"))
    values = {
        "username": "new",
        "email": ADDRESS,
        "first_name": "Anna",
        "last_name": "Rossi",
        "password1": "",
        "password2": "",
        "invite": "on",
        "groups": [],
    }
    answer = client.post(reverse("wagtailusers_users:add"), values, follow=True)

    assert answer.status_code == 200
    assert OutgoingMail.objects.get().recipients == ADDRESS
    assert mailoutbox == []


def test_the_settings_are_tried_without_the_queue(work, mailoutbox, capsys):
    assert mail_is_configured()
    assert mail_server() == "locmem"
    call_command("send_test_mail", ADDRESS)

    assert len(mailoutbox) == 1
    assert not OutgoingMail.objects.exists()
