"""Backups of an SQLite archive, and the way back.

A backup is one file: a whole archive as it was at one moment, with the words ``backup_at`` in its table ``about``. The order of work
for a backup: copy, while others write → mark → check the copy → put it in its place. For a restore: check the file → copy it beside
the archive → bring the copy up to date → mark it, and doubt what it holds of deliveries → check → move the old archive aside → put
the copy in its place. A program that dies in between leaves the backup, or the archive, as it was.
"""

import os
import shlex
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from sqlalchemy import URL, delete, update

from news.errors import DatabaseError, DatabaseMissing, DatabaseTooNew, InputError, UsageError
from storage import about, revisions
from storage.database import Database, open_database
from storage.engines import file_of, read_address, shown
from storage.failures import told
from storage.statements import upsert
from storage.tables import about as about_rows
from storage.telling import deliveries

BACKUP_AT = "backup_at"
RESTORED_AT = "restored_at"
_SIDES = ("-wal", "-shm")
_PATIENCE = 30.0  # seconds to wait for another program's write to end, as every connection of the archive does


class Contents(NamedTuple):
    """What a file holds that is an archive."""

    revision: str
    articles: int
    addresses: int
    backup_at: datetime | None
    """When it was copied; nothing for an archive that is in use."""


class Restored(NamedTuple):
    """What a restore did."""

    contents: Contents
    moved_to: Path | None
    """Where the archive that was there is now."""
    doubted: int
    """Mails that may have gone out since the backup."""


def backup(url: str, target: Path, now: datetime) -> Contents:
    """Copy the archive at an address into a file while others go on writing, and check the copy; an older backup there is replaced.

    Raises UsageError for PostgreSQL and for a file that is no backup, DatabaseMissing, DatabaseError where the copy fails.
    """
    source = _sqlite_file(url, f"pg_dump --format=custom --file={shlex.quote(str(target))}")
    if not source.exists():
        raise DatabaseMissing(f"no database at {source}", "there is nothing to back up yet")
    _refuse_to_replace(target, source)
    part = _beside(target)
    try:
        with _telling(part, source):
            _copy(source, part)
            with _open_file(part) as copied:
                copied.execute("INSERT OR REPLACE INTO about (key, value) VALUES (?, ?)", (BACKUP_AT, now.isoformat()))
                copied.commit()
            contents = look_into(part)
            shutil.copymode(source, part)
            _put(part, target)
    finally:
        _remove(part)
    return contents


def restore(file: Path, url: str, now: datetime, *, replace: bool = False, say: Callable[[str], None] | None = None) -> Restored:
    """Make the archive in a file the one at an address. What is there is moved aside, and with articles in it only if ``replace``.

    Raises InputError for a file that is no archive or damaged, DatabaseTooNew for one of a later version, UsageError where it would
    replace articles, and for PostgreSQL, DatabaseError where another program has the archive open or the copy fails.
    """
    target = _sqlite_file(url, f"pg_restore --clean --if-exists {shlex.quote(str(file))}")
    contents = look_into(file)
    _refuse_to_restore(file, target, replace=replace)
    part = _beside(target)
    try:
        with _telling(part, file):
            _copy(file, part)
        with open_database(f"sqlite:///{part}", say=say) as copied:
            doubted = hold(copied, now, contents.backup_at)
        look_into(part)
        with _telling(target):
            _give_to_owner(part, target)
            moved_to = _move_aside(target, now) if target.exists() else None
            _put(part, target)
    finally:
        _remove(part)
    return Restored(contents, moved_to, doubted)


def hold(database: Database, now: datetime, backup_at: datetime | None = None) -> int:
    """Note that an archive was restored: digests whose time lies before are not mailed by themselves. Return how many mails are in doubt.

    What waits to be mailed may have been mailed since the backup: it is in doubt from now on, for a person to decide.
    """
    since = f"{backup_at:%Y-%m-%d %H:%M} UTC" if backup_at else "the backup"
    open_ones = update(deliveries).where(deliveries.c.state.in_(("pending", "committing")))
    doubt = open_ones.values(state="in doubt", state_at=now, reply=f"restored: it may have been mailed since {since}")
    with database.begin_write() as connection:
        upsert(connection, about_rows, {"key": RESTORED_AT, "value": now.isoformat()})
        connection.execute(delete(about_rows).where(about_rows.c.key == BACKUP_AT))
        return connection.execute(doubt).rowcount


