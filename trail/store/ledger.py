"""Which kept page depends on what: a small SQLite file beside the pages, shared by all processes of a machine.

The database of the trail is not asked: a page can be dropped, and kept pages are served, while it is away. All that
belongs together happens in one transaction here; whoever is killed in the middle leaves at worst a page that is made once
more than needed, never one that is old.
"""

import sqlite3
import threading
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from . import keys as names
from .shelf import Laid, Shelf

SCHEMA = """
CREATE TABLE IF NOT EXISTS kept (
    id INTEGER PRIMARY KEY, address TEXT NOT NULL UNIQUE, state TEXT NOT NULL, old_after REAL NOT NULL, gone_after REAL NOT NULL
);
CREATE TABLE IF NOT EXISTS kept_key (
    key TEXT NOT NULL, kept INTEGER NOT NULL REFERENCES kept (id) ON DELETE CASCADE, PRIMARY KEY (key, kept)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS kept_key_kept ON kept_key (kept);
CREATE TABLE IF NOT EXISTS dropped (position INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL, at REAL NOT NULL);
CREATE TABLE IF NOT EXISTS applied (id INTEGER PRIMARY KEY, at REAL NOT NULL);
CREATE TABLE IF NOT EXISTS fact (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""
WRITING, FRESH, OLD = "writing", "fresh", "old"
# So long what was dropped is remembered: a page that takes longer to be made is not kept.
REMEMBERED = 600.0
Row = tuple[int, list[str], bool]  # a row of `trail.store.models.Drop`: its number, its keys, whether it is hard


class Ledger:
    """One ledger file; each thread has a connection of its own."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._local = threading.local()

    def _connection(self) -> sqlite3.Connection:
        found = getattr(self._local, "connection", None)
        if found is None:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            found = sqlite3.connect(self.file, timeout=20, isolation_level=None)
            found.execute("PRAGMA journal_mode=WAL")
            found.execute("PRAGMA synchronous=NORMAL")
            found.execute("PRAGMA foreign_keys=ON")
            found.executescript(SCHEMA)
            self._local.connection = found
        return found

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        connection = self._connection()
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise

    def position(self) -> int:
        """Where the list of what was dropped ends now: to be asked before a page is begun."""
        return self._connection().execute("SELECT COALESCE(MAX(position), 0) FROM dropped").fetchone()[0]

    def dropped_since(self, position: int) -> list[str]:
        """The keys that were dropped after a position."""
        rows = self._connection().execute("SELECT key FROM dropped WHERE position > ?", (position,))
        return [key for (key,) in rows]

    def keep(self, laid: Laid, keys: Collection[str], since: int, begun: float, ends: tuple[float, float]) -> bool:
        """Put a page on the shelf, unless something that it depends on was dropped since it was begun.

        `since` is the `position` of then, `begun` the time of then, `ends` when it is to be replaced and withdrawn. First
        the page is entered, then its files are put in their places: a process killed between the two leaves a row whose
        page is simply made again, and every file on the shelf has a row by which it is found.
        """
        try:
            return self._keep(laid, keys, since, begun, ends)
        except BaseException:
            laid.discard()
            raise

    def _keep(self, laid: Laid, keys: Collection[str], since: int, begun: float, ends: tuple[float, float]) -> bool:
        with self._writing() as connection:
            if begun < time.time() - REMEMBERED / 2 or self._was_dropped(connection, keys, since):
                laid.discard()
                return False
            connection.execute("DELETE FROM kept WHERE address = ?", (laid.address,))
            laid.shelf.remove(laid.address)  # its row has gone, and with it what it depended on
            values = (laid.address, WRITING, *ends)
            number = connection.execute(
                "INSERT INTO kept (address, state, old_after, gone_after) VALUES (?, ?, ?, ?)", values
            ).lastrowid
            connection.executemany("INSERT INTO kept_key VALUES (?, ?)", [(key, number) for key in keys])
        with self._writing() as connection:
            changed = connection.execute(
                "UPDATE kept SET state = ? WHERE id = ? AND state = ?", (FRESH, number, WRITING)
            )
            if changed.rowcount == 0:  # dropped, or begun anew by another, in between
                laid.discard()
                return False
            laid.place()
        return True

    def _was_dropped(self, connection: sqlite3.Connection, keys: Collection[str], since: int) -> bool:
        dropped = {key for (key,) in connection.execute("SELECT key FROM dropped WHERE position > ?", (since,))}
        if not dropped:
            return False
        if names.EVERYTHING in dropped or not dropped.isdisjoint(keys):
            return True
        near = [key for key in keys if key.startswith(names.NEAR)]
        return any(_meets(key, at) for at in dropped if at.startswith(names.AT) for key in near)

    def drop(self, rows: Collection[Row], shelf: Shelf) -> list[str]:
        """Take the pages away that depend on the keys of some rows; their addresses. Each row once."""
        found: dict[str, bool] = {}
        with self._writing() as connection:
            now = time.time()
            for number, keys, hard in rows:
                if (
                    number
                    and connection.execute("INSERT OR IGNORE INTO applied VALUES (?, ?)", (number, now)).rowcount == 0
                ):
                    continue
                connection.executemany("INSERT INTO dropped (key, at) VALUES (?, ?)", [(key, now) for key in keys])
                everything = names.EVERYTHING in keys
                for pk, address in self._all(connection) if everything else self._with(connection, keys):
                    self._take_away(connection, shelf, pk, address, hard)
                    found[address] = hard
                if everything:
                    shelf.clear(hard=hard)  # and whatever has no row
            connection.execute("DELETE FROM dropped WHERE at < ?", (now - REMEMBERED,))
        return list(found)

    def _all(self, connection: sqlite3.Connection) -> list[tuple[int, str]]:
        return connection.execute("SELECT id, address FROM kept").fetchall()

    def _with(self, connection: sqlite3.Connection, keys: Collection[str]) -> set[tuple[int, str]]:
        found: set[tuple[int, str]] = set()
        for key in keys:
            query = "SELECT kept.id, kept.address FROM kept_key JOIN kept ON kept.id = kept WHERE key = ?"
            found.update(connection.execute(query, (key,)))
            if key.startswith(names.AT):
                language = key.split(":")[1]
                first, last = f"{names.NEAR}{language}:", f"{names.NEAR}{language};"
                near = (
                    "SELECT key, kept.id, address FROM kept_key JOIN kept ON kept.id = kept WHERE key >= ? AND key < ?"
                )
                rows = connection.execute(near, (first, last)).fetchall()
                found.update((pk, address) for near_key, pk, address in rows if names.is_around(near_key, key))
        return found

    def _take_away(self, connection: sqlite3.Connection, shelf: Shelf, pk: int, address: str, hard: bool) -> None:
        state = connection.execute("SELECT state FROM kept WHERE id = ?", (pk,)).fetchone()
        # What was being written is not finished, or its writer was killed: some of its files may be in their places.
        if hard or state == (WRITING,):
            shelf.remove(address)
            connection.execute("DELETE FROM kept WHERE id = ?", (pk,))
            return
        shelf.put_aside(address)
        # What was put aside keeps its keys, for it may have to go yet.
        connection.execute("UPDATE kept SET state = ? WHERE id = ?", (OLD, pk))

    def drop_ended(self, shelf: Shelf, now: float) -> list[str]:
        """Take the pages away whose time is over; their addresses."""
        over = "SELECT id, address, gone_after FROM kept WHERE (state != ? AND old_after > 0 AND old_after <= ?) OR (gone_after > 0 AND gone_after <= ?)"
        ended = self._connection().execute(over, (OLD, now, now)).fetchall()
        if not ended:
            return []
        with self._writing() as connection:
            for pk, address, gone_after in connection.execute(over, (OLD, now, now)).fetchall():
                self._take_away(connection, shelf, pk, address, hard=0 < gone_after <= now)
        return [address for _pk, address, _gone in ended]

    def last_applied(self) -> int:
        """The highest number of a `Drop` that was followed here."""
        return self._connection().execute("SELECT COALESCE(MAX(id), 0) FROM applied").fetchone()[0]

    def applied_after(self, number: int) -> set[int]:
        """The numbers of `Drop` above one that were followed here."""
        return {found for (found,) in self._connection().execute("SELECT id FROM applied WHERE id > ?", (number,))}

    def begin_anew(self, shelf: Shelf, applied: Collection[int]) -> list[str]:
        """Forget all pages, and take the messages of these numbers, those of late, as followed; the addresses forgotten."""
        with self._writing() as connection:
            forgotten = [address for _pk, address in self._all(connection)]
            connection.execute("DELETE FROM kept")
            connection.execute("DELETE FROM applied")
            connection.execute("INSERT INTO dropped (key, at) VALUES (?, ?)", (names.EVERYTHING, time.time()))
            connection.executemany("INSERT INTO applied VALUES (?, ?)", [(number, time.time()) for number in applied])
            shelf.clear(hard=True)
        return forgotten

    def fact(self, name: str) -> str:
        """A remembered fact of the machine; empty where there is none."""
        found = self._connection().execute("SELECT value FROM fact WHERE name = ?", (name,)).fetchone()
        return found[0] if found else ""

    def remember(self, name: str, value: str) -> None:
        """Remember a fact."""
        self._connection().execute("INSERT OR REPLACE INTO fact VALUES (?, ?)", (name, value))

    def count(self) -> dict[str, int]:
        """How many pages there are by state."""
        return dict(self._connection().execute("SELECT state, COUNT(*) FROM kept GROUP BY state").fetchall())

    def keys_of(self, address: str) -> set[str]:
        """What a kept page depends on."""
        query = "SELECT key FROM kept_key JOIN kept ON kept.id = kept WHERE address = ?"
        return {key for (key,) in self._connection().execute(query, (address,))}

    def addresses(self, state: str = FRESH) -> list[str]:
        """The addresses of all pages that are kept and right, or in another state."""
        return [row[0] for row in self._connection().execute("SELECT address FROM kept WHERE state = ?", (state,))]


def _meets(near: str, at: str) -> bool:
    return near.split(":")[1] == at.split(":")[1] and names.is_around(near, at)
