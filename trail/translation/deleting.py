"""What becomes of the translations when the page that they translate is deleted: whoever deletes it is asked."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from wagtail.actions.delete_page import DeletePageAction
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.admin import messages
from wagtail.models import Page
from wagtail_localize.models import Translation

from trail.languages.cldr import name_in

from .adoption import translations_of

ANSWERS = "trail_translations_of_deleted"  # in the session, by the key of the page


class Fate(models.TextChoices):
    """What becomes of them. Whatever it is, the words stay in the translators' memory."""

    KEEP = "keep", gettext_lazy("They stay as they are, and become pages of their own.")
    TAKE_DOWN = "take_down", gettext_lazy("They are taken down: visitors do not see them, editors keep them as drafts.")
    DELETE = "delete", gettext_lazy("They are deleted too.")


def translations_left_behind(page: Page) -> list[Page]:
    """The translations of a page and of all pages below it, those above first; none for a translation itself.

    The pages that are asked for are those made from one that goes: an original page of another language is no
    translation, even where it stands below one.
    """
    branch = Page.objects.descendant_of(page, inclusive=True)
    keys = branch.values("translation_key")
    kept = set(
        Translation.objects.filter(
            source__object_id__in=keys, source__locale_id=page.locale_id, enabled=True
        ).values_list("source__object_id", "target_locale_id")
    )
    found = (
        Page.objects.filter(translation_key__in=keys, alias_of__isnull=True)
        .exclude(locale_id=page.locale_id)
        .select_related("locale")
        .order_by("path")
        .specific()
    )
    language = page.locale.language_code
    return [
        each
        for each in found
        if (each.translation_key, each.locale_id) in kept or getattr(each, "translated_from", "") == language
    ]


def stay_or_move(page: Page) -> Iterator[str]:
    """What moving a page does to its translations, for Wagtail's confirmation."""
    moving = {translation.target_locale_id for translation in translations_of(page)}
    for sentence, goes in (
        (_("Its translations move with it: %(languages)s."), True),
        (_("Its translations stay where they are: %(languages)s."), False),
    ):
        languages = [
            name_in(each.locale.language_code, get_language() or "en")
            for each in page.get_translations().select_related("locale")
            if (each.locale_id in moving) is goes
        ]
        if languages:
            yield sentence % {"languages": ", ".join(sorted(languages))}


def stay_alone(page: Page) -> Iterator[str]:
    """Pages of the same key that were never under care stay when a page is deleted; nobody is asked about them."""
    asked = {each.pk for each in translations_left_behind(page)}
    languages = [
        name_in(each.locale.language_code, get_language() or "en")
        for each in page.get_translations().select_related("locale")
        if each.pk not in asked
    ]
    if languages:
        yield _("Its translations stay: %(languages)s.") % {"languages": ", ".join(sorted(languages))}


def follow(translations: Sequence[Page], fate: str, user: Any) -> tuple[int, int]:
    """Do with the translations what was decided; give how many were deleted and how many taken down.

    A page below a deleted one goes with it, unless it is no translation of what was deleted: then its parent is
    taken down instead, so that nothing is lost that nobody asked about.
    """
    keys = {page.pk for page in translations}
    deleted = taken_down = 0
    if fate == Fate.KEEP:
        return deleted, taken_down
    for page in reversed(list(translations)):  # from below
        page = Page.objects.filter(pk=page.pk).specific().first()
        if page is None:
            continue
        others = page.get_children().exclude(pk__in=keys).exists()
        if fate == Fate.DELETE and not others:
            DeletePageAction(page, user=user).execute(skip_permission_checks=True)
            deleted += 1
        elif page.live:
            UnpublishPageAction(page, user=user).execute(skip_permission_checks=True)
            taken_down += 1
    return deleted, taken_down


def fates_allowed(translations: Sequence[Page], user: Any) -> list[str]:
    """What somebody may decide about these pages."""
    testers = [page.permissions_for_user(user) for page in translations]
    allowed = [Fate.KEEP.value]
    if all(tester.can_unpublish() or not tester.page.live for tester in testers):
        allowed.append(Fate.TAKE_DOWN.value)
    if all(tester.can_delete(ignore_bulk=True) for tester in testers):
        allowed.append(Fate.DELETE.value)
    return allowed


class FateForm(forms.Form):
    """The question."""

    fate = forms.ChoiceField(
        label=gettext_lazy("What shall become of them?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what shall become of the translations.")},
    )

    def __init__(self, *args: Any, allowed: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fate"].choices = [choice for choice in Fate.choices if choice[0] in allowed]


def before_deleting(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Hook `before_delete_page`: ask first; with the answer in the session Wagtail's own confirmation follows."""
    translations = translations_left_behind(page)
    if not translations:
        return None
    answers = request.session.get(ANSWERS, {})
    allowed = fates_allowed(translations, request.user)
    answering = request.method == "POST" and "fate" in request.POST
    if answers.get(str(page.pk)) in allowed and not answering and "ask" not in request.GET:
        if request.method == "GET":
            messages.info(request, _("Its translations: %(fate)s") % {"fate": Fate(answers[str(page.pk)]).label})
        else:
            request.translations_left_behind = translations  # type: ignore[attr-defined]
        return None
    form = FateForm(request.POST if answering else None, allowed=allowed, initial={"fate": Fate.KEEP})
    if answering and form.is_valid():
        request.session[ANSWERS] = {**answers, str(page.pk): form.cleaned_data["fate"]}
        return redirect(request.path)
    return render(
        request,
        "translation/deleting.html",
        {"page": page, "form": form, "rows": _rows(translations), "restricted": len(allowed) < len(Fate)},
    )


def after_deleting(request: HttpRequest, page: Page) -> None:
    """Hook `after_delete_page`, in the same transaction: do what was decided."""
    translations = getattr(request, "translations_left_behind", None)
    answers = request.session.get(ANSWERS, {})
    fate = answers.pop(str(page.pk), None)
    if fate is not None:
        request.session[ANSWERS] = answers
    if not translations or fate in (None, Fate.KEEP):
        return
    deleted, taken_down = follow(translations, fate, request.user)
    if deleted:
        said = ngettext("%(count)s translation deleted.", "%(count)s translations deleted.", deleted)
        messages.success(request, said % {"count": deleted})
    if taken_down:
        said = ngettext("%(count)s translation taken down.", "%(count)s translations taken down.", taken_down)
        messages.success(request, said % {"count": taken_down})


def _rows(translations: Sequence[Page]) -> list[dict[str, Any]]:
    """By language: its name, how many pages, how many of them live."""
    rows: dict[str, dict[str, Any]] = {}
    for page in translations:
        code = page.locale.language_code
        row = rows.setdefault(code, {"name": name_in(code, get_language() or "en"), "pages": 0, "live": 0})
        row["pages"] += 1
        row["live"] += page.live
    return sorted(rows.values(), key=lambda row: row["name"])
