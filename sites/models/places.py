"""Places: what a visitor stands before."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from trail.core.models import BasePage, tabs
from trail.core.rich_text import SHORT_FEATURES
from trail.dates.fields import EDTFField
from trail.finding.data import EntryData
from trail.geo.coordinates import Point, validate_latitude, validate_longitude
from trail.opening_hours.validators import validate_opening_hours
from trail.publishing.checks import sources_rule

from ..content_checks import figures_rule, hours_rule, position_rule
from ..presentation.schema import SITE_TYPES, place_data
from ..rules import figure_rules
from .place_panels import FACTS_PANELS, IDENTIFIERS_PANEL, VISITING_HEADS, VISITING_PANELS, PlaceForm


class Place(BasePage):
    """Abstract: what sites and cemeteries have in common. Visiting heads follow the CWGC, identifiers their registers."""

    class PositionBasis(models.TextChoices):
        PUBLISHED = "published", _("A source gives it")
        ESTIMATED = "estimated", _("Estimated by us")
        LOCALITY = "locality", _("Only the town is known")

    class StepFree(models.TextChoices):
        YES = "yes", _("Yes")
        PARTLY = "partly", _("Partly")
        NO = "no", _("No")

    local_name = models.CharField(
        _("local name"), max_length=200, blank=True, help_text=_("The name on the spot: Cimitero di guerra di Roma.")
    )
    local_name_language = models.CharField(
        _("its language"), max_length=20, blank=True, default="it", help_text=_("As a tag: it, de, sl.")
    )

    latitude = models.DecimalField(
        _("latitude"), max_digits=8, decimal_places=6, null=True, validators=[validate_latitude],
        help_text=_("In degrees, with a point: 41.8755. North is positive."),
    )  # fmt: skip
    longitude = models.DecimalField(
        _("longitude"), max_digits=9, decimal_places=6, null=True, validators=[validate_longitude],
        help_text=_("In degrees, with a point: 12.4778. East is positive."),
    )  # fmt: skip
    position_basis = models.CharField(
        _("how we know"), max_length=10, choices=PositionBasis.choices, default=PositionBasis.ESTIMATED
    )
    position_accuracy = models.PositiveIntegerField(
        _("exact to (metres)"), null=True, blank=True, help_text=_("200 means: within about 200 m.")
    )
    position_source = models.ForeignKey(
        "references.Source", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("source")
    )
    position_note = models.CharField(_("note on the position"), max_length=200, blank=True)
    address = models.CharField(_("address"), max_length=255, blank=True)
    locality = models.CharField(_("town"), max_length=120, blank=True)
    country = models.CharField(
        _("country"), max_length=2, blank=True, default="IT", help_text=_("ISO code of two letters: IT."),
        validators=[RegexValidator(r"^[A-Z]{2}$", _("Two capital letters, as in IT."))],
    )  # fmt: skip

    managing_body = models.ForeignKey(
        "people.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("cared for by"),
    )  # fmt: skip
    architect = models.CharField(_("architect"), max_length=255, blank=True)
    established = EDTFField(_("begun"), blank=True)
    opened_on = EDTFField(_("opened"), blank=True)

    always_open = models.BooleanField(_("always open"), default=False)
    opening_hours = models.CharField(
        _("opening hours"), max_length=255, blank=True, validators=[validate_opening_hours],
        help_text=_("In OpenStreetMap's notation: Mo-Fr 08:00-12:00,12:30-15:00; PH off. Visitors read it in words."),
    )  # fmt: skip
    opening_note = models.CharField(_("note on opening"), max_length=255, blank=True)
    opening_checked_on = models.DateField(
        _("opening checked on"), null=True, blank=True, help_text=_("When somebody last made sure.")
    )
    opening_source = models.ForeignKey(
        "references.Source", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("source")
    )
    step_free_access = models.CharField(_("step-free access"), max_length=6, blank=True, choices=StepFree.choices)
    arrival = RichTextField(_("arrival"), blank=True, features=SHORT_FEATURES)
    parking = RichTextField(_("parking"), blank=True, features=SHORT_FEATURES)
    access_and_layout = RichTextField(_("access and layout"), blank=True, features=SHORT_FEATURES)
    alternative_access = RichTextField(_("alternative access"), blank=True, features=SHORT_FEATURES)
    additional_information = RichTextField(_("additional information"), blank=True, features=SHORT_FEATURES)
    notice = models.CharField(
        _("notice"), max_length=300, blank=True, help_text=_("Something that visitors must know now: flood, works.")
    )
    notice_until = models.DateField(_("notice until"), null=True, blank=True, help_text=_("The last day it is shown."))
    website = models.URLField(_("website"), blank=True)
    telephone = models.CharField(_("telephone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)

    wikidata_id = models.CharField(
        _("Wikidata"), max_length=20, blank=True, validators=[RegexValidator(r"^Q\d+$", _("Q and a number: Q12345."))]
    )
    cwgc_id = models.CharField(
        _("CWGC"),
        max_length=12,
        blank=True,
        validators=[RegexValidator(r"^\d+$", _("The number in the address: 70504."))],
    )
    geonames_id = models.CharField(
        _("GeoNames"), max_length=12, blank=True, validators=[RegexValidator(r"^\d+$", _("A number: 3169070."))]
    )
    osm_id = models.CharField(
        _("OpenStreetMap"), max_length=24, blank=True,
        validators=[RegexValidator(r"^(node|way|relation)/\d+$", _("As in way/12345."))],
    )  # fmt: skip
    liberation_route_id = models.CharField(_("Liberation Route"), max_length=80, blank=True)

    base_form_class = PlaceForm
    publish_rules = [*BasePage.publish_rules, figure_rules]
    content_rules = [*BasePage.content_rules, sources_rule, figures_rule, hours_rule, position_rule]
    content_check_children: ClassVar[list[str]] = [*BasePage.content_check_children, "figures"]
    parent_page_types: ClassVar[list[str]] = ["heritage.RegionPage"]
    subpage_types: ClassVar[list[str]] = []
    card_fields = ("latitude", "longitude", "locality", "position_basis", "kind")
    fetched_along = (*BasePage.fetched_along, "managing_body")

    search_fields = [
        *BasePage.search_fields,
        index.SearchField("local_name", boost=2),
        index.SearchField("locality"),
        index.AutocompleteField("local_name"),
    ]
    translatable_fields = [
        *BasePage.translatable_fields,
        SynchronizedField("local_name"),
        SynchronizedField("local_name_language"),
        SynchronizedField("latitude"),
        SynchronizedField("longitude"),
        SynchronizedField("position_basis"),
        SynchronizedField("position_accuracy"),
        SynchronizedField("position_source"),
        TranslatableField("position_note"),
        SynchronizedField("address"),
        SynchronizedField("locality"),
        SynchronizedField("country"),
        SynchronizedField("managing_body"),
        SynchronizedField("architect"),
        SynchronizedField("established"),
        SynchronizedField("opened_on"),
        SynchronizedField("always_open"),
        SynchronizedField("opening_hours"),
        TranslatableField("opening_note"),
        SynchronizedField("opening_checked_on"),
        SynchronizedField("opening_source"),
        SynchronizedField("step_free_access"),
        *(TranslatableField(name) for name, _label in VISITING_HEADS),
        TranslatableField("notice"),
        SynchronizedField("notice_until"),
        SynchronizedField("website"),
        SynchronizedField("telephone"),
        SynchronizedField("email"),
        SynchronizedField("wikidata_id"),
        SynchronizedField("cwgc_id"),
        SynchronizedField("geonames_id"),
        SynchronizedField("osm_id"),
        SynchronizedField("liberation_route_id"),
        TranslatableField("figures"),
    ]

    class Meta:
        abstract = True

    def own_context(self, context: dict[str, Any]) -> dict[str, Any]:
        from ..contexts import place_context  # it needs all models

        return place_context(self, context)

    def structured_data(self, context: dict[str, Any]) -> list[dict[str, Any]]:
        return [*super().structured_data(context), place_data(self, context, self.schema_type)]

    def index_entry(self) -> EntryData:
        """What the search and the map know of it."""
        from ..finding.entries import place_entry  # it needs all models

        return place_entry(self)

    @property
    def schema_type(self) -> str:
        """What schema.org calls this place."""
        return "LandmarksOrHistoricalBuildings"

    def cited_elsewhere(self) -> list[int]:
        """The sources of figures, opening hours and position."""
        return [*(figure.source_id for figure in self.all_figures), self.opening_source_id, self.position_source_id]

    @cached_property
    def all_figures(self) -> list[Any]:
        """The figures in the editor's order, with the forces they count; asked for once."""
        figures = self.figures.all()
        is_there = "figures" in getattr(self, "_prefetched_objects_cache", {}) or not hasattr(figures, "select_related")
        return list(figures if is_there else figures.select_related("force"))

    @property
    def point(self) -> Point | None:
        """Where it is, or `None` while nobody has said."""
        if self.latitude is None or self.longitude is None:
            return None
        return Point(float(self.latitude), float(self.longitude))


