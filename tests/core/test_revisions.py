"""A draft is read with a fixed number of queries, and without what points at nothing any more."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sites.models import Figure, Force, ForceInvolved, StoryPlace
from tests.factories import Trail, add_figure, cite, draft_of, make_picture, make_source
from trail.images.models import Picture
from trail.references.models import Citation, Source

pytestmark = pytest.mark.django_db


def read(page: Any) -> Any:
    """The newest draft of a page."""
    return type(page).objects.get(pk=page.pk).get_latest_revision_as_object()


def filled(page: Any, count: int) -> Any:
    """A draft with so many figures, sources and forces."""
    sources = [make_source() for _number in range(count)]
    for number, source in enumerate(sources):
        force = Force.objects.create(name=f"Force {source.pk}", locale=page.locale)
        add_figure(page, number + 1, label=f"group {number}", source=source, force=force)
        ForceInvolved.objects.create(page=page, force=force)
    cite(page, *sources)
    draft_of(page, summary=f"With {count}.")
    return page


def test_reading_a_draft_does_not_ask_for_each_child(trail: Trail) -> None:
    counts = []
    for page, count in ((filled(trail.site, 2), 2), (filled(trail.cemetery, 30), 30)):
        with CaptureQueriesContext(connection) as queries:
            draft = read(page)
        counts.append(len(queries))
        assert len(draft.figures.all()) == len(draft.citations.all()) == len(draft.forces_involved.all()) == count
    assert counts[0] == counts[1] < 16


def test_what_is_there_is_read_as_modelcluster_reads_it(trail: Trail) -> None:
    content = filled(trail.cemetery, 3).get_latest_revision().content
    ours = type(trail.cemetery).from_serializable_data(content)
    theirs = type(trail.cemetery).from_serializable_data(content, check_fks=False)
    assert ours.serializable_data() == theirs.serializable_data() == content


def test_what_is_gone_is_left_out(trail: Trail) -> None:
    page = filled(trail.cemetery, 2)
    gone = Source.objects.order_by("-pk").first()
    Citation.objects.filter(source=gone).delete()
    Figure.objects.filter(page=page).delete()
    Source.objects.filter(pk=gone.pk).delete()
    draft = read(page)
    assert [each.source_id != gone.pk for each in draft.citations.all()] == [True]
    assert len(draft.figures.all()) == 1  # a figure is nothing without its source


def test_a_reference_that_may_be_empty_is_emptied(trail: Trail) -> None:
    draft_of(trail.story, lead_image=make_picture(), summary="With a picture.")
    Picture.objects.all().delete()
    assert read(trail.story).lead_image_id is None
    assert read(trail.story).summary == "With a picture."


def test_a_child_goes_with_what_it_points_at(trail: Trail) -> None:
    StoryPlace.objects.create(story=trail.story, place=trail.site)
    draft_of(trail.story, summary="At the site.")
    trail.site.delete()
    assert list(read(trail.story).places.all()) == []
