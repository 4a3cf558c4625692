"""Machine translation, where the operator has configured a service: what it gives is marked until a person has read it.

A service is asked for some texts at a time and never waited for without end, whatever its class does about that.
"""

import logging
from collections.abc import Callable, Iterable
from contextvars import copy_context
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any

import requests
from django.conf import settings
from django.core import checks
from django.db import connections, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail_localize.machine_translators import get_machine_translator
from wagtail_localize.models import StringTranslation, Translation
from wagtail_localize.strings import StringValue, validate_translation_links

from .entries import Strings

# So many texts in one call: DeepL takes fifty, and what is there is kept when a later call fails.
TOGETHER = 40
logger = logging.getLogger(__name__)


class ServiceFailed(Exception):
    """The service did not answer, or not as it should; the text says so, and what to do."""


class InTime:
    """A service that is not waited for longer than `TRAIL_MACHINE_TRANSLATOR_SECONDS`."""

    def __init__(self, service: Any) -> None:
        self._service = service

    @property
    def display_name(self) -> str:
        return str(self._service.display_name)

    def can_translate(self, source: Any, target: Any) -> bool:
        return bool(self._service.can_translate(source, target))

    def translate(self, source: Any, target: Any, strings: Iterable[StringValue]) -> dict[StringValue, StringValue]:
        """What the service gives for these strings. Raises `ServiceFailed`.

        Beside us, since a class may wait without end; a thread that never comes back dies with its process.
        """
        answers: SimpleQueue[Any] = SimpleQueue()
        asked = list(strings)

        def ask() -> None:
            try:
                answers.put(self._service.translate(source, target, asked))
            except Exception as fault:  # whatever a service far away may raise
                answers.put(fault)
            finally:
                connections.close_all()

        Thread(target=copy_context().run, args=(ask,), daemon=True).start()
        seconds = settings.TRAIL_MACHINE_TRANSLATOR_SECONDS
        try:
            answer = answers.get(timeout=seconds)
        except Empty:
            answer = TimeoutError()
        if isinstance(answer, TimeoutError | requests.Timeout):
            raise ServiceFailed(
                ngettext(
                    "%(service)s did not answer within %(seconds)s second. Try again later, or translate by hand.",
                    "%(service)s did not answer within %(seconds)s seconds. Try again later, or translate by hand.",
                    seconds,
                )
                % {"service": self.display_name, "seconds": seconds}
            ) from answer
        if isinstance(answer, Exception):
            logger.warning("The translation service failed.", exc_info=answer)
            raise ServiceFailed(
                _(
                    "The translation service did not answer as it should: %(fault)s. Try again later, or translate by hand."
                )
                % {"fault": str(answer) or type(answer).__name__}
            ) from answer
        return dict(answer)


def translator_for(translation: Translation) -> Any | None:
    """The service, if there is one and it knows both languages."""
    try:
        translator = get_machine_translator()
    except Exception:  # whatever a class of the operator's own may raise while it is made
        logger.exception("TRAIL_MACHINE_TRANSLATOR cannot be used.")
        return None
    if translator is None or not translator.can_translate(translation.source.locale, translation.target_locale):
        return None
    return InTime(translator)


@checks.register(checks.Tags.translation)
def check_translator(**_kwargs: object) -> list[checks.CheckMessage]:
    """Say before the start that the class which was named is none, or does not take its options."""
    try:
        get_machine_translator()
    except Exception as fault:
        message = f"TRAIL_MACHINE_TRANSLATOR cannot be used: {fault or type(fault).__name__}"
        return [checks.Error(message, hint="See docs/reference/environment.md.", id="trail.E005")]
    return []


def translate_open(
    strings: Strings, translator: Any, user: Any, tell: Callable[[int, int], None] = lambda _count, _of: None
) -> int:
    """Have all strings translated that have no translation; give how many were. Raises `ServiceFailed`.

    What came before a call that failed is kept. `tell` is told how many of how many texts have been asked for.
    """
    translation = strings.translation
    wanting = [entry for entry in strings.entries if entry.row is None and entry.path != "slug"]
    wanting = [entry for entry in wanting if not entry.is_same_everywhere]
    asked = list(dict.fromkeys(StringValue(entry.source) for entry in wanting))
    count = 0
    for start in range(0, len(asked), TOGETHER):
        tell(start, len(asked))
        some = asked[start : start + TOGETHER]
        answers = translator.translate(translation.source.locale, translation.target_locale, some)
        with transaction.atomic():
            for entry in wanting:
                if answer := answers.get(StringValue(entry.source)):
                    count += _enter(translation, entry, answer.data, translator, user)
    return count


def _enter(translation: Translation, entry: Any, given: str, translator: Any, user: Any) -> bool:
    """Write down what the service gave for a string, unless somebody has translated it meanwhile."""
    data = _sound(entry.source, given or "")
    if not data:
        return False
    _row, created = StringTranslation.objects.get_or_create(
        translation_of_id=entry.string_id,
        context_id=entry.context_id,
        locale=translation.target_locale,
        defaults={
            "data": data,
            "translation_type": StringTranslation.TRANSLATION_TYPE_MACHINE,
            "tool_name": translator.display_name,
            "last_translated_by": user,
        },
    )
    return bool(created)


def _sound(source: str, data: str) -> str:
    """What the service gave, if its markup is that of the source; else nothing."""
    try:
        data = StringValue.from_translated_html(data).data
        validate_translation_links(source, data)
    except ValueError as fault:
        logger.warning("The machine's translation of “%s” is left out: %s", source, fault)
        return ""
    return data
