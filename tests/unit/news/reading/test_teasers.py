"""Boxes of links within a text."""

import pytest
from lxml import html

from news.reading.teasers import drop_teasers

LINE = "The ferry between the two harbours will sail three times a day from Monday, the company said on Friday."
LINK = "<a href=/s>Storm keeps the harbour shut for two days</a>"


def left(middle: str) -> str:
    part = html.fragment_fromstring(f"<div><p>{LINE}</p><p>{LINE}</p>{middle}<p>{LINE}</p><p>{LINE}</p><p>{LINE}</p></div>")
    drop_teasers(part, part)
    assert part.text_content().count("The ferry") >= 5
    return str(part.text_content())


@pytest.mark.parametrize(
    "box",
    [
        f"<ul><li>{LINK}</li><li>{LINK}</li></ul>",
        f"<div>{LINK}</div>",
        f"<div><h4>{LINK}</h4><p>Ships stayed at sea until the morning.</p></div>",
        "<div><a href=/s><h4>Storm keeps the harbour shut</h4><p>Ships stayed at sea.</p></a></div>",
        f"<div><div>Read also</div><div>{LINK}</div><div>{LINK}</div></div>",
        f"<h4>Читайте также</h4><ul><li>{LINK}</li></ul>",
        f"<p>Zobacz także:</p><p>{LINK}</p><p>{LINK}</p>",
        f"<blockquote><p>Həmçinin oxuyun:</p><p>{LINK}</p></blockquote>",
        f"<table><tr><td>{LINK}</td></tr></table>",
        f"<p>İlgili haberler<br>{LINK}</p>",
        "<ul>" + f"<li>{LINK} Ships stayed at sea.</li>" * 3 + "</ul>",
    ],
)
def test_boxes_of_other_articles_go(box: str) -> None:
    assert "Storm" not in left(box)


@pytest.mark.parametrize(
    "box",
    [
        "<p>Storm warnings, <a href=/s>the weather office says</a>, will be shown on a board at the pier.</p>",
        "<ul><li>Storm days: no ferry sails.</li><li>Other days: three crossings.</li></ul>",
        "<blockquote><p>Storm or no storm, we have to bring the children to school.</p></blockquote>",
        "<h3>Storm and ice</h3><p>Neither will stop the new ferry, the captain believes.</p>",
        "<table><tr><td>Storm days</td><td>12</td></tr><tr><td>Calm days</td><td>353</td></tr></table>",
        "<ul>" + "<li><a href=/s>Storm days ended early this year.</a> The office counted twelve of them.</li>" * 3 + "</ul>",
    ],
)
def test_text_stays(box: str) -> None:
    assert "Storm" in left(box)


def test_a_page_that_is_nothing_but_cards_keeps_them() -> None:
    part = html.fragment_fromstring("<div>" + f"<div><h4>{LINK}</h4><p>{LINE}</p></div>" * 5 + "</div>")
    drop_teasers(part, None)
    assert part.text_content().count("Storm") == 5
