"""Pictures in the text: one, or several together."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageChooserBlock

from trail.images.lookup import known_picture


class PictureChooserBlock(ImageChooserBlock):
    """Chooses a picture. While a page is rendered its pictures were looked up together already."""

    def bulk_to_python(self, values: list[int | None]) -> list[Any]:
        known = [known_picture(value) for value in values]
        return known if all(known) else super().bulk_to_python(values)


class LatestPictures:
    """Previews show what the editors have: a block that needs pictures is shown with the latest ones."""

    def latest(self, count: int) -> list[dict[str, Any]]:
        pictures = get_image_model().objects.filter(dark_version__isnull=False).order_by("-created_at")[:count]
        return [{"picture": picture, "alt": picture.description, "caption": picture.title} for picture in pictures]


class PictureBlock(LatestPictures, blocks.StructBlock):
    """A picture with the alt text and the caption of this one use."""

    picture = PictureChooserBlock(label=_("Picture"))
    alt = blocks.CharBlock(
        label=_("Alternative text"),
        max_length=300,
        required=False,
        help_text=_("What is to be seen, for those who do not see it."),
    )
    decorative = blocks.BooleanBlock(
        label=_("Decorative"), required=False, help_text=_("The picture says nothing that the text does not say.")
    )
    caption = blocks.CharBlock(label=_("Caption"), max_length=300, required=False)

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not cleaned["decorative"] and not cleaned["alt"].strip():
            raise blocks.StructBlockValidationError(
                block_errors={"alt": ValidationError(_("Describe the picture, or mark it as decorative."))}
            )
        return cleaned

    def get_preview_value(self) -> Any:
        return self.normalize(next(iter(self.latest(1)), {"picture": None, "caption": _("A picture with its credit.")}))

    class Meta:
        icon = "image"
        label = _("Picture")
        group = _("Pictures and media")
        template = "blocks/picture.html"
        description = _("One picture, printed with its credit.")


class GalleryBlock(LatestPictures, blocks.StructBlock):
    """Several pictures that belong together."""

    pictures = blocks.ListBlock(PictureBlock(), label=_("Pictures"), min_num=2, max_num=24)

    def get_preview_value(self) -> Any:
        return self.normalize({"pictures": self.latest(3)})

    class Meta:
        icon = "images"
        label = _("Gallery")
        group = _("Pictures and media")
        template = "blocks/gallery.html"
        description = _("Two or more pictures side by side, each with its caption and credit.")
