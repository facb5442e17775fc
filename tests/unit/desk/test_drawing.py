"""What a chart and marked words look like on terminals that can do more or less."""

import io
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from desk.drawing import can_show, draw, marked, print_marked
from desk.stats_views import BLOCKS, PLAIN
from news.searching.marks import Mark

SHOWN = [
    ({"LANG": "en_GB.UTF-8", "TERM": "xterm-256color"}, True),
    ({}, True),
    ({"LANG": "C", "TERM": "xterm"}, False),
    ({"LC_ALL": "POSIX", "LANG": "en_GB.UTF-8"}, False),
    ({"LC_ALL": "", "LC_CTYPE": "C.UTF-8", "LANG": "C"}, True),
    ({"LANG": "en_GB.UTF-8", "TERM": "dumb"}, False),
    ({"LANG": "en_GB.UTF-8", "TERM": "vt220"}, False),
]


@pytest.mark.parametrize(("environment", "is_shown"), SHOWN, ids=str)
def test_blocks_are_drawn_only_where_they_can_be_seen(environment: dict[str, str], is_shown: bool) -> None:
    assert can_show("".join(BLOCKS), environment) is is_shown


@pytest.mark.parametrize(("encoding", "is_shown"), [("utf-8", True), ("latin-1", False), ("ascii", False), ("koi8-r", False)])
def test_a_file_in_an_old_encoding_gets_signs_of_ascii(encoding: str, is_shown: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding=encoding))
    assert can_show("".join(BLOCKS), {}) is is_shown
    assert can_show("".join(PLAIN), {})


def test_charts_are_printed_as_they_are_and_nothing_steers_the_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    draw(["gas  7 │▁▂█", "[red]x[/] \x1b[2J:smile:", "a" * 60])
    assert capsys.readouterr().out == f"gas  7 │▁▂█\n[red]x[/]  [2J:smile:\n{'a' * 60}\n"


def printed(text: Text, **terminal: object) -> str:
    out = io.StringIO()
    Console(file=out, width=200, highlight=False, **terminal).print(text)  # type: ignore[arg-type]
    return out.getvalue().removesuffix("\n")


def test_marked_words_stand_out_on_every_terminal() -> None:
    text, marks = "gas from Baku", (Mark(0, 3), Mark(9, 13))
    colours = Console(file=io.StringIO(), force_terminal=True, color_system="standard")
    assert marked(text, marks, console=colours).plain == text
    assert printed(marked(text, marks, console=colours), force_terminal=True, color_system="standard").count("\x1b[1;4;33m") == 2
    dumb = Console(file=io.StringIO(), force_terminal=True, _environ={"TERM": "dumb"})
    for console in (dumb, Console(file=io.StringIO())):
        assert printed(marked(text, marks, console=console)) == "[[gas]] from [[Baku]]"
    assert marked(text, (Mark(0, 3),), before="… ", after=" …", console=dumb).plain == "… [[gas]] from Baku …"


@given(st.text(), st.lists(st.tuples(st.integers(0, 30), st.integers(1, 5)), max_size=5))
def test_marking_changes_no_word_and_lets_nothing_through(text: str, places: list[tuple[int, int]]) -> None:
    ends, marks = 0, []
    for start, length in sorted(places):
        if ends <= start and start + length <= len(text):
            marks.append(Mark(start, start + length))
            ends = start + length
    shown = marked(text, marks, console=Console(file=io.StringIO())).plain
    assert "\x1b" not in shown
    if "[[" not in text and "]]" not in text and "[" not in text[-1:] and text.isprintable():
        assert shown.count("[[") >= len(marks)
        assert shown.replace("[[", "").replace("]]", "") == text


@pytest.mark.parametrize("width", [40, 80, 140])
def test_what_was_found_fits_the_window(width: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    piece = Text("SOCAR books Trans-Balkan gas capacity that Gazprom let go. " * 5 + "北京" * 80)
    print_marked("  45  2026-03-13", Text("SOCAR books capacity"), piece)
    facts, title, *lines = capsys.readouterr().out.split("\n")
    assert facts == "  45  2026-03-13"
    assert title == "    SOCAR books capacity"
    assert lines[-2:] == ["", ""], "an empty line stands between two articles"
    assert all(line.startswith("    ") and line == line.rstrip() and cell_len(line) <= width for line in lines[:-2])
    assert "".join(line.strip() for line in lines).replace(" ", "") == piece.plain.replace(" ", "")
