"""The pictures of pages for the sitemap: search engines learn of each picture, and find its credit inside the file."""

from collections import defaultdict

from django.contrib.contenttypes.models import ContentType
from django.db.models import Prefetch
from wagtail.models import Page, ReferenceIndex

from .files import WHOLE
from .models import Picture, Rendition
from .renditions import CreditedFilter
from .rights import may_be_shown

# What the protocol takes for one page.
MOST = 1000


def picture_addresses() -> dict[int, list[str]]:
    """The addresses of the pictures that each page shows itself, by the page's id, in three queries for all pages.

    A photograph is listed once its JPEG is made, which is when its page is published or first visited.
    """
    addresses = {picture.pk: _address(picture) for picture in _shown_pictures()}
    types = ContentType.objects.get_for_models(Page, Picture)
    uses = ReferenceIndex.objects.filter(to_content_type=types[Picture], base_content_type=types[Page])
    found: dict[int, dict[str, None]] = defaultdict(dict)
    for page, picture in uses.order_by("pk").values_list("object_id", "to_object_id"):
        address = addresses.get(int(picture))
        if address:
            found[int(page)][address] = None
    return {page: [*several][:MOST] for page, several in found.items()}


def _shown_pictures() -> list[Picture]:
    whole = Prefetch("renditions", Rendition.objects.filter(filter_spec=WHOLE))
    pictures = Picture.objects.defer("rights_note").prefetch_related(whole)
    return [picture for picture in pictures if may_be_shown(picture)]


def _address(picture: Picture) -> str:
    if picture.is_svg():
        return picture.file.url
    key = CreditedFilter(WHOLE).get_cache_key(picture)
    return next((made.url for made in picture.renditions.all() if made.focal_point_key == key), "")
