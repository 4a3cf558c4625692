"""When the commands that a clock starts have last run."""

from django.db import models


class Run(models.Model):
    """The last run of a command: one row for each command, of this installation and in no backup."""

    command = models.CharField(max_length=80, primary_key=True)
    finished_at = models.DateTimeField()
    failed = models.BooleanField(default=False)

    class Meta:
        default_permissions = ()
        permissions = [("see_status", "Can see the state of the installation")]

    def __str__(self) -> str:
        return self.command
