from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event

from news.articles import Article, Copy, Origin
from news.beats import RELEVANCES, Judgement
from news.dates import UNDATED, Dating
from news.ledger import Tally
from news.queries import Query, read_query
from news.searching.indexing import index_text
from news.searching.questions import Word
from news.topics import Evidence, Tag
from storage import articles, ledger

Press = Any  # the fixture of conftest.py

A, B, C = (f"https://northwind.example/{name}" for name in "abc")
WIRE = "https://lighthouse.example/wire/1"


def test_a_new_text_is_stored_whole(press: Press) -> None:
    evidence = Evidence("title", "Ferry", 0, 5)
    judgement = Judgement("medium", "one side", (Tag("ports", "primary", "ports/en/1", "ab12", (evidence,)),), (evidence,))
    published, origin = Dating(press.noon, "exact", "feed"), Origin(None, B, "text mention")
    article = Article(A, "Ferry", "It sails.\nAgain.", "en", "A. Reporter", published, origin)
    given = {"entry": press.entry("a"), "feed": press.northwind, "judgement": judgement, "now": press.noon}
    kept, number = articles.add(
        press.db, replace(article, kind="teaser"), fingerprint="f", indexed=index_text("Ferry", "The ferry.", "en"), **given
    )
    stored = articles.get(press.db, number)
    assert kept == "stored"
    assert stored is not None
    assert stored.article == replace(article, kind="teaser")
    assert stored.judgement == judgement
    assert (stored.id, stored.source_id, stored.urls, stored.copies) == (number, "northwind", (A,), ())
    assert (stored.first_seen_at, stored.fetched_at, stored.versions, stored.via) == (press.noon, press.noon, 1, None)
    assert ledger.tally(press.db) == (Tally("northwind", "stored", "", 1),)


@pytest.mark.parametrize("published", [
    UNDATED,
    Dating(date(2020, 8, 13), "day", "meta"),
    Dating(datetime(2020, 8, 13, 23, 59, 59, 123456, UTC), "inferred", "url"),
    Dating(datetime(1, 1, 1, tzinfo=UTC), "exact", "feed"),
    Dating(datetime(9999, 12, 31, 23, 59, tzinfo=UTC), "exact", "feed"),
])  # fmt: skip
def test_a_publication_date_comes_back_as_it_was(press: Press, published: Dating) -> None:
    _, number = press.add(published=published)
    assert _get(press, number).article.published == published


def test_text_that_one_of_the_databases_refuses_is_kept_without_what_it_refuses(press: Press) -> None:
    _, number = press.add(title="Fer\0ry\ud800", text="Все\0 🚢")
    assert (_get(press, number).article.title, _get(press, number).article.text) == ("Ferry", "Все 🚢")


def test_an_unknown_id_is_nothing(press: Press) -> None:
    assert articles.get(press.db, 77) is None
    assert articles.versions(press.db, 77) == ()


def test_the_same_text_at_the_same_address_is_unchanged(press: Press) -> None:
    _, number = press.add(A)
    assert press.add(A, minutes=5) == ("unchanged", number)
    assert _get(press, number).fetched_at == press.noon


def test_the_announced_address_and_the_pages_own_are_both_known(press: Press) -> None:
    _, number = press.add(A, entry_url=B)
    assert _get(press, number).urls == (A, B)
    assert ledger.tally(press.db) == (Tally("northwind", "stored", "", 1),), "the own address is a claim until it was asked for"
    assert press.add(A, entry_url=C) == ("unchanged", number)
    assert _get(press, number).urls == (A, B, C)


def test_the_same_text_elsewhere_is_a_copy(press: Press) -> None:
    _, number = press.add(A)
    assert press.add(WIRE, feed=press.lighthouse, minutes=5) == ("copy", number)
    assert press.add(WIRE, feed=press.lighthouse, minutes=9) == ("unchanged", number)
    stored = _get(press, number)
    assert stored.copies == (Copy(WIRE, "lighthouse", "Ferry", UNDATED, press.noon + timedelta(minutes=5)),)
    assert stored.urls == (A, WIRE)
    assert articles.count(press.db, Query()) == 1


