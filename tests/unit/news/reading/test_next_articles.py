"""Articles that follow in the same scroll."""

import pytest
from lxml import html

from news.reading.next_articles import drop_next_articles

TEXT = "<p>" + "The ferry between the two harbours will sail three times a day from Monday. " * 3 + "</p>"
FIRST = f"<h1>Ferry sails again to the islands</h1>{TEXT}"
NEXT = f"<h2>Storm closes the harbour for two days</h2>{TEXT}"


def headlines(markup: str) -> list[str]:
    body = html.document_fromstring(f"<body>{markup}</body>").find("body")
    assert body is not None
    drop_next_articles(body, body.find(".//h1"))
    return [" ".join("".join(map(str, each.itertext())).split()[:2]) for each in body.iter("h1", "h2", "h3")]


@pytest.mark.parametrize(
    "markup",
    [
        f"<article>{FIRST}</article><article>{NEXT}</article>",
        f"<article>{FIRST}<div><article>{NEXT}</article></div></article>",
        f'<div class="item">{FIRST}</div><div class="item">{NEXT.replace("h2", "h1")}</div>',
    ],
)
def test_an_article_with_a_headline_of_its_own_goes(markup: str) -> None:
    assert headlines(markup) == ["Ferry sails"]


@pytest.mark.parametrize(
    "markup",
    [
        f"<article>{FIRST}<section>{NEXT}</section></article>",
        f"<article>{FIRST}</article><article><h2>What now</h2>{TEXT}</article>",
        f"<h1>Ferry sails again to the islands</h1><article>{NEXT}</article>",
    ],
)
def test_sections_and_the_only_text_stay(markup: str) -> None:
    assert len(headlines(markup)) == 2
