"""Schedulers as processes that are frozen, killed or too large, again and again: one leads at any time, and the next goes on."""

import os
import signal
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from papers import Newspaper, run_khazri, sources_file
from schedulers import QUICK, WAITS, Daemon, daemon, publish, wait_until
from sqlalchemy import text

from storage import leaders, ledger
from storage.database import open_database

ROUNDS = int(os.environ.get("SOAK_LEADERS", "10"))


@contextmanager
def stopped(process: int, archive: Path) -> Iterator[None]:
    """Freeze a process for a while; not within a write, for a file of SQLite is then closed to all others until it wakes."""
    os.kill(process, signal.SIGSTOP)
    while is_being_written(archive):
        os.kill(process, signal.SIGCONT)
        time.sleep(0.05)
        os.kill(process, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(process, signal.SIGCONT)


def is_being_written(archive: Path) -> bool:
    with closing(sqlite3.connect(archive, timeout=0, isolation_level=None)) as connection:
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return True
        connection.execute("ROLLBACK")
        return False


def waiting_and_leading(one: Daemon, other: Daemon) -> tuple[Daemon, Daemon]:
    """Return the scheduler that waits, and the one that leads."""
    return (other, one) if one.leads else (one, other)


def test_a_frozen_scheduler_does_nothing_when_it_wakes_after_another_took_over(tmp_path: Path) -> None:
    paper = Newspaper()
    publish(paper, "shells")
    file = sources_file(tmp_path, ("rss", f"{paper.url}/rss"))
    with daemon(tmp_path, file) as one, daemon(tmp_path, file) as two, open_database(f"sqlite:///{tmp_path}/khazri.db") as database:
        wait_until(lambda: WAITS in one.said + two.said)
        wait_until(lambda: "/shells" in paper.paths())
        for number in range(ROUNDS):
            other, frozen = waiting_and_leading(one, two)
            took, waits = other.said.count("leads now"), frozen.said.count(WAITS)
            with stopped(frozen.child(), tmp_path / "khazri.db"):
                with database.begin_write() as connection:  # a minute passes
                    connection.execute(text("UPDATE leaders SET renewed_at = '2026-01-01 00:00:00.000000'"))
                wait_until(lambda other=other, took=took: other.said.count("leads now") > took)
                before = frozen.said
            wait_until(lambda frozen=frozen, waits=waits: frozen.said.count(WAITS) > waits)
            publish(paper, "shells", f"mines-{number}")
            wait_until(lambda number=number: f"/mines-{number}" in paper.paths())
            assert "stored" not in frozen.said[len(before) :]
            assert f" {other.process.pid} " in (leaders.holder_of(database, "scheduler") or "")
    paper.close()
    with open_database(f"sqlite:///{tmp_path}/khazri.db") as database:
        assert sum(each.count for each in ledger.tally(database)) == 1 + ROUNDS
    assert run_khazri(tmp_path, "audit", "--strict", **QUICK).code == 0
    print(f"\n{ROUNDS} leaders frozen, {ROUNDS} taken over from, 0 writes after waking")


def test_a_scheduler_that_takes_too_much_memory_starts_itself_anew(tmp_path: Path) -> None:
    paper = Newspaper()
    publish(paper, "shells")
    file = sources_file(tmp_path, ("rss", f"{paper.url}/rss"))
    with daemon(tmp_path, file, KHAZRI_MEMORY_LIMIT="128", KHAZRI_BEAT="") as running:
        wait_until(lambda: "memory_limit is 128" in running.said)
        wait_until(lambda: running.said.count("feeds, each looked at") > 1)
        publish(paper, "shells", "mines")
        wait_until(lambda: "/mines" in paper.paths(), 120)
        running.stop()
    paper.close()
    assert run_khazri(tmp_path, "audit", "--strict").code == 0


def test_a_scheduler_killed_again_and_again_is_started_again(tmp_path: Path) -> None:
    paper = Newspaper()
    publish(paper, "shells")
    with daemon(tmp_path, sources_file(tmp_path, ("rss", f"{paper.url}/rss"))) as running:
        for number in range(min(ROUNDS, 4)):  # each pause before a start is twice the one before
            publish(paper, "shells", f"mines-{number}")
            wait_until(lambda number=number: f"/mines-{number}" in paper.paths(), 120)
            os.kill(running.child(), signal.SIGKILL)
            wait_until(lambda number=number: running.said.count("killed by signal 9") > number)
        began = datetime.now(UTC)
        publish(paper, "shells", "mortars")
        wait_until(lambda: "/mortars" in paper.paths(), 120)
        print(f"\nback at work {(datetime.now(UTC) - began).total_seconds():.0f} s after the last kill")
        running.stop()
    paper.close()
    assert run_khazri(tmp_path, "audit", "--strict", **QUICK).code == 0
