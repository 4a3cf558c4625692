"""The index: one flat row for each live public page, so that a search, a map or a facet needs no join of page types.

Rows are derived and can be made anew at any time (`manage.py rebuild_index`). Plain columns and plain SQL: the same on
SQLite and PostgreSQL.
"""

from django.db import models
from wagtail.models import Page


class Entry(models.Model):
    """A live page as it can be found."""

    class Type(models.TextChoices):
        CAMPAIGN = "campaign"
        REGION = "region"
        PLACE = "place"
        STORY = "story"
        TEXT = "text"

    page = models.OneToOneField(Page, on_delete=models.CASCADE, related_name="index_entry")
    language = models.CharField(max_length=20)
    path = models.CharField(max_length=255)  # in the tree: its order is that of the trail
    url = models.CharField(max_length=500)
    type = models.CharField(max_length=10, choices=Type.choices)
    kind = models.CharField(max_length=20, blank=True)  # of a place: museum, cemetery …
    region = models.CharField(max_length=255, blank=True)  # the slug of the region it lies in, or is
    title = models.CharField(max_length=255)
    names = models.TextField(blank=True)  # other names, one a line: the local one, those of other languages
    summary = models.TextField(blank=True)
    body = models.TextField(blank=True)  # the text without marks, without the byline
    earliest = models.DateField(null=True)
    latest = models.DateField(null=True)

    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    # The point as one number (`space.cells`): what lies together on the map lies together in the index.
    cell = models.BigIntegerField(null=True)
    step_free = models.CharField(max_length=6, blank=True)
    always_open = models.BooleanField(default=False)
    opening_hours = models.CharField(max_length=255, blank=True)
    country = models.CharField(max_length=2, blank=True)  # its public holidays count
    managing_body = models.CharField(max_length=200, blank=True)
    burials = models.PositiveIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["language", "cell"], name="entry_by_cell"),
            models.Index(fields=["language", "path"], name="entry_by_path"),
            models.Index(fields=["language", "type", "kind"], name="entry_by_kind"),
            models.Index(fields=["language", "region"], name="entry_by_region"),
            models.Index(fields=["language", "earliest", "latest"], name="entry_by_date"),
        ]

    def __str__(self) -> str:
        return self.title


class EntryNation(models.Model):
    """A nation whose people an entry is about: buried, killed, fighting there."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="nations")
    code = models.CharField(max_length=2)  # ISO 3166-1
    burials = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "code"], name="nation_once_per_entry")]
        indexes = [models.Index(fields=["code", "entry"], name="nation_by_code")]

    def __str__(self) -> str:
        return self.code
