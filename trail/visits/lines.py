"""One line of a log is understood, whichever server wrote it: nginx with the configuration in `deploy/`, nginx and Apache
otherwise (combined), Caddy (JSON), or our own.

Of each line only the moment, the method, the path, the status and what the reader calls itself are looked at; the
address is skipped where it stands and never leaves this module.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from trail.logs.robots import is_robot

# address, identity, user [time] "request" status size "referrer" "agent"; the last two are missing in the common format.
_COMBINED = re.compile(
    r'^\S+ \S+ .*?\[(?P<time>[^\]]{20,40})\] "(?P<method>[A-Z]{3,10}) (?P<target>\S+)(?: HTTP/[\d.]+)?" (?P<status>\d{3}) \S+'
    r'(?: "(?:[^"\\]|\\.)*" "(?P<agent>(?:[^"\\]|\\.)*)")?'
)
_TIME = "%d/%b/%Y:%H:%M:%S %z"
LONGEST_LINE = 16_384
MOST_TIMES = 10_000_000  # in a line of ours, which stands for a few seconds


class NotUnderstood(ValueError):
    """A line in no form that is known."""


@dataclass(frozen=True)
class Request:
    """What a line says of a request."""

    at: datetime
    method: str
    path: str
    status: int
    robot: bool
    times: int = 1


def read_line(line: bytes) -> Request | None:
    """What a line says; nothing for a line of ours that is about something else. Raises `NotUnderstood`."""
    if len(line) > LONGEST_LINE:
        raise NotUnderstood
    text = line.decode("utf-8", "replace").strip()
    try:
        return _from_json(text) if text.startswith("{") else _from_combined(text)
    except NotUnderstood:
        raise
    except (
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        OverflowError,
        OSError,
        RecursionError,
    ) as error:
        raise NotUnderstood from error


def _path(target: str) -> str:
    """The path of what was asked for; a server may write the whole address."""
    if target.startswith(("http://", "https://")):
        target = "/" + target.split("//", 1)[1].partition("/")[2]
    return target.partition("?")[0].partition("#")[0]


def _from_combined(text: str) -> Request:
    found = _COMBINED.match(text)
    if found is None:
        raise NotUnderstood
    return Request(
        _time(found["time"]),
        found["method"],
        _path(found["target"]),
        int(found["status"]),
        is_robot(found["agent"] or ""),
    )


@lru_cache(maxsize=4096)  # a second has many lines
def _time(text: str) -> datetime:
    return datetime.strptime(text, _TIME)


def _from_json(text: str) -> Request | None:
    line: dict[str, Any] = json.loads(text)
    if "request" in line:  # Caddy
        asked = line["request"]
        agents = {name.lower(): value for name, value in asked["headers"].items()}.get("user-agent") or [""]
        return Request(
            _moment(line["ts"]), asked["method"], _path(asked["uri"]), int(line["status"]), is_robot(agents[0])
        )
    if "robot" in line:  # our own: it says itself whether it was a robot, and how often where pages stood ready
        at, times = _moment(line["time"]), line.get("times", 1)
        if type(times) is not int or not 0 < times <= MOST_TIMES:
            raise NotUnderstood
        return Request(at, line["method"], _path(line["path"]), int(line["status"]), bool(line["robot"]), times)
    if "user_agent" in line:  # deploy/nginx/http.conf
        at, robot = _moment(line["time"]), is_robot(line["user_agent"])
        return Request(at, line["method"], _path(line["uri"]), int(line["status"]), robot)
    if "logger" in line and "level" in line:
        return None
    raise NotUnderstood


def _moment(value: Any) -> datetime:
    if isinstance(value, bool):
        raise NotUnderstood
    moment = datetime.fromtimestamp(value, UTC) if isinstance(value, int | float) else datetime.fromisoformat(value)
    if moment.tzinfo is None:
        raise NotUnderstood
    return moment
