"""What the loader remembers, so that it can tell an edit in the files from an edit in the admin."""

from django.db import models
from wagtail.models import Page


class LoadedPage(models.Model):
    """One file of a trail's folder and the page that was made from it.

    The row outlives its page: a page that an editor deleted is not made again by the next load.
    """

    wagtail_reference_index_ignore = True

    file = models.CharField(max_length=400, unique=True)
    page = models.OneToOneField(Page, null=True, on_delete=models.SET_NULL, related_name="loaded_from")
    digest = models.CharField(max_length=64, blank=True)
    revision = models.BigIntegerField(null=True)
    position = models.CharField(max_length=80, blank=True)

    def __str__(self) -> str:
        return self.file


class LoadedRecord(models.Model):
    """One entry of the lists (source, person, organisation, force, picture) and the record that was made from it.

    `digest` is of the entry in the file, `state` of the record as it was stored.
    """

    wagtail_reference_index_ignore = True

    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=120)
    object_id = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="loaded_record_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
