"""Dates that listings print beside their links."""

from datetime import UTC, date, datetime

import pytest
from lxml import html

from news.dates import UNDATED, Dating
from news.dating.item_dates import item_date

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
EXACT = Dating(datetime(2026, 11, 20, 10, 35, tzinfo=UTC), "exact", "feed")
INFERRED = Dating(datetime(2026, 11, 20, 10, 35, tzinfo=UTC), "inferred", "feed")
LINK = '<a href="/a-1">Limanda yeni gəmi suya salındı bu gün</a>'
OTHER = '<a href="/b-2">Şəhərdə hava dəyişir, külək güclənəcək</a>'


def item(markup: str) -> Dating:
    tree = html.document_fromstring(f"<html><body><div>{markup}</div></body></html>")
    return item_date(next(link for link in tree.iter("a") if link.get("href") == "/a-1"), "Asia/Baku", NOW)


@pytest.mark.parametrize(
    ("markup", "dating"),
    [
        (f'<div>{LINK}<time datetime="2026-11-20T14:35:00+04:00">14:35</time></div><div>{OTHER}<time>19.11.2026</time></div>', EXACT),
        (f'<div>{LINK}<span class="date">20.11.2026 14:35</span></div><div>{OTHER}<span>19.11.2026</span></div>', EXACT),
        (f"<div><span>20.11.2026</span> <span>14:35</span>{LINK}</div><div><span>19.11.2026</span>{OTHER}</div>", EXACT),
        (f"<ul><li>20 noyabr 2026, 14:35 {LINK}</li><li>19 noyabr 2026 {OTHER}</li></ul>", EXACT),
        (f"<ul><li>Bu gün, 14:35 {LINK}</li><li>Dünən, 09:10 {OTHER}</li></ul>", INFERRED),
        (f"<div>{LINK}<p>Siyasət | 18.11.2026</p></div><div>{OTHER}</div>", Dating(date(2026, 11, 18), "day", "feed")),
        ('<div><a href="/a-1"><span>20.11.2026 14:35</span><h3>Limanda yeni gəmi suya salındı</h3></a></div>', EXACT),
        (f'<div><div><a href="/a-1"><img src="a.jpg"></a></div><div>{LINK}</div><i>20.11.2026 14:35</i></div><div>{OTHER}</div>', EXACT),
        (f"<div>{LINK}</div><div>{OTHER}<span>19.11.2026 10:00</span></div>", UNDATED),
        (f"<div>{LINK}<span>14:35</span></div>", UNDATED),
        (f"<div>{LINK}<span>01.11.2026</span><span>20.11.2026</span></div>", UNDATED),
        ('<div><a href="/a-1">12 noyabr 2026: Bakıda forum keçiriləcək</a></div>', UNDATED),
        (f"<div>{LINK}<span>20.11.2031</span></div>", UNDATED),
    ],
)
def test_a_date_is_that_of_the_item_which_holds_the_link(markup: str, dating: Dating) -> None:
    assert item(markup) == dating
