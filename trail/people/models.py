"""Who writes and translates the pages, and the bodies that look after places."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable, Page, RevisionMixin, TranslatableMixin
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from trail.core.keys import Keyed
from trail.languages.widgets import CountryInput


class Person(Keyed, RevisionMixin, TranslatableMixin, index.Indexed, models.Model):
    """Someone who is named on pages: an author, a translator."""

    name = models.CharField(_("name"), max_length=160, help_text=_("The name as it is to be printed."))
    role = models.CharField(_("role"), max_length=160, blank=True, help_text=_("For example: historian, Bologna."))
    biography = RichTextField(_("biography"), blank=True, features=["bold", "italic", "link"])
    portrait = models.ForeignKey(
        "images.Picture", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("portrait")
    )

    panels = [
        FieldPanel("name"),
        FieldPanel("role"),
        FieldPanel("biography"),
        FieldPanel("portrait"),
        FieldPanel("key"),
    ]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name"), index.FilterField("locale_id")]
    translatable_fields = [
        SynchronizedField("key"),
        TranslatableField("name"),
        TranslatableField("role"),
        TranslatableField("biography"),
        SynchronizedField("portrait"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["key", "locale"], name="person_key_per_language")]

    def __str__(self) -> str:
        return self.name


class Organisation(Keyed, RevisionMixin, TranslatableMixin, index.Indexed, models.Model):
    """A body that looks after places, partners with the trail or stands behind a source."""

    name = models.CharField(_("name"), max_length=200)
    short_name = models.CharField(_("short name"), max_length=60, blank=True, help_text=_("For example: CWGC."))
    url = models.URLField(_("website"), blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True, help_text=_("ISO code of two letters: IT."))

    panels = [
        FieldPanel("name"),
        FieldPanel("short_name"),
        FieldPanel("url"),
        FieldPanel("country", widget=CountryInput, help_text=_("Where it has its seat.")),
        FieldPanel("key"),
    ]
    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.AutocompleteField("short_name"),
        index.FilterField("locale_id"),
    ]
    translatable_fields = [
        SynchronizedField("key"),
        TranslatableField("name"),
        TranslatableField("short_name"),
        SynchronizedField("url"),
        SynchronizedField("country"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["key", "locale"], name="organisation_key_per_language")]

    def __str__(self) -> str:
        return self.name


class Contribution(Orderable):
    """A person's part in one page, in the order in which the byline names them.

    Translators belong to the page of their own language, so this is not copied from a source page to its translations.
    """

    class Role(models.TextChoices):
        AUTHOR = "author", _("Author")
        TRANSLATOR = "translator", _("Translator")

    page = ParentalKey(Page, on_delete=models.CASCADE, related_name="contributions")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="contributions", verbose_name=_("person"))
    role = models.CharField(_("role"), max_length=12, choices=Role.choices, default=Role.AUTHOR)

    panels = [FieldPanel("person"), FieldPanel("role")]

    class Meta(Orderable.Meta):
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        constraints = [models.UniqueConstraint(fields=["page", "person", "role"], name="contribution_once")]

    def __str__(self) -> str:
        return f"{self.person} ({self.get_role_display()})"
