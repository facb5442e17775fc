"""A fleet under fire: workers killed every few seconds, the leader now and then, and PostgreSQL restarted again and again.

``SOAK_FLEET_SECONDS``, ``SOAK_FLEET_OUTLETS``, ``SOAK_FLEET_WORKERS`` and ``SOAK_FLEET_RESTARTS`` scale it.
"""

import os
import random
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from fleets import Fleet, Press, fleet
from mortal import Server, mortal_server, wait_until
from papers import run_khazri

from news.errors import KhazriError
from news.queries import Query
from storage import articles, fleet_schema, ledger
from storage.database import open_database

SECONDS = float(os.environ.get("SOAK_FLEET_SECONDS", "300"))
OUTLETS = int(os.environ.get("SOAK_FLEET_OUTLETS", "60"))
WORKERS = int(os.environ.get("SOAK_FLEET_WORKERS", "3"))
RESTARTS = int(os.environ.get("SOAK_FLEET_RESTARTS", "10"))
DELAY = 0.5  # seconds between two requests to one host
SETTLED_WITHIN = 180.0  # seconds after the last kill
SEED = 20260302  # any will do; a fixed one makes a failure come back


@pytest.fixture
def server() -> Iterator[Server]:
    yield from mortal_server()


def test_a_fleet_whose_machines_die_again_and_again_loses_nothing(server: Server, tmp_path: Path) -> None:
    dice = random.Random(SEED)
    press = Press(OUTLETS)
    press.write_sources(tmp_path / "sources.toml", DELAY)
    press.publish(2 * OUTLETS, dice)
    try:
        with fleet(tmp_path, server.url, KHAZRI_CRAWL_EVERY="1", KHAZRI_LOOK_EVERY="5") as running:
            leader, workers = running.start("run"), [running.start("worker") for _ in range(WORKERS)]
            wait_until(lambda: stored(server.url), 120)
            kills = under_fire(running, leader, workers, press, server, dice)
            seconds = wait_until(lambda: stored(server.url) >= press.published, SETTLED_WITHIN)
            with open_database(server.url, create=False) as database:
                wait_until(lambda: (state := fleet_schema.state(database)) is not None and state.running == 0, 60)
            running.stop()
        report(press, server, tmp_path, f"{kills['worker']} workers and {kills['run']} leaders killed", seconds)
    finally:
        press.close()


def under_fire(running: Fleet, leader: object, workers: list, press: Press, server: Server, dice: random.Random) -> Counter[str]:  # type: ignore[type-arg]
    """Kill and start again, while articles appear; return how often which was killed."""
    kills: Counter[str] = Counter()
    began, restarts = time.monotonic(), 0
    while (gone := time.monotonic() - began) < SECONDS:
        press.publish(dice.randrange(1, 8), dice)
        time.sleep(dice.uniform(2.0, 5.0))
        number = dice.randrange(WORKERS)
        running.kill(workers[number])
        workers[number] = running.start("worker")
        kills["worker"] += 1
        if restarts < RESTARTS and gone > (restarts + 1) * SECONDS / (RESTARTS + 1):
            server.kill()
            time.sleep(dice.uniform(0.0, 3.0))
            server.start()
            restarts += 1
        if kills["worker"] % 15 == 0:
            running.kill(leader)  # type: ignore[arg-type]
            leader = running.start("run")
            kills["run"] += 1
    while restarts < RESTARTS:
        server.kill()
        server.start()
        restarts += 1
    return kills


def stored(url: str) -> set[str]:
    """The addresses of all articles, or nothing while the database is away."""
    try:
        with open_database(url, create=False) as database:
            return {found.article.url for found in articles.find(database, Query(limit=None))}
    except KhazriError:
        return set()


def report(press: Press, server: Server, folder: Path, killed: str, seconds: float) -> None:
    """Hold the archive against what was published, and the press's own log against the delay."""
    with open_database(server.url, create=False) as database:
        found = [article.article.url for article in articles.find(database, Query(limit=None))]
        states = Counter(each.state for each in ledger.tally(database) for _ in range(each.count))
    assert sorted(found) == sorted(press.published), "nothing is lost, and nothing stored twice"
    assert set(states) == {"stored"}
    audit = run_khazri(folder, "audit", KHAZRI_DATABASE_URL=server.url)
    assert audit.code == 0, audit.out
    pause = press.shortest_pause()
    assert pause >= DELAY - 0.02, f"a host was asked {pause:.3f} s after its last answer"
    asked = Counter(path for *_, path in press.requests if path.endswith(".html"))
    twice = len(press.requests) and sum(
        count - 1 for count in Counter((host, path) for *_, host, path in press.requests).values() if count > 1
    )
    print(
        f"\nfleet of {WORKERS} on {OUTLETS} outlets for {SECONDS:g} s: {killed}, PostgreSQL restarted {RESTARTS} times: {len(found)} published, "
        f"0 lost, 0 twice, settled {seconds:.0f} s after the last; {sum(asked.values())} pages asked for, {twice} requests repeated; "
        f"least pause of a host {pause:.2f} s (asked: {DELAY:g})"
    )
