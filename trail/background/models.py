"""What waits in the database for somebody else to deal with it: mails, errands of people, files for another request."""

import uuid

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
    """A file that somebody put down for their next request, which another machine may answer, or for an errand."""

    token = models.CharField(_("token"), primary_key=True, max_length=64)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("user"))
    created_at = models.DateTimeField(_("put down at"), auto_now_add=True)
    about = models.JSONField(_("about it"), default=dict)
    content = models.BinaryField(_("content"))

    class Meta:
        verbose_name = _("parcel")
        verbose_name_plural = _("parcels")
        default_permissions = ()

    def __str__(self) -> str:
        return self.token


class Errand(models.Model):
    """Something that a person asked for in the admin and a worker does: what it is, how it stands, what came of it."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waits")
        GOING_ON = "going-on", _("Is being done")
        DONE = "done", _("Done")
        FAILED = "failed", _("Not done")

    UNFINISHED = (State.WAITING, State.GOING_ON)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("user"))
    kind = models.CharField(_("kind"), max_length=50)
    # Of what there can be only one at a time: the name of what it changes.
    about = models.CharField(_("about"), max_length=255)
    title = models.TextField(_("title"))
    language = models.CharField(_("language"), max_length=20)
    arguments = models.JSONField(_("arguments"), default=dict)
    # Where it was asked for, and where one looks again if it could not be done.
    back = models.TextField(_("back"))
    # The task that is in charge of it; another one that holds its name does nothing.
    task = models.CharField(_("task"), max_length=64, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    count = models.PositiveIntegerField(_("count"), default=0)
    of = models.PositiveIntegerField(_("of"), default=0)
    outcome = models.JSONField(_("outcome"), default=dict)
    asked_at = models.DateTimeField(_("asked for at"))
    finished_at = models.DateTimeField(_("finished at"), null=True)

    class Meta:
        verbose_name = _("errand")
        verbose_name_plural = _("errands")
        default_permissions = ()
        indexes = (models.Index(fields=["user", "-asked_at"], name="errand_by_user"),)
        constraints = (
            models.UniqueConstraint(
                fields=["about"], condition=models.Q(finished_at__isnull=True), name="errand_one_at_a_time"
            ),
        )

    def __str__(self) -> str:
        return self.title
