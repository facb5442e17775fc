"""A fleet as its leader sees it: what is due is handed out, what dead workers left is handed out again, and nothing is crawled here."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from desk.restarting import name_of_holder
from desk.settings import Settings
from news.fleet import INGEST, Job, QueueState, crawl_job
from news.sources import Source, select_sources
from storage import dues, fleet_schema, sources, turns, workers
from storage.database import Database
from storage.queues import Queue
from storage.turns import SharedTurns
from storage.workers import Worker

LATE = timedelta(minutes=30)  # that a job may wait before somebody is told: there are too few workers, or none


@dataclass(frozen=True, slots=True)
class FleetState:
    """How a fleet is doing."""

    workers: tuple[Worker, ...]
    queue: QueueState

    def wrong(self, now: datetime) -> tuple[str, ...]:
        """What somebody should look at, one line each."""
        if not self.workers:
            return ("no worker of the fleet gives a sign of life; start 'khazri worker' on a machine",)
        if self.queue.oldest is not None and now - self.queue.oldest > LATE:
            waited = int((now - self.queue.oldest).total_seconds() // 60)
            return (f"jobs of the fleet wait for {waited} minutes: start more workers, or let each carry out more (worker_crawls)",)
        return ()


def state_of(database: Database, now: datetime) -> FleetState | None:
    """Return how the fleet on this database is doing; None where it never had one."""
    queue = fleet_schema.state(database)
    return None if queue is None else FleetState(workers.alive(database, now), queue)


def turns_of(settings: Settings, database: Database) -> SharedTurns | None:
    """Return the turns that a crawl shares with the machines of its fleet, where it has one; raise DatabaseError where it cannot."""
    if not settings.fleet:
        return None
    fleet_schema.check_possible(database)
    return SharedTurns(database, name_of_holder())


@dataclass
class Leader:
    """Hands out the work of a fleet. ``database`` refuses what is written after another took over."""

    database: Database
    url: str
    _prepared: bool = False
    _registered: tuple[Source, ...] = ()

    async def hand_out(self, watched: Sequence[Source]) -> str:
        """Hand out a crawl of each source for which there is something to do; return what was done in one line, or nothing.

        Raises DatabaseError where the database does not answer.
        """
        now = datetime.now(UTC)
        queue, due, taken = Queue(self.url), *await asyncio.to_thread(self._look, watched, now)
        again = await queue.retake()
        given = await queue.defer([crawl_job(source) for source in due], taken)
        retaken = f", {len(again)} of workers that are gone handed out again" if again else ""
        return f"{now:%Y-%m-%d %H:%M:%S}Z handed out {given} crawls{retaken}" if given or again else ""

    def _look(self, watched: Sequence[Source], now: datetime) -> tuple[tuple[Source, ...], frozenset[str]]:
        if not self._prepared:
            fleet_schema.prepare(self.database, anew=True)
            self._prepared = True
        chosen = select_sources(watched, ())
        if chosen != self._registered:
            sources.register(self.database, chosen)
            self._registered = chosen
        turns.forget_old(self.database)
        workers.forget_dead(self.database, now)
        state = fleet_schema.state(self.database)
        return dues.due_sources(self.database, chosen, now), state.keys if state else frozenset()


async def hand_out_files(url: str, database: Database, files: Sequence[str], said: Sequence[str]) -> int:
    """Hand out the reading of each of these files, unless it waits already or is going on; return how many were.

    ``said`` are the options of khazri ingest for them. Raises DatabaseError.
    """
    await asyncio.to_thread(fleet_schema.prepare, database, anew=False)
    jobs = [Job(INGEST, f"file {file}", f"file {file}", {"arguments": [*said, file]}) for file in files]
    state = await asyncio.to_thread(fleet_schema.state, database)
    return await Queue(url).defer(jobs, state.keys if state else frozenset())
