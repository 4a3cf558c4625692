"""How a line is written: as JSON for a program that gathers lines, as words for a terminal."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime
from typing import Any

from .personal import path_of, without_personal_data
from .requests import current

FACTS = ("method", "path", "status", "duration_ms", "user", "robot", "times")
NO_REQUEST = "-"


def _message(record: logging.LogRecord) -> str:
    """What is said, without what is personal: Django's own lines name the whole path of a request."""
    message = record.getMessage()
    request = getattr(record, "request", None)
    path = getattr(request, "path", None)
    if path:
        message = message.replace(path, path_of(request))
    return without_personal_data(message)


class JsonLines(logging.Formatter):
    """One JSON object a line: time, level, logger, message, request_id, and what is known of the request."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": _message(record),
        }
        if identifier := current.get():
            line["request_id"] = identifier
        line |= {name: getattr(record, name) for name in FACTS if hasattr(record, name)}
        if record.exc_info:
            line["exception"] = without_personal_data(self.formatException(record.exc_info))
        if record.stack_info:
            line["stack"] = without_personal_data(record.stack_info)
        return json.dumps(line, ensure_ascii=False, default=str)


class Words(logging.Formatter):
    """The same for a person who looks on."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(request_id)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        record.request_id = current.get() or NO_REQUEST
        return super().format(record)

    def formatMessage(self, record: logging.LogRecord) -> str:
        record.message = _message(record)
        if hasattr(record, "duration_ms"):
            record.message += f" {record.duration_ms} ms"
        return super().formatMessage(record)

    def formatException(self, ei: Any) -> str:
        return without_personal_data(super().formatException(ei))
