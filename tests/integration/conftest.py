"""What the integration tests share."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from papers import Khazri, Newspaper, run_khazri


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
