"""Parser processes: a bad document costs one document."""

import asyncio
import gc
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from typing import Any

import pytest
from schedulers import wait_until

from crawler import processes
from crawler.parsers import CrowdedError, ParserDefectError, ParserPool, Unreadable, UnreadableError
from crawler.parsing import Reading
from news.feeds import Entry
from news.fetches import TOO_MUCH, Fetched
from news.pages import Page
from news.sources import Feed, Source

NOW = datetime(2026, 3, 2, tzinfo=UTC)
FEED = Feed("paper/rss", "paper", "https://paper.example/rss", "rss")
PAPER = Source("paper", "The Paper", "https://paper.example/", "AZ", ("en",), "Asia/Baku", "independent", feeds=(FEED,))
SENTENCE = "Azerbaijan has refused to supply artillery shells to Ukraine, the ministry in Baku said after a question from Moscow. "


@pytest.fixture(scope="module")
def pool() -> Iterator[ParserPool]:
    with ParserPool(None, workers=1, seconds=3.0) as pool:
        yield pool


def fetched(body: str) -> Fetched:
    url = "https://paper.example/1"
    page = Page(
        url, 200, f"<html><head><title>Shells</title></head><body><article>{body}</article></body></html>".encode(), "text/html", NOW, url
    )
    return Fetched(page, Entry(url, url), FEED, PAPER)


def read(pool: ParserPool, body: str) -> object:
    return asyncio.run(pool.read_page(fetched(body), frozenset(), NOW))


def test_a_page_is_read_judged_and_fingerprinted(pool: ParserPool) -> None:
    reading = read(pool, f"<h1>Shells</h1><p>{SENTENCE}</p><p>{SENTENCE[:80]} and nothing else was said on Monday.</p>")
    assert isinstance(reading, Reading)
    assert reading.judgement.relevance == "strong"
    assert reading.judgement.tags[0].topic == "arms-transfers"
    assert len(reading.fingerprint) == 64
    assert "artillery" in reading.indexed.text.forms.split()


def test_what_is_done_once_for_all_documents_takes_none_of_the_time_of_the_first() -> None:
    code = """
import time
from crawler.parsing import timed, untimed

def work(seconds):
    end = time.process_time() + seconds
    while time.process_time() < end: pass

with timed(0.4):
    work(0.1)
    with untimed():
        work(0.6)
    print("done", flush=True)
    work(1.0)
print("not bounded", flush=True)
"""
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=False)
    assert (ran.stdout, ran.returncode) == ("done\n", -signal.SIGPROF)


def test_a_page_that_takes_too_long_costs_only_itself(pool: ParserPool) -> None:
    attributes = " ".join(f"a{number}=1" for number in range(500_000))  # the parser compares each with all before it
    hostile = f"<h1>Shells</h1>{f'<p>{SENTENCE}</p>' * 6}<p {attributes}>"
    spoilt = read(pool, hostile)
    assert isinstance(spoilt, Unreadable)
    assert spoilt.reason == "reading it took over 3 s"
    assert isinstance(read(pool, f"<h1>Shells</h1><p>{SENTENCE * 2}</p>"), Reading)


def test_a_process_that_dies_is_replaced(pool: ParserPool) -> None:
    with pytest.raises(UnreadableError, match="died"):
        asyncio.run(pool._run(partial(os._exit, 11)))
    assert isinstance(read(pool, f"<h1>Shells</h1><p>{SENTENCE * 2}</p>"), Reading)


def test_a_pool_that_is_killed_from_outside_is_made_anew(pool: ParserPool) -> None:
    worker = asyncio.run(pool._run(os.getpid))
    os.kill(worker, signal.SIGKILL)
    time.sleep(0.5)  # the pool notices while it has nothing to do
    assert isinstance(read(pool, f"<h1>Shells</h1><p>{SENTENCE * 2}</p>"), Reading)


