"""The admin's views of pictures, where Wagtail's know nothing of our door: they say what was found and what was changed."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.images.views import images, multiple
from wagtail.permissions import policy_registry

from .models import Picture
from .pasted import fields_of
from .rights_admin import warn_of_withdrawal

MAX_PASTED = 1000


def may_add_or_change(request: HttpRequest) -> None:
    """Raise `PermissionDenied` for whoever has nothing to do with pictures."""
    if not policy_registry.get_by_type(Picture).user_has_any_permission(request.user, ["add", "change"]):
        raise PermissionDenied


class CreateView(images.CreateView):
    """One picture: after its upload the editor sees at once what the file says about itself."""

    def get_success_url(self) -> str:
        """The new picture's own form."""
        return reverse("wagtailimages:edit", args=[self.object.pk])

    def get_success_buttons(self) -> list[Any]:
        """None: the editor is there already."""
        return []

    def get_success_message(self, instance: Picture) -> str:
        """With what was changed on the way in."""
        return " ".join([super().get_success_message(instance), *self.form.remarks()])


class EditView(images.EditView):
    """The record of a picture, with what was changed and filled in."""

    def get_success_message(self) -> str:
        """With what was changed on the way in and what was filled in; a permission that is over is a warning."""
        warn_of_withdrawal(self.request, self.object)
        return " ".join([super().get_success_message(), *self.form.remarks()])

    def get_success_url(self) -> str:
        """The form again where something was filled in, so that it is looked at."""
        if self.form.filled:
            return reverse("wagtailimages:edit", args=[self.object.pk])
        return super().get_success_url()


class AddMultipleView(multiple.AddView):
    """Many pictures at once: each comes with a form in which the file's own words are filled in, saved by nobody yet."""

    template_name = "images/add_multiple.html"

    def get_upload_form_class(self) -> type:
        """A form that names any fault at the file: Wagtail would store the file as it came if another field were wrong."""
        return type("UploadForm", (_AllFaultsAtTheFile, super().get_upload_form_class()), {})

    def save_object(self, form: Any) -> Picture:
        """Keep what was changed on the way in, to be told with the form."""
        self.remarks = list(form.remarks())
        return super().save_object(form)

    def get_edit_object_form_context_data(self) -> dict[str, Any]:
        """The form, with what the file says in its empty fields."""
        context = super().get_edit_object_form_context_data()
        context["form"].prefill()
        for remark in self.remarks:
            context["form"].remark(remark)
        return context


class _AllFaultsAtTheFile:
    """Moves the faults of other fields to the file's, which is then refused with them."""

    def full_clean(self) -> None:
        super().full_clean()  # type: ignore[misc]
        errors: Any = self._errors  # type: ignore[attr-defined]
        if errors and "file" not in errors:
            words = [f"{self.fields[name].label}: {error}" for name, faults in errors.items() for error in faults
                     if name in self.fields]  # type: ignore[attr-defined]  # fmt: skip
            errors["file"] = self.error_class(words or [str(errors)])  # type: ignore[attr-defined]


@require_POST
def split_credit(request: HttpRequest) -> JsonResponse:
    """The parts of a pasted credit line, by field."""
    may_add_or_change(request)
    return JsonResponse({"fields": fields_of(request.POST.get("text", "")[:MAX_PASTED])})


def original(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand over the file as it was uploaded, to those who may change the picture."""
    picture = get_object_or_404(Picture, pk=pk)
    if not policy_registry.get_by_type(Picture).user_has_permission_for_instance(request.user, "change", picture):
        raise PermissionDenied
    if not picture.original or not picture.original.storage.exists(picture.original.name):
        raise Http404(_("The original of this picture is not kept."))
    return FileResponse(
        picture.original.open("rb"), as_attachment=True, filename=picture.original.name.rpartition("/")[2]
    )
