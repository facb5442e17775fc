"""The lines of a part of a page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from news.reading.text_lines import lines_of, section_heads

LINE = "The ferry between the two harbours will sail three times a day from Monday."
CARD = '<div><a href="/n">Storm closes the harbour again</a><p>The wind blew all night.</p></div>'


def lines(markup: str) -> list[str]:
    return lines_of(html.fragment_fromstring(markup, create_parent="div"))


@pytest.mark.parametrize(
    ("markup", "said"),
    [
        (f"{LINE}<br><br>{LINE}", [LINE, LINE]),
        (
            "The ferry between the two harbours will<br>sail three times a day.",
            ["The ferry between the two harbours will sail three times a day."],
        ),
        ("<ul><li>Oars</li><li><p>Dry socks</p></li></ul>", ["- Oars", "- Dry socks"]),
        ("<table><tr><th>Day</th><th>Boats</th></tr><tr><td>Monday</td><td>3</td></tr></table>", ["| Day | Boats |", "| Monday | 3 |"]),
        (f"<h3>Where</h3><p>{LINE}</p><h3>When</h3>", ["Where", LINE]),
        (f"<p>{LINE}</p><div>Share</div><div>312</div><p>Yes.</p>", [LINE, "Yes."]),
        (f"<p>{LINE}</p><div><a>Home</a> | <a>Sport</a> | <a>Weather</a></div>", [LINE]),
        (f"<p>{LINE}</p><div>Advertisement<br>Buy a boat today</div>", [LINE]),
        (f"<p>{LINE}</p><div><h4>The morning in your box</h4><p>Subscribe to our newsletter.</p></div>", [LINE]),
        (f"<p>{LINE}</p>{CARD * 3}", [LINE]),
    ],
)
def test_paragraphs_items_rows_and_sections_are_lines(markup: str, said: list[str]) -> None:
    assert lines(markup) == said


def test_headings_of_one_level_are_sections() -> None:
    tree = html.fragment_fromstring("<div><h2>Where</h2><p>a</p><h2>When</h2><h3>Alone</h3></div>")
    assert section_heads(tree) == {"Where", "When"}


@given(st.text(alphabet="<>/ abdiphulrt1\n", max_size=300))
def test_any_markup_has_lines(content: str) -> None:
    assert all(line.strip() for line in lines(content))
