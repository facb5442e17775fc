"""What a new reading of an address may change, and what it never may."""

from dataclasses import replace
from typing import Any

from news.articles import Origin
from news.beats import Judgement
from news.dates import UNDATED, Dating
from news.feeds import Entry
from news.ledger import Tally
from news.queries import Query
from news.searching.indexing import index_text
from storage import articles, ledger
from storage.recasts import Recast

Press = Any  # the fixture of conftest.py

A, B, C = (f"https://northwind.example/news/{name}" for name in ("ferry-sails-1", "bridge-opens-2", "market-moves-3"))
FERRY = "The ferry carries buses to the island.\nThe harbour office said so on Monday.\nTickets are sold on board by the crew."
BRIDGE = "Engineers opened a steel bridge above the valley.\nTwo lorries crossed it before noon.\nFarmers had waited seven years."
MARKET = "Grain prices fell sharply after the harvest.\nTraders blame cheap imports.\nA ministry wants duties next spring."


def shown(press: Press, number: int) -> Any:
    stored = articles.get(press.db, number)
    assert stored is not None
    return stored


def test_a_teaser_never_takes_the_place_of_the_whole_text(press: Press) -> None:
    _, number = press.add(A, FERRY)
    assert press.add(A, FERRY.split("\n", maxsplit=1)[0], kind="teaser", minutes=60) == ("unchanged", number)
    assert (shown(press, number).article.text, shown(press, number).article.kind) == (FERRY, "article")
    assert press.add(B, "Engineers opened a steel bridge.", kind="teaser", title="Bridge")[0] == "stored"
    assert press.add(B, BRIDGE, title="Bridge", minutes=60)[0] == "version"


def test_another_article_at_an_address_is_an_article_of_its_own(press: Press) -> None:
    _, ferry = press.add(A, FERRY, title="Ferry sails")
    kept, bridge = press.add(A, BRIDGE, title="Bridge opens after seven years", minutes=60)
    assert kept == "stored"
    assert shown(press, ferry).article.text == FERRY
    assert press.add(A, BRIDGE, title="Bridge opens after seven years", minutes=90) == ("unchanged", bridge)
    edited = BRIDGE.replace("Two lorries", "Nine lorries")
    assert press.add(A, edited, title="Bridge opens after seven years", minutes=99) == ("version", bridge)


def test_a_template_that_names_one_page_as_all_pages_own_joins_nothing(press: Press) -> None:
    _, ferry = press.add(A, FERRY, title="Ferry sails")
    _, bridge = press.add(A, BRIDGE, title="Bridge opens", entry_url=B)
    _, market = press.add(A, MARKET, title="Grain falls", entry_url=C)
    assert len({ferry, bridge, market}) == 3
    assert [shown(press, number).article.url for number in (ferry, bridge, market)] == [A, B, C]
    assert press.add(A, MARKET, title="Grain falls", entry_url=C) == ("unchanged", market)


def test_two_pages_that_once_had_one_text_go_their_own_ways(press: Press) -> None:
    _, first = press.add(A, FERRY)
    assert press.add(B, FERRY) == ("copy", first)
    kept, second = press.add(B, BRIDGE, title="Bridge", minutes=5)
    assert (kept, second != first) == ("stored", True)
    assert press.add(A, MARKET, minutes=6)[1] == first
    assert press.add(B, BRIDGE, title="Bridge", minutes=7) == ("unchanged", second)
    assert shown(press, first).copies == ()


def test_a_page_that_shows_anothers_text_for_a_while_keeps_its_article(press: Press) -> None:
    _, ferry = press.add(A, FERRY, title="Ferry sails")
    press.add(B, BRIDGE, title="Bridge opens")
    assert press.add(A, BRIDGE, title="Bridge opens", minutes=60) == ("unchanged", ferry)
    assert shown(press, ferry).article.text == FERRY
    assert press.add(A, FERRY, title="Ferry sails", minutes=120) == ("unchanged", ferry)
    assert ledger.tally(press.db) == (Tally("northwind", "stored", "", 2),)