def is_held(database: Database, slot: datetime) -> bool:
    """Whether nobody can know if the digest of a slot was sent: the archive was restored after it had begun."""
    restored_at = about.get(database, RESTORED_AT)
    return restored_at is not None and slot <= datetime.fromisoformat(restored_at)


def look_into(file: Path) -> Contents:
    """Read what an archive holds, all of it; raises InputError for a file that is none or is damaged, DatabaseTooNew."""
    if not file.is_file():
        raise InputError(f"{file}: there is no such file", "name a file that khazri backup wrote")
    try:
        with _open_file(file, mode="ro") as opened:
            _check_revision(opened, file)
            lines = [str(line) for (line,) in opened.execute("PRAGMA integrity_check(3)")]
            if lines != ["ok"]:
                raise InputError(f"{file}: is damaged ({lines[0].splitlines()[0]})", "take an older backup")
            return _contents(opened)
    except sqlite3.Error as error:
        what = told(error, str(file))
        if getattr(error, "sqlite_errorname", "") == "SQLITE_NOTADB":
            raise InputError(f"{file}: is no archive of Khazri", "name a file that khazri backup wrote") from error
        raise InputError(what.what, "take an older backup" if "damaged" in what.what else what.remedy) from error


def _contents(opened: sqlite3.Connection) -> Contents:
    def one(statement: str) -> str | None:
        row = opened.execute(statement).fetchone()
        return None if row is None else str(row[0])

    revision = one(f"SELECT version_num FROM {revisions.VERSION_TABLE}")  # noqa: S608 - our own name
    at = one(f"SELECT value FROM about WHERE key = '{BACKUP_AT}'")  # noqa: S608
    articles, addresses = (int(one(f"SELECT count(*) FROM {table}") or 0) for table in ("articles", "urls"))  # noqa: S608
    return Contents(revision or "", articles, addresses, datetime.fromisoformat(at) if at else None)


