"""Stories: dated events, and the index that lists them."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, InlinePanel, PageChooserPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page
from wagtail_localize.fields import SynchronizedField, TranslatableField

from trail.core.models import BasePage, tabs
from trail.finding.data import EntryData
from trail.publishing.checks import sources_rule

from ..content_checks import date_rule
from ..presentation.schema import article_data
from .mixins import DatedPage


class StoryIndexPage(BasePage):
    """All stories, by the date of the event."""

    template = "pages/story_index.html"
    parent_page_types: ClassVar[list[str]] = ["heritage.HomePage"]
    subpage_types: ClassVar[list[str]] = ["heritage.StoryPage"]
    max_count_per_parent = 1
    page_description = _("The list of all stories, by date.")

    edit_handler = tabs(story=BasePage.story_panels, sources=BasePage.source_panels, promote=BasePage.promote_panels)
    translatable_fields = [*BasePage.translatable_fields]

    class Meta:
        verbose_name = _("story index")
        verbose_name_plural = _("story indexes")

    def own_context(self, context: dict[str, Any]) -> dict[str, Any]:
        from ..contexts import story_index_context  # it needs all models

        return story_index_context(self, context)


class StoryPage(DatedPage, BasePage):
    """One event. When it happened is a fact of its own, apart from when it was published here."""

    template = "pages/story.html"
    parent_page_types: ClassVar[list[str]] = ["heritage.StoryIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    page_description = _("One dated event.")

    where = models.CharField(_("where"), max_length=160, blank=True, help_text=_("In words: Rome, Via Rasella."))
    highlights = StreamField(
        [("highlight", blocks.CharBlock(label=_("Highlight"), max_length=200))],
        blank=True,
        max_num=5,
        verbose_name=_("highlights"),
        help_text=_("One to five short points; feeds show them as the summary."),
    )

    content_rules = [*BasePage.content_rules, sources_rule, date_rule]
    edit_handler = tabs(
        story=[*BasePage.story_panels[:4], FieldPanel("highlights"), *BasePage.story_panels[4:]],
        facts=[
            FieldPanel("when"),
            FieldPanel("where"),
            InlinePanel("places", heading=_("Places of the story"), label=_("Place")),
            InlinePanel("forces_involved", heading=_("Forces that took part"), label=_("Force")),
        ],
        sources=BasePage.source_panels,
        promote=BasePage.promote_panels,
    )
    translatable_fields = [
        *BasePage.translatable_fields,
        *DatedPage.dated_translatable_fields,
        TranslatableField("where"),
        TranslatableField("highlights"),
        SynchronizedField("places"),
        SynchronizedField("forces_involved"),
    ]

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")

    def index_entry(self) -> EntryData:
        """What the search and the map know of it."""
        from ..finding.entries import dated_entry  # it needs all models

        return dated_entry(self)

    def also_indexed(self) -> list[Page]:
        """The places whose entries follow this page's time."""
        from ..finding.entries import places_told_of

        return places_told_of(self)

    def own_context(self, context: dict[str, Any]) -> dict[str, Any]:
        from ..contexts import story_context  # it needs all models

        return story_context(self, context)

    def structured_data(self, context: dict[str, Any]) -> list[dict[str, Any]]:
        return [*super().structured_data(context), article_data(self, context)]


class StoryPlace(Orderable):
    """A place where the story can be followed on the spot."""

    story = ParentalKey(StoryPage, on_delete=models.CASCADE, related_name="places")
    place = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="told_in", verbose_name=_("place"))

    panels = [PageChooserPanel("place", ["heritage.SitePage", "heritage.CemeteryPage"])]

    class Meta(Orderable.Meta):
        verbose_name = _("place of a story")
        verbose_name_plural = _("places of a story")

    def __str__(self) -> str:
        return str(self.place)
