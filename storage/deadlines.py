"""How long an answer may take: a moment after which the database breaks off whatever it is at.

Who answers others says `within` how many seconds; every transaction that only reads, in this thread or one it starts, keeps to it.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from sqlalchemy import Connection

from news.errors import AnswerTooSlow

_STEPS = 5_000  # of SQLite's machine between two looks at the clock: about a millisecond, and no measurable cost
_end: ContextVar[float | None] = ContextVar("end", default=None)


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Give everything that the block asks of a database so many seconds together; a block inside another has its own."""
    before = _end.set(time.monotonic() + seconds)
    try:
        yield
    finally:
        _end.reset(before)


def check() -> None:
    """Raise AnswerTooSlow where the time is over: for work between two questions to the database."""
    end = _end.get()
    if end is not None and time.monotonic() > end:
        raise too_slow()


def too_slow() -> AnswerTooSlow:
    """Return the error for an answer that was broken off."""
    return AnswerTooSlow("this answer takes too long", "narrow the question, such as with since:30d or one more word")


@contextmanager
def kept(connection: Connection) -> Iterator[None]:
    """Break off whatever a connection is asked in the block once the time is over; does nothing where there is no limit."""
    end = _end.get()
    if end is None:
        yield
        return
    check()
    if connection.dialect.name != "sqlite":
        milliseconds = max(1, int((end - time.monotonic()) * 1000))
        connection.exec_driver_sql(f"SET LOCAL statement_timeout = {milliseconds}")
        yield
        return
    driver = connection.connection.driver_connection
    assert driver is not None
    driver.set_progress_handler(lambda: time.monotonic() > end, _STEPS)
    try:
        yield
    finally:
        driver.set_progress_handler(None, 0)
