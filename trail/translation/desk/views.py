"""The screen, and the door by which one string at a time is saved and helped with."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin import messages
from wagtail.admin.ui.menus.pages import get_page_header_buttons
from wagtail.admin.widgets.button import Button, ButtonWithDropdown
from wagtail.models import Page
from wagtail_localize.models import Translation

from trail.languages.cldr import is_rtl

from ..freshness import keep, keep_all
from .actions import SAVE, Desk
from .checks import hints_for
from .entries import Entry, Strings, version_of
from .follows import facts_of
from .glossary import Glossary
from .memory import Offer, add_exact, near
from .saving import Outcome, confirm, save_string, suggested_slug
from .slugs import slug_hints
from .texts import to_data

STRING, NEAR, READ = "trail_desk_string", "trail_desk_near", "trail_desk_read"


def screen(request: HttpRequest, translation: Translation, page: Any) -> HttpResponse:
    """The desk at the page's own address in the admin; Wagtail has asked already whether this person may edit it."""
    desk = Desk(request, translation, page)
    strings = Strings(translation)
    if request.method == "POST":
        if desk.is_readonly:
            messages.error(request, _("The page is locked: nothing was saved."))
            return redirect(request.path)
        if _take_in(request, desk, strings):
            return desk.answer or redirect(request.get_full_path())
    return _render(request, desk, strings)


def _take_in(request: HttpRequest, desk: Desk, strings: Strings) -> bool:
    """Save what was typed and do what was asked; whether all went well, so that the page may be loaded anew."""
    posted, translation = request.POST, desk.translation
    well = _save_all(request, desk, strings)
    if pressed := strings.by_pk.get(_number(posted.get("keep") or posted.get("confirm"))):
        _settle(desk, pressed)
        return well
    if "keep_all" in posted:
        count = keep_all(translation)
        messages.success(request, _("Kept as they are: %(count)s.") % {"count": count})
        return well
    return well and desk.act(posted.get("action", SAVE), strings, "translation_reviewed" in posted)


def page_reviewed(desk: Desk) -> bool:
    """Whether the draft says that a native speaker has read it."""
    return bool(getattr(desk.page, "translation_reviewed", False))


def _save_all(request: HttpRequest, desk: Desk, strings: Strings) -> bool:
    """Save every string that was sent and has changed; whether all could be."""
    posted, well = request.POST, True
    for name in posted:
        kind, _dash, number = name.partition("-")
        if kind != "text" or not number.isdecimal():
            continue
        entry = strings.by_pk.get(int(number))
        text = posted.get(f"use-{number}", posted[name])
        if entry is None:
            if posted.get(f"version-{number}", "") not in {version_of(text), version_of(to_data(text, is_rich=False))}:
                messages.warning(request, _("The source has changed meanwhile. Not saved: “%(text)s”") % {"text": text})
                well = False
            continue
        outcome = save_string(desk.translation, entry, text, posted.get(f"version-{number}", ""), desk.user)
        if not outcome.is_well:
            messages.error(request, f"{entry.label}: {outcome.message}")
            well = False
    return well


def _settle(desk: Desk, entry: Entry) -> None:
    """One press: the earlier translation still holds, or the machine's is right."""
    if entry.stale is not None:
        keep(entry.stale)
        entry.stale = None
    confirm(desk.translation, entry, desk.user)


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 0


def _help(strings: Strings, entries: list[Entry]) -> None:
    """Put beside strings what helps with them: a fixed number of queries, however many there are."""
    translation = strings.translation
    glossary = Glossary(translation.source.locale, translation.target_locale)
    add_exact(translation, entries)
    for entry in entries:
        if entry.path == "slug":
            slug = suggested_slug(strings)
            entry.offers = [Offer(slug, _("from the title"))] if slug and slug != entry.data else []
            entry.hints = slug_hints(translation, entry)
            continue
        entry.terms = glossary.terms_in(entry.source)
        entry.hints = [
            *hints_for(entry.source, entry.data, glossary.languages, entry.longest),
            *glossary.hints(entry.terms, entry.data),
        ]


def _context(desk: Desk, strings: Strings) -> dict[str, Any]:
    translation = desk.translation
    tag = translation.target_locale.language_code
    from_tag = translation.source.locale.language_code
    return {
        "desk": desk,
        "strings": strings,
        "translation": translation,
        "page": desk.page,
        "tag": tag,
        "direction": "rtl" if is_rtl(tag) else "ltr",
        "source_tag": from_tag,
        "source_direction": "rtl" if is_rtl(from_tag) else "ltr",
        "readonly": desk.is_readonly,
    }


