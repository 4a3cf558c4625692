"""The panel “Where it is” of the editor: two numbers, a field to paste into, and a map of our own with a pin.

Without JavaScript the two numbers and the field remain: what is pasted is read when the form is saved.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms import Media
from django.forms.widgets import Script
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, PanelGroup

from .coordinates import Point, distance_m
from .notations import UnreadablePosition, plain, read_position
from .picker import GROUND, POSITION, described
from .places import neighbours_of

PASTED = "position_text"
EXAMPLES = "41.8755, 12.4778 · 41°52′31.8″ N, 12°28′40″ E · geo:41.8755,12.4778"
# Enough for orientation; more would make the form heavy.
MOST_NEIGHBOURS = 200


class PositionForm(WagtailAdminPageForm):
    """A page form that reads a pasted position into latitude and longitude before it looks at them."""

    position_text = forms.CharField(
        required=False,
        label=_("Paste coordinates or a map link"),
        # Between marks that keep the examples from left to right in every language.
        help_text=format_lazy("\u2066{examples}\u2069 · {link}", examples=EXAMPLES, link=_("the address of a map")),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "dir": "ltr"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.position_refusal = ""
        pasted = self.data.get(self.add_prefix(PASTED), "").strip() if self.is_bound else ""
        if pasted and "latitude" in self.fields:
            try:
                point = read_position(pasted).point
            except UnreadablePosition as refusal:
                self.position_refusal = str(refusal)
            else:
                # From here on it is as if the numbers had been typed.
                self.data = self.data.copy()
                self.data[self.add_prefix("latitude")] = plain(point.latitude)
                self.data[self.add_prefix("longitude")] = plain(point.longitude)
                self.data[self.add_prefix(PASTED)] = ""

    def clean_position_text(self) -> str:
        """Say why what was pasted could not be read."""
        if self.position_refusal:
            raise forms.ValidationError(self.position_refusal)
        return ""


class PositionPanel(PanelGroup):
    """Latitude and longitude with their map. The page's form is a `PositionForm`."""

    def __init__(self, accuracy: str = "", **kwargs: Any) -> None:
        """`accuracy` names the field, if there is one, that says to how many metres the position is exact."""
        children = kwargs.pop("children", None) or [
            FieldPanel(PASTED, disable_comments=True),
            FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
        ]
        super().__init__(children, **kwargs)
        self.accuracy = accuracy

    def clone_kwargs(self) -> dict[str, Any]:
        return super().clone_kwargs() | {"accuracy": self.accuracy}

    class BoundPanel(PanelGroup.BoundPanel):
        """The panel of one page."""

        template_name = "geo/position_panel.html"

        @property
        def media(self) -> Media:
            return super().media + Media(
                js=[Script("geo/js/picker.js", type="module")], css={"all": ["geo/css/picker.css"]}
            )

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            parent = getattr(self.form, "parent_page", None)
            neighbours = neighbours_of(parent, self.instance.pk) if parent is not None else []
            point = self.point()
            if point:
                neighbours.sort(key=lambda neighbour: distance_m(neighbour.point, point))
            position = described(point, neighbours) if point else None
            return context | {
                "position": position,
                "config": {
                    "editable": "latitude" in self.form.fields,
                    "position": [point.latitude, point.longitude] if point else None,
                    "neighbours": [
                        [neighbour.title, neighbour.point.latitude, neighbour.point.longitude]
                        for neighbour in neighbours[:MOST_NEIGHBOURS]
                    ],
                    "swapped": next((c["swapped"] for c in position["concerns"] if c["swapped"]), None)
                    if position
                    else None,
                    "accuracy": self.panel.accuracy,
                    "address": reverse(POSITION),
                    "ground": reverse(GROUND, args=[get_language() or "en"]),
                    "parent": parent.pk if parent is not None else None,
                },
            }

        def point(self) -> Point | None:
            """The position as the form shows it."""
            shown = [self.form[name].value() if name in self.form.fields else getattr(self.instance, name, None)
                     for name in ("latitude", "longitude")]  # fmt: skip
            try:
                return Point(*(float(value) for value in shown))
            except (TypeError, ValueError):
                return None
