"""Ways to an article: other languages, redirects, and one text under many headlines."""

from datetime import timedelta
from typing import Any

from news.fetches import Redirect
from news.ledger import Tally
from news.queries import Query
from news.reading.editions import Edition
from storage import articles, ledger, rereads

Press = Any  # the fixture of conftest.py

A, B, C, D = (f"https://northwind.example/{name}" for name in "abcd")
SAME = (
    "Dear readers, this part of our archive is being moved to a new server. Please come back in some days, and excuse the trouble it makes."
)


def test_editions_are_articles_of_their_own_linked_whichever_comes_first(press: Press) -> None:
    _, first = press.add(A, "One.", lang="en", editions=(Edition("az", B), Edition("ru", C)))
    assert articles.get(press.db, first).translations == ()
    _, second = press.add(B, "Bir.", lang="az", title="Bərə")
    _, third = press.add(D, "Один.", lang="ru", title="Паром", editions=(Edition("en", A),))
    stored = {number: articles.get(press.db, number) for number in (first, second, third)}
    assert stored[first].translations == (second, third)
    assert stored[second].translations == (first,)
    assert stored[third].translations == (first,)
    assert stored[first].article.editions == (Edition("az", B), Edition("ru", C))


def test_the_steps_of_a_redirect_are_kept_and_belong_to_the_article(press: Press) -> None:
    steps = (Redirect(A, B, 301), Redirect(B, C, 302))
    _, number = press.add(C, entry_url=A, redirects=steps)
    stored = articles.get(press.db, number)
    assert set(stored.urls) == {A, B, C}
    assert set(stored.redirects) == set(steps)
    assert press.add(C, entry_url=A, redirects=steps) == ("unchanged", number)


def test_one_text_under_three_headlines_is_set_aside_with_its_addresses(press: Press) -> None:
    def arrive(url: str, title: str, minutes: int) -> str:
        return press.add(url, SAME, title=title, minutes=minutes, fingerprint="same")[0]

    assert arrive(A, "Shells for the navy", 0) == "stored"
    assert arrive(B, "Gas flows through a northern pipeline", 1) == "copy"
    assert arrive(C, "Investigators publish report about crash", 2) == "set aside"
    assert arrive(D, "Minister travels to Moscow", 3) == "set aside"
    assert articles.find(press.db, Query(limit=None)) == ()
    assert articles.count(press.db, Query()) == 0
    assert rereads.due(press.db, ["northwind/rss"], press.noon + timedelta(hours=2)) == ()
    reason = "the same text at several addresses under different headlines"
    assert ledger.tally(press.db) == (Tally("northwind", "quarantined", reason, 4),)


def test_one_article_in_three_sections_under_its_headline_stays_one(press: Press) -> None:
    for minutes, url in enumerate((A, B, C)):
        press.add(url, SAME, title="Shells for the navy", minutes=minutes, fingerprint="same")
    (stored,) = articles.find(press.db, Query(limit=None))
    assert len(stored.copies) == 2


def test_a_text_that_three_outlets_print_under_their_own_headlines_stays_an_article(press: Press) -> None:
    press.add(A, SAME, title="Shells for the navy", fingerprint="same")
    press.add(B, SAME, title="Gas flows through a northern pipeline", fingerprint="same")
    wire = "https://lighthouse.example/wire/1"
    assert press.add(wire, SAME, title="Investigators publish report about crash", feed=press.lighthouse, fingerprint="same")[0] == "copy"
    assert len(articles.find(press.db, Query(limit=None))) == 1
