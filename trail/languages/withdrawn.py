"""While a language is withdrawn nothing in it goes live; what would have come back is remembered until it is offered again."""

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from trail.publishing.problems import Problem

from .cldr import name_in
from .models import TakenDown, TrailLanguage


def is_withdrawn(locale_id: int) -> bool:
    """Whether a language is withdrawn at this moment."""
    return TrailLanguage.objects.filter(locale_id=locale_id, withdrawn_at__isnull=False).exists()


def remember_for_later(page: Any) -> bool:
    """Remember a page that would come back now, were its language not withdrawn; whether it is."""
    language = TrailLanguage.objects.filter(locale_id=page.locale_id, withdrawn_at__isnull=False).first()
    if language is not None:
        TakenDown.objects.get_or_create(page_id=page.pk, defaults={"language": language})
    return language is not None


def withdrawn_problems(page: Any) -> list[Problem]:
    """While its language is withdrawn, no page of it goes live."""
    if not is_withdrawn(page.locale_id):
        return []
    name = name_in(page.locale.language_code, get_language() or "en")
    return [
        Problem(
            "language-withdrawn",
            _("%(language)s is withdrawn. An administrator offers it again in Settings → Languages.")
            % {"language": name},
        )
    ]
