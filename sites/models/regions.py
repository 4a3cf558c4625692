"""Regions: the stages of the trail, south to north."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail_localize.fields import TranslatableField

from trail.core.blocks.text import ParagraphBlock
from trail.core.models import BasePage, tabs
from trail.finding.data import EntryData
from trail.publishing.checks import sources_rule

from ..presentation.schema import destination_data
from .mixins import DatedPage


class RegionPage(DatedPage, BasePage):
    """A stage of the trail with its places. Its neighbours are the regions before and after it in the tree."""

    template = "pages/region.html"
    parent_page_types: ClassVar[list[str]] = ["heritage.CampaignPage"]
    subpage_types: ClassVar[list[str]] = ["heritage.SitePage", "heritage.CemeteryPage"]
    page_description = _("A stage of the trail, with its places.")

    introduction = StreamField([("paragraph", ParagraphBlock())], verbose_name=_("introduction"))

    content_rules = [*BasePage.content_rules, sources_rule]
    cited_in = ("introduction", *BasePage.cited_in)
    edit_handler = tabs(
        story=[*BasePage.story_panels[:4], FieldPanel("introduction"), *BasePage.story_panels[4:]],
        facts=[FieldPanel("when")],
        sources=BasePage.source_panels,
        promote=BasePage.promote_panels,
    )
    translatable_fields = [
        *BasePage.translatable_fields,
        *DatedPage.dated_translatable_fields,
        TranslatableField("introduction"),
    ]

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")

    def index_entry(self) -> EntryData:
        """What the search and the map know of it."""
        from ..finding.entries import dated_entry  # it needs all models

        return dated_entry(self)

    def also_indexed(self) -> list[Page]:
        """The places whose entries follow this page's time."""
        from ..finding.entries import places_within

        return places_within(self)

    def own_context(self, context: dict[str, Any]) -> dict[str, Any]:
        from ..contexts import region_context  # it needs all models

        return region_context(self, context)

    def structured_data(self, context: dict[str, Any]) -> list[dict[str, Any]]:
        return [*super().structured_data(context), destination_data(self, context)]
