"""Which capture of each address is the latest, over archives of any size: an index in a file of its own that goes with the process."""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from datetime import datetime
from hashlib import sha256
from types import TracebackType
from typing import NamedTuple, Self


class Capture(NamedTuple):
    """One record of one file."""

    url: str
    at: datetime
    file: int
    """The number of its file."""
    place: int


class LatestCaptures:
    """An index of captures by address; in memory as long as it is small."""

    def __init__(self) -> None:
        """Begin with none."""
        # An empty name stands for a file that SQLite makes for itself and removes. Threads come one after the other.
        self._connection = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        for statement in (
            "PRAGMA journal_mode = OFF",
            "PRAGMA synchronous = OFF",
            "CREATE TABLE captures (address BLOB PRIMARY KEY, at REAL, file INTEGER, place INTEGER) WITHOUT ROWID",
        ):
            self._connection.execute(statement)

    def add(self, captures: Iterable[Capture]) -> None:
        """Take captures; of two at one moment the one that comes later counts."""
        rows = ((_key(each.url), each.at.timestamp(), each.file, each.place) for each in captures)
        self._connection.execute("BEGIN")
        self._connection.executemany(
            "INSERT INTO captures VALUES (?, ?, ?, ?) ON CONFLICT (address) DO UPDATE"
            " SET at = excluded.at, file = excluded.file, place = excluded.place WHERE excluded.at >= at",
            rows,
        )
        self._connection.execute("COMMIT")

    def is_latest(self, url: str, file: int, place: int) -> bool:
        """Whether no later capture of the address was seen."""
        with closing(self._connection.execute("SELECT file, place FROM captures WHERE address = ?", (_key(url),))) as found:
            return bool(found.fetchone() == (file, place))

    def close(self) -> None:
        """Remove the index."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


def _key(url: str) -> bytes:
    return sha256(url.encode("utf-8", "surrogateescape")).digest()[:16]
