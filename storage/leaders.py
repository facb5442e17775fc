"""Leaders: who may do a job, one at a time, and the number that keeps a former one from writing.

A leader holds a lease that it renews; when it is not renewed, another may take it over. Whoever takes it gets a higher number (the
fence), and every write of a leader is checked against the number of the moment, in the same transaction: one that was frozen, and
does not know yet that another took over, is refused. So a lease that was judged wrongly (a clock was set) costs a change of the leader
and nothing else.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, or_, select, update

from news.errors import Failure
from storage.database import Database
from storage.failpoints import failpoint
from storage.statements import insert_into
from storage.tables import leaders

LEASE = timedelta(seconds=60)  # long enough for a busy machine, short enough that a dead leader's work goes on within a minute
_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


class Term(NamedTuple):
    """The right to do a job, until another takes over."""

    name: str
    holder: str
    fence: int


class LeadLost(Failure):
    """Somebody else does the job by now."""


def take(db: Database, name: str, holder: str, now: datetime) -> Term | None:
    """Take over a job that nobody does, and return the term; nothing while another's lease runs.

    A lease from the future was taken under a wrong clock, and is over.
    """
    renewed = leaders.c.renewed_at
    is_free = or_(leaders.c.holder == holder, renewed <= now - LEASE, renewed > now + LEASE)
    again = update(leaders).where(leaders.c.name == name, is_free)
    again = again.values(holder=holder, fence=leaders.c.fence + 1, renewed_at=now)
    with db.begin_write() as connection:
        first = insert_into(connection, leaders).values(name=name, holder=holder, fence=1, renewed_at=now).on_conflict_do_nothing()
        fence = connection.scalar(first.returning(leaders.c.fence)) or connection.scalar(again.returning(leaders.c.fence))
        failpoint("lead-half-taken")
    failpoint("lead-taken")
    return None if fence is None else Term(name, holder, fence)


def renew(db: Database, term: Term, now: datetime) -> bool:
    """Make a lease begin anew; return whether the term still stands."""
    with db.begin_write() as connection:
        return connection.execute(update(leaders).where(*_is(term)).values(renewed_at=now)).rowcount > 0


def release(db: Database, term: Term) -> None:
    """Give a job back, so that another can take it at once; nothing where it was taken over."""
    with db.begin_write() as connection:
        connection.execute(update(leaders).where(*_is(term)).values(renewed_at=_LONG_AGO))
    failpoint("lead-released")


def holder_of(db: Database, name: str) -> str | None:
    """Return who took a job last."""
    with db.begin_read() as connection:
        return connection.scalar(select(leaders.c.holder).where(leaders.c.name == name))


def leading(db: Database, name: str, now: datetime) -> str | None:
    """Return who does a job, by a lease that runs; nothing where nobody does."""
    renewed = leaders.c.renewed_at
    runs = (leaders.c.name == name, renewed > now - LEASE, renewed <= now + LEASE)
    with db.begin_read() as connection:
        return connection.scalar(select(leaders.c.holder).where(*runs))


def check(connection: Connection, term: Term | None) -> None:
    """Raise LeadLost where a term is over, or there is none; where it stands, nobody takes over before this transaction ends."""
    stands = None
    if term is not None:
        stands = connection.scalar(select(leaders.c.fence).where(*_is(term)).with_for_update(read=True))
    if stands is None:
        raise LeadLost("another scheduler leads by now, and goes on with what this one began")


def led(db: Database, term: Callable[[], Term | None]) -> Database:
    """Return the archive as a leader writes to it: every write is refused once its term, asked for each time, is over."""
    return db.guarded(lambda connection: check(connection, term()))


def _is(term: Term) -> tuple[ColumnElement[bool], ...]:
    return leaders.c.name == term.name, leaders.c.holder == term.holder, leaders.c.fence == term.fence
