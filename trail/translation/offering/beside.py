"""Withdrawing a language and offering it again by the worker: a language may have hundreds of pages."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from wagtail.models import Locale
from wagtail.permissions import locale_permission_policy

from trail.background.errands import CannotBeDone, Going, Outcome, errand, send

from .states import LanguageState, language_states
from .withdrawing import CannotWithdraw, offer_again, withdraw

WITHDRAW, OFFER = "withdraw-language", "offer-language"
SHOWN = 10


def about(tag: str) -> str:
    """The name of what is withdrawn or offered, one at a time."""
    return f"language:{tag}"


def begin(request: HttpRequest, kind: str, state: LanguageState) -> HttpResponse:
    """Leave it to the worker."""
    title = {WITHDRAW: _("Withdraw %(language)s"), OFFER: _("Offer %(language)s to visitors again")}[kind]
    back = reverse("trail_language", args=[state.tag])
    title %= {"language": state.name}
    return send(request, kind, about=about(state.tag), title=title, back=back, language=state.tag)


@errand(WITHDRAW)
def withdraw_language(going: Going) -> Outcome:
    """Take its pages down, twenty at a time. Raises `CannotBeDone` where it has to stay."""
    locale = _locale(going)
    try:
        withdraw(locale, going.user, tell=going.tell)
    except CannotWithdraw as reason:
        raise CannotBeDone(str(reason)) from reason
    return _with_link(going, Outcome([withdrawn(_state(locale))]))


@errand(OFFER)
def offer_language(going: Going) -> Outcome:
    """Bring its pages back, twenty at a time; those that are refused are named."""
    locale = _locale(going)
    offer_again(locale, going.user, tell=going.tell)
    return _with_link(going, offered(_state(locale)))


def withdrawn(state: LanguageState) -> str:
    """How many pages were taken down."""
    return ngettext(
        "%(language)s is withdrawn: %(count)s page was taken down and is remembered.",
        "%(language)s is withdrawn: %(count)s pages were taken down and are remembered.",
        state.down,
    ) % {"language": state.name, "count": state.down}


def offered(state: LanguageState) -> Outcome:
    """Whether visitors find it now, and which pages stayed down."""
    if state.is_offered:
        text = ngettext(
            "%(language)s is offered to visitors again: %(count)s page is public.",
            "%(language)s is offered to visitors again: %(count)s pages are public.",
            state.live,
        ) % {"language": state.name, "count": state.live}
    else:
        text = _("%(language)s may be offered again, but visitors find it only once its home page is public.")
        text %= {"language": state.name}
    if not state.down:
        return Outcome([text])
    titles = ", ".join(f"“{row.page}”" for row in state.language.taken_down.select_related("page")[:SHOWN])
    stayed = _("Not published, the history of each says why: %(pages)s. They stay remembered.") % {"pages": titles}
    return Outcome([text], [stayed])


def _locale(going: Going) -> Locale:
    if not locale_permission_policy.user_has_any_permission(going.user, ["change"]):
        raise PermissionDenied
    locale = Locale.all_objects.filter(language_code=going.arguments["language"]).first()
    if locale is None:
        raise CannotBeDone(_("The language has been removed meanwhile."), again=False)
    return locale


def _state(locale: Locale) -> LanguageState:
    return next(state for state in language_states(get_language() or "en") if state.tag == locale.language_code)


def _with_link(going: Going, outcome: Outcome) -> Outcome:
    outcome.links = [(going.errand.back, _("Go on"))]
    return outcome
