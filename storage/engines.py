"""Engines: what an address of a database means, and how every connection to it is set up."""

import os
import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

from news.errors import DatabaseError

BUSY_SECONDS = 30  # the longest write measured, a sitemap of 50,000 new addresses, holds the lock for 1 s on two cores
CONNECT_SECONDS = 10  # a server that takes longer to say hello is down for a person who waits
# A server whose machine vanished says nothing at all: without these a query would wait for it for two hours, and a write for 15 minutes.
_POSTGRESQL_TIMES = {
    "connect_timeout": CONNECT_SECONDS,
    "keepalives_idle": 10,  # seconds of silence before the first question whether it is there
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 25_000,  # milliseconds that something sent may stay unconfirmed
}
_POSTGRESQL_NAMES = frozenset({"postgres", "postgresql", "postgresql+psycopg"})
_SQLITE_NAMES = frozenset({"sqlite", "sqlite+pysqlite"})
_EXAMPLES = "write sqlite:///khazri.db or postgresql://user:password@host/name"


def read_address(url: str) -> URL:
    """Read the address of a database.

    Raises DatabaseError where it cannot be read or names a database that Khazri does not know; the message holds no password.
    """
    try:
        address = make_url(url.strip())
    except (ArgumentError, ValueError) as error:
        raise DatabaseError("the address of the database cannot be read", _EXAMPLES) from error
    if address.drivername in _SQLITE_NAMES:
        return _sqlite_address(address)
    if address.drivername not in _POSTGRESQL_NAMES:
        raise DatabaseError(f"{address.drivername}: no database that Khazri knows", _EXAMPLES)
    if "@" in (address.host or ""):
        raise DatabaseError("the address of the database holds more than one @", "write the characters @ : / of a password as %40 %3A %2F")
    return address.set(drivername="postgresql+psycopg")


def shown(address: URL) -> str:
    """Return the address as it may be shown: without password and without parameters, which may hold one."""
    if address.get_backend_name() == "sqlite":
        return f"sqlite:///{address.database}"
    return address.set(drivername="postgresql", query={}).render_as_string(hide_password=True)


def file_of(address: URL) -> Path | None:
    """Return the file of an SQLite database, nothing for PostgreSQL."""
    return Path(address.database or "") if address.get_backend_name() == "sqlite" else None


def check_file(path: Path) -> None:
    """Raise DatabaseError, with what to do, where SQLite could not make or write this file."""
    if not path.parent.is_dir():
        raise DatabaseError(f"{path}: the folder {path.parent} does not exist", f"make it: mkdir -p {path.parent}")
    if path.is_dir():
        raise DatabaseError(f"{path}: is a folder, not a database", "name a file in KHAZRI_DATABASE_URL")
    for place in (path, path.parent):
        if place.exists() and not os.access(place, os.W_OK):
            kind = "folder" if place.is_dir() else "file"
            raise DatabaseError(f"{path}: the {kind} {place} may not be written", f"give yourself permission: chmod u+w {place}")


def make_engine(address: URL, *, read_only: bool = False) -> Engine:
    """Return an engine whose every connection is set up as the archive needs it; nothing is opened yet.

    The connections of one that is ``read_only`` refuse to write.

    Raises DatabaseError where the driver is not installed.
    """
    if address.get_backend_name() == "sqlite":
        return _sqlite_engine(address, read_only=read_only)
    try:
        engine = create_engine(
            address,
            pool_pre_ping=True,  # a server that was restarted is found out before the work, not in it
            pool_size=5,
            max_overflow=30,  # threads of one process that may be at work at once: asyncio starts at most 32
            hide_parameters=True,
            connect_args={name: value for name, value in _POSTGRESQL_TIMES.items() if name not in address.query},
        )
    except ImportError as error:
        raise DatabaseError("the driver for PostgreSQL is not installed", "pip install 'khazri[postgresql]'") from error
    event.listen(engine, "connect", _set_up_postgresql)
    return engine.execution_options(postgresql_readonly=True) if read_only else engine


def _sqlite_address(address: URL) -> URL:
    if not address.database or address.database == ":memory:":
        raise DatabaseError("the address of the database names no file", "write sqlite:///khazri.db")
    return URL.create("sqlite+pysqlite", database=address.database)


def _sqlite_engine(address: URL, *, read_only: bool) -> Engine:
    engine = create_engine(
        address,
        poolclass=QueuePool,
        pool_size=5,
        max_overflow=30,
        hide_parameters=True,
        connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False},
    )
    event.listen(engine, "connect", _set_up_sqlite)
    if read_only:
        event.listen(engine, "connect", _forbid_writing)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def make_frozen_engine(path: Path) -> Engine:
    """Return an engine that reads an SQLite file which nobody writes, and makes no file beside it."""
    address = f"file:{quote(str(path.absolute()))}?mode=ro&immutable=1"
    engine = create_engine(
        "sqlite+pysqlite://", creator=lambda: sqlite3.connect(address, uri=True, check_same_thread=False), poolclass=QueuePool
    )
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _set_up_sqlite(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # the driver's own BEGIN comes late and deferred: ours is in _begin_sqlite
    for pragma in ("foreign_keys = ON", "synchronous = FULL"):
        connection.execute(f"PRAGMA {pragma}").close()


def _forbid_writing(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    connection.execute("PRAGMA query_only = ON").close()


def _begin_sqlite(connection: Connection) -> None:
    """Begin with the writer's lock in hand: a transaction that reads first and then wants it fails at once, whatever the timeout."""
    connection.exec_driver_sql(connection.get_execution_options().get("sqlite_begin", "BEGIN"))


def _set_up_postgresql(connection: Any, _entry: ConnectionPoolEntry) -> None:
    """Read times in UTC: in another zone the first and last days of the calendar do not fit Python's."""
    with connection.cursor() as cursor:
        cursor.execute("SET TIME ZONE 'UTC'")
    connection.commit()
