"""The ledger of the schedule: a slot is claimed once, by whoever comes first.

A database that a leader writes to (``storage.leaders.led``) also refuses the claim of one whose lead is over.
"""

from datetime import datetime, timedelta

from sqlalchemy import func, select

from storage.database import Database
from storage.failpoints import failpoint
from storage.statements import insert_into
from storage.tables import slots
from storage.telling import digests

_LONGEST_DAY = timedelta(hours=25)  # by the clock on the wall: in autumn


def claim(db: Database, job: str, slot: datetime, now: datetime) -> bool:
    """Claim a slot of a job; return whether it was free."""
    with db.begin_write() as connection:
        statement = insert_into(connection, slots).values(job=job, slot=slot, claimed_at=now)
        is_ours = connection.scalar(statement.on_conflict_do_nothing().returning(slots.c.slot)) is not None
        failpoint("slot-half-claimed")
    failpoint("slot-claimed")
    return is_ours


def latest(db: Database, job: str) -> datetime | None:
    """Return the latest slot of a job that was claimed."""
    with db.begin_read() as connection:
        last: datetime | None = connection.scalar(select(func.max(slots.c.slot)).where(slots.c.job == job))
    return last


def begin(db: Database, job: str, moment: datetime, now: datetime) -> datetime:
    """Claim a first slot of a job that has none; return the first one it has."""
    earliest = first(db, job)
    if earliest is None:
        claim(db, job, moment, now)
    return earliest or first(db, job) or moment


def first(db: Database, job: str) -> datetime | None:
    """Return the first slot of a job that was claimed."""
    with db.begin_read() as connection:
        found: datetime | None = connection.scalar(select(func.min(slots.c.slot)).where(slots.c.job == job))
    return found


def is_first(db: Database, job: str, slot: datetime) -> bool:
    """Whether no slot of a job was ever claimed before this one."""
    earliest = first(db, job)
    return earliest is None or slot <= earliest


def is_owed(db: Database, subscription: str, slot: datetime) -> bool:
    """Whether a subscription has had no digest since the latest slot began: who claimed it died before one was frozen.

    A digest from beyond that day was frozen by a clock that was wrong, and says nothing of it.
    """
    its_own = (digests.c.frozen_at >= slot, digests.c.frozen_at < slot + _LONGEST_DAY)
    with db.begin_read() as connection:
        made = connection.scalar(select(digests.c.id).where(digests.c.subscription == subscription, *its_own).limit(1))
    return made is None
