"""Whether mail leaves this installation, and through which server."""

from django.conf import settings

QUEUEING = "trail.background.mail.QueueingBackend"
SMTP = "django.core.mail.backends.smtp.EmailBackend"
# They take a mail and deliver it to nobody.
UNDELIVERING = {
    "django.core.mail.backends.console.EmailBackend",
    "django.core.mail.backends.dummy.EmailBackend",
    "django.core.mail.backends.filebased.EmailBackend",
}
MAIL_VARIABLE = "TRAIL_EMAIL_URL"


def mail_is_configured() -> bool:
    """Whether a mail that is sent now goes to somebody.

    Nothing goes anywhere as long as no server is named: mails are then printed by the server's process. A
    mail server on the same machine counts, for `localhost` is only there where the operator has written it.
    """
    backend = delivering_backend()
    return backend not in UNDELIVERING and (backend != SMTP or bool(settings.EMAIL_HOST))


def delivering_backend() -> str:
    """What hands mails to the server: Django's backend, or the one behind the queue of a worker."""
    return settings.TRAIL_MAIL_DELIVERY if settings.EMAIL_BACKEND == QUEUEING else settings.EMAIL_BACKEND


def mail_server() -> str:
    """The server that takes our mails, in words, without its password."""
    if delivering_backend() != SMTP:
        return delivering_backend().rsplit(".", 2)[-2]
    if settings.EMAIL_USE_SSL:
        security = "TLS from the start"
    else:
        security = "STARTTLS" if settings.EMAIL_USE_TLS else "not encrypted"
    user = f" as {settings.EMAIL_HOST_USER}" if settings.EMAIL_HOST_USER else ""
    return f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT or 25}{user} ({security})"
