"""What search engines and networks are told of a page's pictures: JSON-LD, and the picture that is shared."""

import json
import re
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone
from PIL import Image
from wagtail.models import PageViewRestriction

from sites.models import StandardPage
from tests.factories import Trail, make_page, make_picture
from trail.images.licences import PERMISSION, UNKNOWN, Licence
from trail.images.models import Picture
from trail.images.structured_data import maker
from trail.people.models import Contribution, Person

pytestmark = pytest.mark.django_db

YESTERDAY = timezone.localdate() - timedelta(days=1)


def graph(client: Client, page: Any) -> list[dict[str, Any]]:
    """The data of a page."""
    html = client.get(page.get_url()).content.decode()
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)[1])["@graph"]


def images(client: Client, page: Any) -> dict[str, dict[str, Any]]:
    """The pictures in it, by their makers."""
    found = [item for item in graph(client, page) if item["@type"] == "ImageObject"]
    return {item["creator"]["name"]: item for item in found}


def shared(client: Client, page: Any) -> dict[str, str]:
    """What networks are told of the page's picture."""
    html = client.get(page.get_url()).content.decode()
    return dict(re.findall(r'<meta property="og:(image[^"]*)" content="([^"]*)"', html))


def lead(page: Any, picture: Picture, **values: Any) -> None:
    """Give a page its lead picture."""
    page.lead_image, page.lead_image_alt = picture, "Stones in rows"
    page.lead_image_caption = "The plot in June"
    for name, value in values.items():
        setattr(page, name, value)
    page.save()


def test_each_picture_of_a_page_is_described_with_its_rights(client: Client, trail: Trail) -> None:
    first = make_picture(
        creator="Anna Rossi",
        credit_line="Archivio / A. Rossi",
        copyright_notice="© 1944 Archivio",
        acquire_licence_page="https://archive.example.org/buy",
    )
    second = make_picture(creator="War Office", licence=Licence.IN_COPYRIGHT)
    third = make_picture(creator="Giulia Neri", description="A gate.")
    portrait = make_picture(creator="Luca Verdi")
    shown = [
        {"picture": one, "alt": "x", "decorative": False, "caption": f"By {one.creator}"} for one in (second, third)
    ]
    shown[1]["caption"] = ""
    lead(trail.site, first, body=[("picture", shown[0]), ("gallery", {"pictures": shown})])
    author = Person.objects.create(name="An author", portrait=portrait, locale=trail.site.locale)
    Contribution.objects.create(page=trail.site, person=author)

    found = images(client, trail.site)

    assert list(found) == ["Anna Rossi", "War Office", "Giulia Neri", "Luca Verdi"]
    address = "http://testserver/en/campaign/rome/museum/"
    content = found["Anna Rossi"].pop("contentUrl")
    assert found["Anna Rossi"] == {
        "@type": "ImageObject",
        "@id": f"{address}#picture-{first.pk}",
        "encodingFormat": "image/jpeg",
        "width": 64,
        "height": 48,
        "caption": "The plot in June",
        "representativeOfPage": True,
        "creditText": "Archivio / A. Rossi",
        "creator": {"@type": "Person", "name": "Anna Rossi"},
        "copyrightNotice": "© 1944 Archivio",
        "license": "http://creativecommons.org/licenses/by/4.0/",
        "acquireLicensePage": "https://archive.example.org/buy",
    }
    assert default_storage.exists(content.removeprefix("http://testserver/media/"))
    assert found["War Office"]["creator"]["@type"] == "Organization"
    assert found["War Office"]["caption"] == "By War Office"
    assert found["Giulia Neri"]["caption"] == "A gate."
    assert "representativeOfPage" not in found["War Office"]


def test_the_address_in_the_data_is_that_on_the_page(client: Client, trail: Trail) -> None:
    lead(trail.region, make_picture(creator="Anna Rossi"))
    address = images(client, trail.region)["Anna Rossi"]["contentUrl"].removeprefix("http://testserver")
    assert f'<img src="{address}"' in client.get(trail.region.get_url()).content.decode()


@pytest.mark.parametrize("name", ["home", "campaign", "region", "site", "cemetery", "stories", "story", "about"])
def test_every_kind_of_page_points_at_its_lead_picture(client: Client, trail: Trail, name: str) -> None:
    page = getattr(trail, name)
    lead(page, make_picture(creator="Anna Rossi"))
    data = graph(client, page)
    image = next(item for item in data if item["@type"] == "ImageObject")

    assert data[0]["primaryImageOfPage"] == {"@id": image["@id"]}
    assert all(item["image"] == {"@id": image["@id"]} for item in data[1:] if item is not image)


