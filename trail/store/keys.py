"""The names of what a page can depend on. A page notes them while it is made; a change drops all pages that noted one.

Of a page of the tree one can depend on four things, each part of the next: `line` (title, address, place in the tree,
whether it is live), `card` (what lists show), `furniture` (of a home page: what stands around every page), `page` (all).
"""

import math
from typing import Any

from django.conf import settings

EVERYTHING = "*"
LANGUAGES = "languages"  # which languages there are, and which home pages are live
SITE = "site"  # host names and root pages
USES = "uses"  # which picture is used where, and which there are
TRANSLATORS = "translators"  # who translated any live page


def page(pk: Any) -> str:
    """All of a page of the tree, with its figures, citations, contributions."""
    return f"page:{pk}"


def line(pk: Any) -> str:
    """What a link to a page shows; also of a page that is not live yet."""
    return f"line:{pk}"


def card(pk: Any) -> str:
    """What lists show of a page."""
    return f"card:{pk}"


def furniture(pk: Any) -> str:
    """What every page shows of its home page: the trail's name, the address for corrections."""
    return f"furniture:{pk}"


def kin(pk: Any) -> str:
    """Which live pages say the same as this one in other languages."""
    return f"kin:{pk}"


def below(path: str, kind: str) -> str:
    """Which live pages of a type (`regionpage`) there are under a place in the tree, and in which order."""
    return f"below:{path}:{kind}"


def menu(path: str) -> str:
    """Which live pages stand directly under a home page, at this place in the tree."""
    return f"menu:{path}"


def record(label: str, pk: Any) -> str:
    """A record that is no page: a picture, a source, a person (`label` is Django's `app_label.model_name`)."""
    return f"{label}:{pk}"


def address(path: str) -> str:
    """What answers at an address where nothing is now."""
    return f"address:{path}"


def phrases(language: str) -> str:
    """The interface phrases of a language."""
    return f"phrases:{language}"


def words(language: str) -> tuple[str, ...]:
    """The phrases on a page in a language: what it does not say is said in the trail's first one."""
    return phrases(language), phrases(settings.LANGUAGE_CODE)


def index(language: str, kind: str) -> str:
    """The rows of the index of a language that are of a kind or type; `*`: all that stand on the map."""
    return f"index:{language}:{kind}"


def told(pk: Any) -> str:
    """Which stories are told at a place."""
    return f"told:{pk}"


def stale(translation_key: Any, locale_id: Any) -> str:
    """Since when a translation is behind its source."""
    return f"stale:{translation_key}:{locale_id}"


NEAR = "near:"
AT = "at:"


def near(language: str, latitude: float, longitude: float, metres: float) -> str:
    """The places of a language within a distance of a point: dropped by `at` any point within it."""
    return f"{NEAR}{language}:{latitude:.6f}:{longitude:.6f}:{math.ceil(metres)}"


def at(language: str, latitude: float, longitude: float) -> str:
    """A place of a language at a point has changed, come or gone: drops each `near` around it."""
    return f"{AT}{language}:{latitude:.6f}:{longitude:.6f}"


def is_around(near_key: str, at_key: str) -> bool:
    """Whether what changed at a point lies within what a page noted as near; for keys of the same language."""
    from trail.geo.coordinates import Point, distance_m

    _near, _language, latitude, longitude, metres = near_key.split(":")
    _at, _language, changed_latitude, changed_longitude = at_key.split(":")
    away = distance_m(
        Point(float(latitude), float(longitude)), Point(float(changed_latitude), float(changed_longitude))
    )
    return away <= float(metres) + 1
