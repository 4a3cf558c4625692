"""Mails are written into the database, with the change that causes them, and delivered by the worker.

So nobody waits for a mail server, a mail of a change that was rolled back is never sent, and one that the server did not
take is tried again. In use where `TRAIL_TASKS=database`; without a worker mails are sent at once, as Django does.
"""

import smtplib
from base64 import b64decode, b64encode
from collections.abc import Sequence
from email.mime.base import MIMEBase
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django_tasks import task

from .models import OutgoingMail
from .retrying import GivenUp

ADDRESSED = ("to", "cc", "bcc", "reply_to")
# People wait for a mail (an invitation, a new password); before files of pictures and the like.
PRIORITY = 50


class QueueingBackend(BaseEmailBackend):
    """Django's mail functions lead here."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Put each into the queue; say how many. One that cannot be written down is sent at once."""
        return sum(self._queue(message) for message in email_messages if message.recipients())

    def _queue(self, message: EmailMessage) -> int:
        if any(isinstance(attachment, MIMEBase) for attachment in message.attachments):
            return get_connection(settings.TRAIL_MAIL_DELIVERY, self.fail_silently).send_messages([message]) or 0
        with transaction.atomic():
            mail = OutgoingMail.objects.create(
                recipients=", ".join(message.recipients()), subject=str(message.subject), content=as_data(message)
            )
            deliver.enqueue(mail.pk)
        return 1


@task(priority=PRIORITY)
def deliver(mail_pk: int) -> None:
    """Hand a mail to the server, and forget it. One that is gone has been delivered.

    Raises `GivenUp` where the server says that it will never take it.
    """
    mail = OutgoingMail.objects.filter(pk=mail_pk).first()
    if mail is None:
        return
    message = as_message(mail.content)
    message.connection = get_connection(settings.TRAIL_MAIL_DELIVERY)
    try:
        message.send()
    except smtplib.SMTPException as error:
        if is_final(error):
            raise GivenUp(f"The mail server does not take this mail: {error}") from error
        raise
    mail.delete()


def is_final(error: smtplib.SMTPException) -> bool:
    """Whether a mail server has refused for good (RFC 5321, 4.2.1: codes that begin with 5), and this mail itself.

    A refused password is the operator's to mend, and the mail is worth another try then.
    """
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(500 <= code < 600 for code, _said in error.recipients.values())
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return False
    return isinstance(error, smtplib.SMTPDataError | smtplib.SMTPSenderRefused) and 500 <= error.smtp_code < 600


def as_data(message: EmailMessage) -> dict[str, Any]:
    """A mail as JSON can hold it."""
    return {
        "subject": str(message.subject),
        "body": str(message.body),
        "from_email": str(message.from_email),
        **{name: list(getattr(message, name)) for name in ADDRESSED},
        # Pairs: PostgreSQL would put names into an order of its own.
        "headers": [[name, str(value)] for name, value in message.extra_headers.items()],
        "subtype": message.content_subtype,
        "alternatives": [[str(content), kind] for content, kind in getattr(message, "alternatives", None) or []],
        "attachments": [_attachment(*attachment) for attachment in message.attachments],
    }


def as_message(data: dict[str, Any]) -> EmailMultiAlternatives:
    """The mail that was written down."""
    message = EmailMultiAlternatives(
        data["subject"],
        data["body"],
        data["from_email"],
        headers=dict(data["headers"]),
        **{name: data[name] for name in ADDRESSED},
    )
    message.content_subtype = data["subtype"]
    for content, kind in data["alternatives"]:
        message.attach_alternative(content, kind)
    for name, content, is_bytes, kind in data["attachments"]:
        message.attach(name, b64decode(content) if is_bytes else content, kind)
    return message


def _attachment(name: str | None, content: str | bytes, kind: str | None) -> list[Any]:
    is_bytes = isinstance(content, bytes)
    return [name, b64encode(content).decode() if is_bytes else content, is_bytes, kind]
