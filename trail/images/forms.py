"""The form of a picture in the admin: its file comes in through the one door, and what can be read is offered.

The file and a pasted credit line only ever propose: into empty fields, or by a tick at the field. What an editor has
written stays.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms.fields import FileField
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from .intake import Taken, take_in
from .intake.stored import found_in_file, put_into
from .licences import UNKNOWN, Licence
from .pasted import fields_of

# Fields that a form may fill by itself. The title is always there, so it is only offered.
OFFERED = (
    "title", "description", "creator", "credit_line", "copyright_notice", "licence", "source_archive", "source_reference",
    "acquire_licence_page", "date_taken", "place_shown",
)  # fmt: skip
READ = '{} <span class="trail-read">{}</span>'
PASTED, TAKE_ALL, TAKE_OVER = "pasted_credit", "take_all", "take_over"


class PictureFileField(WagtailImageField):
    """A file that has come in through the door. Its limits and messages are the door's, not Wagtail's."""

    default_validators = ()

    def to_python(self, data: Any) -> Any:
        """What is to be stored instead of what was sent; `taken` says what became of it."""
        sent = FileField.to_python(self, data)
        if sent is None:
            return None
        if sent.size > self.max_upload_size:  # not read into memory first
            raise ValidationError(
                self.error_messages["file_too_large"],
                code="file_too_large",
                params={"file_size": filesizeformat(sent.size), "max_filesize": self.max_upload_size_text},
            )
        sent.seek(0)
        taken = take_in(sent.name, sent.read())
        file = taken.file()
        file.taken = taken
        return file

    def run_validators(self, value: Any) -> None:
        """The door has looked at it already."""


class PictureForm(BaseImageForm):
    """Wagtail's form with our door for the file, a field to paste a credit into, and what the file says at each field."""

    pasted_credit = forms.CharField(
        label=gettext_lazy("Paste a credit line"),
        required=False,
        max_length=1000,
        help_text=gettext_lazy(
            "For example: Villa Torlonia © ValerioMei/iStock. It is split over the empty fields below; check them."
        ),
    )
    take_all = forms.BooleanField(label=gettext_lazy("Take over into empty fields"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filled: dict[str, str] = {}
        if "file" in self.fields:
            former = self.fields["file"]
            self.fields["file"] = PictureFileField(label=former.label, required=former.required, widget=former.widget)
            self.fields["file"].help_text = self._file_help()
        if "licence" in self.fields:
            # A bulk upload sends nothing but title and file; the record then begins as unknown.
            self.fields["licence"].required = False
        self._arrange()

    @staticmethod
    def _file_help() -> str:
        return _(
            "JPEG, PNG, WebP, AVIF, GIF, HEIC or SVG, at most {size}. Large photographs are made smaller; where the camera "
            "stood is not kept."
        ).format(size=filesizeformat(settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE))

    def _arrange(self) -> None:
        """Put our own fields where they are needed, and the offers at theirs."""
        self.fields[PASTED].widget.attrs |= {
            "data-trail-split": reverse("picture_credit_split"), "autocomplete": "off",
            "data-trail-filled": _("Filled in: {fields}. Check them before you save."),
            "data-trail-nothing": _("Nothing was filled in: the fields have something already, or no credit was found."),
        }  # fmt: skip
        waiting = [name for name in self.offers if self._is_empty(name)]
        if waiting:
            labels = ", ".join(str(self.fields[name].label) for name in waiting)
            self.fields[TAKE_ALL].widget.attrs["data-trail-take-all"] = True
            self.fields[TAKE_ALL].help_text = _("The file says something about: {fields}.").format(fields=labels)
        else:
            del self.fields[TAKE_ALL]
        for name, value in self.offers.items():
            self._help(name, self._offer(name, value))
        names = [name for name in self.fields if name not in {PASTED, TAKE_ALL}]
        at = next((names.index(name) for name in ("description", "creator") if name in names), len(names))
        self.order_fields([*names[:at], TAKE_ALL, PASTED, *names[at:]])

    def _help(self, name: str, text: Any) -> None:
        """Give a field another help text; Django remembers the old one with a field that was looked at already."""
        self.fields[name].help_text = text
        self._bound_fields_cache.pop(name, None)

    # What the file says

    @cached_property
    def offers(self) -> dict[str, str]:
        """What the stored file says, for the fields of this form; nothing while a picture is new."""
        if not self.instance.pk or not self.instance.file:
            return {}
        found = found_in_file(self.instance)
        return {name: found[name] for name in OFFERED if name in found and name in self.fields}

    def _is_empty(self, name: str) -> bool:
        value = getattr(self.instance, name)
        return not value or (name == "licence" and value == UNKNOWN)

    def _offer(self, name: str, value: str) -> SafeString:
        """The help text of a field with what the file says, as a tick to take it over, or as a note that it is in."""
        help_text, shown = self.fields[name].help_text, _shown(name, value)
        if str(self.initial.get(name) or "") == value:
            note = _("The file says so too.") if not self.is_prefilled(name) else _("Read from the file: check it.")
            return format_html(READ, help_text, note)
        label = _("Take over from the file: {value}").format(value=shown)
        return format_html(
            '{} <label class="trail-offer"><input type="checkbox" name="{}" value="{}" data-trail-target="{}"'
            ' data-trail-value="{}"> {}</label>',
            help_text, self.add_prefix(TAKE_OVER), name, self.auto_id % self.add_prefix(name), value, label,
        )  # fmt: skip

    def is_prefilled(self, name: str) -> bool:
        """Whether the form shows what the record does not have yet."""
        return name in self.initial and str(self.initial[name] or "") != str(getattr(self.instance, name) or "")

    def prefill(self) -> None:
        """Show what the file says in fields that are empty: for a picture just uploaded, before anybody wrote anything."""
        for name, value in self.offers.items():
            if self._is_empty(name):
                self.initial[name] = value
                help_text = self._meta.model._meta.get_field(name).help_text
                self._help(name, format_html(READ, help_text, _("Read from the file: check it.")))
        self.fields.pop(TAKE_ALL, None)

    def remark(self, text: str) -> None:
        """Say something at the title: what was changed on the way in, where there is no page to say it on."""
        self._help("title", format_html(READ, self.fields["title"].help_text, text))

    # What was sent

    def clean(self) -> dict[str, Any]:
        """Take over what was ticked, then fill what is still empty from the pasted credit."""
        cleaned = super().clean() or self.cleaned_data
        self._licence_or_unknown(cleaned)
        ticked = set(self.data.getlist(self.add_prefix(TAKE_OVER))) if hasattr(self.data, "getlist") else set()
        if "file" not in self.changed_data:
            for name, value in self.offers.items():
                if name in ticked:
                    self._fill(cleaned, name, value, even_if_full=True)
            if cleaned.get(TAKE_ALL):
                self._fill_all(cleaned, self.offers.items())
        if cleaned.get(PASTED):
            self._fill_all(cleaned, fields_of(cleaned[PASTED]).items())
        return cleaned

    def _licence_or_unknown(self, cleaned: dict[str, Any]) -> None:
        """A form that does not ask for the licence leaves it; one that does and gets nothing means unknown."""
        if "licence" in self.fields and not cleaned.get("licence") and "licence" not in self.errors:
            was_asked = self.add_prefix("licence") in self.data
            cleaned["licence"] = UNKNOWN if was_asked else self.instance.licence

    def _fill_all(self, cleaned: dict[str, Any], values: Iterable[tuple[str, str]]) -> None:
        for name, value in values:
            self._fill(cleaned, name, value)

    def _fill(self, cleaned: dict[str, Any], name: str, value: str, even_if_full: bool = False) -> None:
        if name not in self.fields or name in self.errors:
            return
        present = cleaned.get(name)
        if present and not even_if_full and not (name == "licence" and present == UNKNOWN):
            return
        try:
            cleaned[name] = self.fields[name].clean(value)
        except ValidationError:
            return
        if present != cleaned[name]:
            self.filled[name] = _shown(name, value)

    def save(self, commit: bool = True) -> Any:
        """Save, with the colour and, where it is kept, the original of a new file; all or nothing."""
        taken = self.taken
        if taken is not None:
            put_into(self.instance, taken)
        if not commit:
            return super().save(commit=False)
        with transaction.atomic():
            return super().save()

    @property
    def taken(self) -> Taken | None:
        """The file that came in with this form."""
        return getattr(self.cleaned_data.get("file"), "taken", None) if self.is_bound and self.is_valid() else None

    def remarks(self) -> Iterator[str]:
        """What happened on the way in and what was filled in, in sentences for the editor."""
        if self.taken is not None:
            yield from map(str, self.taken.notes)
        if self.filled:
            filled = "; ".join(f"{self.fields[name].label}: {value}" for name, value in self.filled.items())
            yield _("Filled in: {fields}. Check it.").format(fields=filled)


def _shown(name: str, value: str) -> str:
    return str(Licence(value).label) if name == "licence" else value
