"""The form for one phrase, and the one for a file."""

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from trail.languages.cldr import is_rtl

from ..changes import PhraseRefused, checked
from ..offered import OfferedPhrase, shipped
from ..plurals import plural_forms
from .rows import Row, Status


class SearchForm(forms.Form):
    """What is looked for in the list."""

    q = forms.CharField(label=_("Words"), required=False, max_length=200)
    status = forms.ChoiceField(label=_("Which"), required=False, choices=[("", _("All")), *Status.choices])


def state_of(said: Sequence[str]) -> str:
    """A short sign of what was said when a form was opened, by which a change of somebody else's is noticed."""
    return hashlib.sha256(json.dumps(list(said)).encode()).hexdigest()[:16]


class PhraseForm(forms.Form):
    """One field for each form that the language has. What would break a page is said at its field."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, language: str, row: Row, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.language, self.row = language, row
        self.fields["seen"].initial = state_of(row.forms)
        for index, label in enumerate(labels_of(language, row.phrase)):
            said = row.forms[index] if index < len(row.forms) else ""
            attributes = {
                "rows": min(8, 2 + len(row.phrase.sources[-1]) // 80),
                "lang": language,
                "dir": "rtl" if is_rtl(language) else "ltr",
                "spellcheck": "true",
            }
            self.fields[f"form_{index}"] = forms.CharField(
                label=label, initial=said, strip=False, required=False, widget=forms.Textarea(attrs=attributes)
            )

    @property
    def names(self) -> list[str]:
        """The names of the fields with words."""
        return [name for name in self.fields if name.startswith("form_")]

    def clean(self) -> dict[str, Any]:
        """Check the forms together; what is right is left in `forms`."""
        values = super().clean() or self.cleaned_data
        given = [values.get(name, "") for name in self.names]
        if values.get("seen") and values["seen"] != state_of(self.row.forms) and tuple(given) != self.row.forms:
            self.add_error(
                None,
                gettext(
                    "Somebody else has changed this phrase meanwhile. It says now: %(text)s Save again to replace it."
                )
                % {"text": " | ".join(self.row.forms) or "–"},
            )
        try:
            self.forms = checked(self.language, self.row.phrase, given)
        except PhraseRefused as refused:
            for name, sentences in zip(self.names, refused.faults, strict=True):
                for sentence in sentences:
                    self.add_error(name, sentence)
        return values


def labels_of(language: str, phrase: OfferedPhrase) -> list[str]:
    """What stands over each field: for which numbers a form is, or nothing but “Translation”."""
    if not phrase.plural:
        return [gettext("Translation")]
    return [form.label for form in plural_forms(shipped(language).rule, language)]


class FileForm(forms.Form):
    """A catalogue that a translator brings."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("A .po file of these phrases, at most 2 MB. What is right in it is taken; the rest is listed."),
        widget=forms.ClearableFileInput(attrs={"accept": ".po,text/x-gettext-translation"}),
    )
