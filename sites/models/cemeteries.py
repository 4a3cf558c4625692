"""War cemeteries."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel
from wagtail_localize.fields import TranslatableField

from .places import Place, place_tabs


class CemeteryPage(Place):
    """A war cemetery. Burials by nation are figures; terms follow the Commonwealth War Graves Commission."""

    template = "pages/cemetery.html"
    page_description = _("A war cemetery, with its burials and visiting information.")

    memorial_to_the_missing = models.TextField(
        _("memorial to the missing"),
        blank=True,
        help_text=_("Whether those without a grave are named here, and where."),
    )

    kind_label = pgettext_lazy("trail", "War cemetery")
    schema_type = "Cemetery"

    edit_handler = place_tabs(more_facts=[FieldPanel("memorial_to_the_missing")])
    translatable_fields = [*Place.translatable_fields, TranslatableField("memorial_to_the_missing")]

    class Meta:
        verbose_name = _("cemetery")
        verbose_name_plural = _("cemeteries")