def test_what_came_through_a_shared_stories_page_says_so(press: Press) -> None:
    _, number = press.add(WIRE, feed=press.lighthouse)
    assert _get(press, number).via == "lighthouse/shared"


def test_another_text_at_a_known_address_is_a_version(press: Press) -> None:
    tag = Tag("ports", "primary", "ports/en/1", "ab12", ())
    _, number = press.add(A, published=Dating(press.noon, "exact", "feed"))
    kept = press.add(A, "The ferry is late.", title="Late", minutes=7, judgement=Judgement("weak", "one side", (tag,)))
    assert kept == ("version", number)
    stored = _get(press, number)
    assert (stored.article.title, stored.article.text, stored.versions) == ("Late", "The ferry is late.", 2)
    assert (stored.first_seen_at, stored.fetched_at) == (press.noon, press.noon + timedelta(minutes=7))
    assert stored.judgement == Judgement("weak", "one side", (tag,))
    assert stored.article.published == Dating(press.noon, "exact", "feed"), "an edit without a date does not take the date away"
    assert [(one.title, one.text, one.seen_at) for one in articles.versions(press.db, number)] == [
        ("Ferry", "The ferry sails again.", press.noon),
        ("Late", "The ferry is late.", press.noon + timedelta(minutes=7)),
    ]
    assert _found(press, "late") == [number]
    assert _found(press, "sails") == [], "the index holds what is shown"


def test_a_text_that_goes_back_and_forth_keeps_every_version(press: Press) -> None:
    _, number = press.add(A, "One.")
    assert press.add(A, "Two.") == ("version", number)
    assert press.add(A, "One.") == ("version", number)
    assert [one.text for one in articles.versions(press.db, number)] == ["One.", "Two.", "One."]


def test_a_copy_of_an_earlier_version_is_a_copy(press: Press) -> None:
    _, number = press.add(A, "One.")
    press.add(A, "Two.")
    assert press.add(WIRE, "One.", feed=press.lighthouse) == ("copy", number)


def test_an_article_that_takes_over_the_text_of_another_loses_nothing(press: Press) -> None:
    _, first = press.add(A, "One.")
    _, second = press.add(B, "Two.")
    assert press.add(B, "One.", minutes=3) == ("copy", first)
    assert _get(press, second).article.text == "Two."
    assert [copy.url for copy in _get(press, first).copies] == [B]


def test_a_copy_that_another_outlet_edits_does_not_write_over_the_original(press: Press) -> None:
    _, original = press.add(A, "One.")
    press.add(WIRE, "One.", feed=press.lighthouse)
    kept, number = press.add(WIRE, "One, and lies.", feed=press.lighthouse)
    assert kept == "stored"
    assert number != original
    assert _get(press, original).article.text == "One."
    assert press.add(WIRE, "One, and more lies.", feed=press.lighthouse) == ("version", number)
    assert press.add(A, "One.") == ("unchanged", original)


def test_a_page_that_names_another_outlets_page_as_its_own_takes_nothing_from_it(press: Press) -> None:
    press.record(press.entry("a"), press.entry("b"))
    _, original = press.add(A, "One.")
    kept, _ = press.add(A, "Lies.", entry_url=WIRE, feed=press.lighthouse)
    assert kept == "stored"
    assert press.add(B, "More lies.", entry_url=WIRE + "2", feed=press.lighthouse)[0] == "stored"
    assert _get(press, original).urls == (A,)
    assert [one.entry.url for one in ledger.waiting(press.db, ["northwind"], press.noon)] == [B], "b is still to be fetched"


def test_one_text_from_many_threads_is_one_article(press: Press) -> None:
    urls = [f"https://northwind.example/{number}" for number in range(12)]
    with ThreadPoolExecutor(6) as pool:
        kept = list(pool.map(press.add, urls))
    assert sorted(kind for kind, _ in kept) == ["copy"] * 11 + ["stored"]
    (stored,) = articles.find(press.db, Query())
    assert {number for _, number in kept} == {stored.id}
    assert {copy.url for copy in stored.copies} | {stored.article.url} == set(urls) == set(stored.urls)


