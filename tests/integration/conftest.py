"""What the integration tests share."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from papers import Khazri, Newspaper, Ran, run_khazri


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
    """The folder in which the one demonstration of a test run is made."""
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="session")
def demonstrated(demo_folder: Path) -> Ran:
    """What the demonstration printed; its archive stays in the folder."""
    ran = run_khazri(demo_folder, "demo")
    assert ran.code == 0, ran.err
    return ran