def _page_buttons(desk: Desk) -> list[Button]:
    """What can be done with the page besides: take it down, move it, delete it."""
    buttons = get_page_header_buttons(desk.page, desk.user, next_url=desk.request.path, view_name="edit")
    if not buttons:
        return []
    named = {"aria-label": _("Actions")}
    return [ButtonWithDropdown(buttons=sorted(buttons), icon_name="dots-horizontal", attrs=named)]


def _render(request: HttpRequest, desk: Desk, strings: Strings) -> HttpResponse:
    _help(strings, strings.entries)
    asked = strings.by_pk.get(_number(request.GET.get("near")))
    if asked is not None:
        asked.offers += near(desk.translation, asked)
    source = strings.source
    context = _context(desk, strings) | {
        "reviewed": request.POST.get("translation_reviewed", page_reviewed(desk)),
        "facts": facts_of(source),
        "page_buttons": [] if desk.is_readonly else _page_buttons(desk),
        "history_address": reverse("wagtailadmin_pages:history", args=[desk.page.pk]),
        "source_page": source,
        "may_edit_source": source.permissions_for_user(request.user).can_edit(),
        "preview_url": reverse("wagtail_localize:preview_translation", args=[desk.translation.pk]),
        "address": reverse(STRING, args=[desk.translation.pk, 0]),
        "near_address": reverse(NEAR, args=[desk.translation.pk, 0]),
        "looked_up": asked,
    }
    return TemplateResponse(request, "translation/desk/screen.html", context)


def _open(request: HttpRequest, translation_id: int) -> tuple[Desk, Strings]:
    """The desk for a request that names the translation, for those who may edit the page."""
    translation = get_object_or_404(
        Translation.objects.select_related("source__locale", "target_locale"), pk=translation_id, enabled=True
    )
    page = get_object_or_404(
        Page, translation_key=translation.source.object_id, locale_id=translation.target_locale_id
    ).specific
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return Desk(request, translation, page), Strings(translation)


@require_POST
def string(request: HttpRequest, translation_id: int, segment_id: int) -> HttpResponse:
    """Save one string, keep it or confirm it; answer with what is to be shown of it now."""
    desk, strings = _open(request, translation_id)
    if desk.is_readonly:
        return JsonResponse({"message": _("The page is locked: nothing was saved.")}, status=423)
    entry = strings.by_pk.get(segment_id)
    if entry is None:
        return JsonResponse({"message": _("The source has changed meanwhile. Load the page again.")}, status=410)
    if "keep" in request.POST or "confirm" in request.POST:
        _settle(desk, entry)
        outcome = Outcome("saved")
    else:
        sent = request.POST
        outcome = save_string(desk.translation, entry, sent.get("text", ""), sent.get("version", ""), desk.user)
    _help(strings, [entry])
    beside = render_to_string("translation/desk/beside.html", _context(desk, strings) | {"entry": entry}, request)
    answer = {
        "kind": outcome.kind,
        "message": outcome.message or _("Saved."),
        "beside": beside,
        "source": entry.source_shown,
        "state": entry.state,
        "version": entry.version,
        "text": entry.text,
        "progress": render_to_string("translation/desk/progress.html", {"strings": strings}, request),
    }
    return JsonResponse(answer, status=200 if outcome.is_well else 409)


@require_GET
def near_offers(request: HttpRequest, translation_id: int, segment_id: int) -> HttpResponse:
    """The translations of strings that are nearly the same, as a piece of the screen."""
    desk, strings = _open(request, translation_id)
    entry = strings.by_pk.get(segment_id)
    if entry is None:
        raise Http404
    context = _context(desk, strings) | {"entry": entry, "offers": near(desk.translation, entry), "asked": True}
    return TemplateResponse(request, "translation/desk/offers.html", context)


@require_GET
def read(request: HttpRequest, translation_id: int) -> HttpResponse:
    """The desk to look at, for those who may edit the source; those who may edit the translation are led to it."""
    translation = get_object_or_404(
        Translation.objects.select_related("source__locale", "target_locale"), pk=translation_id, enabled=True
    )
    page = get_object_or_404(
        Page, translation_key=translation.source.object_id, locale_id=translation.target_locale_id
    ).specific
    if page.permissions_for_user(request.user).can_edit():
        return redirect("wagtailadmin_pages:edit", page.pk)
    strings = Strings(translation)
    if not strings.source.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return _render(request, Desk(request, translation, page), strings)
