"""What is told of something long where no terminal shows a bar."""

import pytest

from desk.progress import Pace, row_progress


def test_rate_and_time_left_are_those_of_this_run() -> None:
    now = [0.0]
    pace = Pace("copied", 1_000, lambda: now[0])
    assert pace.told(1_000, 101_000) == ""
    now[0] = 10
    assert pace.told(51_000, 101_000) == "5,000 a second, 0:00:10 left"


def test_a_line_is_told_every_half_a_minute() -> None:
    now = [0.0]
    pace = Pace("copied", 0, lambda: now[0])
    told = []
    for second in range(70):
        now[0] = second
        told.append(pace.line(second * 100, 10_000))
    assert [line for line in told if line] == [
        "3,000 of 10,000 rows copied, 100 a second, 0:01:10 left",
        "6,000 of 10,000 rows copied, 100 a second, 0:00:40 left",
    ]
    now[0] = 100
    assert Pace("compared", 5, lambda: now[0]).line(5, 10) == ""


def test_what_is_soon_done_says_nothing_in_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    with row_progress() as progress:
        progress("copied", 1, 2)
        progress("copied", 2, 2)
    out, err = capsys.readouterr()
    assert (out, err) == ("", "")
