"""The archive's database: opened, made or migrated at first use, and the border where database errors stop."""

import random
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from copy import copy
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from news.errors import DatabaseError, DatabaseMissing
from storage import deadlines, failpoints, revisions
from storage.engines import BUSY_SECONDS, check_file, file_of, make_engine, make_frozen_engine, read_address, shown
from storage.failures import cannot_connect, has_no_room, is_busy, told

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Write(Generic[T]):
    """A piece of work that is kept whole or not at all, and may share its transaction with others."""

    do: Callable[[Connection], T]
    """It may be called again, after a transaction that was not kept."""
    then: Callable[[], None]
    """What is done when it is kept."""


class Database:
    """An open archive, for any number of threads; only storage talks to what is in it."""

    def __init__(self, engine: Engine, url: str) -> None:
        self.url = url
        """The address, with the password hidden."""
        self.dialect = engine.dialect.name
        self._engine = engine
        self._reader: Engine
        self._writer: Engine
        self._errors = (SQLAlchemyError, engine.dialect.loaded_dbapi.Error)
        self._check: Callable[[Connection], None] | None = None
        if self.dialect == "sqlite":
            self._reader, self._writer = engine, engine.execution_options(sqlite_begin="BEGIN IMMEDIATE")
            # SQLite lets one write at a time and sleeps up to 0.1 s between two tries: threads of one process queue here instead.
            self._turn: threading.Lock | nullcontext[None] = threading.Lock()
        else:
            self._reader = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            self._writer = engine
            self._turn = nullcontext()

    def __repr__(self) -> str:
        """Show the address without its password."""
        return f"Database({self.url!r})"

    def __enter__(self) -> Self:
        """Return the database itself: it is open already."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Close every connection."""
        self.close()

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    @contextmanager
    def begin_read(self) -> Iterator[Connection]:
        """Open a transaction that sees the archive as it is at its first look, however long it takes.

        Raises AnswerTooSlow where it takes longer than `storage.deadlines` allows.
        """
        try:
            with self._reader.begin() as connection, deadlines.kept(connection):
                yield connection
        except self._errors as error:
            raise told(error, self.url) from error

    @contextmanager
    def begin_write(self) -> Iterator[Connection]:
        """Open a transaction that is kept whole when the block ends, and not at all when it raises; never one inside another."""
        try:
            with self._turn, self._writer.begin() as connection:
                if self._check is not None:
                    self._check(connection)
                yield connection
        except self._errors as error:
            raise told(error, self.url) from error

    def write_together(self, writes: Sequence[Write[Any]]) -> list[Any]:
        """Do pieces of work and return what each gave; where one fails, its error stands in its place, and the others are kept.

        SQLite waits for the disk at the end of every transaction: there all are one, unless that fails. PostgreSQL does not mind
        many that end at once, and locks of several pieces would be taken in any order: there each is a transaction.
        """
        if self.dialect == "sqlite" and len(writes) > 1:
            try:
                with self.begin_write() as connection:
                    results = [write.do(connection) for write in writes]
            except Exception:  # noqa: BLE001 - found out again, and told, by the one that it belongs to
                return [self._attempt(write) for write in writes]
            for write in writes:
                write.then()
            return results
        return [self._attempt(write) for write in writes]

    def _attempt(self, write: Write[Any]) -> Any:
        try:
            return self.write(write)
        except Exception as error:  # noqa: BLE001 - given to whoever asked for this piece
            return error

    def write(self, write: Write[T]) -> T:
        """Do a piece of work in a transaction of its own, and return what it gave."""
        with self.begin_write() as connection:
            result = write.do(connection)
        write.then()
        return result

    def guarded(self, check: Callable[[Connection], None]) -> "Database":
        """Return the same archive for somebody whose every write must pass a check in its own transaction; the check raises to refuse."""
        same = copy(self)
        same._check = check  # noqa: SLF001 - our own class
        return same

    def check_connection(self) -> None:
        """Raise DatabaseError, with what to do, where the database does not answer."""
        try:
            self._engine.connect().close()
        except self._errors as error:
            raise (told if self.dialect == "sqlite" else cannot_connect)(error, self.url) from error

    def use_wal(self) -> None:
        """Let SQLite's readers and its writer work at once: a property of the file, which a restored copy may have lost.

        SQLite refuses the change at once, without waiting, while another program looks at the file: it is asked again for half a minute.
        """
        if self.dialect != "sqlite":
            return
        for pause in _pauses(BUSY_SECONDS):
            try:
                self._ask_for_wal()
            except self._errors as error:
                if not is_busy(error) or pause is None:
                    raise told(error, self.url) from error
                time.sleep(pause)
            else:
                break

    def _ask_for_wal(self) -> None:
        connection = self._engine.raw_connection()
        try:
            connection.cursor().execute("PRAGMA journal_mode = WAL")
        finally:
            connection.close()


def _pauses(seconds: float) -> Iterator[float | None]:
    """Give the pauses between tries, of random length so that programs do not meet again; last None, when the time is over."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        yield random.uniform(0.005, 0.1)  # noqa: S311
    yield None


def open_database(url: str, *, say: Callable[[str], None] | None = None, create: bool = True, read_only: bool = False) -> Database:
    """Open the archive at an address; make or migrate it where that is needed, and say so in one line.

    With ``create=False`` a database that is not there is an error; with ``read_only`` one that is up to date is opened for reading alone.
    Raises DatabaseMissing, DatabaseTooNew for a database of a later version, DatabaseError with what to do for one that cannot be used.
    """
    failpoints.check()
    address = read_address(url)
    path = file_of(address)
    if path is not None:
        if not create and not path.exists():
            raise _missing(shown(address))
        check_file(path)
    database = Database(make_engine(address, read_only=read_only), shown(address))
    try:
        database.check_connection()
        _bring_up_to_date(database, say or (lambda _: None), create=create)
    except BaseException as error:
        database.close()
        if not create and path is not None and has_no_room(error.__cause__):
            return _open_frozen(path, say or (lambda _: None))
        raise
    return database


def _open_frozen(path: Path, say: Callable[[str], None]) -> Database:
    """Open an archive for questions alone on a disk without room: nobody else has it open, and nobody can write it now.

    Raises DatabaseError where it is not whole without its log, or of another revision.
    """
    log = Path(f"{path}-wal")
    database = Database(make_frozen_engine(path), f"sqlite:///{path}")
    try:
        with database.begin_read() as connection:
            found = revisions.current(connection, database.url)
        if found != revisions.LATEST or (log.exists() and log.stat().st_size):
            raise DatabaseError(f"{database.url}: the disk is full", "free some space, then run the command again")
    except BaseException:
        database.close()
        raise
    say(f"khazri: the disk is full; {database.url} can be read, and not be written")
    return database


def _bring_up_to_date(database: Database, say: Callable[[str], None], *, create: bool) -> None:
    with database.begin_read() as connection:
        found = revisions.current(connection, database.url)
    if found is None and not create:
        raise _missing(database.url)
    database.use_wal()  # not before: the file may be another program's
    if found == revisions.LATEST:
        return
    made = f"making the archive {database.url}"
    say(made if found is None else f"bringing the archive {database.url} up to date, {found} to {revisions.LATEST}")
    with database.begin_write() as connection:
        revisions.upgrade(connection, database.url)


def _missing(url: str) -> DatabaseMissing:
    return DatabaseMissing(f"no database at {url}", "khazri crawl or khazri demo makes one")
