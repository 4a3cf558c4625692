"""The changes that stored pages are to follow, in the database: the message to every process on every machine."""

from django.db import models


class Drop(models.Model):
    """Keys whose pages are to be dropped. Written in the transaction of the change, so that it is there if the change is.

    The process that made the change drops the pages of its own machine as soon as the change is in the database; all
    others, and it itself if it was killed in between, find the row here.
    """

    keys = models.JSONField(default=list)
    # Pages that showed what may not be shown any more: not even while a new one is made.
    hard = models.BooleanField(default=False)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()
        ordering = ["pk"]

    def __str__(self) -> str:
        return ", ".join(self.keys)
