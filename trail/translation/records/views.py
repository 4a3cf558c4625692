"""The screen “Names” of one language: all records that its pages name, in one form."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation

from trail.languages.cldr import is_rtl, name_in

from ..begin_view import may_begin
from ..desk.checks import hints_for
from ..desk.glossary import Glossary
from ..desk.memory import add_exact, near
from ..overview.people import languages_of
from .entering import enter
from .names import Name, fill_in_strings, names_of

PER_PAGE = 40


class NamesView(WagtailAdminTemplateMixin, TemplateView):
    """For those who may begin pages in a language; others who see the language's translations may read."""

    template_name = "translation/records/names.html"
    page_title = gettext_lazy("Names")
    header_icon = "wagtail-localize-language"

    def dispatch(self, request: HttpRequest, *args: Any, tag: str, **kwargs: Any) -> HttpResponse:
        self.locale = get_object_or_404(Locale, language_code=tag.lower())
        self.may_change = may_begin(request.user, self.locale)
        if not self.may_change and self.locale not in languages_of(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def may_publish(self) -> bool:
        """Whether what this person translates is read by visitors at once."""
        home = Page.objects.filter(depth=2, locale=self.locale).order_by("path").first()
        return bool(home and home.permissions_for_user(self.request.user).can_publish())

    @property
    def language(self) -> str:
        """The language's name in that of the admin."""
        return str(capfirst(name_in(self.locale.language_code, get_language() or "en")))

    def get_page_subtitle(self) -> str:
        return self.language

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        here = {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()}
        table = {"url": reverse("trail_translations"), "label": _("Translations")}
        return [*super().get_breadcrumbs_items(), table, here]

    @cached_property
    def all_names(self) -> list[Name]:
        """Every record of the trail that is not in this language first."""
        return names_of(self.locale)

    @cached_property
    def names(self) -> list[Name]:
        """Those that are asked for: one record, all, or those that pages in the language name."""
        asked = self.request.GET
        if asked.get("record"):
            return [one for one in self.all_names if str(one.record.translation_key) == asked["record"]]
        which = [one for one in self.all_names if one.pages or asked.get("which") == "all"]
        return [one for one in which if not one.target] if asked.get("open") else which

    @cached_property
    def page(self) -> Any:
        """The part of them that is shown, with its strings."""
        page = Paginator(self.names, PER_PAGE).get_page(self.request.GET.get("p"))
        page.object_list = list(page.object_list)
        fill_in_strings(page.object_list, self.locale)
        return page

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Save what was typed; what could not be saved stays in its field, with why."""
        if not self.may_change:
            raise PermissionDenied
        with transaction.atomic():
            entered = enter(self.page.object_list, request.POST, request.user, may_publish=self.may_publish)
        if entered.saved:
            text = ngettext("%(count)s text was saved.", "%(count)s texts were saved.", entered.saved)
            messages.success(request, text % {"count": entered.saved})
        if entered.written:
            names = ", ".join(f"“{record}”" for record in entered.written)
            text = _("Visitors now read in %(language)s: %(names)s.")
            messages.success(request, text % {"language": self.language, "names": names})
        for problem in entered.problems:
            messages.error(request, problem)
        if entered.problems:
            return self.render_to_response(self.get_context_data())
        if not entered.saved and not entered.written:
            messages.info(request, _("Nothing was changed."))
        return HttpResponseRedirect(request.get_full_path())

    def _help(self) -> Any:
        """The offers, the terms and the checks of each string, and the one for which similar texts are asked."""
        asked = self.request.GET.get("near", "")
        looked_up, glossaries = None, {}
        by_source: dict[int, list[Name]] = {}
        for name in self.page.object_list:
            by_source.setdefault(name.record.locale_id, []).append(name)
        for locale_id, names in by_source.items():
            glossary = glossaries[locale_id] = Glossary(names[0].record.locale, self.locale)
            entries = [entry for name in names for entry in name.entries]
            add_exact(names[0].translation, entries)
            for entry in entries:
                entry.terms = glossary.terms_in(entry.source)
                entry.hints = [
                    *hints_for(entry.source, entry.data, glossary.languages, entry.longest),
                    *glossary.hints(entry.terms, entry.data),
                ]
        for name in self.page.object_list:
            for entry in name.entries:
                if str(entry.pk) == asked:
                    looked_up = entry
                    entry.offers += near(name.translation, entry)
        return looked_up

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        tag = self.locale.language_code
        asked = self.request.GET
        used = [one for one in self.all_names if one.pages]
        return {
            **super().get_context_data(**kwargs),
            "looked_up": self._help(),
            "page_obj": self.page,
            "names": self.page.object_list,
            "tag": tag,
            "direction": "rtl" if is_rtl(tag) else "ltr",
            "language_name": self.language,
            "readonly": not self.may_change,
            "may_publish": self.may_publish,
            "waiting": sum(1 for one in self.page.object_list if one.waits),
            "done": sum(1 for one in used if one.target),
            "of": len(used),
            "which": asked.get("which", ""),
            "only_open": bool(asked.get("open")),
            "asked_record": asked.get("record", ""),
        }


def translation_of(record: Any) -> Translation | None:
    """The record of translating one, where somebody has begun."""
    return Translation.objects.filter(
        source__object_id=record.translation_key, target_locale_id=record.locale_id, enabled=True
    ).first()
