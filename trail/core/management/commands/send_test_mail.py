"""`manage.py send_test_mail you@example.org`: does mail leave this installation?"""

import smtplib
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage, get_connection
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from trail.core.mail import MAIL_VARIABLE, delivering_backend, mail_is_configured, mail_server


class Command(BaseCommand):
    """Sends one mail with the settings of the site, and says in plain words what became of it."""

    help = "Send a test mail to an address, and say through which server it went or why it did not go."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("address", help="who gets the mail")

    def handle(self, *args: Any, address: str, **options: Any) -> None:
        try:
            validate_email(address)
        except ValidationError as error:
            raise CommandError(f"{address} is not a mail address.") from error
        if not mail_is_configured():
            raise CommandError(
                "No mail server is set: mails are printed by the server's process and reach nobody. "
                f"Set {MAIL_VARIABLE}, for example "
                f"{MAIL_VARIABLE}=submission://user:password@mail.example.org:587, "
                "and TRAIL_FROM_EMAIL. See docs/reference/environment.md."
            )
        message = EmailMessage(
            subject=f"Test mail from {settings.WAGTAIL_SITE_NAME}",
            body=f"This is a test. {settings.WAGTAILADMIN_BASE_URL} can send mails.\n",
            to=[address],
            connection=get_connection(delivering_backend()),
        )
        try:
            message.send()
        except smtplib.SMTPAuthenticationError as error:
            raise CommandError(f"{mail_server()} refuses the user or the password of {MAIL_VARIABLE}.") from error
        except smtplib.SMTPSenderRefused as error:
            raise CommandError(
                f"{mail_server()} takes no mails from {settings.DEFAULT_FROM_EMAIL}: set TRAIL_FROM_EMAIL. "
                f"It said: {_words(error.smtp_error)}"
            ) from error
        except smtplib.SMTPRecipientsRefused as error:
            raise CommandError(f"{mail_server()} takes no mails for {address}: {error.recipients}") from error
        except (OSError, smtplib.SMTPException) as error:
            raise CommandError(
                f"{mail_server()} could not be used: {error}. "
                f"Check the host, the port and the kind of encryption in {MAIL_VARIABLE}."
            ) from error
        self.stdout.write(
            f"A mail from {settings.DEFAULT_FROM_EMAIL} to {address} was taken by {mail_server()}. "
            "If it does not arrive, look into the folder for unwanted mail and the log of that server."
        )


def _words(said: bytes | str) -> str:
    """What a mail server said, as text."""
    return said.decode(errors="replace") if isinstance(said, bytes) else said
