"""The screens “Languages”: the table, adding one, one language with what belongs to it, withdrawing it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton
from wagtail.models import Locale
from wagtail.permissions import locale_permission_policy

from trail.background.errands import under_way
from trail.background.queue import has_worker

from .adding import Added, CannotAdd, add_language, possible_sources, translators_may_publish
from .beside import OFFER, WITHDRAW, about, begin, offered, withdrawn
from .forms import CHOICES, AddLanguageForm
from .states import LanguageState, language_states
from .withdrawing import CannotWithdraw, live_pages, offer_again, reason_to_stay, withdraw

ICON = "wagtail-localize-language"
# So long one request takes pages down, or brings them back; the rest is done in the next.
SECONDS = 12.0


class LanguagesMenuItem(MenuItem):
    """In the menu of settings, for those who may add or withdraw a language."""

    def is_shown(self, request: HttpRequest) -> bool:
        return locale_permission_policy.user_has_any_permission(request.user, ["add", "change"])


class LanguageScreen(WagtailAdminTemplateMixin, TemplateView):
    """What the screens share: the right that each asks for, and the language of the admin."""

    header_icon = ICON
    permissions_required: tuple[str, ...] = ("add", "change")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not locale_permission_policy.user_has_any_permission(request.user, self.permissions_required):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def shown_in(self) -> str:
        """The language of the admin."""
        return get_language() or "en"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        crumbs = [{"url": reverse("wagtailadmin_home"), "label": _("Home")}]
        if not isinstance(self, LanguagesView):
            crumbs.append({"url": reverse("trail_languages"), "label": _("Languages")})
        return [*crumbs, {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()}]


class LanguagesView(LanguageScreen):
    """All languages of the trail."""

    template_name = "translation/offering/index.html"
    page_title = gettext_lazy("Languages")

    @property
    def header_buttons(self) -> list[HeaderButton]:
        """The way to add one."""
        url = reverse("trail_add_language")
        return [HeaderButton(label=_("Add a language"), url=url, icon_name="plus")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "states": language_states(self.shown_in)}


class AddLanguageView(LanguageScreen):
    """Asks for the language and makes what belongs to it."""

    template_name = "translation/offering/add.html"
    page_title = gettext_lazy("Add a language")
    permissions_required = ("add",)

    @cached_property
    def form(self) -> AddLanguageForm:
        """The form, with what was entered."""
        entered = self.request.POST if self.request.method == "POST" else None
        initial = {"language": self.request.GET.get("language", "")}
        return AddLanguageForm(entered, shown_in=self.shown_in, initial=initial)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "form": self.form, "suggestions_id": CHOICES}

    def post(self, request: HttpRequest) -> HttpResponse:
        if not self.form.is_valid():
            return self.render_to_response(self.get_context_data())
        entered = self.form.cleaned_data
        try:
            added = add_language(
                entered["language"], entered["source"], may_publish=entered["may_publish"], user=request.user
            )
        except CannotAdd as problem:
            self.form.add_error("language", str(problem))
            return self.render_to_response(self.get_context_data())
        tell_what_was_made(request, added)
        return redirect("trail_language", entered["language"])


def tell_what_was_made(request: HttpRequest, added: Added) -> None:
    """Say it line by line, or that nothing was missing."""
    if not added.done:
        messages.info(request, _("This language is there already; nothing was changed."))
        return
    messages.success(request, _("Done: %(what)s.") % {"what": "; ".join(added.done)})


class OneLanguageScreen(LanguageScreen):
    """The screens of one language."""

    permissions_required = ("change",)

    def dispatch(self, request: HttpRequest, *args: Any, tag: str, **kwargs: Any) -> HttpResponse:
        self.tag = tag.lower()
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def state(self) -> LanguageState:
        """How the language stands."""
        for state in language_states(self.shown_in):
            if state.tag == self.tag:
                return state
        raise Http404

    @property
    def locale(self) -> Locale:
        """The language's row."""
        return get_object_or_404(Locale.all_objects, language_code=self.tag)

    def get_page_subtitle(self) -> str:
        return self.state.name

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "state": self.state}


class LanguageView(OneLanguageScreen):
    """One language: what belongs to it, and what comes next."""

    template_name = "translation/offering/language.html"
    page_title = gettext_lazy("Language")
    permissions_required = ("add", "change")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        group, home = self.state.group, self.state.home
        return {
            **super().get_context_data(**kwargs),
            "may_publish": bool(group and home and translators_may_publish(group, home)),
            "reason_to_stay": reason_to_stay(self.locale),
            "source": next(iter(possible_sources()), ""),
            "after": self.request.GET.get("after", ""),
            "under_way": under_way(about(self.tag)) if has_worker() else None,
        }


class WithdrawView(OneLanguageScreen):
    """Says what withdrawing a language means, in figures, and does it."""

    template_name = "translation/offering/withdraw.html"
    page_title = gettext_lazy("Withdraw")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "live": live_pages(self.locale).count(),
            "reason_to_stay": reason_to_stay(self.locale),
        }

    def post(self, request: HttpRequest) -> HttpResponse:
        if has_worker() and not reason_to_stay(self.locale):
            return begin(request, WITHDRAW, self.state)
        try:
            result = withdraw(self.locale, request.user, seconds=SECONDS)
        except CannotWithdraw as problem:
            messages.error(request, str(problem))
            return redirect("trail_language", self.tag)
        if result.remaining:
            return redirect(_goes_on(self.tag))
        messages.success(request, withdrawn(self.state))
        return redirect("trail_language", self.tag)


class OfferAgainView(OneLanguageScreen):
    """Brings a language back with one press. Opened as a plain link it leads to the language."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect("trail_language", self.state.tag)

    def post(self, request: HttpRequest) -> HttpResponse:
        if has_worker():
            return begin(request, OFFER, self.state)
        after = request.POST.get("after", "")
        result = offer_again(
            self.locale, request.user, seconds=SECONDS, after=int(after) if after.isdecimal() and len(after) < 19 else 0
        )
        if result.remaining:
            return redirect(_goes_on(self.tag, result.last))
        outcome = offered(self.state)
        tell = messages.success if self.state.is_offered else messages.info
        for sentence in outcome.sentences:
            tell(request, sentence)
        for sentence in outcome.warnings:
            messages.warning(request, sentence)
        return redirect("trail_language", self.tag)


def _goes_on(tag: str, after: int = 0) -> str:
    """The screen of the language, which presses the button once more by itself."""
    return f"{reverse('trail_language', args=[tag])}?after={after}"
