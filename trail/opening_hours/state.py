"""Open now? By the ``opening-hours-py`` library, in the place's own time and with its public holidays."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

from babel.core import get_global
from opening_hours import OpeningHours, State

from trail.opening_hours.rules import ImpossibleDate, UnsupportedRule, parse, tidy, to_text

logger = logging.getLogger(__name__)

#: Days after which a change is too far off to be told, and to be looked for.
_HORIZON_DAYS = 400


@dataclass(frozen=True)
class OpenState:
    """Whether a place is open (None: not known), and until when.

    ``until`` is aware, in the place's own time; None where no change is in sight.
    """

    open: bool | None
    until: datetime | None = None
    comment: str = ""


@lru_cache(maxsize=2048)
def _groups(expression: str) -> tuple[str, ...]:
    """Return the expressions to ask one after the other: the fallbacks (``||``) by themselves.

    The library keeps a place closed where its fallback should hold, and takes a comment in place of hours for
    open; both are put right here, as far as :mod:`trail.opening_hours.rules` reads the expression.
    """
    try:
        rules = parse(expression)
    except ImpossibleDate:
        raise  # the library takes such days for every day
    except UnsupportedRule:
        return (tidy(expression),)
    starts = [place for place, rule in enumerate(rules) if place == 0 or rule.joined == "||"]
    return tuple(to_text(rules[start:end]) for start, end in pairwise([*starts, len(rules)]))


def _zone(country: str | None) -> ZoneInfo | None:
    """Return the time zone of a country that has only one."""
    zones = get_global("territory_zones").get(country, []) if country else []
    return ZoneInfo(zones[0]) if len(zones) == 1 else None


@lru_cache(maxsize=2048)
def _reader(text: str, coords: tuple[float, float] | None, country: str | None) -> OpeningHours:
    """Return the library's reader of an expression at a place; the country's code may be unknown to it."""
    zone = _zone(country) if coords is None else None  # with coordinates the library finds it
    try:
        return OpeningHours(text, zone, country, coords, max_interval_days=_HORIZON_DAYS)
    except Exception:
        if country is None:
            raise
        return OpeningHours(text, zone, None, coords, max_interval_days=_HORIZON_DAYS)


def _ask(text: str, moment: datetime, coords: tuple[float, float] | None, country: str | None) -> OpenState:
    """Return what the library says of one expression; may raise whatever the library raises."""
    reader = _reader(text, coords, country)
    if coords is None and re.search(r"sun(rise|set)|dawn|dusk", re.sub(r'"[^"]*"', "", text), re.IGNORECASE):
        return OpenState(None)
    if coords is None and _zone(country) is None:
        # Nobody knows the place's time zone: the moment's own is taken for it.
        local = moment.replace(tzinfo=None)
        state, comment = reader.state(local)
        until = reader.next_change(local)
        until = until and until.replace(tzinfo=moment.tzinfo)
    else:
        utc = moment.astimezone(ZoneInfo("UTC"))  # the library takes zoneinfo's zones only
        state, comment = reader.state(utc)
        until = reader.next_change(utc)
    return OpenState({State.OPEN: True, State.CLOSED: False}.get(state), until, comment)


def _read(
    expression: str, moment: datetime, latitude: float | None, longitude: float | None, country: str | None
) -> OpenState:
    """Return the state of the first group that is not closed, until any group so far changes."""
    coords = None if latitude is None or longitude is None else (float(latitude), float(longitude))
    country = (country or "").strip().upper() or None
    result = OpenState(None)
    changes: list[datetime] = []
    for text in _groups(expression):
        result = _ask(text, moment, coords, country)
        changes += [result.until] if result.until else []
        if result.open is not False:
            break
    return replace(result, until=min(changes, default=None))


def state_at(
    expression: str,
    moment: datetime,
    latitude: float | None = None,
    longitude: float | None = None,
    country: str | None = None,
) -> OpenState:
    """Return whether a place is open at a moment (aware), until when, and the comment of the rule that holds.

    ``country`` is the ISO 3166-1 code that gives the public holidays; without it the coordinates do.
    Coordinates also give the time zone; without them a country of one zone does, else the moment's own. Never
    raises for an expression: what cannot be read, or not without knowing where, is not known. Raises
    ValueError for a naive moment, which is a programmer's error.
    """
    if moment.tzinfo is None:
        raise ValueError("state_at needs an aware moment.")
    try:
        return _read(expression, moment, latitude, longitude, country)
    except (KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:  # a panic in the library's Rust is no Exception
        logger.warning("Opening hours %r cannot be evaluated: %s", expression, type(error).__name__)
        return OpenState(None)
