"""The ledger of the schedule: a slot is claimed once, by whoever comes first."""

from datetime import datetime

from sqlalchemy import func, select

from storage.database import Database
from storage.tables import insert_into, slots


def claim(db: Database, job: str, slot: datetime, now: datetime) -> bool:
    """Claim a slot of a job; return whether it was free."""
    with db.begin_write() as connection:
        statement = insert_into(connection, slots).values(job=job, slot=slot, claimed_at=now)
        return connection.scalar(statement.on_conflict_do_nothing().returning(slots.c.slot)) is not None


def latest(db: Database, job: str) -> datetime | None:
    """Return the latest slot of a job that was claimed."""
    with db.begin_read() as connection:
        last: datetime | None = connection.scalar(select(func.max(slots.c.slot)).where(slots.c.job == job))
    return last
