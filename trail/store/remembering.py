"""What a process remembers in memory, and has to let go of when another process has changed it."""

from collections.abc import Callable

#: By the beginning of a key (`trail.store.keys`): what lets go. Asked before each page that is made.
rememberers: dict[str, Callable[[], object]] = {}
