"""The one picture component: what it prints, what it withholds, and that the page outlives a picture that is gone."""

import re
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.template import Context, Template
from django.utils import timezone
from PIL import Image

from tests.factories import make_picture
from trail.images.layouts import LAYOUTS, tone_of
from trail.images.licences import PERMISSION, UNKNOWN, Licence
from trail.images.lookup import pictures_by_id
from trail.images.models import Picture, Rendition

pytestmark = pytest.mark.django_db

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="1600" height="800" viewBox="0 0 1600 800"></svg>'
RUN_OUT = {"licence": PERMISSION, "permission_until": timezone.localdate() - timedelta(days=1)}


def printed(
    picture: Any,
    layout: str = "column",
    is_preview: bool = False,
    decorative: bool = False,
    captioned: bool = True,
) -> str:
    """The picture as a page prints it."""
    tag = (
        "{% load pictures %}{% picture picture alt='Rows of stones' caption='The plot' layout=layout "
        "decorative=decorative captioned=captioned %}"
    )
    request = SimpleNamespace(is_preview=is_preview)
    given = {"picture": picture, "layout": layout, "request": request}
    return Template(tag).render(Context(given | {"decorative": decorative, "captioned": captioned}))


def photograph(size: tuple[int, int] | None = None, **values: Any) -> Picture:
    """A photograph with its rights in order: small, or left half red and right half blue in a size of one's choice."""
    rights = {"creator": "Anna Rossi", "licence": Licence.CC_BY_4} | values
    if size is None:
        return make_picture(**rights)
    image = Image.new("RGB", size, "red")
    image.paste("blue", (size[0] // 2, 0, *size))
    out = BytesIO()
    image.save(out, "JPEG")
    return Picture.objects.create(title="Photograph", file=ContentFile(out.getvalue(), "photograph.jpg"), **rights)


def drawing(**values: Any) -> Picture:
    """A drawing in SVG."""
    rights = {"title": "Drawing", "creator": "Heritage Trail", "licence": Licence.CC_BY_4} | values
    return Picture.objects.create(file=ContentFile(SVG, "drawing.svg"), **rights)


def widths_in(html: str, kind: str) -> list[int]:
    """The widths that the browser may choose from."""
    srcset = re.search(rf'type="image/{kind}" srcset="([^"]*)"', html)
    return [int(width) for width in re.findall(r" (\d+)w", srcset[1])] if srcset else []


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


@pytest.mark.parametrize("layout", ["lead", "card", "portrait"])
def test_every_layout_offers_its_widths_in_both_formats_and_reserves_the_place(layout: str) -> None:
    html = printed(photograph((2000, 1300)), layout)

    expected = [width for width in LAYOUTS[layout].widths if width <= 2000]
    assert widths_in(html, "avif") == widths_in(html, "webp") == expected
    size = re.search(r'<img[^>]* width="(\d+)" height="(\d+)"', html)
    shape = int(size[2]) / int(size[1])
    assert shape == pytest.approx((LAYOUTS[layout].crop or 65) / 100, abs=0.01)


def test_a_small_photograph_is_never_blown_up() -> None:
    assert widths_in(printed(photograph((500, 400))), "avif") == [400]
    assert widths_in(printed(photograph((300, 200))), "avif") == [300]


def test_a_crop_keeps_the_focal_point() -> None:
    focus = {"focal_point_x": 30, "focal_point_y": 150, "focal_point_width": 40, "focal_point_height": 40}
    for left, colour in ((30, "red"), (570, "blue")):
        picture = photograph((600, 300), **(focus | {"focal_point_x": left}))
        printed(picture, "portrait")
        file = Rendition.objects.get(image=picture, filter_spec="fill-168x168|format-webp").file
        expected = (255, 0, 0) if colour == "red" else (0, 0, 255)
        with Image.open(file) as image:
            points = [image.convert("RGB").getpixel((at, 84)) for at in (20, 84, 148)]
        assert all(abs(a - b) < 40 for point in points for a, b in zip(point, expected, strict=True)), colour


def test_a_drawing_is_printed_as_it_is_with_its_dark_version() -> None:
    html = printed(drawing(dark_version=drawing()))
    assert 'media="(prefers-color-scheme: dark)"' in html
    assert html.count(".svg") == 2
    assert html.count("Picture: <bdi>Heritage Trail</bdi>") == 1
    assert Picture.objects.filter(renditions__isnull=False).count() == 0


def test_a_dark_version_by_another_hand_is_credited_too_and_is_not_used_without_its_rights() -> None:
    assert "Picture: <bdi>B. Dark</bdi>" in printed(drawing(dark_version=drawing(creator="B. Dark")))
    html = printed(drawing(dark_version=drawing(**RUN_OUT)))
    assert "prefers-color-scheme" not in html
    assert html.count(".svg") == 1


def test_the_first_picture_of_a_page_is_fetched_first_and_the_others_when_they_are_near() -> None:
    for picture in (drawing(), photograph()):
        lead, later = printed(picture, layout="lead"), printed(picture, layout="column")
        assert 'fetchpriority="high"' in lead
        assert "lazy" not in lead
        assert 'loading="lazy" decoding="async"' in later
        assert "fetchpriority" not in later


@pytest.mark.parametrize("rights", [{"licence": UNKNOWN}, {"creator": "", "credit_line": ""}])
def test_what_never_had_its_rights_is_withheld_and_the_editor_is_told(rights: dict[str, Any]) -> None:
    picture = photograph(**rights)
    assert printed(picture).strip() == ""
    assert "not shown in public" in printed(picture, is_preview=True)


@pytest.mark.parametrize("layout", ["column", "gallery", "lead", "atlas"])
def test_a_picture_whose_permission_ran_out_leaves_its_caption_and_a_quiet_word(layout: str) -> None:
    html = printed(photograph(**RUN_OUT), layout)
    assert "Picture withdrawn" in html
    assert "The plot" in html
    assert "<img" not in html
    assert "Rows of stones" not in html
    assert "not shown in public" not in html
    assert "not shown in public" in printed(photograph(**RUN_OUT), layout, is_preview=True)


def test_nothing_is_left_of_a_withdrawn_picture_that_said_nothing_or_stood_on_a_card() -> None:
    picture = photograph(**RUN_OUT)
    assert printed(picture, decorative=True).strip() == ""
    assert printed(picture, "card").strip() == ""
    assert printed(picture, "portrait", captioned=False).strip() == ""


def test_a_permission_holds_on_its_last_day() -> None:
    assert "<img" in printed(photograph(licence=PERMISSION, permission_until=timezone.localdate()))


def test_a_decorative_picture_has_an_empty_text_and_its_credit() -> None:
    html = printed(photograph(), decorative=True)
    assert 'alt=""' in html
    assert "Anna Rossi" in html


def test_the_colour_of_a_photograph_stands_in_its_place_while_it_loads() -> None:
    assert 'data-tone="36"' in printed(photograph((40, 30), dominant_colour="7590b5"))
    assert "data-tone" not in printed(photograph((40, 30), dominant_colour=""))
    for may_be_transparent in (drawing(dominant_colour="7590b5"), photograph(dominant_colour="7590b5")):
        assert "data-tone" not in printed(may_be_transparent)


@pytest.mark.parametrize(
    ("colour", "tone"),
    [("000000", "10"), ("ffffff", "50"), ("808080", "30"), ("ff0000", "21"), ("00ff00", "44"), ("0000ff", "16")],
)
def test_a_colour_becomes_one_of_the_stylesheets(colour: str, tone: str) -> None:
    assert tone_of(photograph((8, 6), dominant_colour=colour)) == tone


def test_every_tone_is_in_the_stylesheet(settings: Any) -> None:
    css = (settings.BASE_DIR / "trail/static/trail/css/trail.css").read_text(encoding="utf-8")
    assert all(f'[data-tone^="{light}"]' in css for light in range(1, 6))
    assert all(f'[data-tone$="{hue}"]' in css for hue in range(9))


def test_a_page_that_spent_its_time_on_pictures_prints_the_rest_as_one_file(rf: Any, settings: Any) -> None:
    picture, request = photograph((900, 600)), rf.get("/")
    settings.TRAIL_PICTURE_SECONDS = request.seconds_on_pictures = 8.0
    tag = Template("{% load pictures %}{% picture picture %}")

    html = tag.render(Context({"picture": picture, "request": request}))
    assert "srcset" not in html
    assert 'width="900" height="600"' in html

    assert widths_in(printed(picture), "avif") == [400, 720]
    assert "srcset" in tag.render(Context({"picture": picture, "request": request}))


def test_a_picture_that_is_gone_prints_nothing() -> None:
    picture = photograph()
    Path(picture.file.path).unlink()
    assert printed(picture).strip() == ""
    assert printed(None).strip() == ""
    assert printed(4711).strip() == ""
