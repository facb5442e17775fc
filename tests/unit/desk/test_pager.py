"""Long answers on a terminal: a pager where they do not fit the window, and nothing in between for anybody else."""

import os
import pty
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.pager import lines_needed, paged, pager_of
from desk.printing import terminal

LONG = "".join(f"article {number}\n" for number in range(30))


class Window:
    """A terminal of 24 lines and 80 columns to which this process writes."""

    def __init__(self, theirs: int, out: TextIO, typed: TextIO, pages: Path) -> None:
        self.out, self.typed = out, typed
        self._theirs, self._pages = theirs, pages

    @contextmanager
    def printing(self, **streams: TextIO | None) -> Iterator[None]:
        """Let what the block prints be held for the pager; some streams may be others than the terminal's."""
        with mock.patch.multiple(sys, **{"stdin": self.typed, "stdout": self.out, **streams}), paged():
            yield

    @property
    def shown(self) -> str:
        """What was written to the terminal itself since the last look."""
        self.out.flush()
        told = b""
        with suppress(BlockingIOError):
            while piece := os.read(self._theirs, 65536):
                told += piece
        return told.decode().replace("\r\n", "\n")

    @property
    def read(self) -> str:
        """What the pager got."""
        return self._pages.read_text(encoding="utf-8") if self._pages.exists() else ""


@pytest.fixture
def window(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Window]:
    theirs, ours = pty.openpty()
    os.set_blocking(theirs, False)
    with os.fdopen(ours, "w", encoding="utf-8") as out, os.fdopen(os.dup(ours), encoding="utf-8") as typed:
        pages = tmp_path / "pages"
        for name, value in {"COLUMNS": "80", "LINES": "24", "TERM": "xterm-256color", "KHAZRI_PAGER": f"sh -c 'cat >> {pages}'"}.items():
            monkeypatch.setenv(name, value)
        yield Window(theirs, out, typed, pages)
    os.close(theirs)


def test_what_does_not_fit_the_window_goes_through_the_pager(window: Window) -> None:
    with window.printing():
        print(LONG, end="")
        assert window.shown == "", "held until it is whole"
    assert (window.read, window.shown) == (LONG, "")


@pytest.mark.parametrize(("lines", "is_paged"), [(0, False), (1, False), (23, False), (24, True)])
def test_what_fits_beside_the_prompt_is_printed_as_ever(lines: int, is_paged: bool, window: Window) -> None:
    with window.printing():
        print("line\n" * lines, end="")
    assert window.read == "line\n" * lines * is_paged
    assert window.shown == "line\n" * lines * (not is_paged)


def test_one_long_line_takes_many_of_the_window(window: Window) -> None:
    with window.printing():
        print("газ " * 500)
    assert window.read == "газ " * 500 + "\n"


@pytest.mark.parametrize("stream", ["stdin", "stdout"])
def test_what_is_piped_is_never_paged(stream: str, window: Window, tmp_path: Path) -> None:
    piped = tmp_path / "piped"
    with piped.open("w+", encoding="utf-8") as file, window.printing(**{stream: file}):
        print(LONG, end="")
    assert window.read == ""
    assert (piped.read_text(encoding="utf-8") or window.shown) == LONG


@pytest.mark.parametrize("stream", ["stdin", "stdout"])
def test_a_closed_stream_is_no_terminal(stream: str, window: Window) -> None:
    with window.printing(**{stream: None}):
        print(LONG, end="")
    assert window.read == ""


@pytest.mark.parametrize("pager", ["cat", "", "no-such-pager", "less 'without end"])
def test_without_a_pager_all_is_printed_at_once(pager: str, window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KHAZRI_PAGER", pager)
    with window.printing():
        print("first")
        assert window.shown == "first\n", "nothing is held back for nothing"
        print(LONG, end="")
    assert window.shown == LONG


def test_a_pager_that_cannot_be_started_is_told_in_one_line_and_nothing_is_lost(
    window: Window, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "broken"
    broken.write_text("#!/no/such/interpreter\n")
    broken.chmod(0o755)
    monkeypatch.setenv("KHAZRI_PAGER", str(broken))
    with window.printing():
        print(LONG, end="")
    assert window.shown == LONG
    (line,) = capsys.readouterr().err.splitlines()
    assert str(broken) in line
    assert "KHAZRI_PAGER" in line


def test_a_reader_who_leaves_early_is_no_error(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KHAZRI_PAGER", "true")
    before = signal.getsignal(signal.SIGINT)
    with window.printing():
        print(LONG * 10_000)
    assert window.shown == ""
    assert signal.getsignal(signal.SIGINT) is before


def test_what_was_printed_before_an_error_is_shown_and_the_error_goes_on(window: Window) -> None:
    def fail() -> None:
        with window.printing():
            print("half of it")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert window.shown == "half of it\n"


def test_colours_reach_the_pager(window: Window) -> None:
    with window.printing():
        console = terminal()
        assert (console.is_terminal, console.width) == (True, 80)
        console.print("[bold]as it is written[/]\n" * 30, style="red")
    assert "\x1b[" in window.read
    assert "[bold]as it is written" in window.read


CHOSEN = [
    ({}, ["less"]),
    ({"PAGER": "more -s"}, ["more", "-s"]),
    ({"PAGER": "more", "KHAZRI_PAGER": "less -S"}, ["less", "-S"]),
    ({"PAGER": "more", "KHAZRI_PAGER": ""}, []),
    ({"PAGER": "more", "KHAZRI_PAGER": "cat"}, []),
    ({"PAGER": "cat"}, []),
    ({"PAGER": ""}, []),
    ({"PAGER": "most"}, []),
    ({"PAGER": "less 'without end"}, []),
    ({"KHAZRI_PAGER": "'less' --prompt 'two words'"}, ["less", "--prompt", "two words"]),
]


@pytest.mark.parametrize(("environment", "command"), CHOSEN, ids=str)
def test_the_pager_is_chosen_as_git_does(
    environment: dict[str, str], command: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("less", "more", "cat"):
        (tmp_path / name).write_text("#!/bin/sh\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert pager_of(environment) == command


@given(st.lists(st.text(st.characters(categories=("L", "N", "P")), max_size=200)), st.integers(2, 200))
def test_no_terminal_needs_more_lines_than_counted(lines: list[str], width: int) -> None:
    needed = lines_needed("".join(f"{line}\n" for line in lines), width)
    assert needed >= len(lines)
    assert needed == sum(lines_needed(f"{line}\n", width) for line in lines)
    assert needed <= sum(1 + 2 * len(line) // width for line in lines)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", 0),
        ("\n", 1),
        ("a" * 80, 1),
        ("a" * 81 + "\n", 2),
        ("北京" * 20, 1),
        ("北京" * 21, 2),
        ("\x1b[1;31m" + "a" * 80 + "\x1b[0m", 1),
        ("a\n\nb", 3),
    ],
)
def test_a_window_of_80_columns_needs_so_many_lines(text: str, lines: int) -> None:
    assert lines_needed(text, 80) == lines
