"""Which ends of the scheduler ``khazri run`` outlives."""

import os
import signal
import subprocess
import sys

import pytest

from desk.memory import megabytes
from desk.restarting import LONGEST_PAUSE, START_AGAIN, Parent, exit_code, is_to_start_again, pause_before


@pytest.mark.parametrize(
    ("code", "steady", "again"),
    [
        (0, True, False),  # it was told to stop
        (2, False, False),  # a wrong setting: told in one line
        (1, False, False),  # no database: told in one line
        (1, True, True),  # it failed after it had worked
        (START_AGAIN, False, True),
        (-signal.SIGKILL, False, True),
    ],
)
def test_an_error_at_the_start_ends_it_and_later_ones_are_outlived(code: int, steady: bool, again: bool) -> None:
    assert is_to_start_again(code, steady=steady) is again


def test_pauses_grow_to_a_minute_and_a_steady_run_ends_them() -> None:
    assert [pause_before(early) for early in range(9)] == [0, 1, 2, 4, 8, 16, 32, LONGEST_PAUSE, LONGEST_PAUSE]


def test_being_stopped_is_no_failure() -> None:
    assert exit_code(-signal.SIGTERM, told_to_stop=True) == 0
    assert exit_code(-signal.SIGKILL, told_to_stop=False) == 137
    assert exit_code(2, told_to_stop=False) == 2


def test_a_child_that_asks_for_it_is_started_again(tmp_path) -> None:
    mark = tmp_path / "mark"
    code = f"import pathlib, sys; mark = pathlib.Path({str(mark)!r}); again = mark.exists(); mark.touch(); sys.exit(3 if again else 75)"
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    try:
        assert Parent([sys.executable, "-c", code]).run() == 3
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def test_the_memory_of_children_counts() -> None:
    alone = megabytes(os.getpid())
    if alone is None:
        pytest.skip("this system does not tell")
    code = "held = bytearray(b'x') * (64 * 2**20); print('ready', flush=True); input()"
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdout
        child.stdout.readline()
        together = megabytes(os.getpid())
        child.communicate(b"\n")
    assert together is not None
    assert together > alone + 50
    assert megabytes(2**30) is None
