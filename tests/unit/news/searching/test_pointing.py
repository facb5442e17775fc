"""The two lines that show where a query is wrong."""

import re
from pathlib import Path
from unicodedata import category, east_asian_width

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.searching.fields import EXAMPLES
from news.searching.grammar import parse
from news.searching.pointing import WIDTH, MisreadQuery, point_at
from news.searching.questions import Filter, Title, as_text


def width(line: str) -> int:
    return sum(0 if category(sign) in {"Mn", "Me"} else 2 if east_asian_width(sign) in "WF" else 1 for sign in line)


def pointed(query: str) -> tuple[str, str]:
    with pytest.raises(MisreadQuery) as caught:
        parse(query)
    return caught.value.pointed()


@pytest.mark.parametrize(
    ("query", "line", "carets"),
    [
        ("gas tpoic:x", "gas tpoic:x", "    ^^^^^^"),
        ("石油 lnag:ru", "石油 lnag:ru", "     ^^^^^"),
        ("Azerbai\u0308djan lnag:ru", "Azerbai\u0308djan lnag:ru", "            ^^^^^"),
        ("\x1b[31m\tlnag:ru", " [31m lnag:ru", "      ^^^^^"),
        ("\u202egas\u202c lnag:ru", "gas lnag:ru", "    ^^^^^"),
        ("\ud800 lnag:ru", "\ufffd lnag:ru", "  ^^^^^"),
        ("gas\nOR", "gas OR", "    ^^"),
    ],
)
def test_the_carets_stand_under_the_place(query: str, line: str, carets: str) -> None:
    assert pointed(query) == (line, carets)


def test_a_long_query_is_cut_around_the_place() -> None:
    line, carets = pointed("word " * 30 + "lnag:ru " + "more " * 30)
    assert line[0] == line[-1] == "…"
    assert len(line) <= WIDTH
    assert line[carets.index("^") : len(carets)] == "lnag:"


def test_the_place_behind_the_last_character_has_a_caret() -> None:
    assert point_at("gas", 3, 3, "something is missing", "write it").pointed() == ("gas", "   ^")


@given(st.text() | st.text(alphabet="a石\u0308\u200f\x00 ", max_size=300) | st.text(min_size=100, max_size=900), st.data())
def test_two_printable_lines_fit_a_terminal(query: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(query)))
    end = data.draw(st.integers(start, len(query)))
    line, carets = point_at(query, start, end, "what", "remedy").pointed()
    assert width(line) <= WIDTH
    assert len(carets) <= WIDTH
    assert carets.strip(" ") == "^" * carets.count("^") != ""
    assert not {category(sign) for sign in line} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert len(carets) <= max(width(line), 1) + 1


PAGE = (Path(__file__).parents[4] / "docs" / "how-to" / "query.md").read_text(encoding="utf-8")


BEGINNING, FIELDS = PAGE.split("## Fields")


@pytest.mark.parametrize("query", re.findall(r"^\| `([^`\n]+)` \|", BEGINNING, re.M) + re.findall(r"`([^`\n]+)` \|$", FIELDS, re.M))
def test_every_example_of_the_page_is_read(query: str) -> None:
    assert as_text(parse(query))


def test_the_page_has_all_fields() -> None:
    assert re.findall(r"^\| `(\w+):` \|", PAGE, re.M) == list(EXAMPLES)


@pytest.mark.parametrize("example", EXAMPLES.values())
def test_every_example_that_errors_offer_is_read(example: str) -> None:
    assert isinstance(parse(example), Filter | Title)


@pytest.mark.parametrize(("query", "carets", "message"), re.findall(r"```\n(.+)\n( *\^+)\n(.+)\n```", PAGE))
def test_the_errors_of_the_page_are_told_so(query: str, carets: str, message: str) -> None:
    with pytest.raises(MisreadQuery) as caught:
        parse(query)
    assert (caught.value.pointed(), str(caught.value)) == ((query, carets), message)
