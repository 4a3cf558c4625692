"""Pictures with the record of their rights. Field names follow IPTC and schema.org."""

from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition

from trail.dates.fields import EDTFField

from .licences import PERMISSION, UNKNOWN, grouped_choices, human_link
from .originals import OriginalField
from .renditions import CreditedRenditions


class Picture(CreditedRenditions, AbstractImage):
    """A picture and who made it, under which terms, and where it comes from."""

    creator = models.CharField(
        _("creator"), max_length=255, blank=True, help_text=_("The person or body who made the picture.")
    )
    credit_line = models.CharField(
        _("credit line"), max_length=255, blank=True, help_text=_("The credit as it is to be printed.")
    )
    copyright_notice = models.CharField(
        _("copyright notice"), max_length=255, blank=True, help_text=_("For example: © 2019 Imperial War Museum.")
    )
    licence = models.CharField(
        _("licence"),
        max_length=100,
        choices=grouped_choices,
        default=UNKNOWN,
        help_text=_("Under which terms we may show it. A picture with an unknown licence cannot be published."),
    )
    permission_until = models.DateField(
        _("permission until"),
        null=True,
        blank=True,
        help_text=_("For a permission granted to us: the last day on which the picture may be shown."),
    )
    source_archive = models.CharField(
        _("source"), max_length=255, blank=True, help_text=_("The archive or collection.")
    )
    source_reference = models.CharField(_("reference number"), max_length=100, blank=True)
    source_url = models.URLField(_("address at the source"), max_length=500, blank=True)
    acquire_licence_page = models.URLField(
        _("page to acquire a licence"), max_length=500, blank=True, help_text=_("Where others can ask to use it.")
    )
    date_taken = EDTFField(_("date taken"), blank=True)
    place_shown = models.CharField(_("place shown"), max_length=255, blank=True)
    rights_note = models.TextField(
        _("internal note on rights"), blank=True, help_text=_("Letters, invoices, conditions. Never shown in public.")
    )
    original = OriginalField(
        _("original"),
        upload_to="originals_as_uploaded",
        blank=True,
        editable=False,
        help_text=_("The file as it was uploaded, where it was made smaller on the way in and the operator keeps it."),
    )
    # Six hexadecimal digits: the colour that stands in the picture's place while it loads. Empty while unknown.
    dominant_colour = models.CharField(max_length=6, blank=True, editable=False)
    # 60 or 7: the last warning that was sent before `permission_until`, so that each is sent once.
    expiry_warned = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    dark_version = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("version for dark screens"),
        help_text=_("The same picture drawn for readers whose device is set to dark. Needed for drawings only."),
    )

    admin_form_fields = (
        "title",
        "file",
        "description",
        "creator",
        "credit_line",
        "copyright_notice",
        "licence",
        "permission_until",
        "source_archive",
        "source_reference",
        "source_url",
        "acquire_licence_page",
        "date_taken",
        "place_shown",
        "rights_note",
        "dark_version",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        permissions = [("choose_image", "Can choose image")]

    def clean(self) -> None:
        """A picture on public pages keeps its credit and its licence."""
        from .safeguards import refuse_loss_of_rights  # it needs this model

        super().clean()
        refuse_loss_of_rights(self)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; of an end of the permission that was moved the editors are warned anew.

        In one transaction with what follows from it (the pages that show the picture): Wagtail's views of pictures begin none.
        """
        if self.expiry_warned is not None and self.pk is not None:
            before = type(self)._base_manager.filter(pk=self.pk).values_list("licence", "permission_until").first()
            if before != (self.licence, self.permission_until):
                self.expiry_warned = None
                if kwargs.get("update_fields") is not None:
                    kwargs["update_fields"] = {*kwargs["update_fields"], "expiry_warned"}
        with transaction.atomic():
            super().save(*args, **kwargs)

    @property
    def credit(self) -> str:
        """The credit as it is printed: the credit line or, without one, the creator."""
        return self.credit_line.strip() or self.creator.strip()

    @property
    def licence_link(self) -> str:
        """The page that explains the licence to people, or an empty text."""
        return human_link(self.licence)

    @property
    def licence_name(self) -> str:
        """The name of the licence as it is printed; nothing for a permission, which concerns nobody else."""
        return "" if self.licence in {PERMISSION, UNKNOWN} else self.get_licence_display()


class Rendition(AbstractRendition):
    """A picture in one size and format."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)
