"""Turns: whose turn it is to ask a host, where several machines crawl together. PostgreSQL alone, whose clock they share.

A turn is held while the host is being asked, and after it nobody's for the host's delay. One that is not given back, because its
holder died, ends by itself.
"""

import asyncio
from datetime import timedelta

from sqlalchemy import Connection, DateTime, Interval, delete, extract, func, literal, select, text, type_coerce, update
from sqlalchemy.dialects import postgresql

from storage.database import Database
from storage.tables import turns

HELD = timedelta(seconds=60)  # longer than any answer is waited for
ASK_AGAIN = 1.0  # seconds: a turn that was to last may be given back sooner
_FORGOTTEN = timedelta(days=1)  # longer than any delay that is kept to
_NOW = func.clock_timestamp(type_=DateTime(timezone=True))
_FREE_AT = type_coerce(turns.c.free_at, DateTime(timezone=True))


def take(db: Database, host: str, holder: str) -> float:
    """Take a host's turn if it is free; return 0, or the seconds after which to ask again."""
    row = {"host": host, "holder": holder, "free_at": _NOW + literal(HELD, Interval)}
    changes = {"holder": holder, "free_at": _NOW + literal(HELD, Interval)}
    taking = postgresql.insert(turns).values(**row)
    taking = taking.on_conflict_do_update(index_elements=["host"], set_=changes, where=_FREE_AT <= _NOW)
    left = select(extract("epoch", _FREE_AT - _NOW)).where(turns.c.host == host)
    with db.begin_write() as connection:
        _hasten(connection)
        if connection.scalar(taking.returning(turns.c.host)) is not None:
            return 0.0
        return min(max(float(connection.scalar(left) or 0.0), 0.01), ASK_AGAIN)


def give_back(db: Database, host: str, holder: str, delay: float) -> None:
    """Let the next turn at a host begin after so many seconds; nothing where the turn had ended by itself and another has it."""
    mine = (turns.c.host == host, turns.c.holder == holder)
    with db.begin_write() as connection:
        _hasten(connection)
        connection.execute(update(turns).where(*mine).values(free_at=_NOW + literal(timedelta(seconds=delay), Interval)))


def forget_old(db: Database) -> None:
    """Forget the hosts that nobody asked for a day."""
    with db.begin_write() as connection:
        connection.execute(delete(turns).where(_NOW - literal(_FORGOTTEN, Interval) > _FREE_AT))


class SharedTurns:
    """The turns of one worker; ``holder`` is a name that no other process ever has."""

    def __init__(self, database: Database, holder: str) -> None:
        self.database = database
        self.holder = holder

    async def take(self, host: str) -> float:
        """Take a host's turn; return 0, or the seconds after which to ask again."""
        return await asyncio.to_thread(take, self.database, host, self.holder)

    async def give_back(self, host: str, delay: float) -> None:
        """Let the next turn at a host begin after so many seconds."""
        await asyncio.to_thread(give_back, self.database, host, self.holder, delay)


def _hasten(connection: Connection) -> None:
    """Let the commit not wait for the disk: after a crash of the server a turn is forgotten, which its restart outlasts."""
    connection.execute(text("SET LOCAL synchronous_commit = off"))
