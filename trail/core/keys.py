"""Short names by which files and exchanges refer to people, organisations, forces and sources."""

from itertools import count
from typing import Any

from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _


class Keyed(models.Model):
    """A record with a key. The editor may leave it empty: it is then made from the record's name, and never changes."""

    key = models.SlugField(
        _("key"),
        max_length=80,
        blank=True,
        help_text=_("A short name for files and exchanges. Made from the name if left empty; do not change it later."),
    )

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Make a key that no record of the same kind (and language, where it has one) carries yet."""
        if not self.key:
            self.key = self._free_key()
        super().save(*args, **kwargs)

    def _free_key(self) -> str:
        base = slugify(str(self))[:70].strip("-") or type(self).__name__.lower()
        taken = set(type(self)._default_manager.filter(key__startswith=base).values_list("key", flat=True))
        return next(key for n in count(1) if (key := base if n == 1 else f"{base}-{n}") not in taken)
