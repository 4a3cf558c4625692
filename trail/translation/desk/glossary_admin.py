"""The glossary in the admin: one list of terms with filters, and tables to carry in and out."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button
from wagtail.models import Locale
from wagtail.permissions import register_permission_policy

from trail.core.reference_menu import REFERENCE_MENU_HOOK

from ..models import GlossaryTerm
from .glossary_files import Reading, read_glossary, store, write_glossary
from .glossary_rights import GlossaryPolicy, languages_of

register_permission_policy(GlossaryTerm, GlossaryPolicy(GlossaryTerm))
IMPORT, EXPORT = "trail_glossary_import", "trail_glossary_export"


class OwnLanguages:
    """Views that know the terms of the languages only whose pages somebody may change."""

    request: HttpRequest

    def get_queryset(self) -> QuerySet[GlossaryTerm]:
        return GlossaryTerm.objects.filter(locale__in=languages_of(self.request.user))

    def get_form(self, *args: Any, **kwargs: Any) -> Any:
        form = super().get_form(*args, **kwargs)
        if "locale" in form.fields:
            form.fields["locale"].queryset = languages_of(self.request.user)
        return form


class GlossaryIndexView(generic.IndexView):
    """The list, with the way to tables."""

    def get_base_queryset(self) -> QuerySet[GlossaryTerm]:
        allowed = languages_of(self.request.user)
        return GlossaryTerm.objects.filter(locale__in=allowed).select_related("locale", "source_locale")

    @property
    def header_more_buttons(self) -> list[Button]:
        table = Button(_("Import or export a table"), url=reverse(IMPORT), icon_name="table", priority=10)
        return [*super().header_more_buttons, table]


class GlossaryAddView(OwnLanguages, generic.CreateView):
    """A new term, in one's own languages."""


class GlossaryEditView(OwnLanguages, generic.EditView):
    """A term, in one's own languages."""


class GlossaryDeleteView(OwnLanguages, generic.DeleteView):
    """Take a term out, in one's own languages."""


class TranslationColumn(Column):
    """The translation of a term, or that it has none of its own."""

    def __init__(self) -> None:
        super().__init__("translation", label=gettext_lazy("Translation"), sort_key="translation")

    def get_value(self, instance: GlossaryTerm) -> str:
        return _("leave as it is") if instance.leave_as_is else instance.translation


class GlossaryViewSet(ModelViewSet):
    """Terms of all languages in one list; a translator sees those of their own."""

    model = GlossaryTerm
    name = "glossary"
    url_prefix = "glossary"
    icon = "list-ul"
    menu_label = gettext_lazy("Glossary")
    menu_name = "glossary"
    menu_order = 60
    menu_hook = REFERENCE_MENU_HOOK
    add_to_admin_menu = False
    add_to_reference_index = False
    copy_view_enabled = False
    form_fields = ["source_locale", "locale", "term", "translation", "leave_as_is", "note"]
    list_display = ["term", TranslationColumn(), "note", "locale"]
    list_filter = ["locale", "source_locale", "leave_as_is"]
    list_export = ["term", "translation", "leave_as_is", "note", "locale", "source_locale"]
    export_filename = "glossary"
    search_fields = ["term", "translation", "note"]
    search_backend_name = None
    list_per_page = 100
    index_view_class = GlossaryIndexView
    add_view_class = GlossaryAddView
    edit_view_class = GlossaryEditView
    delete_view_class = GlossaryDeleteView


class GlossaryFileForm(forms.Form):
    """Which file, for which pair of languages."""

    locale = forms.ModelChoiceField(Locale.objects.none(), label=gettext_lazy("Language"))
    source_locale = forms.ModelChoiceField(Locale.objects.all(), label=gettext_lazy("Source language"))
    file = forms.FileField(
        label=gettext_lazy("Table"), help_text=gettext_lazy("CSV in UTF-8, with the columns source, target, note.")
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["locale"].queryset = languages_of(user)
        self.fields["source_locale"].initial = Locale.get_default()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("locale") and cleaned.get("locale") == cleaned.get("source_locale"):
            self.add_error("locale", _("Choose two different languages."))
        return cleaned


def import_glossary(request: HttpRequest) -> HttpResponse:
    """Upload a table: everything in it becomes the glossary, or nothing, with each fault named by its line."""
    languages = languages_of(request.user)
    if not languages:
        raise PermissionDenied
    form = GlossaryFileForm(request.POST or None, request.FILES or None, user=request.user)
    faults: list[str] = []
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        reading = read_glossary(chosen["file"].read(), chosen["source_locale"], chosen["locale"])
        faults = reading.faults
        if not faults:
            store(reading)
            _tell(request, reading)
            return redirect("glossary:index")
    glossaries = (
        GlossaryTerm.objects.filter(locale__in=languages)
        .order_by()
        .values_list("source_locale__language_code", "locale__language_code")
    )
    context = {
        "form": form,
        "faults": faults,
        "glossaries": sorted(set(glossaries)),
        "header_title": _("Glossary"),
        "export_name": EXPORT,
    }
    return TemplateResponse(request, "translation/desk/glossary_import.html", context)


def _tell(request: HttpRequest, reading: Reading) -> None:
    counts = {"count": len(reading.terms), "added": reading.added, "changed": reading.changed}
    messages.success(request, _("%(count)s terms read: %(added)s new, %(changed)s changed.") % counts)


@require_GET
def export_glossary(request: HttpRequest, source: str, language: str) -> HttpResponse:
    """The glossary of a pair of languages as a table that can be read in again."""
    locale = get_object_or_404(languages_of(request.user), language_code=language)
    source_locale = get_object_or_404(Locale, language_code=source)
    response = HttpResponse("\ufeff" + write_glossary(source_locale, locale), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="glossary.{language}.csv"'
    return response


def glossary_urls() -> list[URLPattern]:
    """Beside those of the viewset."""
    return [
        path("glossary/table/", import_glossary, name=IMPORT),
        path("glossary/table/<slug:source>/<slug:language>.csv", export_glossary, name=EXPORT),
    ]


glossary_viewset = GlossaryViewSet()
