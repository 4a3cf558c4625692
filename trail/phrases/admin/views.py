"""The screens on which phrases are translated."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import Truncator
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from trail.languages.available import trail_languages
from trail.languages.catalogues import locale_directory
from trail.languages.cldr import endonym, is_rtl, name_in

from ..changes import reset, say
from ..checks import placeholders_of
from ..exchange.reading import NotTaken, Report, imported
from ..exchange.writing import exported
from ..offered import offered
from ..progress import progress_of
from ..rights import languages_of
from .forms import FileForm, PhraseForm, SearchForm, labels_of
from .rows import Row, chosen, next_missing, rows_of

PER_PAGE = 50


class PhrasesView(WagtailAdminTemplateMixin, TemplateView):
    """What the screens share: somebody who may translate, and the way back."""

    page_title: Any = gettext_lazy("Interface phrases")
    header_icon = "openquote"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not languages_of(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": reverse("trail_phrases"), "label": _("Interface phrases")}]


class LanguagesView(PhrasesView):
    """The languages of the trail, and how far their phrases are translated."""

    template_name = "phrases/languages.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        tags = trail_languages()
        theirs, found, shown_in = set(languages_of(self.request.user)), progress_of(tags), get_language() or "en"
        languages = [
            {"tag": tag, "name": endonym(tag), "known_as": name_in(tag, shown_in), "progress": found[tag]}
            | {"may": tag in theirs}
            for tag in tags
        ]
        return {**super().get_context_data(**kwargs), "languages": languages}


class OneLanguage(PhrasesView):
    """What the screens of one language share: those who may not translate into it are turned away."""

    def dispatch(self, request: HttpRequest, *args: Any, tag: str, **kwargs: Any) -> HttpResponseBase:
        if tag not in trail_languages():
            raise Http404
        if tag not in languages_of(request.user):
            raise PermissionDenied
        self.tag = tag
        return super().dispatch(request, *args, tag=tag, **kwargs)

    @cached_property
    def rows(self) -> list[Row]:
        """All phrases of the language."""
        return rows_of(self.tag)

    def get_page_subtitle(self) -> str:
        return name_in(self.tag, get_language() or "en")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        url = reverse("trail_phrases_language", args=[self.tag])
        return [*super().get_breadcrumbs_items(), {"url": url, "label": name_in(self.tag, get_language() or "en")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        direction = "rtl" if is_rtl(self.tag) else "ltr"
        return {**context, "tag": self.tag, "direction": direction, "language_name": self.get_page_subtitle()}


class LanguageView(OneLanguage):
    """The list of a language's phrases, searched and narrowed down."""

    template_name = "phrases/language.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = SearchForm(self.request.GET or None)
        asked = form.cleaned_data if form.is_valid() else {}
        found = chosen(self.rows, asked.get("q", ""), asked.get("status", ""))
        page = Paginator(found, PER_PAGE).get_page(self.request.GET.get("p"))
        progress = progress_of([self.tag])[self.tag]
        return {**super().get_context_data(**kwargs), "form": form, "items": page, "progress": progress}


class PhraseView(OneLanguage):
    """One phrase: its English, where it is used, what ships, and the fields."""

    template_name = "phrases/phrase.html"
    form: PhraseForm | None = None

    def dispatch(self, request: HttpRequest, *args: Any, key: str, **kwargs: Any) -> HttpResponseBase:
        if key not in offered():
            raise Http404
        self.key = key
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def row(self) -> Row:
        """The phrase as it stands."""
        return next(row for row in self.rows if row.phrase.key == self.key)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": Truncator(self.row.phrase.msgid).chars(60)}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        labels = labels_of(self.tag, self.row.phrase)
        return {
            **super().get_context_data(**kwargs),
            "row": self.row,
            "placeholders": placeholders_of(self.row.phrase),
            "form": self.form or PhraseForm(language=self.tag, row=self.row),
            "shipped": list(zip(labels, self.row.shipped, strict=False)),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Save, or go back to what ships."""
        if "reset" in request.POST:
            reset(self.tag, self.key)
            messages.success(request, _("The phrase is said as shipped again."))
            return redirect("trail_phrase", self.tag, self.key)
        self.form = PhraseForm(request.POST, language=self.tag, row=self.row)
        if not self.form.is_valid():
            return self._again(request)
        say(self.tag, self.key, self.form.forms, request.user)
        messages.success(request, _("Saved. Visitors read it from now on."))
        if "next" in request.POST:
            following = next_missing(rows_of(self.tag), self.key)
            if following is not None:
                return redirect("trail_phrase", self.tag, following.phrase.key)
            messages.info(request, _("Every phrase of this language is translated."))
        return redirect("trail_phrases_language", self.tag)

    def _again(self, request: HttpRequest) -> HttpResponse:
        """The form with what was typed, and what is wrong with it."""
        messages.error(request, _("The phrase was not saved; what stands in the way is said at its field."))
        context = self.get_context_data(tag=self.tag, key=self.key)
        # Saving once more is meant to replace what somebody else has saved meanwhile.
        assert self.form is not None
        self.form.data = self.form.data.copy()
        self.form.data["seen"] = self.form.fields["seen"].initial
        return self.render_to_response(context)


class ExportView(OneLanguage, View):
    """The phrases of a language as a file."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = HttpResponse(exported(self.tag), content_type="text/x-gettext-translation; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="phrases-{locale_directory(self.tag)}.po"'
        return response


class ImportView(OneLanguage):
    """A file taken in, and what became of it."""

    template_name = "phrases/import.html"
    form: FileForm | None = None
    report: Report | None = None

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": _("Take a .po file in")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "form": self.form or FileForm(), "report": self.report}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take the file in; without one, or with one that cannot be read, say so at the field."""
        self.form = FileForm(request.POST, request.FILES)
        if self.form.is_valid():
            try:
                self.report = imported(self.tag, self.form.cleaned_data["file"].read(), request.user)
            except NotTaken as reason:
                self.form.add_error("file", str(reason))
        return self.render_to_response(self.get_context_data(**kwargs))
