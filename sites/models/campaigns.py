"""The campaign that a trail follows."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.fields import StreamField
from wagtail_localize.fields import SynchronizedField, TranslatableField

from trail.core.blocks.text import ParagraphBlock
from trail.core.models import BasePage, tabs
from trail.finding.data import EntryData
from trail.publishing.checks import sources_rule

from ..presentation.schema import trip_data
from .mixins import DatedPage


class CampaignPage(DatedPage, BasePage):
    """A campaign: its dates, its story, the forces that took part, and its regions in the order of the trail."""

    template = "pages/campaign.html"
    parent_page_types: ClassVar[list[str]] = ["heritage.HomePage"]
    subpage_types: ClassVar[list[str]] = ["heritage.RegionPage"]
    page_description = _("A campaign with its regions.")

    introduction = StreamField([("paragraph", ParagraphBlock())], verbose_name=_("introduction"))

    content_rules = [*BasePage.content_rules, sources_rule]
    cited_in = ("introduction", *BasePage.cited_in)
    edit_handler = tabs(
        story=[*BasePage.story_panels[:4], FieldPanel("introduction"), *BasePage.story_panels[4:]],
        facts=[
            FieldPanel("when"),
            InlinePanel("forces_involved", heading=_("Forces that took part"), label=_("Force")),
        ],
        sources=BasePage.source_panels,
        promote=BasePage.promote_panels,
    )
    translatable_fields = [
        *BasePage.translatable_fields,
        *DatedPage.dated_translatable_fields,
        TranslatableField("introduction"),
        SynchronizedField("forces_involved"),
    ]

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")

    def index_entry(self) -> EntryData:
        """What the search and the map know of it."""
        from ..finding.entries import dated_entry  # it needs all models

        return dated_entry(self)

    def own_context(self, context: dict[str, Any]) -> dict[str, Any]:
        from ..contexts import campaign_context  # it needs all models

        return campaign_context(self, context)

    def structured_data(self, context: dict[str, Any]) -> list[dict[str, Any]]:
        return [*super().structured_data(context), trip_data(self, context)]
