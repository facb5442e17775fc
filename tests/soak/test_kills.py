"""Crawls killed at random moments, and crawls and schedulers killed at each failpoint: nothing is lost, stored twice or sent twice."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from killing import ARRIVED_UNTOLD, AT_CRAWLS, AT_SCHEDULES, KILLED, CrawlScene, PostOffice, Scene, ScheduleScene, post_office
from papers import LOCAL, ON_BEAT, Newspaper, article_page, rss, run_khazri, sources_file
from victims import Victims

from storage import about
from storage.database import open_database

KILLS = int(os.environ.get("SOAK_KILLS", "200"))
TIMES = int(os.environ.get("SOAK_FAILPOINTS", "20"))  # at each failpoint, on each database
OFTEN = 4  # times that a failpoint may be passed before it kills
PAGES = 1000
LATEST = 0.8  # seconds after its first request at which a crawl is killed; it asks for a page each tenth of one
SEED = 20260302  # any will do; a fixed one makes a failure come back


def test_a_crawl_killed_again_and_again_loses_nothing(tmp_path: Path, database_url: str) -> None:
    paper = Newspaper()
    paths = [f"/page-{number}" for number in range(PAGES, 2 * PAGES)]  # none is number 404, which would be taken at its word
    for number, path in enumerate(paths, PAGES):
        paper.answers[path] = article_page(f"Note number {number}", f"This is note number {number} of many. " + ON_BEAT[0], *ON_BEAT[1:])
    paper.answers["/rss"] = rss(paper, *((path, path) for path in paths), headers={"ETag": '"one"'})
    file = sources_file(tmp_path, ("rss", f"{paper.url}/rss"), delay=0.1)
    variables = {**LOCAL, "KHAZRI_DATABASE_URL": database_url}
    dice = random.Random(SEED)
    in_the_middle = 0
    for number in range(KILLS):
        asked = len(paper.paths())
        process = subprocess.Popen(
            [sys.executable, "-m", "desk.cli", "crawl", "--sources", str(file), "paper-1"],
            cwd=tmp_path,
            env={**os.environ, **variables},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        if number % 4:  # the others are killed while they begin
            end = time.monotonic() + 60
            while len(paper.paths()) == asked and process.poll() is None and time.monotonic() < end:
                time.sleep(0.01)
        time.sleep(dice.uniform(0.0, LATEST))
        in_the_middle += process.poll() is None and len(paper.paths()) > asked
        process.send_signal(signal.SIGKILL)
        process.wait()
    for _ in range(4):  # a crawl asks a host for 500 pages at most
        ran = run_khazri(tmp_path, "crawl", "--sources", str(file), "paper-1", **variables)
        assert ran.code == 0, ran.err
    stored = run_khazri(tmp_path, "search", "--format", "jsonl", **variables).objects
    audited = run_khazri(tmp_path, "audit", "--strict", **variables)
    paper.close()
    assert sorted(article["url"] for article in stored) == sorted(f"{paper.url}{path}" for path in paths)
    assert audited.code in {0, 1}, audited.err
    findings = [line for line in audited.out.splitlines() if "crawl" not in line] if audited.code else []
    assert not findings, audited.out
    asked = [path for path in paper.paths() if path != "/rss"]
    told = f"{KILLS} kills, {in_the_middle} of them between two requests of a crawl"
    print(f"\n{told}; {PAGES} pages: {len(stored)} stored, 0 lost, 0 twice; {len(asked)} page requests")


@pytest.mark.parametrize("name", AT_CRAWLS)
def test_a_crawl_killed_at_a_failpoint_loses_nothing(
    name: str, tmp_path: Path, database_url: str, victims: Victims, newspaper: Newspaper
) -> None:
    kills = 0
    for folder, count in _times(name, tmp_path):
        scene = CrawlScene(folder, database_url, newspaper, victims)
        _begin(scene)
        scene.today()
        code = scene.crawl(f"{name}:{count}")
        kills += code == KILLED
        assert code == KILLED or (count > 1 and code == 0), scene.said
        assert scene.crawl() == 0, scene.said
        scene.check()
    print(f"\n{name}: {kills} kills in {TIMES} crawls, 0 lost, 0 twice")


@pytest.mark.parametrize("name", AT_SCHEDULES)
def test_a_scheduler_killed_at_a_failpoint_loses_nothing_and_sends_nothing_twice(  # one argument for each server
    name: str, tmp_path: Path, database_url: str, victims: Victims, newspaper: Newspaper, office: tuple[PostOffice, int]
) -> None:
    kills = 0
    for folder, count in _times(name, tmp_path):
        office[0].taken.clear()
        scene = ScheduleScene(folder, database_url, newspaper, victims, *office)
        _begin(scene)
        code = scene.live(f"{name}:{count}")
        kills += code == KILLED
        assert code == KILLED or (count > 1 and code == 0), scene.said
        assert scene.live() == 0, scene.said
        in_doubt = code == KILLED and name in ARRIVED_UNTOLD
        scene.check(Counter(["in doubt" if in_doubt else "sent"]), taken=ARRIVED_UNTOLD[name] if in_doubt else 1)
    print(f"\n{name}: {kills} kills in {TIMES} lives, 0 sent twice, {kills if name in ARRIVED_UNTOLD else 0} in doubt, 0 lost")


def _times(name: str, folder: Path) -> Iterator[tuple[Path, int]]:
    """Give a fresh folder and the time at which to die for each try; the first kills at once."""
    dice = random.Random(f"{SEED} {name}")
    for number in range(TIMES):
        fresh = folder / str(number)
        fresh.mkdir()
        yield fresh, dice.randint(1, OFTEN) if number else 1


def _begin(scene: Scene) -> None:
    """Empty the archive, and live through yesterday."""
    with open_database(scene.url) as database:
        about.clear(database)
    scene.yesterday()


@pytest.fixture(scope="module")
def victims() -> Iterator[Victims]:
    with Victims() as warm:
        yield warm


@pytest.fixture(scope="module")
def newspaper() -> Iterator[Newspaper]:
    paper = Newspaper()
    yield paper
    paper.close()


@pytest.fixture(scope="module")
def office() -> Iterator[tuple[PostOffice, int]]:
    with post_office() as opened:
        yield opened


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the address of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'khazri.db'}"
    return str(request.getfixturevalue("postgresql")("kills"))
