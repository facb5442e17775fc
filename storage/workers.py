"""Workers: the processes of a fleet, by the signs of life they give."""

from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import delete, select

from storage.database import Database
from storage.statements import insert_into
from storage.tables import workers

SIGN = 15.0  # seconds between two signs of life
_ALIVE = timedelta(seconds=60)  # outlasts three that fail, and clocks that differ a little


class Worker(NamedTuple):
    """A process that carries out jobs."""

    holder: str
    """Its host, its process, and a mark that no other process ever has."""
    begun_at: datetime
    seen_at: datetime

    @property
    def told(self) -> str:
        """Its host and its process, for a person."""
        host, *_, process = self.holder.split()
        return f"process {process} on {host}"


def seen(db: Database, holder: str, now: datetime) -> None:
    """Write down a sign of life."""
    with db.begin_write() as connection:
        row = {"holder": holder, "begun_at": now, "seen_at": now}
        again = {"seen_at": now}
        connection.execute(insert_into(connection, workers).values(**row).on_conflict_do_update(index_elements=["holder"], set_=again))


def gone(db: Database, holder: str) -> None:
    """Write down that a worker ended."""
    with db.begin_write() as connection:
        connection.execute(delete(workers).where(workers.c.holder == holder))


def alive(db: Database, now: datetime) -> tuple[Worker, ...]:
    """Return the workers that gave a sign of life within the last minute, by name."""
    asked = select(workers).where(workers.c.seen_at > now - _ALIVE, workers.c.seen_at <= now + _ALIVE).order_by(workers.c.holder)
    with db.begin_read() as connection:
        return tuple(Worker(row.holder, row.begun_at, row.seen_at) for row in connection.execute(asked))


def forget_dead(db: Database, now: datetime) -> None:
    """Forget the workers that gave no sign of life for a day."""
    with db.begin_write() as connection:
        connection.execute(delete(workers).where(workers.c.seen_at < now - timedelta(days=1)))
