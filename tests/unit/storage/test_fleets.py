"""What the machines of a fleet keep in their database: whose turn it is at a host, who is alive, what is due, and the queue."""

import asyncio
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from archives import FEED, NOW, PAPER, store

from news.errors import DatabaseError
from news.fleet import Job, crawl_job, source_of
from news.sources import Feed, Source, read_sources
from storage import dues, fleet_schema, sources, turns, workers
from storage.database import Database, open_database
from storage.queues import Queue

FAR = NOW + timedelta(days=30)


@pytest.fixture(scope="module")
def url(postgresql: Callable[[str], str]) -> str:
    return postgresql(f"fleet_{uuid.uuid4().hex}")


@pytest.fixture
def fleet_db(url: str) -> Iterator[Database]:
    with open_database(url) as database:
        fleet_schema.prepare(database, anew=False)
        yield database


def test_a_host_is_asked_by_one_machine_at_a_time_and_after_its_delay(fleet_db: Database) -> None:
    host = uuid.uuid4().hex
    assert turns.take(fleet_db, host, "one") == 0
    assert turns.take(fleet_db, host, "two") == turns.ASK_AGAIN, "as long as it is held"
    turns.give_back(fleet_db, host, "one", 0.3)
    began = time.monotonic()
    while wait := turns.take(fleet_db, host, "two"):
        assert wait <= 0.3
        time.sleep(wait)
    assert time.monotonic() - began >= 0.25