def test_another_headline_is_a_version(press: Press) -> None:
    _, number = press.add(A, FERRY, title="Ferry refuses to carry buses", fingerprint="same")
    assert press.add(A, FERRY, title="Ferry agrees to carry buses", fingerprint="same", minutes=60) == ("version", number)
    assert shown(press, number).article.title == "Ferry agrees to carry buses"
    assert [version.change for version in articles.versions(press.db, number)] == ["material", None]
    assert press.add(A, FERRY, title="Ferry agrees to carry buses", fingerprint="same", minutes=61) == ("unchanged", number)


def test_what_a_new_reading_does_not_know_stays_and_what_it_knows_fills_gaps(press: Press) -> None:
    dated = Dating(press.noon, "exact", "meta")
    _, number = press.add(A, FERRY, published=dated, author="Leyla Nəsirova")
    press.add(A, FERRY.replace("Monday", "Tuesday"), minutes=60, origin=Origin("Report", None, "byline: Report"))
    article = shown(press, number).article
    assert (article.published, article.author, article.origin) == (dated, "Leyla Nəsirova", Origin("Report", None, "byline: Report"))
    _, other = press.add(B, BRIDGE)
    assert press.add(B, BRIDGE, author="Anna Nowak", published=dated, minutes=5) == ("unchanged", other)
    assert (shown(press, other).article.author, shown(press, other).article.published) == ("Anna Nowak", dated)
    assert press.add(B, BRIDGE, author="Jan Lis", minutes=9)[0] == "unchanged"
    assert shown(press, other).article.author == "Anna Nowak"
    assert shown(press, other).article.published != UNDATED


def test_an_address_that_a_page_only_claims_is_still_asked_for(press: Press) -> None:
    press.add(A, FERRY.split("\n", maxsplit=1)[0], entry_url=f"{A}/amp")
    assert press.record(Entry(A, A, title="Ferry")) == ["ferry-sails-1"]


def recast(press: Press, number: int, text: str, *, was: str, fingerprint: str, judgement: Judgement) -> None:
    stored = shown(press, number)
    made = Recast(was, replace(stored.article, text=text), judgement, fingerprint, index_text("Ferry", text, "en"))
    articles.clean(press.db, stored, made)


STRONG, NONE = Judgement("strong", "both sides"), Judgement("none", "no side")


def test_cleaning_makes_no_version_and_never_writes_over_a_correction(press: Press) -> None:
    _, number = press.add(A, FERRY + "\nFollow us.", fingerprint="one")
    recast(press, number, FERRY, was="one", fingerprint="two", judgement=STRONG)
    assert (shown(press, number).article.text, shown(press, number).versions) == (FERRY, 1)
    press.add(A, FERRY.replace("Monday", "Sunday"), fingerprint="three", minutes=9)
    recast(press, number, "Old.", was="two", fingerprint="four", judgement=STRONG)
    assert "Sunday" in shown(press, number).article.text


def test_articles_that_cleaning_makes_one_are_one(press: Press) -> None:
    _, first = press.add(A, FERRY, fingerprint="clean")
    _, second = press.add(B, FERRY + "\nFollow us.", fingerprint="promoted")
    recast(press, second, FERRY, was="promoted", fingerprint="clean", judgement=STRONG)
    (stored,) = articles.find(press.db, Query(limit=None))
    assert stored.id == first
    assert [copy.url for copy in stored.copies] == [B]
    assert set(stored.urls) == {A, B}


def test_what_a_promotion_alone_brought_on_the_beat_goes(press: Press) -> None:
    press.record(Entry(A, A))
    _, number = press.add(A, FERRY + "\nFollow us to Moscow.", fingerprint="one")
    recast(press, number, FERRY, was="one", fingerprint="two", judgement=NONE)
    assert articles.find(press.db, Query(limit=None)) == ()
    assert ledger.tally(press.db) == (Tally("northwind", "rejected", "off the beat", 1),)


def test_a_shared_story_whose_own_page_we_hold_is_no_copy(press: Press) -> None:
    _, number = press.add(A, FERRY)
    part = FERRY.rpartition("\n")[0]
    for text in (FERRY, part):
        assert press.add(A, text, feed=press.lighthouse, minutes=5, is_sketched=True) == ("unchanged", number)
    assert shown(press, number).copies == ()
    assert len(articles.find(press.db, Query())) == 1
