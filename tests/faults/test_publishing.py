"""kill -9 of a process that publishes: the change and the message of it are both there, or neither."""

from collections.abc import Callable
from typing import Any

import pytest

from .conftest import Installation

pytestmark = pytest.mark.django_db
# Through the admin, as a publisher does it.
SIGN_IN = """
from django.test import Client
from django.test.utils import setup_test_environment
from tests.admin_forms import form_of
from tests.factories import persona
from trail.store import dropping
from trail.store.models import Drop

setup_test_environment(debug=False)  # forms are read from the contexts of templates

def send(path, **changes):
    client = Client(headers={"host": HOST})
    client.force_login(persona("publisher"))
    return client.post(path, form_of(client, path) | changes)
"""
PUBLISH = """
from wagtail.models import Page
number = Page.objects.get(slug="about").pk
PLACE
answer = send(f"/admin/pages/{number}/edit/", summary="Published by a process.", **{"action-publish": "1"})
assert answer.status_code == 302, answer.content.decode()[-3000:]
"""
STATE = """
from django.db.models import Max
from sites.models import StandardPage
from trail.store.following import follow_messages
from trail.store.models import Drop
before = Drop.objects.aggregate(last=Max("pk"))["last"]
say("found", summary=StandardPage.objects.get(slug="about").summary, kept=kept("/en/about/"), last=before,
    followed=follow_messages(), then=kept("/en/about/"), visited=ask("/en/about/")[1], right=fresh("/en/about/"))
"""
KEEP = """
from trail.store.following import follow_messages
ask("/en/")  # the store is begun with the first visitor, and takes all messages until now as followed
follow_messages()
publish("museum", summary="Something to follow.")
ask("/en/about/")
say("found", kept=kept("/en/about/"))
"""


def test_killed_after_the_commit_another_process_drops_the_page(
    installation: Installation, run: Callable[[str], Any]
) -> None:
    kept = run(KEEP)["kept"]
    assert "As it was." in kept

    installation.killed(SIGN_IN + PUBLISH.replace("PLACE", "dropping.apply = pause"))

    found = run(STATE)
    assert found["summary"] == "Published by a process."
    assert found["kept"] == kept, "The process that was killed had told the store already: nothing is proved."
    assert found["followed"] > 0
    assert found["then"] == ""
    assert found["visited"] == found["right"] and "Published by a process." in found["right"]


@pytest.mark.parametrize("number", [0, 1])
def test_killed_before_the_commit_there_is_neither(
    installation: Installation, run: Callable[[str], Any], number: int
) -> None:
    kept = run(KEEP)["kept"]

    place = f"Drop.objects.create = after({number}, Drop.objects.create)"
    installation.killed(SIGN_IN + PUBLISH.replace("PLACE", place))

    found = run(STATE)
    assert found["summary"] == "As it was."
    assert (found["kept"], found["followed"], found["then"]) == (kept, 0, kept)
    assert found["visited"] == found["right"] == kept


@pytest.mark.parametrize(
    ("model", "fields"),
    [
        ("trail.images.models.Picture", {"title": "A picture", "credit_line": "Another"}),
        ("trail.references.models.Source", {"title": "Another"}),
        ("trail.people.models.Person", {"name": "Another"}),
    ],
)
def test_a_record_is_saved_with_its_message_or_not_at_all(
    installation: Installation, run: Callable[[str], Any], model: str, fields: dict[str, str]
) -> None:
    """As Wagtail's views save it: those of pictures begin no transaction, those of snippets do."""
    module, _dot, name = model.rpartition(".")
    make = "factories.make_picture()" if name == "Picture" else "factories.make_source()"
    if name == "Person":
        make = "Person.objects.create(name='As it was', locale_id=1)"
    number = run(f"from tests import factories; from {module} import {name}; say('made', pk=({make}).pk)")["pk"]
    around = "nullcontext()" if name == "Picture" else "atomic()"

    installation.killed(
        f"""
from contextlib import nullcontext
from django.db.transaction import atomic
from {module} import {name}
from trail.store.models import Drop
record = {name}.objects.get(pk={number})
for field, value in {fields!r}.items():
    setattr(record, field, value)
Drop.objects.create = pause
with {around}:
    record.save()
"""
    )

    found = run(
        f"from {module} import {name}; say('found', row={name}.objects.filter(pk={number}).values(*{list(fields)!r}).get())"
    )
    assert all(found["row"][field] != value for field, value in fields.items() if value.startswith("Another"))


def test_killed_while_it_drops_pages_another_does_the_rest(
    installation: Installation, run: Callable[[str], Any]
) -> None:
    kept = run(KEEP)["kept"]

    place = "from trail.store import shelf; shelf.Shelf._remove_plain = after(1, shelf.Shelf._remove_plain)"
    installation.killed(SIGN_IN + PUBLISH.replace("PLACE", place))

    found = run(STATE)
    assert found["followed"] > 0
    assert found["then"] == ""
    assert found["visited"] == found["right"] != kept
