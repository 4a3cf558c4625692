"""`manage.py work` as a process: one of each name, and nothing lost when it is killed."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django_tasks import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Command as DatabaseWorker
from django_tasks_db.models import DBTaskResult

from trail.background.management.commands import work

from . import chores


def database_url() -> str:
    """The database of this test, as another process is told of it."""
    if connection.vendor == "sqlite":
        return f"sqlite:///{connection.settings_dict['NAME']}"
    parts = connection.settings_dict
    host = str(parts["HOST"]).replace("/", "%2F")
    port = f":{parts['PORT']}" if parts["PORT"] else ""
    return f"postgres://{parts['USER']}:{parts['PASSWORD']}@{host}{port}/{parts['NAME']}"


def start(folder: Path, *arguments: str, tasks: str = "database") -> "subprocess.Popen[str]":
    """A worker as an operator starts it."""
    ours = ("TRAIL_", "DATABASE_URL", "TEST_DATABASE_URL")
    inherited = {key: value for key, value in os.environ.items() if not key.startswith(ours)}
    environment = inherited | {
        "DJANGO_SETTINGS_MODULE": "trail.settings.base",
        "TRAIL_SECRET_KEY": "only-for-tests",
        "TRAIL_DATA_DIR": str(folder),
        "TRAIL_TASKS": tasks,
        "DATABASE_URL": database_url(),
    }
    return subprocess.Popen(
        [sys.executable, "manage.py", "work", "--no-startup-delay", *arguments],
        cwd=settings.BASE_DIR,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_worker_that_is_killed_in_the_middle_does_its_task_again(by_worker: Any, tmp_path: Path):
    told, waits = tmp_path / "told", tmp_path / "waits"
    os.mkfifo(told)
    os.mkfifo(waits)
    task = chores.tell_and_wait.enqueue(str(told), str(waits))
    first = start(tmp_path, "--name", "one")
    try:
        assert told.read_text() == "begun"
        assert DBTaskResult.objects.get(pk=task.id).status == TaskResultStatus.RUNNING

        second = start(tmp_path, "--name", "one", "--batch")
        said = second.communicate(timeout=60)[0]
        assert second.returncode == 1
        assert "A worker named one is running" in said
    finally:
        first.send_signal(signal.SIGKILL)
        first.communicate(timeout=60)
    assert DBTaskResult.objects.get(pk=task.id).status == TaskResultStatus.RUNNING

    again = start(tmp_path, "--name", "one", "--batch")
    try:
        assert told.read_text() == "begun"
        waits.write_text("go on")
        said = again.communicate(timeout=60)[0]
    finally:
        again.kill()
        again.wait()
    assert "1 interrupted tasks are done again." in said
    row = DBTaskResult.objects.get(pk=task.id)
    assert (row.status, row.worker_ids) == (TaskResultStatus.SUCCESSFUL, ["one", "one"])


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_worker_that_is_asked_to_stop_finishes_what_it_does(by_worker: Any, tmp_path: Path):
    told, waits = tmp_path / "told", tmp_path / "waits"
    os.mkfifo(told)
    os.mkfifo(waits)
    task = chores.tell_and_wait.enqueue(str(told), str(waits))
    worker = start(tmp_path)
    try:
        assert told.read_text() == "begun"
        worker.terminate()
        waits.write_text("go on")
        worker.communicate(timeout=60)
    finally:
        worker.kill()
        worker.wait()

    assert worker.returncode == 0
    assert DBTaskResult.objects.get(pk=task.id).status == TaskResultStatus.SUCCESSFUL


def test_without_the_setting_a_worker_says_what_is_missing():
    with pytest.raises(CommandError, match="TRAIL_TASKS=database"):
        call_command("work")


def test_a_name_that_cannot_be_is_refused(by_worker: Any):
    with pytest.raises(CommandError, match="cannot be a name"):
        call_command("work", "--name", "../../etc/passwd")


class TestWhileTheDatabaseIsAway:
    """A worker that ended with it would take `make serve` along, and leave mails lying where nobody starts it again."""

    def begin(self, monkeypatch: pytest.MonkeyPatch, *, is_away: bool) -> list[str]:
        """Let the worker lose the database in the midst of its first task; what became of that task is noted."""
        seen: list[str] = []

        def handle(self: DatabaseWorker, **options: Any) -> None:
            task = DBTaskResult.objects.get()
            seen.append(task.status)
            if len(seen) == 1:
                task.claim(options["worker_id"])
                raise OperationalError("the connection is closed")

        chores.note.enqueue("begun")
        monkeypatch.setattr(DatabaseWorker, "handle", handle)
        monkeypatch.setattr(work, "PAUSE", 0)
        monkeypatch.setattr(work, "is_away", lambda error: is_away)
        monkeypatch.setattr(work.connection, "close", lambda: None)
        return seen

    def test_it_waits_and_takes_up_what_it_had_begun(self, by_worker: Any, db: Any, monkeypatch: pytest.MonkeyPatch):
        seen = self.begin(monkeypatch, is_away=True)
        call_command("work", "--name", "one")
        assert seen == [TaskResultStatus.READY, TaskResultStatus.READY]  # it was brought back

    def test_what_else_is_wrong_ends_it(self, by_worker: Any, db: Any, monkeypatch: pytest.MonkeyPatch):
        self.begin(monkeypatch, is_away=False)
        with pytest.raises(OperationalError):
            call_command("work", "--name", "one")

    def test_one_that_was_to_do_what_waits_and_no_more_says_so(
        self, by_worker: Any, db: Any, monkeypatch: pytest.MonkeyPatch
    ):
        self.begin(monkeypatch, is_away=True)
        with pytest.raises(OperationalError):
            call_command("work", "--name", "one", "--batch")
