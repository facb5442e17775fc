"""What the integration tests share."""

import fcntl
import json
import os
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest
from crawling import House
from papers import Khazri, Newspaper, Ran, plain_environment, run_khazri


@pytest.fixture
def khazri(tmp_path: Path) -> Khazri:
    """The command, run in an empty folder."""
    return lambda *arguments, **rest: run_khazri(tmp_path, *arguments, **rest)


@pytest.fixture
def paper() -> Iterator[Newspaper]:
    """A newspaper without a page."""
    newspaper = Newspaper()
    yield newspaper
    newspaper.close()


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which the one demonstration of a test run is made, whichever process of the run needs it first."""
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "demo"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def demonstrated(demo_folder: Path) -> Ran:
    """What the demonstration printed; its archive stays in the folder."""
    said = demo_folder / "said.json"
    with (demo_folder / "lock").open("w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not said.exists():
            said.write_text(json.dumps(asdict(run_khazri(demo_folder, "demo"))), encoding="utf-8")
    ran = Ran(**json.loads(said.read_text(encoding="utf-8")))
    assert ran.code == 0, ran.err
    return ran


@pytest.fixture(scope="session")
def house() -> Iterator[House]:
    """A process that crawls as often as tests like."""
    made = House(plain_environment())
    yield made
    made.close()
