"""Tasks that the tests put into the queue."""

from pathlib import Path

from django_tasks import task

from trail.background.retrying import GivenUp

done: list[str] = []


@task()
def note(word: str) -> None:
    """Something that succeeds."""
    done.append(word)


@task()
def fail(word: str) -> None:
    """Something that does not."""
    done.append(word)
    raise OSError(f"no {word} today")


@task()
def give_up() -> None:
    """Something that never will."""
    raise GivenUp("nobody lives there")


@task()
def tell_and_wait(told: str, waits: str) -> None:
    """Write into one named pipe, then read from another until somebody writes there."""
    Path(told).write_text("begun", encoding="utf-8")
    Path(waits).read_text(encoding="utf-8")
