"""Commands that a clock starts write down that they have run: nobody else notices when the clock stops."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.db import DatabaseError
from django.utils import timezone

from .models import Run


@contextmanager
def noted(command: str) -> Iterator[None]:
    """Write down when the command ended, and whether it failed."""
    try:
        yield
    except BaseException:
        with suppress(DatabaseError):  # what went wrong first is said
            _note(command, failed=True)
        raise
    _note(command, failed=False)


def _note(command: str, *, failed: bool) -> None:
    Run.objects.update_or_create(command=command, defaults={"finished_at": timezone.now(), "failed": failed})
