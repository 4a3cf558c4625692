"""The door through which a translator begins a page."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.models import Locale, Page

from trail.languages.cldr import endonym, name_in

from .adoption import translation_in
from .beginning import Beginning, CannotBegin, begin_translation


def may_begin(user: Any, locale: Locale) -> bool:
    """Whether somebody may make pages in the tree of a language: its translators, editors, administrators."""
    home = Page.objects.filter(depth=2, locale=locale).order_by("path").first()
    return bool(home and home.permissions_for_user(user).can_add_subpage())


class BeginTranslationView(WagtailAdminTemplateMixin, TemplateView):
    """Begins the translation of a page and leads to it; opened as a plain link, it asks first."""

    template_name = "translation/offering/begin.html"
    page_title = gettext_lazy("Begin a translation")
    header_icon = "wagtail-localize-language"

    def dispatch(self, request: HttpRequest, *args: Any, tag: str, source_pk: int, **kwargs: Any) -> HttpResponse:
        self.locale = get_object_or_404(Locale, language_code=tag.lower())
        self.source = get_object_or_404(Page.objects.filter(depth__gte=2), pk=source_pk).specific
        if not may_begin(request.user, self.locale):
            raise PermissionDenied
        standing = translation_in(self.source, self.locale)
        if standing is not None and request.method != "POST":
            return redirect("wagtailadmin_pages:edit", standing.pk)
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return f"{self.source} → {endonym(self.locale.language_code)}"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        here = {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()}
        return [*super().get_breadcrumbs_items(), here]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "source": self.source,
            "tag": self.locale.language_code,
            "language": name_in(self.locale.language_code, get_language() or "en"),
            "source_language": self.source.locale.language_code,
        }

    def post(self, request: HttpRequest) -> HttpResponse:
        try:
            begun = begin_translation(self.source, self.locale, request.user)
        except CannotBegin as problem:
            messages.error(request, str(problem))
            return HttpResponseRedirect(self._back())
        messages.success(request, _what_was_made(begun))
        return redirect("wagtailadmin_pages:edit", begun.page.pk)

    def _back(self) -> str:
        home = Page.objects.filter(depth=2, locale=self.locale).first()
        return reverse("wagtailadmin_explore", args=[home.pk]) if home else reverse("wagtailadmin_home")


def _what_was_made(begun: Beginning) -> str:
    if not begun.made:
        return _("“%(page)s” has been begun already; here it is.") % {"page": begun.page}
    text = _("“%(page)s” is a draft now, with the words of its source: put yours in their place.") % {
        "page": begun.page
    }
    above = len(begun.made) - 1
    if not above:
        return text
    also = ngettext(
        "%(count)s page above it was begun too: visitors reach this one once that is public.",
        "%(count)s pages above it were begun too: visitors reach this one once those are public.",
        above,
    ) % {"count": above}
    return format_html("{} {}", text, also)
