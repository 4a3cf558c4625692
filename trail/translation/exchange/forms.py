"""What to send out, and what to take in."""

from typing import Any

from django import forms
from django.template.defaultfilters import filesizeformat
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Page

from trail.languages.cldr import endonym, name_in

from .files import MAX_UPLOAD
from .scope import locales_for
from .writing import Wanted


class LanguageField(forms.ModelChoiceField):
    """One of the languages in which somebody translates; the only one is chosen already."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Page.objects.none(), label=gettext_lazy("Language"), empty_label=None, **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        """“Italian (italiano)”."""
        tag = obj.language_code
        name, own = name_in(tag, get_language() or "en"), endonym(tag)
        return name if name == own else f"{name} ({own})"


class _OfUser(forms.Form):
    """A form that offers the languages of one person."""

    locale = LanguageField()

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["locale"].queryset = locales_for(user)
        self.fields["locale"].to_field_name = "language_code"


class ExportForm(_OfUser):
    """Which language, which pages, which texts, in one file or many."""

    page = forms.ModelChoiceField(
        label=gettext_lazy("Only beneath this page"),
        queryset=Page.objects.filter(depth__gte=2),
        required=False,
        widget=AdminPageChooser,
        help_text=gettext_lazy("A campaign, a region or one page, in any language. Left empty: all pages."),
    )
    alone = forms.BooleanField(
        label=gettext_lazy("Without the pages beneath it"),
        required=False,
    )
    wanted = forms.ChoiceField(
        label=gettext_lazy("Texts"),
        choices=Wanted.choices,
        initial=Wanted.ALL,
        widget=forms.RadioSelect,
        required=False,
    )
    shape = forms.ChoiceField(
        label=gettext_lazy("File"),
        choices=[
            ("zip", gettext_lazy("A zip with one PO file for each page, and the glossary")),
            ("po", gettext_lazy("One PO file for all")),
        ],
        initial="zip",
        widget=forms.RadioSelect,
        required=False,
    )

    def clean_wanted(self) -> Wanted:
        """All, where a link does not say."""
        return Wanted(self.cleaned_data["wanted"] or Wanted.ALL)

    def clean_shape(self) -> str:
        """A zip, where a link does not say."""
        return self.cleaned_data["shape"] or "zip"

    def clean(self) -> dict[str, Any]:
        """Without a page there is nothing beneath it."""
        cleaned = super().clean() or {}
        if cleaned.get("alone") and not cleaned.get("page"):
            self.add_error("page", _("Choose the page, or take the mark off below."))
        return cleaned


class ImportForm(_OfUser):
    """A file for a language."""

    file = forms.FileField(
        label=gettext_lazy("PO file, or a zip of them"),
        widget=forms.FileInput(attrs={"accept": ".po,.zip"}),
        help_text=gettext_lazy("First you are shown what would happen. Nothing changes yet."),
    )

    def clean_file(self) -> Any:
        """Not larger than we read."""
        file = self.cleaned_data["file"]
        if file.size > MAX_UPLOAD:
            raise forms.ValidationError(_("The file is larger than %(limit)s.") % {"limit": filesizeformat(MAX_UPLOAD)})
        return file
