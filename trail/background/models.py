"""Mails on their way out."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OutgoingMail(models.Model):
    """A mail that waits for the worker. It is removed when the mail server has taken it: nothing personal is kept."""

    created_at = models.DateTimeField(_("written at"), auto_now_add=True)
    recipients = models.TextField(_("recipients"))
    subject = models.TextField(_("subject"))
    content = models.JSONField(_("content"))

    class Meta:
        verbose_name = _("outgoing mail")
        verbose_name_plural = _("outgoing mails")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.recipients}: {self.subject}"
