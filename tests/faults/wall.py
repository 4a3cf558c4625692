"""A wall between a process and its database, which is put up and taken away while the process runs."""

import contextlib
import socket
import tempfile
import threading
from pathlib import Path
from typing import Any


def wall_before(wrapper: Any) -> "Wall | Refusal":
    """On PostgreSQL connections are cut in their midst; a file cannot be cut, so there new ones are refused."""
    return Wall(wrapper) if wrapper.vendor == "postgresql" else Refusal(wrapper)


class Wall:
    """A door of one's own to the server: what goes through it is handed on, until the wall stands."""

    def __init__(self, wrapper: Any) -> None:
        parts = wrapper.settings_dict
        port = parts["PORT"] or "5432"
        host = str(parts["HOST"] or "127.0.0.1")
        self._there: Any = f"{host}/.s.PGSQL.{port}" if host.startswith("/") else (host, int(port))
        self._folder = Path(tempfile.mkdtemp(prefix="wall-", dir="/tmp"))
        self._here = self._folder / f".s.PGSQL.{port}"
        self._open: set[socket.socket] = set()
        wrapper.close()
        parts.update(HOST=str(self._folder), PORT=port, CONN_MAX_AGE=None, CONN_HEALTH_CHECKS=True)
        self.take_away()

    def take_away(self) -> None:
        """Let connections through."""
        self._door = socket.socket(socket.AF_UNIX)
        self._door.bind(str(self._here))
        self._door.listen()
        threading.Thread(target=self._admit, args=(self._door,), daemon=True).start()

    def put_up(self) -> None:
        """Cut all connections where they are, and let none through."""
        self._here.unlink()
        for one in [self._door, *self._open]:
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()
        self._open.clear()

    def _admit(self, door: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                near = door.accept()[0]
                far = socket.socket(socket.AF_UNIX if isinstance(self._there, str) else socket.AF_INET)
                far.connect(self._there)
                self._open |= {near, far}
                for source, target in ((near, far), (far, near)):
                    threading.Thread(target=self._hand_on, args=(source, target), daemon=True).start()

    def _hand_on(self, source: socket.socket, target: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(1 << 16):
                target.sendall(data)
        for one in (source, target):
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)


class Refusal:
    """Every connection is gone, and no new one is made. It stands where the driver is: all above runs as in production."""

    def __init__(self, wrapper: Any) -> None:
        self._wrapper = wrapper
        self._real = type(wrapper).get_new_connection

    def put_up(self) -> None:
        """Close what is open, and refuse."""
        self._wrapper.close()
        type(self._wrapper).get_new_connection = _refused

    def take_away(self) -> None:
        """Let connections through."""
        type(self._wrapper).get_new_connection = self._real


def _refused(*_arguments: Any) -> Any:
    import sqlite3

    raise sqlite3.OperationalError("the server is not there")
