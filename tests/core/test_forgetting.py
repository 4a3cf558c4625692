"""What was looked up for a page ends with its request: the next one in the same thread looks for itself."""

import pytest
from django.test import Client

from tests.factories import Trail, make_picture, make_source
from trail.core import rich_text, sources
from trail.images import lookup

pytestmark = pytest.mark.django_db


def test_the_next_request_knows_nothing_of_the_last_page(client: Client, trail: Trail) -> None:
    picture, source = make_picture(), make_source()
    lookup.pictures_by_id([picture.pk])
    sources._known_sources.set({source.pk: source})
    rich_text.remember_pages({trail.about.pk: ("/old/", "en")})
    assert lookup.known_picture(picture.pk) and sources.known_source(source.pk) and rich_text.known_page(trail.about.pk)

    client.get("/-/live")

    assert lookup.known_picture(picture.pk) is None
    assert sources.known_source(source.pk) is None
    assert rich_text.known_page(trail.about.pk) is None