def test_two_articles_that_turn_into_one_text_at_once_lose_nothing(press: Press) -> None:
    for round_number in range(5):
        urls = [f"https://northwind.example/{round_number}/{number}" for number in range(4)]
        numbers = [press.add(url, url)[1] for url in urls]
        with ThreadPoolExecutor(4) as pool:
            kept = list(pool.map(lambda url: press.add(url, f"text of round {round_number}"), urls))  # noqa: B023 - used inside the round
        assert sorted(kind for kind, _ in kept) == ["copy"] * 3 + ["version"]
        assert len({_get(press, number).article.text for number in numbers}) == 4


def test_an_address_too_long_for_the_ledger_does_not_lose_the_text(press: Press) -> None:
    kept, number = press.add(A + "x" * 5000, entry_url=B)
    assert kept == "stored"
    assert _get(press, number).urls == (B,)


def test_newest_first_unless_asked_otherwise(press: Press) -> None:
    weak = Judgement("weak", "a mention")
    numbers = [
        press.add(A, "One.", minutes=2, judgement=weak)[1],
        press.add(B, "Two.", minutes=1)[1],
        press.add(C, "Three.", minutes=2)[1],
        press.add(C + "c", "Four.", minutes=0, judgement=weak)[1],
    ]
    one, two, three, four = numbers
    assert _find(press, Query()) == [three, one, two, four]
    assert _find(press, Query(sort="oldest")) == [four, two, one, three]
    assert _find(press, Query(sort="relevance")) == [three, two, one, four]
    assert _find(press, Query(limit=2)) == [three, one]
    assert _find(press, Query(limit=None)) == [three, one, two, four]
    assert _find(press, Query(limit=0)) == _find(press, Query(limit=-1)) == []


def test_a_background_mention_is_not_shown(press: Press) -> None:
    background = Tag("ports", "background", "ports/en/1", "ab12", ())
    number = press.add(A, "One.", judgement=Judgement("strong", "", (background,)))[1]
    assert _find(press, Query(topics=("ports",))) == []
    assert _find(press, Query(unclassified=True)) == [number]


def test_every_condition_must_hold(press: Press) -> None:
    tag = Tag("ports", "primary", "ports/en/1", "ab12", ())
    ports = press.add(A, "One.", judgement=Judgement("strong", "", (tag,)))[1]
    russian = press.add(WIRE, "Два.", lang="ru", feed=press.lighthouse, minutes=10, judgement=Judgement("implicit", ""))[1]
    unread = press.add(B, "Three.", lang=None, minutes=20, judgement=Judgement("weak", "", (replace(tag, topic="tea"),)))[1]
    cases = {
        Query(topics=("ports",)): [ports],
        Query(topics=("ports", "tea")): [unread, ports],
        Query(unclassified=True): [russian],
        Query(langs=("ru",)): [russian],
        Query(sources=("northwind",)): [unread, ports],
        Query(countries=("RU",)): [russian],
        Query(countries=("AZ", "RU")): [unread, russian, ports],
        Query(relevances=("strong", "implicit")): [russian, ports],
        Query(since=press.noon + timedelta(minutes=10)): [unread, russian],
        Query(until=press.noon + timedelta(minutes=10)): [ports],
        Query(countries=("AZ",), langs=("ru",)): [],
        Query(topics=("'; DROP TABLE articles; --\0",)): [],
    }
    for query, expected in cases.items():
        assert _find(press, query) == expected, query
        assert articles.count(press.db, query) == len(expected)
    assert articles.count(press.db, Query(limit=1)) == 3


