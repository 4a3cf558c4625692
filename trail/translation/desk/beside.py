"""Machine translation by the worker, where there is one: a service far away may take its time, and no page waits for it."""

from typing import Any

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.views.pages.utils import get_valid_next_url_from_request
from wagtail.models import Page
from wagtail_localize.models import Translation
from wagtail_localize.views.edit_translation import apply_machine_translation, user_can_edit_instance

from trail.background.errands import CannotBeDone, Going, Outcome, errand, send
from trail.background.queue import has_worker
from trail.languages.cldr import endonym

from .entries import Strings
from .machine import ServiceFailed, translate_open, translator_for

KIND = "machine-translation"


def about(translation: Translation) -> str:
    """The name of what only one machine translates at a time."""
    return f"{KIND}:{translation.pk}"


def begin(request: HttpRequest, translation: Translation, back: str) -> HttpResponse:
    """Leave the translation of what is not translated yet to the worker."""
    title = _("Translate “%(page)s” by machine: %(language)s") % {
        "page": translation.get_target_instance(),
        "language": endonym(translation.target_locale.language_code),
    }
    return send(request, KIND, about=about(translation), title=title, back=back, translation=translation.pk)


@errand(KIND)
def translate(going: Going) -> Outcome:
    """Ask the service for what has no translation yet. What it gave before it failed is kept: each text is whole.

    Raises `CannotBeDone` where it cannot be asked, or does not answer.
    """
    translation = (
        Translation.objects.select_related("source__locale", "target_locale")
        .filter(pk=going.arguments["translation"], enabled=True)
        .first()
    )
    target = translation and _target(translation)
    if target is None:
        raise CannotBeDone(
            _("This is not translated any more: somebody has deleted it or ended its translation."), again=False
        )
    translator = translator_for(translation)
    if translator is None:
        raise CannotBeDone(_("There is no translation service for this language any more. Translate by hand."))
    back = going.errand.back
    if not isinstance(target, Page):
        return _of_record(translation, going.user, translator, back)
    page = target.specific
    lock = page.get_lock()
    if not page.permissions_for_user(going.user).can_edit():
        raise PermissionDenied
    if lock is not None and lock.for_user(going.user):
        raise CannotBeDone(_("The page is locked: nothing was saved."))
    try:
        count = translate_open(Strings(translation), translator, going.user, going.tell)
    except ServiceFailed as failed:
        raise CannotBeDone(str(failed)) from failed
    return Outcome([what_was_translated(count)], links=[(back, _("Read the translation"))])


def _target(translation: Translation) -> Any | None:
    try:
        return translation.get_target_instance()
    except ObjectDoesNotExist:
        return None


def _of_record(translation: Translation, user: Any, translator: Any, back: str) -> Outcome:
    """A name, a force: wagtail-localize's own way, which asks for the right to change it."""
    try:
        done = apply_machine_translation(translation.pk, user, translator)
    except ServiceFailed as failed:
        raise CannotBeDone(str(failed)) from failed
    sentence = (
        _("Translated by machine. Read it, and put it right.") if done else _("There is nothing left to translate.")
    )
    return Outcome([sentence], links=[(back, _("Read the translation"))])


def what_was_translated(count: int) -> str:
    """How many texts, and what to do with them."""
    return ngettext(
        "%(count)s text was translated by machine. Read it, and confirm it or put it right.",
        "%(count)s texts were translated by machine. Read each, and confirm it or put it right.",
        count,
    ) % {"count": count}


@require_POST
def machine_translate(request: HttpRequest, translation_id: int) -> HttpResponse:
    """In place of wagtail-localize's view of this name, which waits for the service as long as it likes."""
    translation = get_object_or_404(
        Translation.objects.select_related("source__locale", "target_locale"), pk=translation_id, enabled=True
    )
    translator = translator_for(translation)
    if translator is None:
        raise Http404
    back = get_valid_next_url_from_request(request) or reverse("wagtailadmin_home")
    target = translation.get_target_instance()
    if isinstance(target, Page):
        # Pages have their desk, which asks what it may.
        return redirect("wagtailadmin_pages:edit", target.pk)
    if not user_can_edit_instance(request.user, target):
        raise PermissionDenied
    if has_worker():
        return begin(request, translation, back)
    try:
        outcome = _of_record(translation, request.user, translator, back)
    except CannotBeDone as reason:
        messages.error(request, " ".join(reason.args))
    else:
        messages.success(request, " ".join(outcome.sentences))
    return redirect(back)
