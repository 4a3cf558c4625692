"""Asking which language is to be added. A field with suggestions, since nobody reads a list of three hundred names."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

from trail.languages.cldr import known_tags, name_in, sort_key
from trail.languages.naming import UnknownLanguage, also_called, label, language_named

from .adding import possible_sources

CHOICES = "languages-known"


class AddLanguageForm(forms.Form):
    """The language by name or tag; what comes near is in `near` where it is not known."""

    language = forms.CharField(
        label=_("Language"),
        max_length=100,
        help_text=_("Begin to write its name in your language, in English or in itself, or its tag: mi, pa, pt-br."),
        widget=forms.TextInput(attrs={"list": CHOICES, "autocomplete": "off", "spellcheck": "false"}),
    )
    source = forms.ChoiceField(
        label=_("Translated from"), help_text=_("The language from which its home page is translated.")
    )
    may_publish = forms.BooleanField(
        label=_("Its translators may publish"),
        required=False,
        help_text=_("Without this, a publisher or an administrator reviews each translation before it goes live."),
    )

    def __init__(self, *args: Any, shown_in: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shown_in = shown_in
        self.near: list[tuple[str, str]] = []
        sources = possible_sources()
        self.fields["source"].choices = [(tag, label(tag, shown_in)) for tag in sources]
        self.fields["source"].initial = sources[0] if sources else None

    def clean_language(self) -> str:
        """The tag of the language that was meant."""
        given = self.cleaned_data["language"]
        try:
            return language_named(given, self.shown_in)
        except UnknownLanguage as unknown:
            self.near = [(tag, label(tag, self.shown_in)) for tag in unknown.near]
            message = _("No language is called “%(given)s”. Write its name, or its tag as in CLDR.")
            raise forms.ValidationError(message, params={"given": given}) from unknown

    def suggestions(self) -> list[tuple[str, str]]:
        """What the field suggests: each language that is not there yet, and by what other names it is found."""
        there = set(Locale.all_objects.values_list("language_code", flat=True))
        tags = [tag for tag in known_tags() if tag not in there]
        tags.sort(key=lambda tag: sort_key(name_in(tag, self.shown_in), self.shown_in))
        return [(label(tag, self.shown_in), also_called(tag, self.shown_in)) for tag in tags]