def test_relevances_sort_in_the_order_of_the_beat(press: Press) -> None:
    none, *numbers = [press.add(f"{A}{name}", name, judgement=Judgement(name, ""))[1] for name in reversed(RELEVANCES)]
    assert none not in numbers
    assert _find(press, Query(sort="relevance")) == numbers[::-1]  # what is of no relevance was set aside


def test_many_articles_are_read_in_as_few_questions_as_one(press: Press) -> None:
    tag = Tag("ports", "primary", "ports/en/1", "ab12", ())
    for number in range(30):
        press.add(f"{A}{number}", f"Text {number}.", judgement=Judgement("strong", "", (tag,)))
    asked = []
    event.listen(press.db._engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    counts = []
    for limit in (1, 30):
        asked.clear()
        assert len(articles.find(press.db, Query(asked=Word("text"), limit=limit))) == limit
        counts.append(sum("SELECT" in statement for statement in asked))
    assert counts[0] == counts[1] <= 8


def test_what_people_ask_for_is_answered_from_an_index(press: Press) -> None:
    if press.db.dialect != "sqlite":
        pytest.skip("PostgreSQL chooses by the size of the tables, which are small here")
    asked = []
    event.listen(press.db._engine, "before_cursor_execute", lambda *given: asked.append(given[2:4]))
    for query in (Query(), Query(sort="relevance"), Query(sources=("northwind",)), Query(topics=("ports",)), Query(langs=("az",))):
        articles.find(press.db, replace(query, asked=Word("ferry")))
    ledger.waiting(press.db, ["northwind"], press.noon)
    press.add(A)
    questions = [(statement, values) for statement, values in asked if statement.startswith(("SELECT", "UPDATE", "DELETE"))]
    with press.db.begin_read() as connection:
        for statement, values in questions:
            plan = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)]
            assert not [step for step in plan if step.startswith("SCAN") and "INDEX" not in step], (statement, plan)


def _get(press: Press, number: int) -> Any:
    return articles.get(press.db, number)


def _find(press: Press, query: Query) -> list[int]:
    return [stored.id for stored in articles.find(press.db, query)]


def _found(press: Press, *terms: str) -> list[int]:
    return _find(press, read_query(" ".join(terms), press.noon))


def test_a_shared_story_is_given_to_its_outlet_once_its_own_page_arrives(press: Press) -> None:
    url = "https://northwind.example/a"
    _, number = press.add(url, feed=press.lighthouse)
    assert press.record(press.entry("a")) == ["a"], "the outlet's own feed announces what we know from a shared page alone"
    assert press.add(url, published=Dating(press.noon, "exact", "meta")) == ("unchanged", number)
    stored = _get(press, number)
    assert (stored.source_id, stored.via, stored.copies) == ("northwind", None, ())
    assert stored.article.published.at == press.noon
    assert press.record(press.entry("a")) == [], "and only once"
    assert _found(press, "source:northwind", "published:2026-03-01") == [number], "and searched and counted as its own"
    assert _found(press, "source:lighthouse") == []


def test_a_date_and_an_origin_that_only_a_later_reading_knows_can_be_searched(press: Press) -> None:
    _, number = press.add(A)
    assert _found(press, "published:2026-03") == _found(press, "has:origin") == []
    origin = Origin("North Wind Agency", None, "text mention")
    assert press.add(A, published=Dating(press.noon, "exact", "meta"), origin=origin) == ("unchanged", number)
    assert _found(press, "published:2026-03") == _found(press, 'origin:"North Wind Agency"') == [number]


def test_texts_that_outlets_changed_are_told_the_latest_first(press: Press) -> None:
    press.add("https://northwind.example/same", "It stays.")
    _, changed = press.add("https://northwind.example/a", "The ferry sails on Monday.")
    press.add("https://northwind.example/a", "The ferry sails on Tuesday.", minutes=60)
    found = articles.changed(press.db, press.noon, 5)
    assert [(each.article_id, each.title, each.changed_at) for each in found] == [(changed, "Ferry", press.noon + timedelta(minutes=60))]
    assert articles.changed(press.db, press.noon + timedelta(minutes=61), 5) == ()
