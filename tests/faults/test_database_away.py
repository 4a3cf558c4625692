"""The database goes away and comes back, under a process that runs on: nobody lays a hand on it."""

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.django_db
SERVE = """
from django.db import connections
from django.test import Client
from tests.factories import persona
from tests.faults.wall import wall_before
from trail.store import minding

wall = wall_before(connections["default"])

for page in ("/en/", "/en/about/", "/en/stories/"):
    assert ask(page)[0] == 200
publish("museum", summary="An old sentence.")
assert ask("/en/campaign/rome/museum/")[0] == 200
publish("museum", summary="A new sentence.")
editor = Client(headers={"host": HOST}, raise_request_exception=False)
editor.force_login(persona("editor"))
assert editor.get("/admin/").status_code == 200

def look():
    status, text = ask("/-/ready")
    admin = editor.get("/admin/")
    return {
        "kept": [kept(page) != "" for page in ("/en/", "/en/about/", "/en/stories/")],
        "served": [ask(page)[0] for page in ("/en/", "/en/about/", "/en/stories/")],
        "older": [ask("/en/campaign/rome/museum/")[0], "An old sentence." in ask("/en/campaign/rome/museum/")[1]],
        "newer": "A new sentence." in ask("/en/campaign/rome/museum/")[1],
        "never made": ask("/en/campaign/")[0],
        "ready": [status, text],
        "admin": [admin.status_code, admin.content.decode(), admin.headers.get("Retry-After")],
    }

wall.put_up()
away = look()
try:
    minding.once()
    minded = True
except Exception as error:
    minded = repr(error)
wall.take_away()
back = look()
say("found", away=away, back=back, minded=minded)
"""


def test_kept_pages_are_served_and_the_rest_says_what_is_wrong(run: Callable[[str], Any]) -> None:
    found = run(SERVE)
    away, back = found["away"], found["back"]

    assert (away["kept"], away["served"]) == ([True] * 3, [200] * 3)
    assert away["older"] == [200, True]
    assert away["never made"] == 503
    assert away["ready"][0] == 503 and "does not answer" in away["ready"][1]
    status, text, later = away["admin"]
    assert (status, later) == (503, "30")
    assert "The database does not answer" in text and "was not saved" in text
    assert "Traceback" not in text and "the server is not there" not in text and "PGSQL" not in text
    assert found["minded"] is True

    assert back["served"] == [200] * 3
    assert (back["newer"], back["never made"]) == (True, 200)
    assert back["ready"] == [200, "ready\n"]
    assert back["admin"][0] == 200


def test_a_fault_of_a_query_is_not_called_an_absence(run: Callable[[str], Any]) -> None:
    found = run(
        """
from django.db import connection
from sites.models import StandardPage

def wrong(self, *arguments, **more):
    with connection.cursor() as cursor:
        cursor.execute("SELECT nothing FROM nowhere")

StandardPage.own_context = wrong
say("found", answer=ask("/en/about/"))
"""
    )
    assert found["answer"][0] == 500
    assert "Something went wrong on our side" in found["answer"][1]
