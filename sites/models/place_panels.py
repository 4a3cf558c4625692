"""What the editor fills in for a place, in the order of the tabs “Facts” and “Visiting”."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, InlinePanel, MultiFieldPanel
from wagtail.admin.widgets import AdminAutoHeightTextInput

from trail.geo.panels import PositionForm, PositionPanel
from trail.languages.widgets import CountryInput
from trail.publishing.forms import BasePageForm

VISITING_HEADS = (
    ("arrival", pgettext_lazy("trail", "Arrival")),
    ("parking", pgettext_lazy("trail", "Parking")),
    ("access_and_layout", pgettext_lazy("trail", "Access and layout")),
    ("alternative_access", pgettext_lazy("trail", "Alternative access")),
    ("additional_information", pgettext_lazy("trail", "Additional information")),
)


class PlaceForm(PositionForm, BasePageForm):
    """The editor's form of a place."""


FACTS_PANELS: list[Any] = [
    FieldRowPanel([FieldPanel("local_name"), FieldPanel("local_name_language")]),
    MultiFieldPanel(
        [
            PositionPanel(accuracy="position_accuracy"),
            FieldRowPanel([FieldPanel("position_basis"), FieldPanel("position_accuracy")]),
            FieldPanel("position_source"),
            FieldPanel("position_note"),
            FieldRowPanel(
                [
                    FieldPanel("locality"),
                    FieldPanel("country", widget=CountryInput, help_text=_("In which it lies today.")),
                ]
            ),
            FieldPanel("address"),
        ],
        heading=_("Position"),
    ),
    InlinePanel(
        "figures",
        heading=_("Figures"),
        label=_("Figure"),
        help_text=_("Each number with its source. Keep differing counts: untick “current” at those not shown first."),
    ),
    MultiFieldPanel(
        [
            FieldPanel("managing_body"),
            FieldPanel("architect"),
            FieldRowPanel([FieldPanel("established"), FieldPanel("opened_on")]),
        ],
        heading=_("History of the place"),
    ),
]

IDENTIFIERS_PANEL = MultiFieldPanel(
    [
        FieldPanel("wikidata_id"),
        FieldPanel("cwgc_id"),
        FieldPanel("geonames_id"),
        FieldPanel("osm_id"),
        FieldPanel("liberation_route_id"),
    ],
    heading=_("Identifiers elsewhere"),
    classname="collapsed",
)

VISITING_PANELS: list[Any] = [
    HelpPanel(content=_("Leave empty what nobody has checked: the page then says that it is not recorded yet.")),
    MultiFieldPanel(
        [
            FieldPanel("always_open"),
            FieldPanel("opening_hours"),
            FieldPanel("opening_note", widget=AdminAutoHeightTextInput),
            FieldRowPanel([FieldPanel("opening_checked_on"), FieldPanel("opening_source")]),
        ],
        heading=_("Opening"),
    ),
    MultiFieldPanel(
        [FieldPanel("notice", widget=AdminAutoHeightTextInput), FieldPanel("notice_until")], heading=_("Notice")
    ),
    MultiFieldPanel(
        [*(FieldPanel(name) for name, _label in VISITING_HEADS), FieldPanel("step_free_access")],
        heading=_("How to come and get in"),
    ),
    MultiFieldPanel([FieldPanel("website"), FieldPanel("telephone"), FieldPanel("email")], heading=_("Contact")),
]
