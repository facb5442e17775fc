"""Saved searches: questions that a person keeps under a name."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select

from storage.database import Database
from storage.statements import insert_into
from storage.tables import saved_searches


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A question with the name it was saved under."""

    name: str
    query: str
    """As it was typed."""
    made_at: datetime


def listed(db: Database) -> tuple[SavedSearch, ...]:
    """Return all saved searches in the order of their names."""
    with db.begin_read() as connection:
        rows = connection.execute(select(saved_searches)).all()
    found = (SavedSearch(row.name, row.query, row.made_at) for row in rows)
    return tuple(sorted(found, key=lambda saved: (saved.name.casefold(), saved.name)))


def get(db: Database, name: str) -> SavedSearch | None:
    """Return the search of a name; nothing where there is none."""
    with db.begin_read() as connection:
        row = connection.execute(select(saved_searches).where(saved_searches.c.name == name)).one_or_none()
    return None if row is None else SavedSearch(row.name, row.query, row.made_at)


def add(db: Database, saved: SavedSearch, most: int) -> bool:
    """Keep a search; return whether its name was free and there are fewer than ``most``."""
    row = {"name": saved.name, "query": saved.query, "made_at": saved.made_at}
    with db.begin_write() as connection:
        if connection.execute(select(func.count()).select_from(saved_searches)).scalar_one() >= most:
            return False
        statement = insert_into(connection, saved_searches).values(**row).on_conflict_do_nothing()
        return connection.scalar(statement.returning(saved_searches.c.name)) is not None


def remove(db: Database, name: str) -> bool:
    """Forget the search of a name; return whether there was one."""
    with db.begin_write() as connection:
        return connection.execute(delete(saved_searches).where(saved_searches.c.name == name)).rowcount > 0