def _check_revision(opened: sqlite3.Connection, file: Path) -> None:
    wanted = (revisions.VERSION_TABLE, "articles", "urls", "about")
    names = {name for (name,) in opened.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not names.issuperset(wanted):
        raise InputError(f"{file}: is no archive of Khazri", "name a file that khazri backup wrote")
    (found,) = opened.execute(f"SELECT version_num FROM {revisions.VERSION_TABLE}").fetchone() or ("",)  # noqa: S608
    if found not in revisions.REVISIONS:
        what = f"{file}: made by a later version of Khazri (revision {found}; this one knows up to {revisions.LATEST})"
        raise DatabaseTooNew(what, "pip install --upgrade khazri")


def _sqlite_file(url: str, instead: str) -> Path:
    """Return the file of an SQLite archive; raise UsageError with the command to use instead for PostgreSQL."""
    address = read_address(url)
    path = file_of(address)
    if path is None:
        command = f"{instead} {_connection_options(address)}"
        after = "" if instead.startswith("pg_dump") else "; then khazri restore --hold"
        raise UsageError(f"{shown(address)}: PostgreSQL has its own tools", f"{command}{after}")
    return path


def _connection_options(address: URL) -> str:
    """Return how PostgreSQL's programs are told of an address; they ask for the password, or read PGPASSWORD."""
    given = {name: value if isinstance(value, str) else value[0] for name, value in address.query.items()}
    parts = {
        "host": address.host or given.get("host"),
        "port": address.port or given.get("port"),
        "username": address.username,
        "dbname": address.database,
    }
    return " ".join(f"--{name}={shlex.quote(str(value))}" for name, value in parts.items() if value)


def _refuse_to_replace(target: Path, source: Path) -> None:
    if target.is_dir() or not target.parent.is_dir():
        raise UsageError(f"{target}: no file can be written there", "name a file in a folder that is there")
    if not target.exists():
        return
    with suppress(InputError, DatabaseTooNew):
        if not target.samefile(source) and look_into(target).backup_at is not None:
            return
    raise UsageError(f"{target}: is there, and is no backup of Khazri", "name another file: only an older backup is replaced")


def _refuse_to_restore(file: Path, target: Path, *, replace: bool) -> None:
    if not target.parent.is_dir():
        raise DatabaseError(f"{target}: the folder {target.parent} does not exist", f"make it: mkdir -p {target.parent}")
    if not target.exists() or (target.is_file() and not target.stat().st_size):
        return
    if target.is_dir() or target.samefile(file):
        raise UsageError(f"{target}: is what is to be restored", "name a backup, and with --database where it shall go")
    if replace:
        return
    try:
        with _open_file(target, mode="ro") as opened:
            _check_revision(opened, target)
            held = _contents(opened).articles
    except (sqlite3.Error, InputError, DatabaseTooNew) as error:
        raise UsageError(f"{target}: is there, and cannot be read as an archive", "--replace moves it aside first") from error
    if held:
        raise UsageError(f"{target}: holds {held} articles", "--replace moves it aside first, and loses nothing")


def _copy(source: Path, part: Path) -> None:
    """Copy an archive as it is at one moment into one file that needs no other beside it."""
    with _open_file(source, mode="rw" if os.access(source, os.W_OK) else "ro") as old, _open_file(part, mode="rwc") as new:
        old.backup(new)  # in one step: begun anew at every foreign write, smaller steps might never end
        new.execute("PRAGMA journal_mode = DELETE")


def _move_aside(target: Path, now: datetime) -> Path:
    """Give the archive another name, while nobody has it open; return that name."""
    aside = target.with_name(f"{target.name}.before-{now:%Y%m%dT%H%M%SZ}")
    for number in range(1, 100):
        if not aside.exists():
            break
        aside = target.with_name(f"{target.name}.before-{now:%Y%m%dT%H%M%SZ}-{number}")
    try:
        with _open_file(target) as opened:
            opened.execute("PRAGMA busy_timeout = 1000")
            opened.execute("PRAGMA journal_mode = DELETE")  # refused while another program has the file open
    except sqlite3.Error as error:
        if str(getattr(error, "sqlite_errorname", "")).startswith("SQLITE_BUSY"):
            remedy = "stop khazri run and whatever else uses it, then run the command again"
            raise DatabaseError(f"{target}: another program has it open", remedy) from error
    for side in _SIDES:  # of a damaged archive; beside the restored one they would be taken for its own
        with suppress(FileNotFoundError):
            Path(f"{target}{side}").rename(f"{aside}{side}")
    try:
        aside.hardlink_to(target)  # the archive then goes from old to new in one step
    except OSError:  # no links on this disk
        target.rename(aside)
    return aside


def _give_to_owner(part: Path, target: Path) -> None:
    """Let a restore by root belong to whom the archive belongs, or its folder: that one's daemon must write it."""
    was = target if target.exists() else target.parent
    if os.geteuid() == 0:
        shutil.chown(part, was.stat().st_uid, was.stat().st_gid)
    if target.exists():
        shutil.copymode(target, part)


def _put(part: Path, target: Path) -> None:
    """Give a finished copy its name, and wait until the disk has it."""
    _sync(part)
    part.replace(target)
    _sync(target.parent)


def _sync(path: Path) -> None:
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _beside(target: Path) -> Path:
    part = target.with_name(f"{target.name}.part")
    _remove(part)
    return part


def _remove(part: Path) -> None:
    for name in (str(part), *(f"{part}{side}" for side in (*_SIDES, "-journal"))):
        with suppress(OSError):
            Path(name).unlink(missing_ok=True)


@contextmanager
def _open_file(path: Path, mode: str = "rw") -> Iterator[sqlite3.Connection]:
    opened = sqlite3.connect(f"file:{quote(str(path.absolute()))}?mode={mode}", uri=True, timeout=_PATIENCE)
    try:
        yield opened
    finally:
        opened.close()


@contextmanager
def _telling(*paths: Path) -> Iterator[None]:
    """Tell errors of the disk and of SQLite in one line, with the file they belong to."""
    try:
        yield
    except sqlite3.Error as error:
        at = (
            paths[0] if getattr(error, "sqlite_errorname", "").startswith(("SQLITE_FULL", "SQLITE_IOERR", "SQLITE_CANTOPEN")) else paths[-1]
        )
        raise told(error, str(at)) from error
    except OSError as error:
        raise DatabaseError(f"{paths[0]}: {(error.strerror or str(error)).lower()}", "see that the disk is there and has room") from error
