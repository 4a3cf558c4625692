"""A trail for the search."""

import pytest
from django.core.cache import cache

from sites.models import CemeteryPage, SitePage, StoryPage
from tests.factories import add_figure, make_page, make_trail

from .door import publish


@pytest.fixture
def trail(db):
    cache.clear()  # a term is counted once a minute
    found = make_trail()
    for page in found.pages:
        page.save_revision().publish()
    return found


@pytest.fixture
def many(trail):
    """Two museums and a cemetery of three nations, and a story."""
    publish(SitePage, trail.region, "Lion museum", kind="museum")
    publish(SitePage, trail.region, "Lion memorial", kind="memorial")
    cemetery = make_page(CemeteryPage, trail.region, "Lion cemetery", live=False)
    for number, nation in enumerate(("PL", "NZ", "IN"), 1):
        add_figure(cemetery, number, nation=nation)
    cemetery.save_revision().publish()
    publish(StoryPage, trail.stories, "The lion", when="1943-12-20/1944-01-02")
    return trail
