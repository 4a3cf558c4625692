"""The sitemap names the pictures of each page, those that may be shown and no others."""

from datetime import timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from sites.models import StandardPage
from tests.factories import Trail, make_page, make_picture
from trail.images.licences import PERMISSION, Licence
from trail.images.models import Picture

pytestmark = pytest.mark.django_db

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
IMAGE = "{http://www.google.com/schemas/sitemap-image/1.1}"
ORDER = ["loc", "lastmod", "link", "image"]


def sitemap(client: Client) -> ElementTree.Element:
    """The whole document."""
    return ElementTree.fromstring(client.get("/sitemap.xml").content)


def pictures_in(client: Client) -> dict[str, list[str]]:
    """The pictures of each page that has any, by the end of its address."""
    return {
        url.findtext(f"{MAP}loc").removeprefix("http://testserver"): addresses
        for url in sitemap(client)
        if (addresses := [image.findtext(f"{IMAGE}loc") for image in url.findall(f"{IMAGE}image")])
    }


def body(*pictures: Picture) -> list[tuple[str, Any]]:
    """A gallery."""
    return [("gallery", {"pictures": [{"picture": one, "alt": "x", "caption": ""} for one in pictures]})]


def drawing(**values: Any) -> Picture:
    """A drawing with its rights in order."""
    rights = {"title": "Drawing", "creator": "Heritage Trail", "licence": Licence.CC_BY_4} | values
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"/>'
    return Picture.objects.create(file=ContentFile(svg, "drawing.svg"), **rights)


def test_pages_list_their_pictures_and_each_address_is_on_the_page(client: Client, trail: Trail) -> None:
    photograph, plate = make_picture(), drawing()
    trail.about.lead_image, trail.about.lead_image_alt, trail.about.body = plate, "x", body(photograph, plate)
    trail.about.save()
    page = client.get("/en/about/").content.decode()

    found = pictures_in(client)
    assert set(found) == {"/en/about/"}
    assert len(found["/en/about/"]) == 2
    assert all(f'src="{address.removeprefix("http://testserver")}"' in page for address in found["/en/about/"])


def test_what_may_not_be_shown_and_what_waits_in_a_draft_is_not_listed(client: Client, trail: Trail) -> None:
    gone = drawing(licence=PERMISSION, permission_until=timezone.localdate() - timedelta(days=1))
    trail.about.body = body(drawing(licence="unknown"), gone, drawing(creator=""))
    trail.about.save()
    trail.story.body = body(drawing())
    trail.story.save_revision()
    make_page(StandardPage, trail.home, "Draft", live=False, lead_image=drawing())

    assert pictures_in(client) == {}


def test_a_photograph_is_listed_under_its_address_of_today(client: Client, trail: Trail) -> None:
    trail.about.body = body(make_picture())
    trail.about.save()
    assert pictures_in(client) == {}
    client.get("/en/about/")
    before = pictures_in(client)["/en/about/"]

    Picture.objects.update(creator="Anna Rossi")
    assert pictures_in(client) == {}
    client.get("/en/about/")
    assert pictures_in(client)["/en/about/"] != before


def test_the_document_keeps_to_the_protocol(client: Client, trail: Trail) -> None:
    trail.about.lead_image = drawing(title="<&>")
    trail.about.save()
    response = client.get("/sitemap.xml")
    assert response["Content-Type"] == "application/xml"
    root = ElementTree.fromstring(response.content)
    assert root.tag == f"{MAP}urlset"
    for url in root:
        names = [child.tag.partition("}")[2] for child in url]
        assert names == sorted(names, key=ORDER.index)
        assert names[0] == "loc"
        for image in url.findall(f"{IMAGE}image"):
            assert [child.tag for child in image] == [f"{IMAGE}loc"]


def test_it_asks_the_database_as_often_with_thirty_pictures_as_with_one(client: Client, trail: Trail) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get("/sitemap.xml")
        return len(captured.captured_queries)

    trail.about.body = body(make_picture())
    trail.about.save()
    client.get("/en/about/")
    queries()
    with_one = queries()
    for number in range(6):
        make_page(StandardPage, trail.home, f"Text {number}", body=body(*(make_picture() for _ in range(5))))
        client.get(f"/en/text-{number}/")

    assert queries() == with_one <= 10
    assert sum(map(len, pictures_in(client).values())) == 31
