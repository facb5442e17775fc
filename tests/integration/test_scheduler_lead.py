"""Schedulers that are stopped, killed, frozen, doubled or too large, and files that change under them."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from papers import LOCAL, ON_BEAT, Newspaper, article_page, plain_environment, rss, run_khazri, sources_file
from sqlalchemy import text

from storage import leaders, slots
from storage.database import open_database


class Daemon:
    """``khazri run`` in a folder, and what it says."""

    def __init__(self, folder: Path, file: Path, **variables: str) -> None:
        quick = {"KHAZRI_CRAWL_EVERY": "0.5", "KHAZRI_LOOK_EVERY": "0.5", **LOCAL, **variables}
        command = [sys.executable, "-m", "desk.cli", "run", "--sources", str(file)]
        self.said_in = folder / f"said-{time.monotonic_ns()}"
        with self.said_in.open("wb") as said:
            self.process = subprocess.Popen(command, cwd=folder, env=plain_environment(**quick), stdout=said, stderr=said)

    @property
    def said(self) -> str:
        return self.said_in.read_text()

    def child(self) -> int:
        """The process that does the work."""
        found: list[int] = []
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
            found += [int(folder.name)] if parent == self.process.pid else []
        assert len(found) == 1
        return found[0]

    def stop(self) -> float:
        """Stop it; return the seconds that took."""
        began = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        assert self.process.wait(timeout=30) == 0, self.said
        assert "Traceback" not in self.said
        return time.monotonic() - began


@contextmanager
def daemon(folder: Path, file: Path, **variables: str) -> Iterator[Daemon]:
    running = Daemon(folder, file, **variables)
    try:
        yield running
    finally:
        if running.process.poll() is None:
            running.process.send_signal(signal.SIGTERM)
            running.process.wait(timeout=30)


def wait_until(true: Callable[[], object], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.1)


def has_ended(process: int) -> bool:
    try:
        return (Path("/proc") / str(process) / "stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def publish(paper: Newspaper, *names: str) -> None:
    paper.answers["/rss"] = rss(paper, *((f"/{name}", name) for name in names))
    paper.answers |= {f"/{name}": article_page(f"Baku refuses to supply {name}", f"This is about {name}.", *ON_BEAT) for name in names}


def test_a_second_scheduler_waits_and_goes_on_when_the_first_ends(paper: Newspaper, tmp_path: Path) -> None:
    publish(paper, "shells")
    file = sources_file(tmp_path, ("rss", f"{paper.url}/rss"))
    with daemon(tmp_path, file) as first:
        wait_until(lambda: "/rss" in paper.paths())
        with daemon(tmp_path, file) as second:
            wait_until(lambda: "another scheduler leads" in second.said)
            by_hand = run_khazri(tmp_path, "crawl", "--sources", str(file), "paper-1", KHAZRI_LOOK_EVERY="0.5", **LOCAL)
            assert by_hand.code == 0, by_hand.err
            assert "crawled" not in second.said
            first.stop()
            wait_until(lambda: "this scheduler leads now" in second.said, 20)
            with open_database(f"sqlite:///{tmp_path}/khazri.db") as database:
                stopped_at = datetime.now(UTC)
                wait_until(lambda: (slots.latest(database, "crawl") or stopped_at) > stopped_at, 20)
            second.stop()
        assert second.said.count("another scheduler leads") == 1
    assert run_khazri(tmp_path, "audit", "--strict").code == 0


def test_a_frozen_scheduler_does_nothing_when_it_wakes_after_another_took_over(paper: Newspaper, tmp_path: Path) -> None:
    publish(paper, "shells")
    file = sources_file(tmp_path, ("rss", f"{paper.url}/rss"))
    with daemon(tmp_path, file) as first, daemon(tmp_path, file) as second, open_database(f"sqlite:///{tmp_path}/khazri.db") as database:
        wait_until(lambda: "another scheduler leads" in first.said + second.said)
        frozen, other = (first, second) if "another scheduler leads" in second.said else (second, first)
        wait_until(lambda: "/rss" in paper.paths())
        process = frozen.child()
        os.kill(process, signal.SIGSTOP)
        with database.begin_write() as connection:  # a minute passes
            connection.execute(text("UPDATE leaders SET renewed_at = '2026-01-01 00:00:00.000000'"))
        wait_until(lambda: "this scheduler leads now" in other.said)
        before = frozen.said
        os.kill(process, signal.SIGCONT)
        wait_until(lambda: "another scheduler leads" in frozen.said, 40)
        publish(paper, "shells", "mines")
        wait_until(lambda: "2 found" in other.said or "1 found" in other.said.partition("leads now")[2])
        assert "crawled" not in frozen.said[len(before) :]
        holder = leaders.holder_of(database, "scheduler") or ""
        assert f" {other.process.pid} " in holder


def test_ten_schedulers_started_at_once_run_each_slot_once(tmp_path: Path) -> None:
    open_database(f"sqlite:///{tmp_path}/khazri.db").close()
    code = (
        "import sys; from datetime import *; from storage import slots; from storage.database import open_database\n"
        "db = open_database(sys.argv[1]); start = datetime(2026, 3, 1, tzinfo=UTC); print('ready', flush=True); sys.stdin.readline()\n"
        "for number in range(40):\n"
        "    slot = start + timedelta(minutes=number)\n"
        "    if slots.claim(db, 'crawl', slot, slot): print(number, flush=True)"
    )
    command = [sys.executable, "-c", code, f"sqlite:///{tmp_path}/khazri.db"]
    processes = [subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(10)]
    for process in processes:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
    ran = [int(line) for process in [*map(_go, processes)] for line in process.communicate(timeout=60)[0].split()]
    assert sorted(ran) == list(range(40))


def _go(process: "subprocess.Popen[str]") -> "subprocess.Popen[str]":
    assert process.stdin
    process.stdin.write("\n")
    process.stdin.flush()
    return process


def test_it_stops_within_ten_seconds_though_a_server_does_not_answer(paper: Newspaper, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=100) as silent:  # it takes every call and says nothing
        publish(paper, "shells")
        file = sources_file(tmp_path, ("rss", f"http://127.0.0.1:{silent.getsockname()[1]}/rss"), ("rss", f"{paper.url}/rss"))
        with daemon(tmp_path, file) as running:
            wait_until(lambda: "/shells" in paper.paths())
            assert running.stop() < 10
    assert run_khazri(tmp_path, "audit", "--strict").code == 0


def test_a_second_signal_ends_it_at_once_and_loses_nothing(paper: Newspaper, tmp_path: Path) -> None:
    publish(paper, *(f"shells-{number}" for number in range(30)))
    file = sources_file(tmp_path, ("rss", f"{paper.url}/rss"), delay=0.3)
    with daemon(tmp_path, file) as running:
        wait_until(lambda: len(paper.paths()) > 4)
        running.process.send_signal(signal.SIGTERM)
        time.sleep(0.2)
        running.process.send_signal(signal.SIGTERM)
        running.process.wait(timeout=5)
    assert run_khazri(tmp_path, "crawl", "--sources", str(file), "paper-1", **LOCAL).code == 0
    assert len(run_khazri(tmp_path, "search", "--format", "jsonl", "--limit", "99").objects) == 30
    assert run_khazri(tmp_path, "audit", "--strict").code == 0


def test_a_killed_scheduler_is_started_again_and_one_without_parent_ends(paper: Newspaper, tmp_path: Path) -> None:
    publish(paper, "shells")
    with daemon(tmp_path, sources_file(tmp_path, ("rss", f"{paper.url}/rss"))) as running:
        wait_until(lambda: "/shells" in paper.paths())
        os.kill(running.child(), signal.SIGKILL)
        wait_until(lambda: "killed by signal 9" in running.said)
        publish(paper, "shells", "mines")
        wait_until(lambda: "/mines" in paper.paths())
        child = running.child()
        running.process.kill()
        running.process.wait()
        wait_until(lambda: has_ended(child), 20)
        assert "stopped" in running.said


def test_a_scheduler_that_takes_too_much_memory_starts_itself_anew(paper: Newspaper, tmp_path: Path) -> None:
    publish(paper, "shells")
    file = sources_file(tmp_path, ("rss", f"{paper.url}/rss"))
    with daemon(tmp_path, file, KHAZRI_MEMORY_LIMIT="128") as running:
        wait_until(lambda: "memory_limit is 128" in running.said)
        wait_until(lambda: running.said.count("feeds, each looked at") > 1)
        publish(paper, "shells", "mines")
        wait_until(lambda: "/mines" in paper.paths())
        running.stop()
    assert run_khazri(tmp_path, "audit", "--strict").code == 0


def test_sources_settings_and_topics_that_change_are_read_without_a_restart(paper: Newspaper, tmp_path: Path) -> None:
    other = Newspaper()
    publish(paper, "shells")
    publish(other, "mines")
    file = sources_file(tmp_path, ("rss", f"{paper.url}/rss"))
    settings = tmp_path / "khazri.toml"
    settings.write_text('contact = "first@example.org"\nbeat = "beat"\n')
    write_beat(tmp_path / "beat", "a-topic", "shells")
    with daemon(tmp_path, file) as running:
        wait_until(lambda: "1 stored" in running.said)
        file.write_text("[[source]]\n")
        wait_until(lambda: "what was read before stays in use" in running.said)
        asked = len(paper.paths())
        wait_until(lambda: len(paper.paths()) > asked)
        settings.write_text('contact = "second@example.org"\nbeat = "beat"\n')
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
    topics = {one["url"].rsplit("/", 1)[1]: [tag["id"] for tag in one["topics"]] for one in found(tmp_path)}
    assert topics == {"shells": ["a-topic"], "mines": ["another-topic"]}


def found(folder: Path) -> list[dict[str, Any]]:
    return run_khazri(folder, "search", "--format", "jsonl").objects


def write_beat(folder: Path, topic: str, word: str) -> None:
    """Write a beat of one topic."""
    (folder / "topics").mkdir(parents=True, exist_ok=True)
    for old in (folder / "topics").glob("*.toml"):
        old.unlink()
    sides = (
        '{ id = "az", title = "Azerbaijan", country = "AZ", anchors = ["azerbaijan*"] },'
        ' { id = "ru", title = "Russia", country = "RU", anchors = ["russia*"] }'
    )
    (folder / "beat.toml").write_text(f'id = "test"\ntitle = "Test"\nside = [{sides}]\n')
    (folder / "topics" / f"{topic}.toml").write_text(f'id = "{topic}"\ntitle = "{topic}"\n[[rule]]\nlang = "en"\nany = ["{word}"]\n')


def test_slots_slept_through_are_caught_up_once(paper: Newspaper, tmp_path: Path) -> None:
    publish(paper, "shells")
    file = sources_file(tmp_path, ("rss", f"{paper.url}/rss"))
    now = datetime.now(UTC)
    with open_database(f"sqlite:///{tmp_path}/khazri.db") as database:
        slots.claim(database, "crawl", now - timedelta(days=3), now)
        with daemon(tmp_path, file, KHAZRI_CRAWL_EVERY="3600", KHAZRI_LOOK_EVERY="3600") as running:
            wait_until(lambda: "1 stored" in running.said)
            running.stop()
        with database.begin_read() as connection:
            assert connection.execute(text("SELECT count(*) FROM slots WHERE job = 'crawl'")).scalar_one() == 2
    assert paper.paths().count("/rss") == 1
