"""Failpoints kill where and when they are told to, and nowhere else."""

import os
import signal
from collections.abc import Iterator

import pytest

from news.errors import SettingsError
from storage import failpoints
from storage.database import open_database


@pytest.fixture(autouse=True)
def disarmed() -> Iterator[None]:
    yield
    failpoints.arm("")


@pytest.fixture
def killed(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, int]]:
    """What would have been killed, and how."""
    told: list[tuple[int, int]] = []
    monkeypatch.setattr(os, "kill", lambda process, number: told.append((process, number)))
    return told


def test_a_process_that_is_told_nothing_passes_all_of_them(killed: list[tuple[int, int]]) -> None:
    failpoints.arm("")
    for name in failpoints.FAILPOINTS:
        failpoints.failpoint(name)
    failpoints.check()
    assert killed == []


@pytest.mark.parametrize(("text", "passed"), [("article-stored", 0), ("article-stored:1", 0), (" article-stored:3 ", 2)])
def test_a_process_kills_itself_without_warning_as_it_comes_there_for_the_time_told(
    text: str, passed: int, killed: list[tuple[int, int]]
) -> None:
    failpoints.arm(text)
    for _ in range(passed):
        failpoints.failpoint("article-stored")
        failpoints.failpoint("page-settled")
    assert killed == []
    failpoints.failpoint("article-stored")
    assert killed == [(os.getpid(), signal.SIGKILL)]


@pytest.mark.parametrize("text", ["article-stord", "article-stored:0", "article-stored:-1", "article-stored:often", ":3"])
def test_a_failpoint_that_there_is_not_is_told_in_one_line_before_anything_is_opened(text: str) -> None:
    failpoints.arm(text)
    with pytest.raises(SettingsError, match="KHAZRI_FAILPOINT") as told:
        open_database("sqlite:///nowhere/khazri.db")
    assert "\n" not in str(told.value)
    assert "storage/failpoints.py" in str(told.value)


def test_each_failpoint_says_in_one_line_what_is_half_done_there() -> None:
    assert all(what and "\n" not in what and not what.endswith(".") for what in failpoints.FAILPOINTS.values())
