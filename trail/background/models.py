"""What waits in the database for somebody else to deal with it: mails for the worker, files for another request or the worker."""

from django.conf import settings
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


class Parcel(models.Model):
    """A file that somebody put down: for their next request, which another machine may answer, or for the worker."""

    token = models.CharField(_("token"), primary_key=True, max_length=64)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("user"))
    created_at = models.DateTimeField(_("put down at"), auto_now_add=True)
    about = models.JSONField(_("about it"), default=dict)
    content = models.BinaryField(_("content"))
    # Nothing before somebody has been asked to deal with it; then how it stands.
    outcome = models.JSONField(_("outcome"), null=True)

    class Meta:
        verbose_name = _("parcel")
        verbose_name_plural = _("parcels")
        default_permissions = ()

    def __str__(self) -> str:
        return self.token
