"""Withdrawing a language: visitors are not offered it any more, and no work is lost. It is offered again with one press.

Its live pages are taken down and remembered, each with the version that visitors read. While it is withdrawn nothing in
it goes live; translators go on working. When it is offered again, the pages come back with the facts of today.
"""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Locale, Page, ReferenceIndex, Site
from wagtail_localize.models import Translation

from trail.languages.available import forget_languages
from trail.languages.cldr import name_in
from trail.languages.models import TakenDown, TrailLanguage
from trail.publishing.together import together

from ..adoption import translation_in
from ..facts import copy_facts
from ..freshness import publish_beneath
from ..models import Withdrawn

TOGETHER = 20  # pages of one transaction
Tell = Callable[[int, int], None]


def unheard(_count: int, _of: int) -> None:
    """Where nobody wants to know how far it has come."""


class CannotWithdraw(Exception):
    """A language has to stay; the text says why and what to do."""


@dataclass
class Withdrawal:
    """How many pages were taken down, and how many are still to be."""

    count: int = 0
    remaining: int = 0


@dataclass
class OfferedAgain:
    """What became of the pages: how many are live again, how many wait for their source, and which were refused.

    `remaining` are those for which the time did not suffice; `last` says where to go on.
    """

    back: int = 0
    waiting: int = 0
    refused: list[Page] = field(default_factory=list)
    remaining: int = 0
    last: int = 0


def live_pages(locale: Locale) -> Any:
    """The pages that visitors find in a language, in the order of the tree."""
    return Page.objects.filter(locale=locale, live=True, depth__gte=2).order_by("path")


def reason_to_stay(locale: Locale) -> str:
    """Why a language cannot be withdrawn, in words; nothing where it can."""
    shown = get_language() or "en"
    name = name_in(locale.language_code, shown)
    if Site.objects.filter(is_default_site=True, root_page__locale=locale).exists():
        return _("%(language)s is the trail's first language; the others hang on it.") % {"language": name}
    codes = dict.fromkeys(
        Translation.objects.filter(source__locale=locale, enabled=True)
        .exclude(target_locale__trail_language__withdrawn_at__isnull=False)
        .order_by("target_locale__language_code")
        .values_list("target_locale__language_code", flat=True)
    )
    if codes:
        return _(
            "Pages in %(languages)s are translated from %(language)s and would go down with it. Withdraw these first: "
            "%(languages)s."
        ) % {"language": name, "languages": ", ".join(name_in(code, shown) for code in codes)}
    return ""


def withdraw(locale: Locale, user: Any = None, seconds: float = math.inf, tell: Tell = unheard) -> Withdrawal:
    """Take down the live pages of a language and remember them, the home page first. Raises `CannotWithdraw`.

    Twenty pages are one transaction. What is not done in so many seconds is done by calling it again. `tell` is told how
    many of how many pages are down.
    """
    ends = time.monotonic() + seconds
    with transaction.atomic():
        language, _is_new = TrailLanguage.objects.select_for_update().get_or_create(locale=locale)
        if language.withdrawn_at is None:
            reason = reason_to_stay(locale)
            if reason:
                raise CannotWithdraw(reason)
            language.withdrawn_at, language.withdrawn_by = timezone.now(), user
            language.save()
            log(locale, "wagtail.edit", user=user)
    result = Withdrawal()
    pages = list(live_pages(locale))
    for start in range(0, len(pages), TOGETHER):
        tell(start, len(pages))
        with together(same_references=True):
            for page in pages[start : start + TOGETHER]:
                _take_down(page, language, user)
                result.count += 1
        if time.monotonic() > ends:
            break
    result.remaining = len(pages) - result.count
    forget_languages()
    return result


def _take_down(page: Page, language: TrailLanguage, user: Any) -> None:
    # A row may be left from an earlier time, when the page was refused and somebody else brought it back.
    TakenDown.objects.update_or_create(page=page, defaults={"language": language, "revision_id": page.live_revision_id})
    page.specific.unpublish(user=user)


def offer_again(
    locale: Locale, user: Any = None, seconds: float = math.inf, after: int = 0, tell: Tell = unheard
) -> OfferedAgain:
    """Bring back the pages that were live, the home page first. What is refused stays remembered: one can try again.

    Where the seconds do not suffice, call it again with `after`, which is the `last` of the result.
    """
    ends = time.monotonic() + seconds
    result = OfferedAgain(last=after)
    language = TrailLanguage.objects.filter(locale=locale).first()
    if language is None:
        return result
    if language.withdrawn_at is not None:
        language.withdrawn_at, language.withdrawn_by = None, None
        language.save()
        log(locale, "wagtail.edit", user=user)
    rows = list(language.taken_down.filter(pk__gt=after).select_related("page", "revision").order_by("pk"))
    for start in range(0, len(rows), TOGETHER):
        tell(start, len(rows))
        some = rows[start : start + TOGETHER]
        result.last = some[-1].pk
        with together(same_references=True):
            for taken in some:
                _bring_back(taken, result)
        if time.monotonic() > ends:
            result.remaining = len(rows) - start - len(some)
            break
    forget_languages()
    return result


def _bring_back(taken: TakenDown, result: OfferedAgain) -> None:
    page = taken.page.specific
    translation = (
        Translation.objects.filter(
            source__object_id=page.translation_key, target_locale_id=page.locale_id, enabled=True
        )
        .select_related("source__locale")
        .first()
    )
    source = translation and translation_in(page, translation.source.locale)
    if source is not None and not source.live and not page.live:
        # The source has been taken down meanwhile: the page comes back with it.
        Withdrawn.objects.get_or_create(translation=translation)
        result.waiting += 1
        taken.delete()
        return
    if not page.live:
        shown = taken.revision.as_object() if taken.revision else page
        changed = source is not None and copy_facts(source, shown)
        has_draft = page.latest_revision_id != taken.revision_id
        publish_beneath(shown, page.get_latest_revision_as_object() if has_draft else None)
        if changed:
            ReferenceIndex.create_or_update_for_object(shown)
    if Page.objects.filter(pk=page.pk, live=True).exists():
        result.back += 1
        taken.delete()
    else:
        result.refused.append(page)
