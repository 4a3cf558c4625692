"""Where the facts come from. A source is cited in its own language and is never translated."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Orderable, Page, RevisionMixin
from wagtail.search import index

from trail.core.keys import Keyed


class Source(Keyed, RevisionMixin, index.Indexed, models.Model):
    """A book, page, archive or register that carries facts."""

    class Kind(models.TextChoices):
        OFFICIAL = "official", _("Official body")
        SCHOLARLY = "scholarly", _("Scholarly work")
        PRESS = "press", _("Press")
        LOCAL = "local", _("Local history, guide or visitor's page")
        ENCYCLOPAEDIA = "encyclopaedia", _("Encyclopaedia")
        GENERAL = "general", _("General knowledge")

    title = models.CharField(_("title"), max_length=400)
    author = models.CharField(_("author"), max_length=255, blank=True)
    publisher = models.CharField(_("publisher"), max_length=255, blank=True, help_text=_("Publisher, journal or site."))
    year = models.CharField(
        _("year"), max_length=40, blank=True, help_text=_("The year or years of publication, as the source gives them.")
    )
    url = models.URLField(_("address"), max_length=500, blank=True)
    accessed = models.CharField(
        _("read"),
        max_length=80,
        blank=True,
        help_text=_("When, and in which copy, it was read: 2026-11-20 stored copy."),
    )
    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices, blank=True)
    language = models.CharField(_("language"), max_length=20, blank=True, help_text=_("The language it is in: it, de."))

    panels = [
        FieldPanel("title"),
        FieldPanel("author"),
        MultiFieldPanel(
            [FieldPanel("publisher"), FieldPanel("year"), FieldPanel("url"), FieldPanel("accessed")], _("Where")
        ),
        FieldPanel("kind"),
        FieldPanel("language"),
        FieldPanel("key"),
    ]
    search_fields = [
        index.SearchField("title"),
        index.SearchField("author"),
        index.AutocompleteField("title"),
        index.AutocompleteField("author"),
        index.AutocompleteField("key"),
        index.FilterField("kind"),
    ]

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["title"]
        constraints = [models.UniqueConstraint(fields=["key"], name="source_key")]

    def __str__(self) -> str:
        return f"{self.author}, {self.title}" if self.author else self.title

    @property
    def is_citable(self) -> bool:
        """General knowledge is recorded as the basis of a fact, but it is nothing that a reader could look up."""
        return self.kind != self.Kind.GENERAL


class Citation(Orderable):
    """One entry in the ordered list of a page's sources."""

    page = ParentalKey(Page, on_delete=models.CASCADE, related_name="citations")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="citations", verbose_name=_("source"))
    locator = models.CharField(
        _("where in it"), max_length=120, blank=True, help_text=_("Chapter, page, entry: chapter 11.")
    )

    panels = [FieldPanel("source"), FieldPanel("locator")]

    class Meta(Orderable.Meta):
        verbose_name = _("citation")
        verbose_name_plural = _("citations")

    def __str__(self) -> str:
        return f"{self.source}, {self.locator}" if self.locator else str(self.source)
