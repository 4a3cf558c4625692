"""Open now?"""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.opening_hours.expressions import expression
from trail.opening_hours.state import OpenState, state_at

ROME = ZoneInfo("Europe/Rome")
PLACE = (41.8755, 12.4778, "IT")


def at(*parts: int) -> datetime:
    """Return a moment in Rome."""
    return datetime(*parts, tzinfo=ROME)


def test_open_and_closed() -> None:
    text = 'Mo-Fr 08:00-15:00 "ring"; PH off'
    assert state_at(text, at(2026, 11, 20, 10), *PLACE) == OpenState(True, at(2026, 11, 20, 15), "ring")
    assert state_at(text, at(2026, 11, 20, 15), *PLACE) == OpenState(False, at(2026, 11, 23, 8))
    # 8 December 2026 is a Tuesday, and a holiday in Italy.
    assert state_at(text, at(2026, 12, 8, 10), *PLACE).open is False
    assert state_at(text, at(2026, 12, 8, 10), None, None, "gb").open is True
    assert state_at("24/7", at(2026, 11, 20, 10), *PLACE) == OpenState(True)


def test_any_time_zone_and_summer_time() -> None:
    text = "Mo-Su 08:00-12:00"
    summer, winter = datetime(2026, 7, 1, 6, tzinfo=UTC), datetime(2026, 1, 1, 6, tzinfo=UTC)
    assert state_at(text, summer, *PLACE).open is True
    assert state_at(text, winter, *PLACE).open is False
    east = timezone(timedelta(hours=9))
    assert state_at(text, summer.astimezone(east), *PLACE) == state_at(text, summer, *PLACE)
    assert state_at(text, summer, country="IT").open is True, "a country of one time zone"
    assert state_at(text, at(2026, 7, 1, 8)) == OpenState(True, at(2026, 7, 1, 12)), "the moment's own zone"


def test_what_is_not_known_is_not_claimed() -> None:
    noon = at(2026, 11, 20, 12)
    assert state_at('"by appointment"', noon, *PLACE) == OpenState(None, None, "by appointment")
    # 20 November 2026 is a Friday: after eleven one must ask, until Monday at eight.
    assert state_at('Mo-Fr 08:00-11:00 || "ask"', noon, *PLACE) == OpenState(None, at(2026, 11, 23, 8), "ask")
    assert state_at("sunrise-sunset", noon) == OpenState(None), "no sun without coordinates"
    assert state_at("sunrise-sunset", noon, *PLACE).open is True
    for wrong in ("nonsense", "", "Feb 30 10:00-14:00", '"'):
        assert state_at(wrong, noon, *PLACE) == OpenState(None)
    assert state_at("24/7", noon, 200, 0, "IT").open is None
    assert state_at("24/7", noon, 41, 12, "XX").open is True


def test_a_naive_moment_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="aware"):
        state_at("24/7", datetime(2026, 1, 1))


@given(
    expression | st.text(),
    st.datetimes(timezones=st.timezones() | st.just(UTC)),
    st.floats(-95, 95) | st.none(),
    st.floats(-190, 190) | st.none(),
    st.sampled_from(["IT", "gb", "XX", "", None]),
)
def test_never_raises(text: str, moment: datetime, lat: float | None, lon: float | None, country: str | None) -> None:
    state = state_at(text, moment, lat, lon, country)
    assert state.open in (True, False, None)
    assert state.until is None or state.until.tzinfo is not None
