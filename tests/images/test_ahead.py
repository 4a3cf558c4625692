"""The files of a page are made when it is published, so that no visitor waits for them."""

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from tests.factories import Trail, make_picture
from trail.images import ahead
from trail.images.files import WHOLE
from trail.images.licences import Licence
from trail.images.models import Picture, Rendition

pytestmark = pytest.mark.django_db


def publish(page: Any, callbacks: Any, **changes: Any) -> None:
    """As an editor does, up to the end of the request."""
    for name, value in changes.items():
        setattr(page, name, value)
    with callbacks(execute=True):
        page.save_revision().publish()


def test_publishing_makes_the_files_that_the_page_shows_and_the_first_visitor_none(
    client: Client, trail: Trail, django_capture_on_commit_callbacks: Any
) -> None:
    lead, inside = make_picture(), make_picture()
    gallery = [("gallery", {"pictures": [{"picture": inside, "alt": "x", "caption": ""}]})]
    publish(trail.about, django_capture_on_commit_callbacks, lead_image=lead, lead_image_alt="x", body=gallery)

    made = set(Rendition.objects.values_list("pk", flat=True))
    assert set(Rendition.objects.values_list("image", flat=True)) == {lead.pk, inside.pk}
    client.get("/en/about/")
    assert set(Rendition.objects.values_list("pk", flat=True)) == made


def test_a_page_with_drawings_only_is_not_rendered(
    trail: Trail, django_capture_on_commit_callbacks: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    rendered: list[Any] = []
    monkeypatch.setattr(ahead, "_render", rendered.append)
    svg = ContentFile(b'<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"/>', "drawing.svg")
    drawing = Picture.objects.create(title="Drawing", creator="X", licence=Licence.CC0, file=svg)
    publish(trail.about, django_capture_on_commit_callbacks, lead_image=drawing, lead_image_alt="x")
    assert rendered == []

    publish(trail.about, django_capture_on_commit_callbacks, lead_image=make_picture(), lead_image_alt="x")
    assert [page.pk for page in rendered] == [trail.about.pk]


def test_a_page_that_was_taken_down_meanwhile_is_left_alone(trail: Trail, monkeypatch: pytest.MonkeyPatch) -> None:
    rendered: list[Any] = []
    monkeypatch.setattr(ahead, "_render", rendered.append)
    trail.about.lead_image = make_picture()
    trail.about.save()
    trail.about.unpublish()
    ahead.make_files_of_page.call(trail.about.pk)
    ahead.make_files_of_page.call(4711)
    assert rendered == []


@pytest.mark.parametrize("has_worker", [False, True])
def test_a_worker_makes_the_files_of_a_corrected_record_again_and_nobody_else_does(
    has_worker: bool, django_capture_on_commit_callbacks: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    if has_worker:
        monkeypatch.setattr(ahead, "task_backends", {"default": "a queue"})
    picture = make_picture()
    before = picture.get_rendition(WHOLE).file.name
    picture.creator = "Anna Rossi"
    with django_capture_on_commit_callbacks(execute=True):
        picture.save()

    names = [made.file.name for made in Rendition.objects.all()]
    assert len(names) == has_worker
    assert before not in names
