"""An import that a worker does: a language whole takes longer than anybody should wait for a page."""

import logging
from collections.abc import Sequence
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django_tasks import task

from trail.background.retrying import GivenUp

from .entering import Entered, ReportIsOld, enter
from .kept import find, note
from .scope import locales_for

logger = logging.getLogger(__name__)
GOING_ON, DONE, OLD, FAILED = "going-on", "done", "old", "failed"


def begin(user_id: int, token: str, ticked: Sequence[str], shown: str) -> None:
    """Leave an import to the worker."""
    with transaction.atomic():
        note(user_id, token, {"state": GOING_ON})
        enter_upload.enqueue(user_id, token, list(ticked), shown)


@task()
def enter_upload(user_id: int, token: str, ticked: list[str], shown: str) -> None:
    """Import what was uploaded, and write down what became of it. Done twice it does nothing the second time.

    Raises `GivenUp` where it cannot be done: whoever waits is told at once, not after all tries.
    """
    upload = find(user_id, token)
    if upload is None or upload.outcome != {"state": GOING_ON}:
        return
    try:
        with transaction.atomic():
            user = get_user_model().objects.get(pk=user_id, is_active=True)
            locale = next(each for each in locales_for(user) if each.language_code == upload.language)
            done = enter(upload.name, upload.content, locale, user, ticked=ticked, shown=shown)
            note(user_id, token, {"state": DONE, **_counted(done)})
    except ReportIsOld:
        note(user_id, token, {"state": OLD})
    except Exception as error:
        logger.exception("The import of %s could not be done.", upload.name)
        note(user_id, token, {"state": FAILED})
        raise GivenUp("The import could not be done; nothing of it was written. The log says why.") from error


def _counted(done: Entered) -> dict[str, Any]:
    return {
        "entered": done.entered,
        "unchanged": done.report.counts["unchanged"],
        "left_out": done.left_out,
        "pages": [[page.strings.target.pk, str(page.title)] for page in done.pages],
    }
