"""The doctor's judgements."""

import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk import doctor
from desk.doctor import (
    LIBRARIES,
    check_clock,
    check_free_space,
    check_libraries,
    check_place,
    check_python,
    check_settings_file,
    check_sqlite,
)

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
GOOD = {name: ".".join(map(str, floor)) for name, (floor, _) in LIBRARIES.items()}


@pytest.mark.parametrize(
    ("found", "state"),
    [((3, 10, 9), "wrong"), ((3, 11, 7), "warning"), ((3, 11, 15), "ok"), ((3, 12, 12), "warning"), ((3, 14, 3), "ok"), ((3, 15, 0), "ok")],
)
def test_a_python_with_known_defects_is_told(found: tuple[int, ...], state: str) -> None:
    assert check_python(found).state == state


def test_an_old_sqlite_is_a_warning_and_nothing_worse() -> None:
    assert check_sqlite((3, 40, 1)).state == "warning"
    assert check_sqlite((3, 51, 3)).state == "ok"


def test_libraries_with_known_defects_are_named_with_the_command_that_mends_them() -> None:
    assert {check.state for check in check_libraries(GOOD)} == {"ok"}
    (wrong,) = [check for check in check_libraries({**GOOD, "lxml": "6.0.2"}) if check.state != "ok"]
    assert (wrong.check, wrong.state) == ("lxml", "wrong")
    assert wrong.remedy == "pip install --upgrade 'lxml>=6.1'"


def test_a_library_that_is_not_needed_may_be_missing() -> None:
    without = {name: version for name, version in GOOD.items() if name != "starlette"}
    assert {check.state for check in check_libraries(without)} == {"ok"}
    assert any(check.state == "wrong" for check in check_libraries({name: version for name, version in GOOD.items() if name != "twisted"}))


@given(st.lists(st.integers(0, 99), min_size=1, max_size=4), st.sampled_from(["", "rc1", ".dev3", "+local"]))
def test_versions_are_read_whatever_follows_their_numbers(numbers: list[int], rest: str) -> None:
    assert doctor.version_of(".".join(map(str, numbers)) + rest) == tuple(numbers)


@pytest.mark.parametrize(
    ("mode", "holds", "state"), [(0o644, True, "wrong"), (0o640, True, "ok"), (0o600, True, "ok"), (0o644, False, "ok")]
)
def test_a_password_that_everybody_may_read_is_wrong(mode: int, holds: bool, state: str) -> None:
    assert check_settings_file(Path("khazri.toml"), stat.S_IFREG | mode, holds_password=holds).state == state


def test_a_disk_that_is_nearly_full_is_wrong() -> None:
    assert check_free_space(Path("/srv"), 199 * 2**20).state == "wrong"
    assert check_free_space(Path("/srv"), 201 * 2**20).state == "ok"


def test_a_folder_of_somebody_else_is_told() -> None:
    assert check_place(Path("/srv"), 0, 0, is_writable=True).state == "ok"
    assert check_place(Path("/srv"), 0, 1000, is_writable=True).state == "warning"
    assert check_place(Path("/srv"), 0, 1000, is_writable=False).state == "wrong"


def test_a_clock_that_stands_before_the_newest_article_is_wrong() -> None:
    assert check_clock(NOW, None).state == "ok"
    assert check_clock(NOW, NOW + timedelta(seconds=30)).state == "ok"
    assert check_clock(NOW, NOW + timedelta(hours=1)).state == "wrong"


def test_a_title_that_asks_for_a_header_of_its_own_gets_none() -> None:
    assert doctor.check_mail_headers().state == "ok"
