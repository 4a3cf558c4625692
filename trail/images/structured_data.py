"""Pictures as schema.org data: the record of each picture that a page shows, as search engines and re-users read it."""

import re
from collections.abc import Iterator
from typing import Any

from trail.core.stored import stored_blocks

from .files import whole_file
from .models import Picture
from .rights import may_be_shown

# Words that a person's name does not have. The record says who made a picture, not what kind of being that is.
_BODIES = re.compile(
    r"\d|&|\b(?:agency|archiv\w*|army|association|bibliot\w*|bureau|centre|center|city|commission|committee|company|"
    r"corps|council|department|foundation|fondazione|force|forces|geograph\w*|government|group|heritage|institut\w*|"
    r"istituto|library|museums|ministry|ministero|museum|museo|national|nasa|natural earth|navy|office|official|press|project|"
    r"service|signal|society|studio|survey|team|trail|trust|unit|universit\w*|usgs|war)\b",
    re.IGNORECASE,
)


def image_objects(page: Any, pictures: dict[int, Picture], canonical: str, base: str) -> list[dict[str, Any]]:
    """An `ImageObject` for each picture of a page that may be shown, the lead picture first."""
    captions = dict(captions_of(page))
    order = [*captions, *(pk for pk in pictures if pk not in captions)]
    found = (
        image_object(pictures[pk], captions.get(pk, ""), canonical, base, is_lead=pk == page.lead_image_id)
        for pk in order
        if pk in pictures
    )
    return [image for image in found if image is not None]


def image_object(
    picture: Picture, caption: str, canonical: str, base: str, *, is_lead: bool = False
) -> dict[str, Any] | None:
    """A picture with its rights, as Google's image licence metadata and IPTC name them; `None` if it is not shown."""
    file = whole_file(picture) if may_be_shown(picture) else None
    if file is None:
        return None
    is_drawing = picture.is_svg()
    return {
        "@type": "ImageObject",
        "@id": picture_id(picture.pk, canonical),
        "contentUrl": base + file.url if file.url.startswith("/") else file.url,
        "encodingFormat": "image/svg+xml" if is_drawing else "image/jpeg",
        "width": picture.width if is_drawing else file.width,
        "height": picture.height if is_drawing else file.height,
        "caption": caption or picture.description,
        "representativeOfPage": True if is_lead else None,
        "creditText": picture.credit,
        "creator": maker(picture.creator),
        "copyrightNotice": picture.copyright_notice,
        "license": picture.licence if picture.licence.startswith("http") else None,
        "acquireLicensePage": picture.acquire_licence_page,
    }


def lead_reference(picture: Picture | None, canonical: str) -> dict[str, str] | None:
    """Points at the lead picture from what the page is about."""
    if picture is None or not may_be_shown(picture):
        return None
    return {"@id": picture_id(picture.pk, canonical)}


def picture_id(pk: int, canonical: str) -> str:
    """Names a picture within the data of a page."""
    return f"{canonical}#picture-{pk}"


def maker(name: str) -> dict[str, str] | None:
    """Who made a picture. Whether that is a person is read from the name."""
    if not name:
        return None
    return {"@type": "Organization" if _BODIES.search(name) else "Person", "name": name}


def captions_of(page: Any) -> Iterator[tuple[int, str]]:
    """The pictures of a page in the order of reading, each with the caption of its first use that has one."""
    uses = [(page.lead_image_id, page.lead_image_caption), *_in_blocks(stored_blocks(page, "body"))]
    captions: dict[int, str] = {}
    for pk, caption in uses:
        if pk and not captions.get(pk):
            captions[pk] = caption or ""
    yield from captions.items()


def _in_blocks(value: Any) -> Iterator[tuple[int, str]]:
    """Wherever a stored block names a picture, its caption stands beside it."""
    if isinstance(value, dict):
        if isinstance(value.get("picture"), int):
            yield value["picture"], value.get("caption", "")
        for item in value.values():
            yield from _in_blocks(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _in_blocks(item)
