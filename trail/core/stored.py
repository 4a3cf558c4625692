"""Which records the stored form of a page's stream fields points at, found without asking the database."""

import json
from collections import defaultdict
from typing import Any


def chosen_ids(page: Any, *field_names: str) -> dict[str, list[int]]:
    """The ids under each key of the page's stream fields, in the order of the text.

    A chooser stores an integer under its block's name (`{"picture": 12}`); a list of choosers stores items of
    `{"value": 12}` (`{"sources": [{"value": 3}]}`).
    """
    ids: dict[str, list[int]] = defaultdict(list)
    for name in field_names:
        stored = page._meta.get_field(name).value_to_string(page)
        _collect(json.loads(stored or "[]"), ids)
    return ids


def _collect(value: Any, ids: dict[str, list[int]]) -> None:
    if isinstance(value, list):
        for item in value:
            _collect(item, ids)
    elif isinstance(value, dict):
        if isinstance(value.get("type"), str) and isinstance(value.get("value"), int):
            ids[value["type"]].append(value["value"])
        for key, item in value.items():
            if isinstance(item, int):
                ids[key].append(item)
            elif isinstance(item, list):
                ids[key].extend(
                    entry["value"] for entry in item if isinstance(entry, dict) and isinstance(entry.get("value"), int)
                )
                _collect(item, ids)
            else:
                _collect(item, ids)


def stored_blocks(page: Any, field_name: str) -> list[tuple[str, Any]]:
    """The kind and the stored value of each block of a stream field, in order."""
    stored = json.loads(page._meta.get_field(field_name).value_to_string(page) or "[]")
    return [(block["type"], block["value"]) for block in stored]
