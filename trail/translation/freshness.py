"""What happens to translations when their source is published again.

Facts publish themselves, words never do: the public goes on reading the earlier translation, with the new facts in it.
The memory of wagtail-localize carries the earlier translation over to the changed string, and `StaleString` says that
somebody should look at it.
"""

import logging
from collections import defaultdict
from typing import Any

from django.db import transaction
from django.dispatch import Signal
from django.utils import timezone
from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from trail.publishing.problems import PublicationRefused
from trail.publishing.refusals import record_refusal

from .adoption import CARRIED, translations_of
from .facts import copy_facts
from .models import StaleString
from .records.following import follow_facts_of_record
from .words import counterparts, has_letters, words_of

# Sent with `page`, and the ids of its newest revision `before` and `after` the facts followed.
followed = Signal()
logger = logging.getLogger(__name__)


@transaction.atomic
def source_published(source: Any, *, minor: bool = False) -> list[Translation]:
    """Bring the translations of a live page (a specific one), or of a record, up to date with it; give those there are.

    A `minor` change leaves nothing stale: the earlier translation still says the same.
    """
    translations = list(translations_of(source))
    if not translations:
        return []
    kept = translations[0].source
    earlier = _strings(kept)
    kept.update_from_db()
    now = _strings(kept)
    for translation in translations:
        _carry_over(translation, earlier, now, minor)
        if isinstance(source, Page):
            follow_facts(source, translation)
        else:
            follow_facts_of_record(source, translation)
    return translations


def _strings(kept: Any) -> dict[int, list[Any]]:
    """The segments of a source in order, by the id of their context."""
    found = defaultdict(list)
    for segment in StringSegment.objects.filter(source=kept).select_related("string", "context").order_by("order"):
        found[segment.context_id].append(segment)
    return found


def _carry_over(
    translation: Translation, earlier: dict[int, list[Any]], now: dict[int, list[Any]], minor: bool
) -> None:
    """Give each changed string the translation of what stood in its place."""
    locale = translation.target_locale
    known = {
        (row.context_id, row.translation_of_id): row
        for row in StringTranslation.objects.filter(
            locale=locale, context__object_id=translation.source.object_id
        ).exclude(context=None)
    }
    stale = {(row.context_id, row.string_id): row for row in translation.stale_strings.all()}
    for context_id, segments in now.items():
        before = earlier.get(context_id, [])
        pairs = counterparts([each.string.data for each in before], [each.string.data for each in segments])
        for index, segment in enumerate(segments):
            if index not in pairs:
                continue
            former = before[pairs[index]]
            words = known.get((context_id, former.string_id))
            if former.string_id == segment.string_id or words is None:
                continue
            if (context_id, segment.string_id) in known:
                continue  # the source says again what it said once: that translation still holds
            StringTranslation.objects.create(
                translation_of=segment.string,
                locale=locale,
                context=segment.context,
                data=words.data,
                translation_type=words.translation_type,
                tool_name=CARRIED,
                last_translated_by=words.last_translated_by,
            )
            was = stale.get((context_id, former.string_id))
            if was is not None or not minor:
                StaleString.objects.create(
                    translation=translation,
                    context=segment.context,
                    string=segment.string,
                    # A second change before the translator came: what was translated is still the first version.
                    earlier_source=was.earlier_source if was else former.string.data,
                    earlier_translation=words.data,
                    since=was.since if was else timezone.now(),
                )
    standing = {(context, each.string_id) for context, segments in now.items() for each in segments}
    gone = [row.pk for key, row in stale.items() if key not in standing]
    StaleString.objects.filter(pk__in=gone).delete()


def follow_facts(source: Any, translation: Translation) -> None:
    """Copy the facts of a live page into what the public reads of its translation, and into the draft after it.

    The words of neither change, and the draft is not published.
    """
    live = (
        type(source)
        .objects.filter(translation_key=source.translation_key, locale=translation.target_locale, alias_of__isnull=True)
        .first()
    )
    if live is None:
        return
    has_draft = live.has_unpublished_changes and live.latest_revision_id
    draft = live.get_latest_revision_as_object() if has_draft else None
    if draft is not None:
        copy_facts(source, draft)
    if live.live and copy_facts(source, live):
        publish_beneath(live, draft)
    elif draft is not None:
        draft.save_revision(clean=False)


def publish_beneath(live: Any, draft: Any | None) -> None:
    """Publish the page as it stands in memory, and leave the draft, if there is one, as the newest version above it.

    Where a rule refuses it, the refusal is logged and all stays as it was: the source must not fail over it.
    """
    try:
        with transaction.atomic():
            before = live.latest_revision_id
            revision = live.save_revision(changed=False, clean=False)
            revision.publish(changed=False)
            followed.send(type(live), page=live, before=before, after=revision.pk)
            if draft is not None and words_of(draft) != words_of(live):
                draft.live, draft.has_unpublished_changes = True, True
                draft.save_revision(clean=False)
    except PublicationRefused as refused:
        record_refusal(refused)
        logger.warning("“%s” did not follow its source: %s", live, refused.messages)


def untranslated_in(page: Any) -> list[str]:
    """The words of a page, as it stands in memory, that are its source's own and nobody has entered as a translation."""
    translation = (
        Translation.objects.filter(
            source__object_id=page.translation_key, target_locale_id=page.locale_id, enabled=True
        )
        .select_related("source")
        .first()
    )
    if translation is None:
        return []
    ours = words_of(page)
    confirmed = set(
        StringTranslation.objects.filter(
            locale_id=page.locale_id, context__object_id=page.translation_key, has_error=False
        ).values_list("context__path", "data")
    )
    segments = StringSegment.objects.filter(source=translation.source).values_list("context__path", "string__data")
    return list(
        dict.fromkeys(
            words
            for path, words in segments
            if has_letters(words) and words in ours.get(path, []) and (path, words) not in confirmed and path != "slug"
        )
    )


def keep(stale: StaleString) -> None:
    """The translator says that the earlier translation still holds: it is not stale any more."""
    _carried(stale).update(tool_name="")
    stale.delete()


def keep_all(translation: Translation) -> int:
    """The same for all stale strings of a translation, with one press; give how many there were."""
    rows = list(translation.stale_strings.all())
    for row in rows:
        keep(row)
    return len(rows)


def _carried(stale: StaleString) -> Any:
    return StringTranslation.objects.filter(
        locale=stale.translation.target_locale,
        context=stale.context,
        translation_of=stale.string,
    )