@pytest.mark.parametrize(
    "rights", [{"licence": UNKNOWN}, {"creator": ""}, {"licence": PERMISSION, "permission_until": YESTERDAY}]
)
def test_a_picture_without_its_right_is_neither_described_nor_shared(
    client: Client, trail: Trail, rights: dict[str, Any]
) -> None:
    picture = make_picture()
    lead(trail.story, picture)
    address = shared(client, trail.story)["image"]
    assert client.get(address).status_code == 200
    Picture.objects.update(**rights)

    data = graph(client, trail.story)
    assert "primaryImageOfPage" not in data[0]
    assert not [item for item in data if item["@type"] == "ImageObject"]
    told = shared(client, trail.story)
    assert told["image"].endswith("social-default.png")
    assert told["image:alt"].startswith("Drawing: ")
    assert client.get(address).status_code == 404
    assert default_storage.listdir(f"social/{picture.pk}")[1] == []


def test_a_page_without_a_picture_shares_the_trails_own_with_its_words(client: Client, trail: Trail) -> None:
    told = shared(client, trail.about)
    assert told["image"].endswith("social-default.png")
    assert told["image:alt"].startswith("Drawing: ")
    assert (told["image:width"], told["image:height"]) == ("1200", "630")


def test_the_shared_picture_carries_its_credit_and_its_words(client: Client, trail: Trail) -> None:
    lead(trail.story, make_picture(creator="Anna Rossi"))
    told = shared(client, trail.story)
    assert told["image:alt"] == "Stones in rows"

    response = client.get(told["image"])
    content = b"".join(response.streaming_content)
    with Image.open(BytesIO(content)) as image:
        assert image.size == (1200, 630)
    assert b"<dc:creator><rdf:Seq><rdf:li>Anna Rossi</rdf:li>" in content
    assert "immutable" in response["Cache-Control"]
    assert "max-age=31536000" in response["Cache-Control"]


def test_a_corrected_credit_has_a_new_address_and_the_old_one_leads_to_it(client: Client, trail: Trail) -> None:
    picture = make_picture()
    lead(trail.story, picture)
    old = shared(client, trail.story)["image"]
    Picture.objects.update(creator="Anna Rossi")
    new = shared(client, trail.story)["image"]

    assert new != old
    assert "http://testserver" + client.get(old)["Location"] == new
    assert b"Anna Rossi" in b"".join(client.get(new).streaming_content)


def test_the_shared_picture_is_kept_no_longer_than_our_permission(client: Client, trail: Trail) -> None:
    lead(trail.story, make_picture(licence=PERMISSION, permission_until=timezone.localdate()))
    header = client.get(shared(client, trail.story)["image"])["Cache-Control"]
    assert "immutable" not in header
    assert int(re.search(r"max-age=(\d+)", header)[1]) <= 60 * 60 * 25


def test_only_lead_pictures_of_public_pages_are_handed_out(client: Client, trail: Trail) -> None:
    inside = make_picture(title="Inside")
    lead(trail.story, make_picture(), body=[("picture", {"picture": inside, "alt": "x", "caption": ""})])
    draft = make_page(StandardPage, trail.home, "Draft", live=False, lead_image=make_picture(title="Draft"))
    secret = make_page(StandardPage, trail.home, "Secret", lead_image=make_picture(title="Secret"), lead_image_alt="x")
    PageViewRestriction.objects.create(page=secret, restriction_type=PageViewRestriction.LOGIN)
    unused = make_picture(title="Unused")

    for picture in (inside, draft.lead_image, secret.lead_image, unused):
        assert client.get(f"/social/{picture.pk}-0.jpg").status_code == 404, picture.title
    assert client.get(f"/social/{trail.story.lead_image_id}-0.jpg").status_code == 302
    assert client.get("/social/999999-0.jpg").status_code == 404


def test_a_drawing_is_shared_as_a_photograph_would_be(client: Client, trail: Trail) -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="200" height="200"><rect width="200" height="200" fill="red"/></svg>'
    rights = {"creator": "Heritage Trail project", "licence": Licence.CC_BY_4}
    picture = Picture.objects.create(title="Drawing", file=ContentFile(svg, "drawing.svg"), **rights)
    lead(trail.story, picture)
    content = b"".join(client.get(shared(client, trail.story)["image"]).streaming_content)
    with Image.open(BytesIO(content)) as image:
        assert image.size == (1200, 630)
        assert image.getpixel((600, 300))[0] > 200
    assert b"Heritage Trail project" in content

    told = images(client, trail.story)["Heritage Trail project"]
    assert told["contentUrl"].endswith(".svg")
    assert told["encodingFormat"] == "image/svg+xml"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Anna Rossi", "Person"),
        ("Sgt. Dawson", "Person"),
        ("Saejun Ahn", "Person"),
        ("Heritage Trail project", "Organization"),
        ("Imperial War Museums", "Organization"),
        ("No. 2 Army Film & Photographic Unit", "Organization"),
        ("Istituto Luce", "Organization"),
        ("Natural Earth", "Organization"),
    ],
)
def test_a_maker_is_a_person_or_a_body(name: str, kind: str) -> None:
    assert maker(name) == {"@type": kind, "name": name}
