"""Schedulers that are killed, frozen, doubled or too large, and files that change under them.

The loops over real processes are in tests/soak/test_leaders.py and test_slots.py.
"""

import asyncio
import os
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from papers import Newspaper, run_khazri, sources_file
from schedulers import QUICK, daemon, publish, wait_until, write_beat
from sqlalchemy import text

from desk.leading import Lead
from desk.restarting import START_AGAIN
from storage import leaders, ledger, slots
from storage.database import Database, open_database
from storage.leaders import LeadLost

pytestmark = pytest.mark.thorough

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def archive(tmp_path: Path) -> Any:
    """An empty archive."""
    with open_database(f"sqlite:///{tmp_path}/khazri.db") as database:
        yield database


def test_a_frozen_scheduler_writes_nothing_when_it_wakes_after_another_took_over(
    archive: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    frozen, other = Lead(archive, "host 1 a"), Lead(archive, "host 2 b")
    frozen.ask()
    other.ask()
    assert (frozen.term is None, other.term is None) == (False, True)
    with archive.begin_write() as connection:  # a minute passes
        connection.execute(text("UPDATE leaders SET renewed_at = '2026-01-01 00:00:00.000000'"))
    other.ask()
    assert leaders.holder_of(archive, "scheduler") == other.holder
    with pytest.raises(LeadLost, match="another scheduler leads"):
        slots.claim(frozen.database, "crawl", NOW, NOW)
    assert slots.claim(other.database, "crawl", NOW, NOW), "nothing was written"
    frozen.renew()
    assert frozen.term is None, "it begins to wait"
    frozen.ask()
    frozen.give_back()
    assert leaders.holder_of(archive, "scheduler") == other.holder
    said = capsys.readouterr().err
    assert said.count("another scheduler leads (process 1 on host)") == 1
    assert said.count("another scheduler leads (process 2 on host)") == 1
    assert said.count("this scheduler leads now") == 1


def test_ten_schedulers_started_at_once_run_each_slot_once(tmp_path: Path) -> None:
    url, barrier = f"sqlite:///{tmp_path}/khazri.db", threading.Barrier(10)
    open_database(url).close()

    def work(_: int) -> list[int]:
        with open_database(url) as database:
            barrier.wait()
            wanted = [(number, NOW + timedelta(minutes=number)) for number in range(20)]
            return [number for number, slot in wanted if slots.claim(database, "crawl", slot, slot)]

    with ThreadPoolExecutor(10) as pool:
        assert sorted(number for ran in pool.map(work, range(10)) for number in ran) == list(range(20))


def test_a_scheduler_that_takes_too_much_memory_asks_to_be_started_anew(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from desk import running

    monkeypatch.setattr(running, "LOOK_AT_MEMORY", 0.0)
    peak = iter([900.0, 100.0, 900.0, 900.0, 900.0])  # one hostile page may fill a parser process for a moment
    monkeypatch.setattr(running, "megabytes", lambda _: next(peak))

    async def watch() -> running.Running:
        work = running.Running("the scheduler", asyncio.Event())
        # Its sleep of a second ends as soon as it can be seen that it does sleep.
        monkeypatch.setattr(running.asyncio, "wait_for", no_wait)
        await work.watch(lambda: 512)
        return work

    async def no_wait(awaited: Any, _: float) -> None:
        awaited.close()

    work = asyncio.run(watch())
    assert (work.exit_code, work.stop.is_set()) == (START_AGAIN, True)
    assert list(peak) == []
    assert "900 MB are in use, memory_limit is 512: the scheduler starts itself anew" in capsys.readouterr().err


def test_a_killed_scheduler_is_started_again_and_a_second_signal_ends_it_at_once_and_loses_nothing(
    paper: Newspaper, tmp_path: Path
) -> None:
    publish(paper, *(f"shells-{number}" for number in range(40)))
    with daemon(tmp_path, sources_file(tmp_path, ("rss", f"{paper.url}/rss"), delay=0.2)) as running:
        wait_until(lambda: len(paper.paths()) > 3)
        os.kill(running.child(), signal.SIGKILL)
        wait_until(lambda: "killed by signal 9" in running.said)
        before = len(paper.paths())
        wait_until(lambda: len(paper.paths()) > before + 3)
        running.process.send_signal(signal.SIGTERM)
        time.sleep(0.2)
        running.process.send_signal(signal.SIGTERM)
        running.process.wait(timeout=5)
    with open_database(f"sqlite:///{tmp_path}/khazri.db") as database:
        counts = {each.state: each.count for each in ledger.tally(database)}
    assert sum(counts.values()) == 40
    assert set(counts) <= {"seen", "stored"}
    assert counts["seen"] > 0, "it was told to stop in the middle"
    assert run_khazri(tmp_path, "audit", "--strict", **QUICK).code == 0


def test_sources_settings_and_topics_that_change_are_read_without_a_restart(paper: Newspaper, tmp_path: Path) -> None:
    other = Newspaper()
    publish(paper, "shells")
    publish(other, "mines")
    file = sources_file(tmp_path, ("rss", f"{paper.url}/rss"))
    settings = tmp_path / "khazri.toml"
    settings.write_text('contact = "first@example.org"\n')
    with daemon(tmp_path, file) as running:
        wait_until(lambda: "1 stored" in running.said)
        file.write_text("[[source]]\n")
        wait_until(lambda: "what was read before stays in use" in running.said)
        asked = len(paper.paths())
        wait_until(lambda: len(paper.paths()) > asked)
        settings.write_text('contact = "second@example.org"\n')
        write_beat(tmp_path / "beat", "another-topic", "mines")
        sources_file(tmp_path, ("rss", f"{paper.url}/rss"), ("rss", f"{other.url}/rss"))
        wait_until(lambda: "/mines" in other.paths())
        wait_until(lambda: "1 stored" in running.said.partition("read anew")[2])
        running.process.send_signal(signal.SIGHUP)
        wait_until(lambda: running.said.count("were read anew") > 1)
        running.stop()
        assert running.said.count("stays in use") == 1
    other.close()
    assert "second@example.org" in other.requests[-1][1]["User-Agent"]
    found = run_khazri(tmp_path, "search", "--format", "jsonl").objects
    topics = {one["url"].rsplit("/", 1)[1]: [tag["id"] for tag in one["topics"]] for one in found}
    assert topics == {"shells": ["a-topic"], "mines": ["another-topic"]}
