"""Entries of any language, made of a title and a text."""

import pytest

from sites.models import SitePage
from tests.factories import make_page, make_trail
from trail.finding.models import Entry
from trail.finding.text.store import follow


@pytest.fixture
def entries(db):
    """Makes entries of a language from titles and texts."""
    trail = make_trail()

    def make(language, **texts):
        made = {}
        for title, body in texts.items():
            page = make_page(SitePage, trail.region, title)
            made[title] = Entry.objects.create(
                page=page, language=language, path=page.path, url="/", type="place", title=title, body=body
            )
        follow([(None, entry) for entry in made.values()])
        return made

    return make
