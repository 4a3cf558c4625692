"""An import that a worker does: a language whole takes longer than anybody should wait for a page."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from trail.background.errands import CannotBeDone, Going, Outcome, errand, send
from trail.languages.cldr import name_in

from .entering import ReportIsOld, enter
from .kept import Upload, find, forget
from .scope import locales_for

KIND = "import-translations"


def about(token: str) -> str:
    """The name of what only one import at a time changes."""
    return f"{KIND}:{token}"


def begin(request: HttpRequest, token: str, upload: Upload, ticked: list[str], shown: str) -> HttpResponse:
    """Leave an import to the worker."""
    title = _("Import “%(file)s” into %(language)s") % {
        "file": upload.name,
        "language": name_in(upload.language, get_language() or "en"),
    }
    back = reverse("trail_exchange_report", args=[token])
    return send(request, KIND, about=about(token), title=title, back=back, token=token, ticked=ticked, shown=shown)


@errand(KIND, whole=True)
def enter_upload(going: Going) -> Outcome:
    """Import what was uploaded, whole or not at all; the upload goes with it. Raises `CannotBeDone`."""
    user, asked = going.user, going.arguments
    upload = find(user.pk, asked["token"])
    if upload is None:
        raise CannotBeDone(_("The upload is not kept any more. Upload the file again."), again=False)
    locale = next((each for each in locales_for(user) if each.language_code == upload.language), None)
    if locale is None:
        raise PermissionDenied
    try:
        done = enter(upload.name, upload.content, locale, user, ticked=asked["ticked"], shown=asked["shown"])
    except ReportIsOld as old:
        sentence = _("Meanwhile something has changed here. Nothing was imported; look again.")
        raise CannotBeDone(sentence, again=False) from old
    forget(user.pk, asked["token"])
    return Outcome(
        [what_entered(done.entered, done.report.counts["unchanged"], done.left_out)],
        links=[(page.strings.edit_address, str(page.title)) for page in done.pages],
    )


def what_entered(entered: int, unchanged: int, left_out: int) -> str:
    """How many texts entered, stayed and were left out."""
    sentences: list[Any] = [
        ngettext("%(count)s text was imported.", "%(count)s texts were imported.", entered) % {"count": entered},
        ngettext("%(count)s was unchanged.", "%(count)s were unchanged.", unchanged) % {"count": unchanged},
    ]
    if left_out:
        sentences.append(
            ngettext("%(count)s was left out.", "%(count)s were left out.", left_out) % {"count": left_out}
        )
    return " ".join(sentences)
