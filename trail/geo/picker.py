"""What the picker of a position asks of the server: to read a text, to judge a position, and the ground of its map."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import etag, require_GET
from wagtail.models import Page

from .coordinates import Point, describe_offset, distance_m, format_decimal, format_dms
from .land import BASEMAP
from .notations import UnreadablePosition, plain, point_of, read_position
from .places import Neighbour, concerns, neighbours_of

POSITION, GROUND = "trail_position", "trail_position_ground"


@require_GET
def position(request: HttpRequest) -> JsonResponse:
    """Read `text`, or take `latitude` and `longitude`, and say what is to be said of the position.

    `page` or, for a page that is not yet saved, `parent` names the place in the tree; then its neighbours count too.
    What cannot be read is answered with 400 and a message to the editor.
    """
    neighbours = _neighbours(request)
    try:
        if "text" in request.GET:
            reading = read_position(request.GET["text"])
            return JsonResponse(described(reading.point, neighbours) | {"is_view": reading.is_view})
        return JsonResponse(described(_given_point(request), neighbours))
    except UnreadablePosition as refusal:
        return JsonResponse({"error": str(refusal)}, status=400)


def described(point: Point, neighbours: Sequence[Neighbour]) -> dict[str, Any]:
    """A position for people: written in two ways, from its nearest neighbour, and what may be wrong with it."""
    language = get_language() or "en"
    nearest = min(neighbours, key=lambda neighbour: distance_m(neighbour.point, point), default=None)
    return {
        "latitude": plain(point.latitude),
        "longitude": plain(point.longitude),
        "decimal": format_decimal(point, 5),
        "dms": format_dms(point, language),
        "offset": _("%(distance_and_direction)s of %(place)s")
        % {"distance_and_direction": describe_offset(nearest.point, point, language), "place": nearest.title}
        if nearest and distance_m(nearest.point, point) >= 1
        else "",
        "concerns": [
            {
                "message": concern.message,
                "swapped": [plain(concern.swapped.latitude), plain(concern.swapped.longitude)]
                if concern.swapped
                else None,
            }
            for concern in concerns(point, [neighbour.point for neighbour in neighbours], language)
        ],
    }


def _given_point(request: HttpRequest) -> Point:
    try:
        return point_of(*(float(request.GET.get(name, "").replace(",", ".")) for name in ("latitude", "longitude")))
    except ValueError as fault:
        if isinstance(fault, UnreadablePosition):
            raise
        raise UnreadablePosition(_("Latitude and longitude are two numbers, as in 41.8755 and 12.4778.")) from fault


def _neighbours(request: HttpRequest) -> list[Neighbour]:
    """The neighbours of the page that is asked for, drafts among them: only for those who may edit there."""
    for name in ("page", "parent"):
        asked = request.GET.get(name, "")
        if not asked:
            continue
        page = Page.objects.filter(pk=asked).first() if asked.isdecimal() and len(asked) < 18 else None
        if page is None:
            raise PermissionDenied
        allowed = page.permissions_for_user(request.user)
        if not (allowed.can_edit() if name == "page" else allowed.can_add_subpage()):
            raise PermissionDenied
        return neighbours_of(page.get_parent(), page.pk) if name == "page" else neighbours_of(page, None)
    return []


def _ground_tag(request: HttpRequest, language: str) -> str:
    return hashlib.sha256(_ground(language)).hexdigest()[:16].join('""')


@require_GET
@etag(_ground_tag)
@gzip_page
def ground(request: HttpRequest, language: str) -> HttpResponse:
    """The bundled grounds for the picker's map, the towns named in the editor's language."""
    response = HttpResponse(_ground(language), content_type="application/json")
    patch_cache_control(response, private=True, max_age=86_400)
    return response


@lru_cache(maxsize=16)
def _ground(language: str) -> bytes:
    """The finest ground first: lines as whole numbers, longitude before latitude, and towns as name, place, rank."""
    file = json.loads((BASEMAP / "ground.json").read_text(encoding="utf-8"))
    units = file.pop("units")
    grounds = [
        {
            "bounds": world["bounds"],
            "land": [*world["home"], *world["abroad"]],
            "urban": world["urban"],
            "lakes": world["lakes"],
            "borders": world["borders"],
            "rivers": [line for river in world["rivers"] for line in river["lines"]],
            "towns": [
                [town["names"].get(language.split("-")[0], town["name"]), *town["at"], town["rank"]]
                for town in sorted(world["towns"], key=lambda town: town["rank"])
            ],
        }
        for world in file.values()
    ]
    return json.dumps({"units": units, "grounds": grounds}, ensure_ascii=False, separators=(",", ":")).encode()
