"""The weekly mail: what is given to a translator, what became stale, and to those who publish, what waits for them.

Run every day, it sends nobody more than one mail in seven days. Who has nothing to do gets none.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext, override
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_admin_base_url
from wagtail.models import Locale

from trail.accounts.roles import translator_role
from trail.core.mail import mail_is_configured
from trail.languages.cldr import format_date, format_number, name_in
from trail.translation.models import Digest

from .dashboard import WEEK, Work, work_of
from .lines import in_words
from .people import admin_language_of, languages_published_by, languages_translated_by
from .sources import count_words, uncounted
from .state import Cell, Row, overview, pages_in_review
from .unsubscribe import address_for

LISTED = 30
logger = logging.getLogger(__name__)


@dataclass
class News:
    """What there is to tell somebody."""

    work: Work
    review: list[Cell]
    since: datetime

    def __bool__(self) -> bool:
        return bool(self.work.mine or self.work.newly_stale or self.review)


@dataclass
class Outcome:
    """What a run did, or why it could not."""

    told: list[Any] = field(default_factory=list)
    failed: list[Any] = field(default_factory=list)
    obstacle: str = ""


def send_digests(now: datetime | None = None, *, dry_run: bool = False) -> Outcome:
    """Send what is due. With `dry_run` nobody is sent anything; `told` are then those who would be."""
    now = now or timezone.now()
    if not dry_run and not mail_is_configured():
        return Outcome(obstacle="no mail server is set (TRAIL_EMAIL_URL), so nobody was told")
    people = recipients()
    if not people:
        return Outcome()
    tags = dict(Locale.objects.values_list("pk", "language_code"))
    rows = overview(tags)
    if not dry_run and count_words(uncounted(rows)):
        rows = overview(tags)
    outcome = Outcome()
    for person in people:
        last = sent_at(person)
        if last is not None and timezone.localdate(now) - timezone.localdate(last) < WEEK:
            continue
        news = news_for(person, last or now - WEEK, rows)
        if not news:
            continue
        if dry_run:
            outcome.told.append(person)
        elif _claim(person, last, now):
            sent = _send(person, news, tags)
            (outcome.told if sent else outcome.failed).append(person)
            if not sent:
                Digest.objects.filter(user=person, sent_at=now).update(sent_at=last)
    return outcome


def recipients() -> list[Any]:
    """Translators, and those who may publish, who can be reached and have not turned the mails off."""
    groups = [translator_role(tag) for tag in Locale.objects.values_list("language_code", flat=True)]
    concerned = Q(groups__name__in=groups) | Q(groups__page_permissions__permission__codename="publish_page")
    users = get_user_model().objects.filter(concerned, is_active=True).exclude(email="")
    return list(users.exclude(translation_digest__wanted=False).distinct().order_by("pk"))


def concerns(user: Any) -> bool:
    """Whether somebody would be sent digests: they translate or publish."""
    return bool(languages_translated_by(user) or languages_published_by(user))


def sent_at(person: Any) -> datetime | None:
    """When somebody got their last digest."""
    return Digest.objects.filter(user=person).values_list("sent_at", flat=True).first()


def news_for(person: Any, since: datetime, rows: Sequence[Row]) -> News:
    """What somebody is told: their own pages, what became stale since the last mail, what was handed in since."""
    theirs = languages_published_by(person)
    handed_in = pages_in_review(since) if theirs else set()
    review = [
        cell
        for row in rows
        for cell in row.cells.values()
        if cell.page_pk in handed_in and cell.locale_id in theirs and cell.translation_pk
    ]
    return News(work_of(person, languages_translated_by(person), since, rows), review, since)


def _claim(person: Any, last: datetime | None, now: datetime) -> bool:
    """Mark the week before the mail is sent: of two runs at the same time, one only gets a yes."""
    Digest.objects.get_or_create(user=person)
    return bool(Digest.objects.filter(user=person, wanted=True, sent_at=last).update(sent_at=now))


def _send(person: Any, news: News, tags: Mapping[int, str]) -> bool:
    """One mail in the person's language. One that fails is logged, and tried again by the next run."""
    with override(admin_language_of(person)):
        subject, body = mail_on(news, tags, address_for(person))
    # RFC 8058: programs for mail show a button that needs neither a page nor signing in.
    headers = {
        "List-Unsubscribe": f"<{address_for(person)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    try:
        EmailMessage(subject, body, to=[person.email], headers=headers).send()
    except Exception:
        logger.exception("User %s could not be sent the digest of translations.", person.pk)
        return False
    return True


def mail_on(news: News, tags: Mapping[int, str], unsubscribe: str) -> tuple[str, str]:
    """Subject and text: each page with how it stands and where it is translated."""
    language = get_language() or "en"
    base = get_admin_base_url() or ""
    since = format_date(timezone.localdate(news.since), language)
    work = news.work
    parts = []
    if work.mine:
        words = ngettext("%(words)s word left", "%(words)s words left", work.words_left) % {
            "words": format_number(work.words_left, language)
        }
        parts.append(_part(_("Yours to translate: %(words)s") % {"words": words}, work.mine, work.rows, tags))
    if work.newly_stale:
        heading = _("Changed in the source since %(date)s, and nobody's yet") % {"date": since}
        parts.append(_part(heading, work.newly_stale, work.rows, tags))
    if news.review:
        parts.append(_part(_("Waiting for review since %(date)s") % {"date": since}, news.review, work.rows, tags))
    table = _("All pages and how they stand: %(address)s") % {"address": f"{base}{reverse('trail_translations')}"}
    leave = _("To get no more of these mails: %(address)s") % {"address": unsubscribe}
    return _subject(news), "\n\n\n".join([*parts, f"{table}\n{leave}\n"])


def _subject(news: News) -> str:
    yours, stale, review = len(news.work.mine), len(news.work.newly_stale), len(news.review)
    said = []
    if yours:
        said.append(ngettext("%(count)s page of yours", "%(count)s pages of yours", yours) % {"count": yours})
    if stale:
        said.append(ngettext("%(count)s newly stale", "%(count)s newly stale", stale) % {"count": stale})
    if review:
        said.append(ngettext("%(count)s to review", "%(count)s to review", review) % {"count": review})
    return _("Translations: %(summary)s") % {"summary": ", ".join(said)}


def _part(heading: str, cells: Sequence[Cell], rows: Mapping[int, Row], tags: Mapping[int, str]) -> str:
    language, base = get_language() or "en", get_admin_base_url() or ""
    lines = [heading]
    for cell in cells[:LISTED]:
        said = [in_words(cell)]
        if cell.words_left:
            said.append(
                ngettext("%(words)s word left", "%(words)s words left", cell.words_left)
                % {"words": format_number(cell.words_left, language)}
            )
        title, name = rows[cell.source_pk].title, capfirst(name_in(tags[cell.locale_id], language))
        lines.append(f"{title} ({name})\n  {'; '.join(said)}")
        if cell.page_pk:
            lines[-1] += f"\n  {base}{reverse('wagtailadmin_pages:edit', args=[cell.page_pk])}"
    if len(cells) > LISTED:
        more = len(cells) - LISTED
        lines.append(ngettext("and %(count)s more", "and %(count)s more", more) % {"count": more})
    return "\n\n".join(lines)
