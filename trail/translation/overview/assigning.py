"""Who translates which page: given out by those who publish, taken by translators where nobody has it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation

from trail.languages.cldr import name_in
from trail.translation.beginning import CannotBegin, begin_translation
from trail.translation.models import Assignment

from .people import languages_of, may_assign, name_of, translators_of


@dataclass
class Given:
    """What came of giving out some pages: those that were, and why others were not."""

    pages: list[Page] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def assign(pages: Iterable[Page], locale: Locale, translator: Any | None, *, by: Any, only_free: bool = False) -> Given:
    """Give the translation of pages to somebody, or to nobody; what is not begun yet is begun.

    With `only_free`, a page that somebody else has stays theirs.
    """
    given = Given()
    for page in pages:
        record = _record(page, locale)
        theirs = Assignment.objects.filter(translation=record).select_related("translator").first() if record else None
        if only_free and theirs is not None and theirs.translator_id != by.pk:
            given.problems.append(
                _("“%(page)s” is translated by %(person)s.") % {"page": page, "person": name_of(theirs.translator)}
            )
            continue
        try:
            with transaction.atomic():
                if record is None and translator is not None:
                    begin_translation(page, locale, by)
                    record = _record(page, locale)
                if record is not None and (
                    theirs is None or translator is None or theirs.translator_id != translator.pk
                ):
                    Assignment.objects.filter(translation=record).delete()
                    if translator is not None:
                        Assignment.objects.create(translation=record, translator=translator)
        except CannotBegin as problem:
            given.problems.append(str(problem))
        else:
            given.pages.append(page)
    return given


def _record(page: Page, locale: Locale) -> Translation | None:
    return Translation.objects.filter(
        source__object_id=page.translation_key, target_locale=locale, enabled=True
    ).first()


class AssignForm(forms.Form):
    """To whom; the choice is among the translators of the language."""

    translator = forms.ModelChoiceField(
        queryset=None, required=False, label=gettext_lazy("Translator"), empty_label=gettext_lazy("Nobody")
    )

    def __init__(self, *args: Any, translators: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["translator"].queryset = translators
        self.fields["translator"].label_from_instance = name_of


class AssignView(WagtailAdminTemplateMixin, FormView):
    """Asks who translates some pages into a language, and writes it down."""

    form_class = AssignForm
    template_name = "translation/overview/assign.html"
    page_title = gettext_lazy("Assign a translator")
    header_icon = "user"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Only for the languages that somebody sees; an editor who does not publish gives out nothing."""
        asked = request.POST if request.method == "POST" else request.GET
        self.locale = get_object_or_404(Locale, language_code=asked.get("language", ""))
        self.gives = may_assign(request.user)
        self.translators = translators_of(self.locale.language_code)
        if not self.gives:
            self.translators = self.translators.filter(pk=request.user.pk)
            if self.locale not in languages_of(request.user) or not self.translators.exists():
                raise PermissionDenied
        wanted = [pk for pk in asked.getlist("page") if pk.isdecimal() and len(pk) < 19]
        self.pages = list(Page.objects.filter(pk__in=wanted, depth__gt=1).exclude(locale=self.locale).order_by("path"))
        if not self.pages:
            messages.warning(request, _("No page was chosen. Tick the pages, then press “Assign”."))
            return HttpResponseRedirect(self.get_success_url())
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The way back is the table."""
        table = {"url": self.get_success_url(), "label": _("Translations")}
        return [*super().get_breadcrumbs_items(), table, {"url": "", "label": self.get_page_title()}]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "translators": self.translators}

    def get_initial(self) -> dict[str, Any]:
        """The one who has all of them already, or the only one who could."""
        keys = [page.translation_key for page in self.pages]
        held = set(
            Assignment.objects.filter(
                translation__source__object_id__in=keys, translation__target_locale=self.locale
            ).values_list("translator_id", flat=True)
        )
        if len(held) == 1:
            return {"translator": held.pop()}
        return {} if self.gives else {"translator": self.request.user.pk}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "pages": self.pages,
            "language": self.locale.language_code,
            "language_name": capfirst(name_in(self.locale.language_code, get_language() or "en")),
            "there_is_nobody": not self.translators.exists(),
            "next": self.get_success_url(),
        }

    def form_valid(self, form: AssignForm) -> HttpResponse:
        translator = form.cleaned_data["translator"]
        given = assign(self.pages, self.locale, translator, by=self.request.user, only_free=not self.gives)
        for problem in dict.fromkeys(given.problems):
            messages.error(self.request, problem)
        if given.pages:
            messages.success(self.request, _what_was_given(len(given.pages), translator))
        return super().form_valid(form)

    def get_success_url(self) -> str:
        """Back to the table as it was filtered."""
        asked = self.request.POST.get("next") or self.request.GET.get("next") or ""
        ours = url_has_allowed_host_and_scheme(asked, {self.request.get_host()}, require_https=self.request.is_secure())
        return asked if ours else reverse("trail_translations")


def _what_was_given(count: int, translator: Any | None) -> str:
    if translator is None:
        return ngettext(
            "%(count)s page is free for anybody to translate.",
            "%(count)s pages are free for anybody to translate.",
            count,
        ) % {"count": count}
    return ngettext("%(person)s translates %(count)s page.", "%(person)s translates these %(count)s pages.", count) % {
        "person": name_of(translator),
        "count": count,
    }
