"""`send_test_mail`, and whether mail leaves the installation at all."""

import io
import smtplib

import pytest
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command

from trail.core.mail import mail_is_configured, mail_server

SMTP = "django.core.mail.backends.smtp.EmailBackend"


class RefusingBackend(EmailBackend):
    """Raises what a mail server would cause; `error` is set by each test."""

    error: Exception

    def send_messages(self, messages):
        raise self.error


def send(address: str = "anna@example.org") -> str:
    output = io.StringIO()
    call_command("send_test_mail", address, stdout=output)
    return output.getvalue()


@pytest.mark.parametrize(
    ("backend", "host", "configured"),
    [
        ("django.core.mail.backends.console.EmailBackend", None, False),
        ("django.core.mail.backends.dummy.EmailBackend", None, False),
        ("django.core.mail.backends.filebased.EmailBackend", None, False),
        (SMTP, "", False),
        (SMTP, None, False),
        (SMTP, "localhost", True),
        (SMTP, "mail.example.org", True),
        ("some.service.Backend", None, True),
    ],
)
def test_mail_is_configured(settings, backend, host, configured):
    settings.EMAIL_BACKEND, settings.EMAIL_HOST = backend, host

    assert mail_is_configured() is configured


def test_it_sends_and_says_so(mailoutbox):
    said = send()

    assert [mail.to for mail in mailoutbox] == [["anna@example.org"]]
    assert "heritage-trail@localhost to anna@example.org was taken by locmem" in said


def test_without_a_server_it_says_which_variable_to_set(settings, mailoutbox):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"

    with pytest.raises(CommandError, match=r"No mail server is set.*Set TRAIL_EMAIL_URL"):
        send()
    assert not mailoutbox


def test_an_address_that_is_none_is_refused(mailoutbox):
    with pytest.raises(CommandError, match="anna at home is not a mail address"):
        send("anna at home")
    assert not mailoutbox


def test_a_server_that_does_not_answer_is_named_without_its_password(settings):
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = SMTP, "127.0.0.1", 1
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "trail", "hush"

    with pytest.raises(CommandError, match=r"127\.0\.0\.1:1 as trail \(not encrypted\) could not be used") as told:
        send()
    assert "hush" not in str(told.value)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (smtplib.SMTPAuthenticationError(535, b"no"), "refuses the user or the password of TRAIL_EMAIL_URL"),
        (smtplib.SMTPSenderRefused(550, b"not you", "x@localhost"), "set TRAIL_FROM_EMAIL. It said: not you"),
        (smtplib.SMTPRecipientsRefused({"anna@example.org": (550, b"unknown")}), "takes no mails for anna@example.org"),
        (smtplib.SMTPServerDisconnected("gone"), "could not be used: gone"),
        (TimeoutError("timed out"), "could not be used: timed out"),
    ],
)
def test_what_a_server_refuses_is_said_in_words(settings, error, said):
    settings.EMAIL_BACKEND = "tests.core.test_mail.RefusingBackend"
    RefusingBackend.error = error

    with pytest.raises(CommandError) as told:
        send()
    assert said in str(told.value)


@pytest.mark.parametrize(
    ("tls", "ssl", "words"),
    [(False, False, "not encrypted"), (True, False, "STARTTLS"), (False, True, "TLS from the start")],
)
def test_the_server_in_words(settings, tls, ssl, words):
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = SMTP, "mail.example.org", 587
    settings.EMAIL_USE_TLS, settings.EMAIL_USE_SSL, settings.EMAIL_HOST_USER = tls, ssl, None

    assert mail_server() == f"mail.example.org:587 ({words})"
