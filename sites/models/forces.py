"""The armies, corps and groups that took part."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable, Page, RevisionMixin, TranslatableMixin
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from trail.core.keys import Keyed
from trail.languages.widgets import CountryInput


class Force(Keyed, RevisionMixin, TranslatableMixin, index.Indexed, models.Model):
    """An army, corps, division or armed group, by the name that the sources use."""

    name = models.CharField(_("name"), max_length=160, help_text=_("As the sources give it: US Fifth Army."))
    nation = models.CharField(
        _("nation"), max_length=2, blank=True, help_text=_("ISO code of the state it served: US, GB, IN.")
    )

    panels = [
        FieldPanel("name"),
        FieldPanel("nation", widget=CountryInput, help_text=_("The state that it served.")),
        FieldPanel("key"),
    ]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name"), index.FilterField("locale_id")]
    translatable_fields = [SynchronizedField("key"), TranslatableField("name"), SynchronizedField("nation")]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("force")
        verbose_name_plural = _("forces")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["key", "locale"], name="force_key_per_language")]

    def __str__(self) -> str:
        return self.name


class ForceInvolved(Orderable):
    """A force that took part in what a page tells."""

    page = ParentalKey(Page, on_delete=models.CASCADE, related_name="forces_involved")
    force = models.ForeignKey(Force, on_delete=models.PROTECT, related_name="pages", verbose_name=_("force"))

    panels = [FieldPanel("force")]

    class Meta(Orderable.Meta):
        verbose_name = _("force that took part")
        verbose_name_plural = _("forces that took part")

    def __str__(self) -> str:
        return str(self.force)
