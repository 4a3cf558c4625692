"""Two processes make the same page: it is made once, both visitors get it, and a change meanwhile is not overlooked."""

from collections.abc import Callable
from typing import Any

import pytest

from .conftest import Installation

pytestmark = pytest.mark.django_db
# The first comes into the middle of the page; who waits for it says so.
VISIT = """
from sites.models import StandardPage
from trail.store import stores
made, own, locked = [], StandardPage.own_context, stores._locked

def counted(self, *arguments, **more):
    made.append(1)
    PAUSE
    return own(self, *arguments, **more)

def waiting(handle, patience):
    if patience:
        say("waits")
    return locked(handle, patience)

StandardPage.own_context, stores._locked = counted, waiting
status, text = ask("/en/about/")
say("found", status=status, text=text, made=len(made), kept=kept("/en/about/"))
"""
FIRST, SECOND = VISIT.replace("PAUSE", "pause()"), VISIT.replace("PAUSE", "pass")


def test_a_page_is_made_once_for_both(installation: Installation) -> None:
    first = installation.start(FIRST)
    first.until("here")
    second = installation.start(SECOND)
    second.until("waits")

    first.go()
    found = [first.result(), second.result()]

    assert [each["status"] for each in found] == [200, 200]
    assert [each["made"] for each in found] == [1, 0]
    assert found[0]["text"] == found[1]["text"] == found[1]["kept"] != ""


def test_who_waits_for_a_process_that_is_killed_makes_the_page(installation: Installation) -> None:
    first = installation.start(FIRST)
    first.until("here")
    second = installation.start(SECOND)
    second.until("waits")

    first.kill()
    found = second.result()

    assert (found["status"], found["made"]) == (200, 1)
    assert found["text"] == found["kept"] != ""


def test_an_older_page_is_shown_while_a_newer_one_is_made(
    installation: Installation, run: Callable[[str], Any]
) -> None:
    old = run("ask('/en/about/'); say('found', text=fresh('/en/about/')); publish(summary='A newer sentence.')")["text"]
    first = installation.start(FIRST)
    first.until("here")

    second = installation.start(SECOND).result()
    assert (second["status"], second["text"], second["made"]) == (200, old, 0)

    first.go()
    assert "A newer sentence." in first.result()["text"]


def test_a_page_begun_before_a_change_is_not_kept_after_it(
    installation: Installation, run: Callable[[str], Any]
) -> None:
    first = installation.start(FIRST)
    first.until("here")
    run("publish(summary='Changed meanwhile.')")

    first.go()
    found = first.result()

    assert (found["status"], found["made"], found["kept"]) == (200, 1, "")
    now = run("say('found', text=ask('/en/about/')[1], kept=kept('/en/about/'))")
    assert "Changed meanwhile." in now["text"] and now["kept"] == now["text"]
