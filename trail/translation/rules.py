"""What keeps a translation from going live."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from trail.publishing.problems import Problem

from .freshness import untranslated_in

SHOWN = 80


def untranslated_problems(page: Any) -> list[Problem]:
    """One problem that names the first of the words that still stand in the source's language."""
    missing = untranslated_in(page)
    if not missing:
        return []
    first = missing[0] if len(missing[0]) <= SHOWN else missing[0][:SHOWN].rsplit(" ", 1)[0] + " …"
    return [
        Problem(
            "untranslated",
            _("%(count)s texts are not translated yet, the first of them “%(first)s”. Translate them, then publish.")
            % {"count": len(missing), "first": first},
        )
    ]


def unread_problems(page: Any) -> list[Problem]:
    """What a machine has translated does not go live before somebody has read it."""
    source = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale_id=page.locale_id, enabled=True
    ).values("source_id")
    by_machine = StringTranslation.objects.filter(
        locale_id=page.locale_id,
        context__object_id=page.translation_key,
        translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE,
    ).values_list("context_id", "translation_of_id")
    standing = set(StringSegment.objects.filter(source__in=source).values_list("context_id", "string_id"))
    unread = len(standing.intersection(by_machine))
    if not unread:
        return []
    return [
        Problem(
            "unread",
            ngettext(
                "%(count)s text was translated by machine and nobody has read it yet. Confirm it or put it right.",
                "%(count)s texts were translated by machine and nobody has read them yet. Confirm them or put them right.",
                unread,
            )
            % {"count": unread},
        )
    ]
