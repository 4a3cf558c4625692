"""The rights of pictures in the admin: the delete view that knows the public pages, and the notice on the first page."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.ui.components import Component
from wagtail.images.views import images
from wagtail.models import Page
from wagtail.permissions import policy_registry

from trail.core.linked_text import linked_text

from .expiry import ending_permissions
from .models import Picture
from .rights import has_run_out
from .safeguards import deletion_in_words
from .used_by import live_pages_using, named_pages, pages_using


class DeleteView(images.DeleteView):
    """Wagtail's question, which says besides what public pages and drafts would lose, and refuses the first."""

    context_object_name = "image"  # the name that Wagtail's template knows; its own view leaves it to the model's name

    @cached_property
    def in_words(self) -> tuple[Any, Any]:
        """Why the picture cannot be deleted, and which drafts would lose it."""
        return deletion_in_words(self.object)

    def run_before_hook(self) -> HttpResponse | None:
        """Say it before the question; where it is answered all the same, lead back to the picture."""
        refusal, loss = self.in_words
        if refusal:
            messages.error(self.request, refusal)
        if loss and self.request.method == "GET":
            messages.warning(self.request, loss)
        if refusal and self.request.method == "POST":
            return redirect("wagtailimages:edit", self.object.pk)
        return super().run_before_hook()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Wagtail shows no button where something protects the picture."""
        context = super().get_context_data(**kwargs)
        return context | {"is_protected": bool(context.get("is_protected") or self.in_words[0])}


def warn_of_withdrawal(request: HttpRequest, picture: Picture) -> None:
    """After a picture was saved: where visitors do not see it any more, because its permission is over."""
    if not has_run_out(picture):
        return
    pages = named_pages(live_pages_using(picture))
    if pages:
        words = _(
            "The permission for “%(picture)s” is over. Visitors do not see it any more on these pages: %(pages)s."
        )
        messages.warning(request, linked_text(words, picture=picture.title, pages=pages))


class EndingPermissions(Component):
    """The notice on the first page of the admin: pictures on public pages that end soon, or that are withheld."""

    name = "ending_permissions"
    template_name = "images/home_ending_permissions.html"
    order = 120

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Two numbers; both 0 where there is nothing to say to this person."""
        request = parent_context["request"]  # type: ignore[index]
        today = timezone.localdate()
        policy = policy_registry.get_by_type(Picture)
        mine = policy.instances_user_has_permission_for(request.user, "change")
        ending = list(ending_permissions(today).filter(pk__in=mine.values("pk")))
        on_pages = pages_using([picture.pk for picture in ending]) if ending else {}
        live = set(
            Page.objects.filter(pk__in={pk for pages in on_pages.values() for pk in pages}, live=True).values_list(
                "pk", flat=True
            )
            if on_pages
            else []
        )
        shown = [picture for picture in ending if on_pages.get(picture.pk, set()) & live]
        over = sum(has_run_out(picture, today) for picture in shown)
        return {"over": over, "soon": len(shown) - over}
