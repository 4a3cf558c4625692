"""What the component promises to the browser: the widths in `sizes` are those that the stylesheet draws."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image
from playwright.sync_api import Page

from sites.models import SitePage
from tests.factories import Trail, make_page
from trail.images.licences import Licence
from trail.images.models import Picture
from trail.people.models import Contribution, Person

WIDTHS = (360, 390, 768, 1280, 1600)
MEASURE = """() => [...document.querySelectorAll("main picture")].map(picture => {
    const source = picture.querySelector("source[sizes]"), image = picture.querySelector("img");
    if (!source) return null;
    const part = source.sizes.split(", ").find(part => !part.startsWith("(") || matchMedia(part.slice(0, part.lastIndexOf(" "))).matches);
    const length = part.slice(part.lastIndexOf(" ") + 1), number = parseFloat(length);
    const promised = length.endsWith("rem") ? number * 16 : number * innerWidth / 100;
    const box = image.getBoundingClientRect();
    return {place: (picture.parentElement.className + " " + picture.className).trim(), promised, drawn: box.width,
            shape: box.height / box.width, given: image.height / image.width};
})"""


def photograph(width: int, height: int) -> Picture:
    """A photograph of one colour."""
    out = BytesIO()
    Image.new("RGB", (width, height), "teal").save(out, "JPEG")
    content = ContentFile(out.getvalue(), "photograph.jpg")
    return Picture.objects.create(title="Photograph", creator="Anna Rossi", licence=Licence.CC0, file=content)


def use(picture: Picture) -> dict[str, Any]:
    """A picture in a block."""
    return {"picture": picture, "alt": "What it shows", "decorative": False, "caption": "A caption."}


def test_pictures_are_drawn_as_wide_as_promised(trail: Trail, open_page: Callable[..., Page]) -> None:
    wide, upright = photograph(450, 300), photograph(300, 450)
    body = [
        ("heading", {"text": "Pictures", "level": "2"}),
        ("picture", use(wide)),
        ("picture", use(upright)),
        ("gallery", {"pictures": [use(wide), use(upright), use(wide)]}),
    ]
    author = Person.objects.create(name="An author", portrait=wide, locale=trail.home.locale)
    for page, lead in ((trail.home, wide), (trail.region, wide), (trail.story, upright), (trail.site, wide)):
        page.lead_image, page.lead_image_alt, page.body = lead, "What it shows", body
        page.save()
        Contribution.objects.create(page=page, person=author)
    others = [make_page(SitePage, trail.region, lead_image=wide, lead_image_alt="x") for _ in range(3)]
    addresses = []
    for count, address in ((3, "/en/"), (4, "/en/"), (0, trail.region.url), (0, trail.story.url), (0, trail.site.url)):
        addresses.append((count, address))

    wrong = []
    for count, address in addresses:
        if count:
            trail.home.featured = [("page", page) for page in [trail.site, *others][:count]]
            trail.home.save()
        page = open_page()
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(address)
            for found in filter(None, page.evaluate(MEASURE)):
                if abs(found["promised"] / found["drawn"] - 1) > 0.1:
                    wrong.append((address, count, width, found))
        page.context.close()
    assert not wrong, "\n".join(map(str, wrong))
