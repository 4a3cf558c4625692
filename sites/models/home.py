"""The home page of one language, and pages of plain text."""

from typing import Any, ClassVar

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.http import Http404, HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.snippets.blocks import SnippetChooserBlock
from wagtail.url_routing import RouteResult
from wagtail_localize.fields import SynchronizedField, TranslatableField

from trail.core.models import BasePage, tabs
from trail.core.stored import chosen_ids
from trail.finding.data import EntryData
from trail.people.translators import translators_named_on

# The slug, in any language, of the page that tells about the trail.
ABOUT = "about"


class HomePage(BasePage):
    """The root of one language: the trail's name, strapline and partners, and the ways into the trail."""

    template = "pages/home.html"
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = [
        "heritage.CampaignPage",
        "heritage.StoryIndexPage",
        "heritage.StandardPage",
    ]
    page_description = _("The first page of the trail in one language.")

    trail_name = models.CharField(
        _("name of the trail"), max_length=80, help_text=_("Printed in the head and the foot of every page.")
    )
    strapline = models.CharField(_("strapline"), max_length=160, blank=True, help_text=_("The trail in one line."))
    contact_email = models.EmailField(
        _("e-mail for corrections"), blank=True, help_text=_("Where “Is something wrong here?” sends a mail.")
    )
    featured = StreamField(
        [("page", blocks.PageChooserBlock(label=_("Place"), page_type=["heritage.SitePage", "heritage.CemeteryPage"]))],
        blank=True,
        max_num=6,
        verbose_name=_("places to begin"),
        help_text=_("Up to six pages, shown with their pictures."),
    )
    partners = StreamField(
        [("organisation", SnippetChooserBlock("people.Organisation", label=_("Organisation")))],
        blank=True,
        verbose_name=_("partners"),
    )

    edit_handler = tabs(
        story=[
            MultiFieldPanel([FieldPanel("trail_name"), FieldPanel("strapline")], heading=_("The trail")),
            *BasePage.story_panels,
            FieldPanel("featured"),
        ],
        sources=[*BasePage.source_panels, FieldPanel("partners"), FieldPanel("contact_email")],
        promote=BasePage.promote_panels,
    )
    translatable_fields = [
        *BasePage.translatable_fields,
        TranslatableField("trail_name"),
        TranslatableField("strapline"),
        SynchronizedField("contact_email"),
        SynchronizedField("featured"),
        SynchronizedField("partners"),
    ]

    furniture_fields = ("title", "summary", "trail_name", "strapline", "contact_email")

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def own_context(self, context: dict[str, Any]) -> dict[str, Any]:
        from ..contexts import home_context  # it needs all models

        return home_context(self, context)

    @cached_property
    def featured_rows(self) -> list[Any]:
        """The chosen places in order, as lists show them; asked for once."""
        from ..selectors import featured_places  # it needs all models

        chosen = chosen_ids(self, "featured")["page"]
        return featured_places(chosen, self.locale.language_code) if chosen else []

    def pictures_elsewhere(self) -> list[int]:
        return [row.picture_id for row in self.featured_rows]

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Find the page by its whole address in one query, however deep it lies.

        Wagtail asks once or twice for each level. What is not found so is left to Wagtail's own way.
        """
        request.trail_home = self
        if not path_components:
            return super().route(request, path_components)
        url_path = f"{self.url_path}{'/'.join(path_components)}/"
        here = Page.objects.filter(url_path=url_path, path__startswith=self.path)
        found = here.values_list("pk", "content_type_id").first()
        model = ContentType.objects.get_for_id(found[1]).model_class() if found else None
        if model is None:
            raise Http404
        page = model._default_manager.select_related(*getattr(model, "fetched_along", ())).get(pk=found[0])
        return page.route(request, [])


class StandardPage(BasePage):
    """A page of text: About, Accessibility, Privacy."""

    template = "pages/standard.html"
    parent_page_types: ClassVar[list[str]] = ["heritage.HomePage", "heritage.StandardPage"]
    subpage_types: ClassVar[list[str]] = ["heritage.StandardPage"]
    page_description = _("A page of text, such as About or Accessibility.")

    edit_handler: Any = tabs(
        story=BasePage.story_panels, sources=BasePage.source_panels, promote=BasePage.promote_panels
    )
    translatable_fields = [*BasePage.translatable_fields]

    class Meta:
        verbose_name = _("standard page")
        verbose_name_plural = _("standard pages")

    def own_context(self, context: dict[str, Any]) -> dict[str, Any]:
        """The page about the trail names all who have translated it."""
        return {"translators": translators_named_on(self, ABOUT, context["language"])}

    def index_entry(self) -> EntryData:
        """What the search knows of it."""
        from ..finding.entries import text_entry  # it needs all models

        return text_entry(self)
