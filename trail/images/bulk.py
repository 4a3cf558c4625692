"""Credit and licence for many pictures at once, in the list of pictures."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages, widgets
from wagtail.images.views.bulk_actions.image_bulk_action import ImageBulkAction
from wagtail.log_actions import log

from .licences import UNKNOWN
from .models import Picture

FIELDS = ("creator", "credit_line", "copyright_notice", "licence", "permission_until", "source_archive")
ONLY_EMPTY, REPLACE = "empty", "replace"
LOG_ACTION = "images.set_credit"


class CreditForm(forms.Form):
    """What is to be set. An empty field leaves the pictures as they are."""

    how = forms.ChoiceField(
        label=gettext_lazy("Pictures that have something already"),
        choices=[
            (ONLY_EMPTY, gettext_lazy("keep it: fill only what is empty")),
            (REPLACE, gettext_lazy("lose it: replace it by what is written here")),
        ],
        widget=forms.RadioSelect,
        initial=ONLY_EMPTY,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in FIELDS:
            self.fields[name] = self._field(name)
        self.order_fields([*FIELDS, "how"])

    @staticmethod
    def _field(name: str) -> forms.Field:
        """The field as in the picture's own form, but never required, and without a choice made for the editor."""
        model_field = Picture._meta.get_field(name)
        options: dict[str, Any] = {"required": False, "help_text": "", "initial": None}
        if name == "permission_until":
            options["widget"] = widgets.AdminDateInput()
        field = model_field.formfield(**options)
        if name == "licence":
            field.choices = [
                ("", _("Leave as it is")),
                *(each for each in field.choices if each[0] not in {"", UNKNOWN}),
            ]
            field.empty_value = ""
        return field

    def clean(self) -> dict[str, Any]:
        """Something has to be set."""
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not any(cleaned.get(name) for name in FIELDS):
            raise ValidationError(_("Fill in at least one field."))
        return cleaned


class SetCreditBulkAction(ImageBulkAction):
    """The bulk action. Each picture is checked as in its own form; those that cannot be changed are named, with the reason."""

    display_name = gettext_lazy("Set credit and licence")
    action_type = "set_credit"
    aria_label = gettext_lazy("Set credit and licence of the selected pictures")
    template_name = "images/confirm_bulk_set_credit.html"
    action_priority = 10
    form_class = CreditForm
    refused: list[tuple[Picture, str]]

    def check_perm(self, image: Picture) -> bool:
        """Whoever may change the picture may set its credit."""
        return self.permission_policy.user_has_permission_for_instance(self.request.user, "change", image)

    def get_execution_context(self) -> dict[str, Any]:
        """What was filled in, and who did it."""
        self.refused = []
        values = self.cleaned_form.cleaned_data
        return {
            "values": {name: values[name] for name in FIELDS if values.get(name)},
            "replace": values["how"] == REPLACE,
            "user": self.request.user,
            "refused": self.refused,
        }

    @classmethod
    def execute_action(
        cls,
        images: list[Picture],
        values: dict[str, Any] | None = None,
        replace: bool = False,
        user: Any = None,
        refused: list[tuple[Picture, str]] | None = None,
        **_kwargs: Any,
    ) -> tuple[int, int]:
        """Set what has a value; returns how many pictures were changed."""
        changed = 0
        for picture in images:
            names = _set(picture, values or {}, replace)
            if not names:
                continue
            try:
                picture.full_clean()
            except ValidationError as error:
                if refused is not None:
                    refused.append((picture, " ".join(error.messages)))
                continue
            picture.save()
            labels = [str(Picture._meta.get_field(name).verbose_name) for name in names]
            log(instance=picture, action=LOG_ACTION, user=user, data={"fields": labels})
            changed += 1
        return changed, 0

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str | Promise | None:
        """How many were changed; the refused are named in messages of their own."""
        for picture, reason in self.refused:
            messages.warning(
                self.request, _("“{title}” was not changed. {reason}").format(title=picture.title, reason=reason)
            )
        if not num_parent_objects:
            if not self.refused:
                messages.warning(self.request, _("Nothing was changed: the pictures have all of this already."))
            return None
        return ngettext(
            "Credit and licence of %(count)d picture were set.",
            "Credit and licence of %(count)d pictures were set.",
            num_parent_objects,
        ) % {"count": num_parent_objects}


def _set(picture: Picture, values: dict[str, Any], replace: bool) -> list[str]:
    """Give the picture the values; returns the names of the fields that changed."""
    names = []
    for name, value in values.items():
        present = getattr(picture, name)
        is_empty = not present or (name == "licence" and present == UNKNOWN)
        if (is_empty or replace) and present != value:
            setattr(picture, name, value)
            names.append(name)
    return names
