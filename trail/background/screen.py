"""The page of an errand: how it stands, what came of it, trying again. And what is under way, on the admin's first page."""

from datetime import timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.ui.components import Component
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from .errands import may_see, settle_lost, try_again
from .models import Errand

SECONDS = 3
# So long a worker that runs leaves nothing lying about, unless there is much before it.
PATIENCE = timedelta(minutes=1)
REMEMBERED = timedelta(days=1)
SHOWN, LISTED = 5, 50
ICONS = {
    Errand.State.WAITING: "history",
    Errand.State.GOING_ON: "rotate",
    Errand.State.DONE: "check",
    Errand.State.FAILED: "warning",
}


class OwnErrands(WagtailAdminTemplateMixin):
    """What the two screens share."""

    page_title = gettext_lazy("What is done for you")
    header_icon = "history"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse("trail_errands"), "label": _("What is done for you")},
        ]


class ErrandsView(OwnErrands, TemplateView):
    """All that somebody asked for in the last weeks."""

    template_name = "background/errands.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = Errand.objects.filter(user=self.request.user).order_by("-asked_at")[:LISTED]
        return {**super().get_context_data(**kwargs), "errands": [shown(each) for each in found]}


class ErrandView(OwnErrands, TemplateView):
    """One errand, for whoever asked for it and for administrators. The page looks again by itself while it is under way."""

    template_name = "background/errand.html"

    @cached_property
    def errand(self) -> Errand:
        """The errand; to others it is not there."""
        found = Errand.objects.filter(pk=self.kwargs["pk"]).select_related("user").first()
        if found is None or not may_see(self.request.user, found):
            raise Http404
        settle_lost(found)
        return found

    def get_page_subtitle(self) -> str:
        return self.errand.title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        here = {"url": "", "label": self.errand.get_state_display()}
        return [*super().get_breadcrumbs_items(), here]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().get(request, *args, **kwargs)
        if self.errand.finished_at is None:
            response["Refresh"] = str(SECONDS)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        errand, outcome = self.errand, self.errand.outcome
        is_waiting = errand.state == Errand.State.WAITING
        return {
            **super().get_context_data(**kwargs),
            "errand": shown(errand),
            "sentences": [_sentence(*each) for each in outcome.get("sentences", [])],
            "warnings": [_sentence(*each) for each in outcome.get("warnings", [])],
            "links": outcome.get("links", []),
            "may_try_again": errand.user_id == self.request.user.pk and outcome.get("again", True),
            "is_theirs": errand.user_id == self.request.user.pk,
            "waits_long": is_waiting and timezone.now() - errand.asked_at > PATIENCE,
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Try again what failed: for the person who asked, since it is done in their name."""
        if self.errand.user_id != request.user.pk:
            raise Http404
        if not try_again(self.errand):
            messages.warning(request, _("It was not begun again: it is under way already, or was asked for anew."))
        return redirect("trail_errand", self.errand.pk)


class UnderWayPanel(Component):
    """On the admin's first page: what is being done for this person, and what came of it since yesterday."""

    name = "under_way"
    template_name = "background/under_way.html"
    order = 50

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        request = parent_context["request"]
        found = Errand.objects.filter(user=request.user, asked_at__gte=timezone.now() - REMEMBERED)
        return {"errands": [shown(each) for each in found.order_by("-asked_at")[:SHOWN]]}


def shown(errand: Errand) -> Errand:
    """With what the templates ask for."""
    state = Errand.State(errand.state)
    errand.icon = ICONS[state]  # type: ignore[attr-defined]
    errand.is_under_way = errand.finished_at is None  # type: ignore[attr-defined]
    errand.is_done = state == Errand.State.DONE  # type: ignore[attr-defined]
    errand.has_failed = state == Errand.State.FAILED  # type: ignore[attr-defined]
    return errand


def _sentence(words: str, is_markup: bool) -> str:
    """Markup is that of the view that said it, kept in our own table."""
    return mark_safe(words) if is_markup else format_html("{}", words)
