"""Errands: what a person asks for in the admin and a worker does, so that nobody waits for a page that takes minutes.

A room that has slow work registers it under a name (`errand`), and its view calls `send` where there is a worker
(`has_worker`). The person is led to the errand's own page, which tells how it stands, what came of it, and why it could
not be done. Two errands about the same cannot be under way at once. The work asks for permissions anew, since they may have been
taken away meanwhile, and must bear being done again from where a killed worker left it.
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.safestring import SafeData
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django_tasks import TaskContext, TaskResultStatus, task
from django_tasks_db.models import DBTaskResult
from wagtail.admin import messages
from wagtail.log_actions import LogContext

from .models import Errand
from .retrying import GivenUp

ACCESS = "wagtailadmin.access_admin"
SEES_ALL = "django_tasks_database.change_dbtaskresult"
logger = logging.getLogger(__name__)
State = Errand.State


class CannotBeDone(Exception):
    """Raised by the work of an errand; its sentences tell the person why, and what to do.

    `again` is false where the same would fail again.
    """

    def __init__(self, *sentences: Any, again: bool = True) -> None:
        super().__init__(*sentences)
        self.again = again


@dataclass
class Outcome:
    """What came of an errand, in sentences, with links (address, words) to look at it; `warnings` are sentences too."""

    sentences: list[Any] = field(default_factory=list)
    warnings: list[Any] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    is_well: bool = True
    again: bool = True

    def as_data(self) -> dict[str, Any]:
        """As JSON can hold it; whether a sentence is markup goes with it."""
        return {
            "sentences": [_as_data(each) for each in self.sentences],
            "warnings": [_as_data(each) for each in self.warnings],
            "again": self.again,
            "links": [[str(address), str(words)] for address, words in self.links],
        }


@dataclass(frozen=True)
class Going:
    """What the work is given: the errand, and how to tell how far it has come."""

    errand: Errand

    @property
    def user(self) -> Any:
        return self.errand.user

    @property
    def arguments(self) -> dict[str, Any]:
        return self.errand.arguments

    def tell(self, count: int, of: int) -> None:
        """So many of so many are done. Seen by the person as soon as the transaction around it, if any, ends."""
        Errand.objects.filter(pk=self.errand.pk).update(count=count, of=of)


Work = Callable[[Going], Outcome]
_works: dict[str, tuple[Work, bool]] = {}


def errand(kind: str, *, whole: bool = False) -> Callable[[Work], Work]:
    """Register the work of a kind of errand. `whole` work is one transaction, with the note of what came of it."""

    def register(work: Work) -> Work:
        _works[kind] = (work, whole)
        return work

    return register


def send(request: HttpRequest, kind: str, *, about: str, title: str, back: str, **arguments: Any) -> HttpResponse:
    """Leave work to the worker, and lead the person to the page that tells of it.

    Where the same is under way already nothing more is asked for: the person is led there if it is theirs to see.
    """
    other = under_way(about)
    if other is None:
        try:
            with transaction.atomic():
                asked = Errand.objects.create(
                    user=request.user, kind=kind, about=about, title=title, language=get_language() or "en",
                    arguments=arguments, back=back, asked_at=timezone.now(),
                )  # fmt: skip
                _enqueue(asked)
            return redirect("trail_errand", asked.pk)
        except IntegrityError:  # another process was quicker
            other = under_way(about)
    messages.warning(request, already(other))
    return redirect("trail_errand", other.pk) if other and may_see(request.user, other) else redirect(back)


def under_way(about: str) -> Errand | None:
    """The errand that is about this and is not finished, if there is one."""
    found = Errand.objects.filter(about=about, finished_at__isnull=True).select_related("user").first()
    return found if found and not settle_lost(found) else None


def settle_lost(asked: Errand) -> bool:
    """Whether the worker has given up an errand without a word, because it was killed each time; it has failed then."""
    if asked.finished_at is not None:
        return False
    alive = (TaskResultStatus.READY, TaskResultStatus.RUNNING)
    if DBTaskResult.objects.filter(pk=asked.task, status__in=alive).exists():
        return False
    if Errand.objects.filter(pk=asked.pk, task=asked.task, finished_at__isnull=True).exists():
        sentence = _(
            "The worker was stopped in the middle of it. Try again; if it happens once more, tell an administrator."
        )
        _finish(asked, Outcome([sentence], is_well=False))
    asked.refresh_from_db()
    return True


def already(other: Errand | None) -> str:
    """That the same is under way, and who asked for it."""
    if other is None:  # it ended at this moment
        return _("This was being done a moment ago. Look whether it is done, or ask again.")
    person = other.user.get_full_name() or other.user.get_username()
    return _("“%(what)s” is under way already; %(person)s asked for it. Nothing more was begun.") % {
        "what": other.title,
        "person": person,
    }


def may_see(user: Any, errand: Errand) -> bool:
    """Whoever asked for it, and those who see the background work."""
    return errand.user_id == user.pk or user.has_perm(SEES_ALL)


def try_again(asked: Errand) -> bool:
    """Let an errand that failed be done once more; whether it was begun. What is done already is not done again."""
    try:
        with transaction.atomic():
            begun = _reopen(asked)
            if begun:
                _enqueue(asked)
    except IntegrityError:  # the same was asked for meanwhile
        return False
    return begun


def _enqueue(asked: Errand) -> None:
    Errand.objects.filter(pk=asked.pk).update(task=str(run.enqueue(str(asked.pk)).id))


def _reopen(asked: Errand) -> bool:
    return bool(
        Errand.objects.filter(pk=asked.pk, state=State.FAILED).update(
            state=State.WAITING, finished_at=None, outcome={}, count=0, of=0, asked_at=timezone.now()
        )
    )


@task(takes_context=True)
def run(context: TaskContext, errand_pk: str) -> None:
    """Do an errand. One that is done, or gone, or that another task is in charge of, is not done again.

    One that failed is: an administrator lets its task be tried again. Raises `GivenUp` where the work broke: the person
    is told at once, and may let it be tried again.
    """
    asked = Errand.objects.filter(pk=errand_pk).select_related("user").first()
    if asked is None or not _is_in_charge(context.task_result.id, asked):
        return
    Errand.objects.filter(pk=asked.pk).update(state=State.GOING_ON)
    with override(asked.language), LogContext(user=asked.user):
        try:
            _do(asked)
        except CannotBeDone as reason:
            _finish(asked, Outcome(list(reason.args), is_well=False, again=reason.again))
        except PermissionDenied:
            sentence = _("You do not have the right to do this any more. An administrator can give it to you again.")
            _finish(asked, Outcome([sentence], is_well=False))
        except Exception as error:
            logger.exception("The errand “%s” could not be done.", asked.kind)
            sentence = _("It broke off through a fault. Try again; if it breaks off once more, tell an administrator, "
                         "who finds the reason under Reports, Background work.")  # fmt: skip
            _finish(asked, Outcome([sentence], is_well=False))
            raise GivenUp(f"The errand “{asked.kind}” could not be done: {error or type(error).__name__}") from error


def _is_in_charge(task_id: str, asked: Errand) -> bool:
    if asked.state == State.FAILED:
        try:
            with transaction.atomic():
                return _reopen(asked) and bool(Errand.objects.filter(pk=asked.pk).update(task=str(task_id)))
        except IntegrityError:  # the same was asked for meanwhile
            return False
    return asked.finished_at is None and asked.task == str(task_id)


def _do(asked: Errand) -> None:
    if not asked.user.is_active or not asked.user.has_perm(ACCESS):
        raise PermissionDenied
    if asked.kind not in _works:
        raise CannotBeDone(_("The version that runs now does not know this work. Ask for it anew."))
    work, whole = _works[asked.kind]
    if not whole:
        _finish(asked, work(Going(asked)))
        return
    with transaction.atomic():
        _finish(asked, work(Going(asked)))


def _finish(asked: Errand, outcome: Outcome) -> None:
    Errand.objects.filter(pk=asked.pk).update(
        state=State.DONE if outcome.is_well else State.FAILED,
        outcome=outcome.as_data(),
        finished_at=timezone.now(),
    )


def _as_data(sentence: Any) -> list[Any]:
    return [str(sentence), isinstance(sentence, SafeData)]


def titles(pages: Iterable[Any], most: int = 3) -> str:
    """The first names of some pages, for the title of an errand."""
    names = [f"“{page}”" for page in pages]
    return ", ".join([*names[:most], *(["…"] if len(names) > most else [])])
