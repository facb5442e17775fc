"""Layout tables and tables of figures."""

import pytest
from lxml import html

from news.reading.page_tables import unfold_layout

TEXT = "The ferry between the two harbours will sail three times a day from Monday. " * 4
FIGURES = "<table><tr><th>Day</th><th>Boats</th></tr><tr><td>Monday</td><td>3</td></tr></table>"


@pytest.mark.parametrize(
    ("markup", "left", "is_laid_out"),
    [
        (FIGURES, 1, False),
        (f"<table><tr><td>Home</td><td>{TEXT}</td></tr></table>", 0, True),
        (f"<table><tr><td>Home</td><td>Sport</td></tr><tr><td>{TEXT}{FIGURES}</td><td>x</td></tr></table>", 1, True),
        ("<table><tr><td>Share</td></tr><tr><td>Print</td></tr></table>", 0, False),
        ("<p>No table</p>", 0, False),
    ],
)
def test_only_tables_of_figures_stay_tables(markup: str, left: int, is_laid_out: bool) -> None:
    tree = html.fragment_fromstring(markup, create_parent="div")
    assert unfold_layout(tree) is is_laid_out
    assert len(list(tree.iter("table"))) == left
