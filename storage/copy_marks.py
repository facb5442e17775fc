"""What the copy of an archive says of itself while it is made, so that nobody takes it for the archive before it is whole."""

import json
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection, select

from news.errors import DatabaseError, Failure
from storage import about
from storage.database import Database
from storage.statements import upsert
from storage.tables import about as about_rows

COPY = "copy"  # its key in the table `about`


class Copy(NamedTuple):
    """What the target of a copy says of itself."""

    source: str
    state: str
    """unfinished or finished."""
    at: str
    """When the run of the command began, ISO."""
    run: str
    """Which run of the command is at work on it: any other is refused."""


def copy_in(db: Database) -> Copy | None:
    """Return what a database says of being a copy; nothing where it is none."""
    value = about.get(db, COPY)
    return None if value is None else Copy(**json.loads(value))


def mark(connection: Connection, copy: Copy) -> None:
    """Let a database say that it is a copy."""
    upsert(connection, about_rows, {"key": COPY, "value": json.dumps(copy._asdict())})


def check_run(connection: Connection, mine: Copy) -> None:
    """Raise Failure where another run of the command, which began later, is at work on a copy."""
    value = connection.scalar(select(about_rows.c.value).where(about_rows.c.key == COPY).with_for_update(read=True))
    if value is None or Copy(**json.loads(value)).run != mine.run:
        raise Failure("another khazri db copy goes on with this copy")


def check_finished(db: Database) -> None:
    """Raise DatabaseError for an archive that is the unfinished copy of another: who works with it would do again what was done."""
    if (found := copy_in(db)) and found.state != "finished":
        raise DatabaseError(f"{db.url}: is the unfinished copy of {found.source}", "khazri db copy goes on with it")


def name_of(db: Database) -> str:
    """Return what an archive is called from wherever it is asked for; without a password."""
    return f"sqlite:///{Path(db.url.removeprefix('sqlite:///')).resolve()}" if db.dialect == "sqlite" else db.url
