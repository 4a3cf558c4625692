"""The map's own tables: how many places lie in each cell, so that a map of 100,000 places reads a few hundred rows."""

from django.db import models


class MapCell(models.Model):
    """How many places of one kind lie in one cell, among all places or among those of one subset.

    Only sums are kept, so that a place can be added or taken away without looking at the others. A subset is the word
    of one filter (`region:rome`, `month:1944-05`), or empty for all places.
    """

    language = models.CharField(max_length=20)
    subset = models.CharField(max_length=270, blank=True)
    level = models.SmallIntegerField()  # 0 is the whole world; see `space.cells`
    cell = models.BigIntegerField()
    kind = models.CharField(max_length=20, blank=True)
    count = models.BigIntegerField()
    # Sums of the places' columns and rows at the finest level: where their midst is.
    columns = models.BigIntegerField()
    rows = models.BigIntegerField()
    entries = models.BigIntegerField()  # the sum of their numbers: where there is one place, its number

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["language", "subset", "level", "cell", "kind"], name="once_per_cell_and_kind"
            )
        ]
        # The cell that is the whole world has the count of each filter.
        indexes = [models.Index(fields=["language", "kind"], condition=models.Q(level=0), name="cell_of_whole_world")]

    def __str__(self) -> str:
        return f"{self.subset} {self.level}/{self.cell}: {self.count}"


class MapPiece(models.Model):
    """A piece of the world that has places, and a mark that is another one after each change of them.

    What a process keeps of a piece in memory (`space.bitmaps`) is good as long as the mark is the same. Marks are drawn by
    lot, so that one never comes again, not even where an older database is brought back.
    """

    language = models.CharField(max_length=20)
    cell = models.BigIntegerField()  # the number of its tile
    mark = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["language", "cell"], name="once_per_piece")]

    def __str__(self) -> str:
        return f"{self.language} {self.cell}"


class MapEdition(models.Model):
    """Which edition of a language's map this is: it grows with each change, and an answer is good for one edition.

    Whoever changes cells locks the row of the language first: sums must not be written by two at once.
    """

    language = models.CharField(max_length=20, unique=True)
    number = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.language} {self.number}"
