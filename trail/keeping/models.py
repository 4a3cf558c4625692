"""Which backups were made of this installation, and which were brought back into it."""

from django.db import models


class Backup(models.Model):
    """A backup that was whole when it was made. It says nothing of whether the file is still there."""

    made_at = models.DateTimeField(auto_now_add=True)
    file = models.CharField(max_length=500)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    rows = models.PositiveBigIntegerField()
    files = models.PositiveIntegerField()

    class Meta:
        default_permissions = ()
        get_latest_by = "made_at"

    def __str__(self) -> str:
        return self.file


class Restoration(models.Model):
    """A backup that was brought back. It is written in the same transaction as the rows of the backup, and so says of
    files that stand half exchanged which way to go."""

    mark = models.CharField(max_length=32, unique=True)
    restored_at = models.DateTimeField(auto_now_add=True)
    made_at = models.DateTimeField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.restored_at}"