def workers_asked(manager: Any) -> list[int]:
    """The processes that do something; 0 for what nobody does yet."""
    return [task.worker_id for task in list(manager.task_manager.tasks.values())]


def test_a_process_that_dies_with_the_lock_of_all_holds_up_the_others_for_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "BEREFT", 1.0)

    async def ask(pool: ParserPool) -> float:
        await pool._run(os.getpid)
        made: Any = pool._brisk._made
        manager = made.pool._pool_manager
        asked = asyncio.create_task(pool._run(partial(work_for, 0.5)))
        busy: set[int] = set()
        await asyncio.to_thread(wait_until, lambda: busy.update(filter(None, workers_asked(manager))) or busy, 30)
        assert manager.worker_manager.workers_channel.mutex.acquire(timeout=10)  # for one that never gives it back
        os.kill(next(iter(set(manager.worker_manager.workers) - busy)), signal.SIGKILL)
        return await asked

    with ParserPool(None, workers=2) as pool:
        began = time.monotonic()
        assert asyncio.run(ask(pool)) == 0.5
        assert time.monotonic() - began < 40  # 70 for a pool that has all its processes


def test_who_can_wait_for_room_is_given_the_page_in_the_end(pool: ParserPool, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [Unreadable(TOO_MUCH, retry=True), Unreadable(TOO_MUCH, retry=True), Unreadable("the parser process died of it", retry=False)]

    async def answer(*_: object) -> Unreadable:
        return answers.pop(0)

    monkeypatch.setattr(pool, "read_page", answer)
    monkeypatch.setattr("crawler.parsers.ROOM_LOOK", 0.01)
    given = asyncio.run(pool.read_page_in_the_end(fetched(SENTENCE), frozenset(), NOW))
    assert (given, answers) == (Unreadable("the parser process died of it", retry=False), [])


def test_a_mistake_of_ours_costs_no_page(pool: ParserPool) -> None:
    with pytest.raises(ParserDefectError, match="ZeroDivisionError"):
        asyncio.run(pool._run(partial(divmod, 1, 0)))


def test_an_interrupt_in_the_terminal_does_not_reach_the_processes(pool: ParserPool) -> None:
    worker = asyncio.run(pool._run(os.getpid))
    os.kill(worker, signal.SIGINT)
    time.sleep(0.2)
    assert asyncio.run(pool._run(os.getpid)) == worker


def test_each_process_collects_its_garbage(pool: ParserPool) -> None:
    assert asyncio.run(pool._run(gc.isenabled))


def test_the_loop_goes_on_while_the_processes_are_made(monkeypatch: pytest.MonkeyPatch) -> None:
    goes_on, begin = threading.Event(), processes._begin

    def begin_late(*told: Any) -> None:
        assert goes_on.wait(30), "the loop waits"
        begin(*told)

    async def ask(pool: ParserPool) -> int:
        asked = asyncio.create_task(pool._run(os.getpid))
        asyncio.get_running_loop().call_later(0.05, goes_on.set)
        return await asked

    monkeypatch.setattr("crawler.processes._begin", begin_late)
    with ParserPool(None, workers=1) as pool:
        assert asyncio.run(ask(pool)) != os.getpid()


def work_for(seconds: float) -> float:
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass
    return seconds


def test_documents_that_take_long_are_read_elsewhere_and_beyond_a_few_of_them_put_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crawler.parsers.BRISK", 0.1)
    monkeypatch.setattr("crawler.parsers.MOST_SLOW_OF_HOST", 1)
    page = fetched("").page

    async def together(pool: ParserPool, *seconds: float) -> list[object]:
        return await asyncio.gather(*(pool._read(page, partial(work_for, each)) for each in seconds), return_exceptions=True)

    with ParserPool(None, workers=2, seconds=5.0) as pool:
        slow = asyncio.run(together(pool, 0.3, 0.3))
        assert sorted(map(type, slow), key=str) == [CrowdedError, float]
        assert asyncio.run(together(pool, 0.0, 0.0)) == [0.0, 0.0]
