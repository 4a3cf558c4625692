"""The index: one flat row for each live public page, so that a search, a map or a facet needs no join of page types.

Rows are derived and can be made anew at any time (`manage.py rebuild_index`). Plain columns and plain SQL: the same on
SQLite and PostgreSQL.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from .space.tables import MapCell, MapEdition, MapPiece

__all__ = ["Entry", "EntryNation", "MapCell", "MapEdition", "MapPiece", "SearchDocument", "SearchOutcome", "SearchWord"]


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
    keywords = models.TextField(blank=True)  # what it is found by and does not say: its kind, its nations, its date
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
            # A page of the map's list, in the order of the trail.
            models.Index(fields=["language", "type", "kind", "path"], name="entry_by_kind_and_path"),
            # The menus of the finder are counted in these, without the rows.
            models.Index(fields=["language", "kind", "region"], name="entry_by_kind_and_region"),
            models.Index(fields=["language", "kind", "managing_body"], name="entry_by_keeper"),
            models.Index(fields=["language", "region"], name="entry_by_region"),
            models.Index(fields=["language", "earliest", "latest"], name="entry_by_date"),
            models.Index(fields=["language", "kind", "burials"], name="entry_by_burials"),
            # Each wording of hours is found by one step in it (`sites.finding.opening`).
            models.Index(fields=["opening_hours", "country", "latitude", "longitude"], name="entry_by_hours"),
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


class SearchDocument(models.Model):
    """What the search reads of an entry: a narrow row of its facets, so that counting thousands of them is cheap.

    The words themselves stand where each database looks for words best (`text.store`): in a column of this table on
    PostgreSQL, in a table beside it on SQLite.
    """

    entry = models.OneToOneField(Entry, on_delete=models.CASCADE, primary_key=True, related_name="document")
    language = models.CharField(max_length=20)
    type = models.CharField(max_length=10)
    kind = models.CharField(max_length=20, blank=True)
    region = models.CharField(max_length=255, blank=True)
    nations = models.CharField(max_length=255, blank=True)  # codes with blanks between: "GB IN"
    earliest = models.DateField(null=True)
    latest = models.DateField(null=True)
    step_free = models.CharField(max_length=6, blank=True)
    always_open = models.BooleanField(default=False)
    opening_hours = models.CharField(max_length=255, blank=True)
    title_key = models.CharField(max_length=255, blank=True)  # the folded words of the title

    class Meta:
        indexes = [
            models.Index(
                fields=["language", "title_key"], name="document_by_title", opclasses=["", "varchar_pattern_ops"]
            ),
            models.Index(fields=["language", "kind", "title_key", "entry"], name="document_by_kind_and_title"),
        ]

    def __str__(self) -> str:
        return self.title_key


class SearchWord(models.Model):
    """A word that occurs in the pages of a language, and in how many: the vocabulary against which spelling is checked."""

    language = models.CharField(max_length=20)
    word = models.CharField(max_length=40)  # folded
    # Its stem read backwards, where words are written together: “Friedhof” finds “Soldatenfriedhof” (`text.compounds`).
    ending = models.CharField(max_length=40, blank=True)
    length = models.PositiveSmallIntegerField()
    entries = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["language", "word"], name="word_once_per_language")]
        indexes = [
            models.Index(fields=["language", "length"], name="word_by_length"),
            models.Index(fields=["language", "word"], name="word_by_beginning", opclasses=["", "varchar_pattern_ops"]),
            models.Index(fields=["language", "ending"], name="word_by_ending", opclasses=["", "varchar_pattern_ops"]),
        ]

    def __str__(self) -> str:
        return self.word


class SearchOutcome(models.Model):
    """How many pages a term that visitors searched for last found, by language. How often stands with Wagtail's query."""

    query = models.ForeignKey("wagtailsearchpromotions.Query", on_delete=models.CASCADE, related_name="outcomes")
    language = models.CharField(max_length=20)
    found = models.PositiveIntegerField()
    last_asked = models.DateField()

    class Meta:
        verbose_name, verbose_name_plural = _("search"), _("searches")
        constraints = [models.UniqueConstraint(fields=["query", "language"], name="outcome_once_per_language")]

    def __str__(self) -> str:
        return f"{self.query} ({self.language})"
