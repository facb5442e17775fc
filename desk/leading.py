"""The lead of a scheduler: one at a time works on a database, another waits and takes over within a lease."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime

from desk.printing import say
from news.errors import KhazriError
from storage import leaders
from storage.database import Database
from storage.leaders import Term

JOB = "scheduler"
RENEW = 15.0  # seconds between two renewals: a lease of 60 outlasts three that fail
ASK = 5.0  # seconds between two questions whether the lead is free


class Lead:
    """Whether this process leads; writes through ``database`` are refused as soon as another does."""

    def __init__(self, database: Database, holder: str) -> None:
        self.term: Term | None = None
        self.holder = holder
        self.database = leaders.led(database, lambda: self.term)
        self._plain = database
        self._told = False

    async def hold(self, stop: asyncio.Event, begin: Callable[[], None]) -> None:
        """Take the lead when it is free, and renew it, until told to stop; ``begin`` is called each time it was taken."""
        while not stop.is_set():
            leads = self.term is not None
            with suppress(KhazriError):  # the database does not answer: whoever wants to work with it says so
                await asyncio.to_thread(self.renew if leads else self.ask)
            if self.term is not None and not leads:
                begin()
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), RENEW if self.term is not None else ASK)

    def ask(self) -> None:
        """Take the lead if it is free; say once that another has it."""
        self.term = leaders.take(self._plain, JOB, self.holder, datetime.now(UTC))
        if self.term is None and not self._told:
            host, process, *_ = (leaders.holder_of(self._plain, JOB) or "? ?").split()
            say(f"khazri: another scheduler leads (process {process} on {host}); this one waits, and goes on when that one ends")
        elif self.term is not None and self._told:
            say("khazri: this scheduler leads now")
        self._told = self.term is None

    def renew(self) -> None:
        """Renew the lease; without one, should another have taken over, begin to wait."""
        if self.term is not None and not leaders.renew(self._plain, self.term, datetime.now(UTC)):
            self.term = None

    def give_back(self) -> None:
        """End the lead, so that another can take it at once."""
        if self.term is not None:
            with suppress(KhazriError):  # it runs out by itself
                leaders.release(self._plain, self.term)
            self.term = None
