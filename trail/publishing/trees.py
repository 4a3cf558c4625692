"""Wagtail's acts on trees and on many pages at once: written together, and left to the worker where they are large.

Copying, taking down and deleting a page with all that stands below it, and publishing, taking down, moving and deleting
chosen pages. The views are Wagtail's, put inside `together`; its hooks leave the request to the worker
(`trail.background.replay`), which puts it to the same view again.
"""

import hashlib
from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.forms.pages import CopyForm
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.pages.bulk_actions import (
    DeleteBulkAction,
    MoveBulkAction,
    PublishBulkAction,
    UnpublishBulkAction,
)
from wagtail.admin.views.pages.utils import type_to_delete_confirmation
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page

from trail.background.errands import CannotBeDone, titles
from trail.background.replay import is_replayed, left_to_worker

from .messages import refusal_words
from .problems import PublicationRefused
from .together import together

# So many pages, with their translations, are done while somebody waits: well below a second.
FEW = 8
BULK = {"publish", "unpublish", "move", "delete"}
# What a view keeps in the session between its question and the act, by names that other rooms add.
kept_in_session: list[str] = []


class WrittenTogether:
    """A view that changes all or nothing, and after which what is derived from pages is written once."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        try:
            with together():
                return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        except PublicationRefused as refused:
            if not is_replayed(request):
                raise  # a middleware tells it
            raise CannotBeDone(*refusal_words(refused)) from refused


def _together(view: type) -> Any:
    return type(view.__name__, (WrittenTogether, view), {"__module__": __name__, "__doc__": view.__doc__})


class TreesViewSet(PageViewSet):
    """Wagtail's views of pages of all types, with those that go over trees written together."""

    copy_view_class = _together(PageViewSet.copy_view_class)
    delete_view_class = _together(PageViewSet.delete_view_class)
    move_confirm_view_class = _together(PageViewSet.move_confirm_view_class)
    set_page_position_view_class = _together(PageViewSet.set_page_position_view_class)
    unpublish_view_class = _together(PageViewSet.unpublish_view_class)


trees_viewset = TreesViewSet()
bulk_actions = [
    _together(action) for action in (PublishBulkAction, UnpublishBulkAction, MoveBulkAction, DeleteBulkAction)
]


def leave_copy(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Hook `before_copy_page`: a tree goes to the worker, if the form is well filled in."""
    if request.method != "POST" or not request.POST.get("copy_subpages") or not _is_large(_branch([page])):
        return None
    form_class = getattr(page.specific_class, "copy_form_class", CopyForm)
    if not request.POST.get("new_parent_page") or not form_class(request.POST, user=request.user, page=page).is_valid():
        return None  # Wagtail shows what is wrong
    back = get_valid_next_url_from_request(request) or reverse("wagtailadmin_explore", args=[page.get_parent().pk])
    return _leave(request, _("Copy"), [page], _branch([page]), back)


def leave_unpublishing(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Hook `before_unpublish_page`."""
    pages = _with_translations(_branch([page]) if request.POST.get("include_descendants") else _alone([page]))
    back = get_valid_next_url_from_request(request) or reverse("wagtailadmin_pages:edit", args=[page.pk])
    return _leave(request, _("Unpublish"), [page], pages, back) if _is_large(pages) else None


def leave_deleting(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Hook `before_delete_page`, behind those that ask what shall become of the translations."""
    pages = _with_translations(_branch([page]))
    if request.method != "POST" or not _is_large(pages) or not type_to_delete_confirmation(request):
        return None
    back = get_valid_next_url_from_request(request) or reverse("wagtailadmin_explore", args=[page.get_parent().pk])
    return _leave(request, _("Delete"), [page], pages, back)


def leave_bulk(request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any) -> HttpResponse | None:
    """Hook `before_bulk_action`, before those that look at each page."""
    if action.model is not Page or action_type not in BULK:
        return None
    chosen = list(objects)
    form = action.cleaned_form.cleaned_data
    below = action_type in {"move", "delete"} or form.get("include_descendants")
    pages = _branch(chosen) if below else _alone(chosen)
    pages = pages if action_type == "move" else _with_translations(pages)
    return _leave(request, str(action.display_name), chosen, pages, action.next_url) if _is_large(pages) else None


def _leave(request: HttpRequest, act: str, chosen: list[Page], pages: QuerySet[Page], back: str) -> HttpResponse | None:
    count = pages.count()
    title = ngettext("%(act)s: %(pages)s (%(count)s page)", "%(act)s: %(pages)s (%(count)s pages)", count) % {
        "act": act,
        "pages": titles(chosen),
        "count": count,
    }
    which = hashlib.sha256(repr((request.path, sorted(page.pk for page in chosen))).encode()).hexdigest()
    session = {name: request.session[name] for name in kept_in_session if name in request.session}
    return left_to_worker(request, about=f"tree:{which}", title=title, back=back, session=session)


def _alone(pages: Iterable[Page]) -> QuerySet[Page]:
    return Page.objects.filter(pk__in=[page.pk for page in pages])


def _branch(pages: Iterable[Page]) -> QuerySet[Page]:
    wanted = Q(pk__in=[])
    for page in pages:
        wanted |= Q(path__startswith=page.path)
    return Page.objects.filter(wanted)


def _with_translations(pages: QuerySet[Page]) -> QuerySet[Page]:
    """What happens to a page happens to its translations."""
    return Page.objects.filter(translation_key__in=pages.values("translation_key"))


def _is_large(pages: QuerySet[Page]) -> bool:
    return pages[: FEW + 1].count() > FEW