def test_the_turn_of_a_machine_that_died_ends_by_itself_and_its_late_answer_changes_nothing(
    fleet_db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    host = uuid.uuid4().hex
    monkeypatch.setattr(turns, "HELD", timedelta(seconds=0.1))
    assert turns.take(fleet_db, host, "dead") == 0
    time.sleep(0.15)
    monkeypatch.setattr(turns, "HELD", timedelta(seconds=60))
    assert turns.take(fleet_db, host, "living") == 0
    turns.give_back(fleet_db, host, "dead", 0)
    assert turns.take(fleet_db, host, "third") > 0


def test_hosts_nobody_asks_any_more_are_forgotten(fleet_db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    host = uuid.uuid4().hex
    assert turns.take(fleet_db, host, "one") == 0
    turns.give_back(fleet_db, host, "one", -90000)
    assert turns.take(fleet_db, f"{host}.living", "one") == 0
    turns.forget_old(fleet_db)
    assert turns.take(fleet_db, f"{host}.living", "two") > 0
    assert turns.take(fleet_db, host, "two") == 0


def test_workers_are_alive_as_long_as_they_give_signs(db: Database) -> None:
    workers.seen(db, "host-a 7 ab 8", NOW)
    workers.seen(db, "host-b 9 cd 10", NOW)
    workers.seen(db, "host-b 9 cd 10", NOW + timedelta(seconds=50))
    soon = NOW + timedelta(seconds=70)
    assert [(each.told, each.begun_at) for each in workers.alive(db, soon)] == [("process 10 on host-b", NOW)]
    workers.gone(db, "host-b 9 cd 10")
    assert workers.alive(db, soon) == ()
    workers.forget_dead(db, NOW + timedelta(days=2))
    assert workers.alive(db, NOW) == ()


def test_due_are_sources_with_a_feed_to_look_at_a_page_that_waits_or_an_article_to_read_again(db: Database) -> None:
    other = Source(
        "other",
        "Other",
        "https://other.example/",
        "RU",
        ("ru",),
        "UTC",
        "state",
        feeds=(Feed("other/rss", "other", "https://other.example/rss", "rss"),),
    )
    sources.register(db, [PAPER, other])
    assert dues.due_sources(db, [other, PAPER], NOW) == (other, PAPER), "neither was ever looked at"
    store(db, 1)
    assert dues.due_sources(db, [other, PAPER], NOW) == (other,)
    assert dues.due_sources(db, [PAPER], NOW + timedelta(minutes=59)) == ()
    assert dues.due_sources(db, [PAPER], NOW + timedelta(minutes=61)) == (PAPER,), "its feed, and its article"


def test_a_source_travels_in_its_job_whole() -> None:
    for source in read_sources():
        job = crawl_job(source)
        assert source_of(job.values) == source
        assert job.key == f"source {source.id}"
    assert crawl_job(PAPER).lock == "host paper.example"
    assert FEED in source_of(crawl_job(PAPER).values).feeds


def test_the_queue_is_made_once_and_that_of_another_version_is_not_used(fleet_db: Database) -> None:
    from sqlalchemy import text

    assert not fleet_schema.prepare(fleet_db, anew=True)
    with fleet_db.begin_write() as connection:
        connection.execute(text("COMMENT ON SCHEMA khazri_jobs IS '1.2.3'"))
    with pytest.raises(DatabaseError, match=r"made by Procrastinate 1\.2\.3, this machine has .*install the same version"):
        fleet_schema.prepare(fleet_db, anew=False)
    assert fleet_schema.prepare(fleet_db, anew=True), "the leader makes it anew"
    assert not fleet_schema.prepare(fleet_db, anew=False)


def test_a_fleet_needs_postgresql(tmp_path: Path) -> None:
    with open_database(f"sqlite:///{tmp_path}/khazri.db") as database:
        assert fleet_schema.state(database) is None
        with pytest.raises(DatabaseError, match="a fleet works on PostgreSQL alone"):
            fleet_schema.prepare(database, anew=True)


class Carried:
    """Jobs as they were carried out."""

    def __init__(self, seconds: float = 0.0) -> None:
        self.seconds = seconds
        self.began: list[str] = []
        self.ended: list[str] = []
        self.stopped: list[str] = []
        self.most_beside = 0
        self.beside: dict[str, int] = {}

    async def __call__(self, values: Mapping[str, Any], stop: asyncio.Event) -> None:
        self.began.append(values["name"])
        lock = values["lock"]
        self.beside[lock] = self.beside.get(lock, 0) + 1
        self.most_beside = max(self.most_beside, self.beside[lock])
        try:
            await asyncio.wait_for(stop.wait(), self.seconds)
            self.stopped.append(values["name"])
        except TimeoutError:
            self.ended.append(values["name"])
        self.beside[lock] -= 1


def job(name: str, lock: str = "") -> Job:
    return Job("crawl", name, lock or name, {"name": name, "lock": lock or name})


async def work_until(url: str, carried: Carried, true: Callable[[], bool], seconds: float = 20) -> None:
    """Work until something is true, then stop in order."""
    stop = asyncio.Event()
    working = asyncio.ensure_future(Queue(url).work({"crawl": (carried, 4)}, stop))
    deadline = time.monotonic() + seconds
    while not true() and not working.done():
        assert time.monotonic() < deadline, "waited in vain"
        await asyncio.sleep(0.02)
    stop.set()
    await working


def test_a_job_waits_once_and_jobs_with_one_lock_never_run_side_by_side(
    fleet_db: Database, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.queues._POLL", 0.05)
    carried = Carried(0.05)

    async def play() -> None:
        queue = Queue(url)
        jobs = [job(f"job {number}", f"lock {number % 2}") for number in range(8)]
        assert await queue.defer(jobs, frozenset({"job 7"})) == 7
        assert await queue.defer(jobs, frozenset()) == 1, "those that wait are not handed out twice"
        await work_until(url, carried, lambda: len(carried.ended) == 8)

    asyncio.run(play())
    assert sorted(carried.ended) == [f"job {number}" for number in range(8)]
    assert carried.most_beside == 1
    state = fleet_schema.state(fleet_db)
    assert state is not None
    assert (state.waiting, state.running) == (0, 0)


def test_told_to_stop_a_worker_lets_its_jobs_end_in_order(fleet_db: Database, url: str) -> None:
    carried = Carried(60)

    async def play() -> None:
        await Queue(url).defer([job("long")], frozenset())
        await work_until(url, carried, lambda: carried.began == ["long"])

    began = time.monotonic()
    asyncio.run(play())
    assert carried.stopped == ["long"]
    assert time.monotonic() - began < 10
    state = fleet_schema.state(fleet_db)
    assert state is not None
    assert state.keys == frozenset()


def test_what_a_dead_worker_had_in_hand_is_handed_out_again(fleet_db: Database, url: str) -> None:
    from sqlalchemy import text

    carried = Carried()

    async def play() -> tuple[str, ...]:
        await Queue(url).defer([job("orphan")], frozenset())
        with fleet_db.begin_write() as connection:
            worker = connection.scalar(
                text("INSERT INTO khazri_jobs.procrastinate_workers (last_heartbeat) VALUES (now() - interval '31 seconds') RETURNING id")
            )
            taking = text("UPDATE khazri_jobs.procrastinate_jobs SET status = 'doing', worker_id = :worker")
            connection.execute(text("SET LOCAL search_path TO khazri_jobs"))
            connection.execute(taking, {"worker": worker})
        state = fleet_schema.state(fleet_db)
        assert state is not None
        assert state.running == 1
        again = await Queue(url).retake()
        await work_until(url, carried, lambda: bool(carried.ended))
        return again

    assert asyncio.run(play()) == ("orphan",)
    assert carried.ended == ["orphan"]


def test_a_job_whose_end_could_not_be_noted_is_noted_later(fleet_db: Database, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from procrastinate.exceptions import ConnectorException
    from procrastinate.manager import JobManager

    carried, failures = Carried(), iter([True])

    async def lost(self: JobManager, *arguments: Any, **named: Any) -> None:
        if next(failures, False):
            raise ConnectorException("the connection was lost")
        await finish(self, *arguments, **named)

    finish = JobManager.finish_job
    monkeypatch.setattr(JobManager, "finish_job", lost)
    monkeypatch.setattr("storage.queues._SWEEP", 0.1)

    def is_noted() -> bool:
        state = fleet_schema.state(fleet_db)
        return bool(carried.ended) and state is not None and state.running == 0

    async def play() -> None:
        await Queue(url).defer([job("unnoted")], frozenset())
        await work_until(url, carried, is_noted)

    asyncio.run(play())


def test_a_queue_that_cannot_be_reached_is_told_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.queues._CONNECT_WITHIN", 0.5)
    with pytest.raises(DatabaseError, match="the queue of the fleet: ") as raised:
        asyncio.run(Queue("postgresql://nobody:s3cret@127.0.0.1:1/nothing").retake())
    assert "s3cret" not in str(raised.value)
    assert "\n" not in str(raised.value)
