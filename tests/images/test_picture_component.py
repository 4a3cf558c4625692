"""The one picture component: what it prints, what it withholds, and that the page outlives a picture that is gone."""

from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.template import Context, Template
from django.utils import timezone

from tests.factories import make_picture
from trail.images.licences import PERMISSION, UNKNOWN, Licence
from trail.images.lookup import pictures_by_id
from trail.images.models import Picture

pytestmark = pytest.mark.django_db

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="1600" height="800" viewBox="0 0 1600 800"></svg>'


def printed(picture: Any, layout: str = "column", is_preview: bool = False) -> str:
    """The picture as a page prints it."""
    tag = "{% load pictures %}{% picture picture alt='Rows of stones' caption='The plot' layout=layout %}"
    request = SimpleNamespace(is_preview=is_preview)
    return Template(tag).render(Context({"picture": picture, "layout": layout, "request": request}))


def photograph(**values: Any) -> Picture:
    """A photograph with its rights in order."""
    rights = {"creator": "Anna Rossi", "licence": Licence.CC_BY_4} | values
    return make_picture(**rights)


def drawing(**values: Any) -> Picture:
    """A drawing in SVG."""
    rights = {"title": "Drawing", "creator": "Heritage Trail", "licence": Licence.CC_BY_4} | values
    return Picture.objects.create(file=ContentFile(SVG, "drawing.svg"), **rights)


def test_a_photograph_comes_in_three_formats_with_its_size_and_credit() -> None:
    html = printed(photograph())
    assert 'type="image/avif"' in html
    assert 'type="image/webp"' in html
    assert 'alt="Rows of stones"' in html
    assert 'width="64"' in html
    assert "Anna Rossi" in html
    assert 'href="https://creativecommons.org/licenses/by/4.0/"' in html


def test_renditions_that_exist_cost_no_query(django_assert_num_queries: Any) -> None:
    picture = photograph()
    printed(picture)
    known = pictures_by_id([picture.pk])[picture.pk]
    with django_assert_num_queries(0):
        assert "srcset" in printed(known)


def test_a_drawing_is_printed_as_it_is_with_its_dark_version() -> None:
    html = printed(drawing(dark_version=drawing()))
    assert 'media="(prefers-color-scheme: dark)"' in html
    assert html.count(".svg") == 2
    assert Picture.objects.filter(renditions__isnull=False).count() == 0


def test_the_first_picture_of_a_page_is_fetched_first_and_the_others_when_they_are_near() -> None:
    assert 'fetchpriority="high"' in printed(drawing(), layout="lead")
    assert 'loading="lazy"' in printed(drawing(), layout="column")


@pytest.mark.parametrize(
    "rights",
    [
        {"licence": UNKNOWN},
        {"creator": "", "credit_line": ""},
        {"licence": PERMISSION, "permission_until": timezone.localdate() - timedelta(days=1)},
    ],
)
def test_what_may_not_be_shown_is_withheld_and_the_editor_is_told(rights: dict[str, Any]) -> None:
    picture = photograph(**rights)
    assert printed(picture).strip() == ""
    assert "not shown in public" in printed(picture, is_preview=True)


def test_a_permission_holds_on_its_last_day() -> None:
    assert "<img" in printed(photograph(licence=PERMISSION, permission_until=timezone.localdate()))


def test_a_picture_that_is_gone_prints_nothing() -> None:
    picture = photograph()
    Path(picture.file.path).unlink()
    assert printed(picture).strip() == ""
    assert printed(None).strip() == ""
    assert printed(4711).strip() == ""
