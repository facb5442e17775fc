"""One kill at each named failpoint: whatever was half done there, the next start goes on, and everything is there once."""

import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from killing import (
    ARRIVED_UNTOLD,
    AT_ARCHIVES,
    AT_CRAWLS,
    AT_SCHEDULES,
    KILLED,
    CrawlScene,
    PostOffice,
    ScheduleScene,
    copy_archive,
    post_office,
)
from papers import Newspaper, plain_environment, run_khazri
from victims import Victims

from storage import failpoints

pytestmark = pytest.mark.thorough

ROOT = Path(failpoints.__file__).parents[1]


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


@pytest.fixture(scope="module")
def yesterday(tmp_path_factory: pytest.TempPathFactory, victims: Victims, newspaper: Newspaper, office: tuple[PostOffice, int]) -> Path:
    """The folder of an archive as yesterday left it."""
    folder = tmp_path_factory.mktemp("yesterday")
    ScheduleScene(folder, f"sqlite:///{folder}/khazri.db", newspaper, victims, *office).yesterday()
    return folder


@pytest.mark.parametrize("name", AT_CRAWLS)
def test_a_crawl_killed_there_loses_nothing_and_repeats_nothing(
    name: str, tmp_path: Path, yesterday: Path, victims: Victims, newspaper: Newspaper
) -> None:
    scene = CrawlScene(tmp_path, copy_archive(yesterday, tmp_path), newspaper, victims)
    scene.today()
    assert scene.crawl(name) == KILLED, f"a crawl does not come to {name}\n{scene.said}"
    assert scene.crawl() == 0, scene.said
    scene.check()


@pytest.mark.parametrize("name", AT_SCHEDULES)
def test_a_scheduler_killed_there_sends_nothing_twice_and_hides_nothing(
    name: str, tmp_path: Path, yesterday: Path, victims: Victims, newspaper: Newspaper, office: tuple[PostOffice, int]
) -> None:
    office[0].taken.clear()
    scene = ScheduleScene(tmp_path, copy_archive(yesterday, tmp_path), newspaper, victims, *office)
    assert scene.live(name) == KILLED, f"a scheduler does not come to {name}\n{scene.said}"
    assert scene.live() == 0, scene.said
    scene.check(Counter(["in doubt" if name in ARRIVED_UNTOLD else "sent"]), taken=ARRIVED_UNTOLD.get(name, 1))
    if name in ARRIVED_UNTOLD:
        assert "in doubt" in run_khazri(tmp_path, "status", KHAZRI_DATABASE_URL=scene.url).out


def test_the_environment_arms_a_failpoint_of_any_process(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "from storage.failpoints import failpoint; failpoint('slot-claimed'); failpoint('slot-claimed')"]
    for told, code in (("slot-claimed:2", KILLED), ("slot-claimed:3", 0), ("lead-taken", 0)):
        environment = plain_environment(KHAZRI_FAILPOINT=told)
        assert subprocess.run(command, cwd=tmp_path, env=environment, check=False).returncode == code


def test_a_failpoint_that_there_is_not_ends_a_command_with_one_line(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "desk.cli", "audit"]
    environment = plain_environment(KHAZRI_FAILPOINT="article-stord")
    ran = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 2
    assert "'article-stord'" in ran.stderr
    assert len(ran.stderr.splitlines()) == 1


def test_every_failpoint_of_the_list_is_in_the_code_and_tried_here() -> None:
    code = [file for package in ("crawler", "desk", "storage") for file in (ROOT / package).rglob("*.py")]
    placed = Counter(name for file in (*code, ROOT / "scheduler.py") for name in re.findall(r'failpoint\("([^"]+)"\)', file.read_text()))
    assert placed == Counter(failpoints.FAILPOINTS.keys())
    assert sorted((*AT_ARCHIVES, *AT_CRAWLS, *AT_SCHEDULES)) == sorted(failpoints.FAILPOINTS)
