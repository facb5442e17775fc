"""What reaches a terminal or a spreadsheet."""

import csv
import io
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.formats import Format
from desk.printing import print_objects, visible


@given(st.text())
def test_nothing_that_steers_a_terminal_gets_through(text: str) -> None:
    assert all(sign in "\n\t" or unicodedata.category(sign) not in {"Cc", "Cf", "Cs"} for sign in visible(text))


@pytest.mark.parametrize("title", ["=HYPERLINK(1)", "+1", "-1", "@sum", '"=1', " =1", "\t=1"])
def test_a_spreadsheet_takes_no_title_for_a_formula(title: str, capsys: pytest.CaptureFixture[str]) -> None:
    print_objects([{"title": title, "id": -3}], Format.csv, ("id", "title"))
    rows = list(csv.reader(io.StringIO(capsys.readouterr().out)))
    assert rows[1][1].startswith("'")
    assert rows[1][0] == "-3"


def test_tables_show_markup_as_it_is_written(capsys: pytest.CaptureFixture[str]) -> None:
    print_objects([{"id": 1, "title": "[bold]news[/bold] {{7*7}} :smile:"}], Format.table, ("id", "title"))
    assert "[bold]news[/bold] {{7*7}} :smile:" in capsys.readouterr().out
