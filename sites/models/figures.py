"""Numbers with a source and a date on them."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable, Page, TranslatableMixin
from wagtail_localize.fields import SynchronizedField, TranslatableField

from trail.dates.fields import EDTFField
from trail.languages.widgets import CountryInput


class Figure(TranslatableMixin, Orderable):
    """One count: of what, of whom, how many, how sure, as of when, and who says so.

    Sources disagree; the current count is shown and the others stand beside it.
    """

    class Kind(models.TextChoices):
        BURIALS = "burials", _("Burials")
        IDENTIFIED = "identified", _("Identified burials")
        UNIDENTIFIED = "unidentified", _("Unidentified burials")
        COMMEMORATED = "commemorated", _("Named on a memorial")
        VICTIMS = "victims", _("Victims")
        KILLED = "killed", _("Killed")
        WOUNDED = "wounded", _("Wounded")
        ARRESTED = "arrested", _("Arrested")
        DEPORTED = "deported", _("Deported")
        RETURNED = "returned", _("Returned")
        PRISONERS = "prisoners", _("Prisoners")
        OTHER = "other", _("Other")

    class Qualifier(models.TextChoices):
        EXACTLY = "exactly", _("exactly")
        ABOUT = "about", _("about")
        AT_LEAST = "at-least", _("at least")
        AT_MOST = "at-most", _("at most")
        DISPUTED = "disputed", _("disputed")

    page = ParentalKey(Page, on_delete=models.CASCADE, related_name="figures")
    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices)
    label = models.CharField(
        _("label"), max_length=80, blank=True, help_text=_("What exactly is counted, if the kind does not say it.")
    )
    nation = models.CharField(
        _("nation"),
        max_length=2,
        blank=True,
        help_text=_("ISO code of the force served in (GB, IN, NZ). Leave empty for a count of all."),
    )
    force = models.ForeignKey(
        "heritage.Force", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("force")
    )
    value = models.PositiveIntegerField(_("number"))
    value_to = models.PositiveIntegerField(
        _("up to"), null=True, blank=True, help_text=_("For a range: 6,200 to 7,000.")
    )
    qualifier = models.CharField(_("how sure"), max_length=10, choices=Qualifier.choices, default=Qualifier.EXACTLY)
    as_of = EDTFField(
        _("as of"),
        blank=True,
        help_text=_("The date for which the source gives it. Leave empty if only the source's own year is known."),
    )
    source = models.ForeignKey(
        "references.Source", null=True, on_delete=models.PROTECT, related_name="figures", verbose_name=_("source")
    )
    is_current = models.BooleanField(
        _("current"), default=True, help_text=_("Untick an earlier or differing count that is to stand beside it.")
    )
    note = models.CharField(_("note"), max_length=300, blank=True)

    panels = [
        FieldRowPanel([FieldPanel("kind"), FieldPanel("label")]),
        FieldRowPanel(
            [
                FieldPanel(
                    "nation",
                    widget=CountryInput,
                    help_text=_("In whose forces they served. Leave empty for a count of all."),
                ),
                FieldPanel("force"),
            ]
        ),
        FieldRowPanel([FieldPanel("value"), FieldPanel("value_to"), FieldPanel("qualifier")]),
        FieldRowPanel([FieldPanel("as_of"), FieldPanel("source")]),
        FieldPanel("is_current"),
        FieldPanel("note"),
    ]
    translatable_fields = [
        SynchronizedField("kind"),
        TranslatableField("label"),
        SynchronizedField("nation"),
        SynchronizedField("force"),
        SynchronizedField("value"),
        SynchronizedField("value_to"),
        SynchronizedField("qualifier"),
        SynchronizedField("as_of"),
        SynchronizedField("source"),
        SynchronizedField("is_current"),
        TranslatableField("note"),
    ]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("figure")
        verbose_name_plural = _("figures")

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.value}"

    def clean(self) -> None:
        """Raise `ValidationError` where the range runs backwards or an unnamed kind has no label."""
        super().clean()
        if self.value is not None and self.value_to is not None and self.value_to <= self.value:
            raise ValidationError({"value_to": _("The upper number must be greater than the lower one.")})
        if self.kind == self.Kind.OTHER and not self.label:
            raise ValidationError({"label": _("Say what is counted.")})

    @property
    def counts_all(self) -> bool:
        """Whether this is a total, not the part of one nation, force or group."""
        return not (self.nation or self.force_id or self.label)