def place_tabs(facts: Sequence[Any] = (), more_facts: Sequence[Any] = ()) -> Any:
    """The editor's tabs of a place; `facts` stand before those that all places have, `more_facts` after them."""
    return tabs(
        story=Place.story_panels,
        facts=[*facts, *FACTS_PANELS, *more_facts, IDENTIFIERS_PANEL],
        visiting=VISITING_PANELS,
        sources=Place.source_panels,
        promote=Place.promote_panels,
    )


class SitePage(Place):
    """A museum, memorial, battlefield, landmark, or the place of a story."""

    class Kind(models.TextChoices):
        MUSEUM = "museum", pgettext_lazy("trail", "Museum")
        MEMORIAL = "memorial", pgettext_lazy("trail", "Memorial")
        BATTLEFIELD = "battlefield", pgettext_lazy("trail", "Battlefield")
        LANDMARK = "landmark", pgettext_lazy("trail", "Landmark")
        STORY_PLACE = "story-place", pgettext_lazy("trail", "Story place")

    template = "pages/site.html"
    page_description = _("A museum, memorial, battlefield, landmark, or the place of a story.")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)

    edit_handler = place_tabs([FieldPanel("kind")])
    search_fields = [*Place.search_fields, index.FilterField("kind")]
    translatable_fields = [*Place.translatable_fields, SynchronizedField("kind")]

    class Meta:
        verbose_name = _("site")
        verbose_name_plural = _("sites")

    @property
    def kind_label(self) -> Any:
        """The kind in words."""
        return self.get_kind_display()

    @property
    def schema_type(self) -> str:
        return SITE_TYPES.get(self.kind, "LandmarksOrHistoricalBuildings")
