"""The worker: does what requests leave to it, one task after the other, until it is stopped."""

import contextlib
import fcntl
import logging
import re
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser
from django.db import InterfaceError, OperationalError, connection
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS
from django_tasks_db.management.commands.db_worker import Command as DatabaseWorker

from trail.background.queue import has_worker
from trail.background.retrying import bring_back_lost
from trail.core.database import is_away

PAUSE = 5  # seconds between two looks whether the database is back
logger = logging.getLogger(__name__)


class Command(DatabaseWorker):
    """`manage.py work`: `db_worker` with a name of its own, under which it finds what it was killed in the middle of."""

    help = "Do the background work of the site until stopped. Several may run, each with a name of its own."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        # Whether there is a backend for a worker is asked below, where it can be said in words.
        next(action for action in parser._actions if action.dest == "backend_name").type = str
        parser.add_argument(
            "--name",
            default=f"{socket.gethostname()}-1",
            help="The name of this worker, the same at each start, another for each worker (default: %(default)s).",
        )

    def configure_logging(self, verbosity: int) -> None:
        """The settings say what is logged; `--verbosity 2` shows each task."""
        if verbosity != 1:
            super().configure_logging(verbosity)

    def handle(self, *, name: str, **options: Any) -> None:
        if not has_worker():
            raise CommandError("There is nothing to do for a worker: set TRAIL_TASKS=database, here and for the site.")
        if not re.fullmatch(r"[\w.@-]{1,64}", name):
            raise CommandError(f"“{name}” cannot be a name: use up to 64 letters, digits, and . - _ @")
        with self._only_one(name):
            while not self._worked(name, options):
                time.sleep(PAUSE)

    def _worked(self, name: str, options: dict[str, Any]) -> bool:
        """Work until stopped. Not if the database went away meanwhile: what was begun then is done again when it is back."""
        try:
            if count := bring_back_lost(name):
                self.stdout.write(f"{count} interrupted tasks are done again.")
            super().handle(**{**options, "worker_id": name, "backend_name": DEFAULT_TASK_BACKEND_ALIAS})
        except (OperationalError, InterfaceError) as error:
            if options["batch"] or not is_away(error):
                raise
            connection.close()
            logger.warning("The database does not answer: the worker waits for it.")
            return False
        return True

    @contextlib.contextmanager
    def _only_one(self, name: str) -> Iterator[None]:
        """Hold the name on this machine; the system lets go of it whenever and however the process ends."""
        path = Path(settings.VAR_DIR) / f"worker-{name}.lock"
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise CommandError(f"A worker named {name} is running. Another needs --name {name}b.") from error
            yield
