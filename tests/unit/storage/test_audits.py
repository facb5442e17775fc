"""The audit finds what is not accounted for, and nothing else."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from news.ledger import CrawlReport, Settled
from storage import audits, crawls, deliveries, ledger, slots
from tests.parcels import freeze

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
LATER = NOON + timedelta(hours=1)


def change(press, *statements: str) -> None:
    """Break something that no code of ours would."""
    with press.db.begin_write() as connection:
        for statement in statements:
            connection.execute(text(statement))


def found(press, *, now: datetime = LATER, topics: tuple[str, ...] = ()) -> list[tuple[str, str, str]]:
    return [(each.level, each.check, each.subject) for each in audits.audit(press.db, now, topics).findings]


@pytest.fixture
def told(press):
    """An archive with articles, a copy, a version, a rejected page and one that waits."""
    press.record(*(press.entry(name) for name in ("a", "b", "c", "d", "e")))
    press.add("https://northwind.example/a", "The ferry sails again.")
    press.add("https://northwind.example/a", "The ferry sails again on Monday, the port said, and takes 40 lorries.", minutes=5)
    press.add("https://northwind.example/b", "The bridge is closed.", title="Bridge")
    press.add("https://northwind.example/c", "The bridge is closed.", title="Bridge")
    ledger.settle(press.db, Settled("https://northwind.example/d", "rejected", "HTTP 404", NOON))
    ledger.settle(press.db, Settled("https://northwind.example/e", "retry", "HTTP 503", NOON, NOON + timedelta(hours=2)))
    return press


def test_an_archive_in_which_nothing_is_wrong_has_no_findings(told) -> None:
    done = audits.audit(told.db, LATER, ("any-topic",))
    assert (done.addresses, done.articles, done.findings) == (5, 2, ())


@pytest.mark.parametrize(
    ("broken", "finding"),
    [
        ("UPDATE urls SET state = 'lost' WHERE url LIKE '%/d'", ("error", "ledger", "https://northwind.example/d")),
        ("UPDATE urls SET reason = '' WHERE url LIKE '%/d'", ("error", "ledger", "https://northwind.example/d")),
        ("UPDATE urls SET state = 'stored' WHERE url LIKE '%/d'", ("error", "ledger", "https://northwind.example/d")),
        ("UPDATE urls SET retry_at = '2099-01-01 00:00:00' WHERE url LIKE '%/e'", ("error", "ledger", "https://northwind.example/e")),
        ("DELETE FROM urls WHERE url LIKE '%/a'", ("error", "articles", "article 1")),
        ("UPDATE articles SET relevance = 'much' WHERE id = 1", ("error", "articles", "article 1")),
        ("UPDATE articles SET versions = 7 WHERE id = 1", ("error", "articles", "article 1")),
        ("UPDATE articles SET story_id = 9 WHERE id = 1", ("error", "stories", "article 1")),
        ("UPDATE feeds SET next_look_at = '2099-01-01 00:00:00' WHERE id = 'northwind/rss'", ("error", "feeds", "northwind/rss")),
    ],
)
def test_what_is_wrong_is_found_and_named(told, broken: str, finding: tuple[str, str, str]) -> None:
    change(told, broken)
    assert finding in found(told)


def test_each_finding_is_one_line_with_a_remedy(told) -> None:
    change(told, "UPDATE urls SET state = 'lost'", "UPDATE articles SET relevance = 'much'")
    findings = audits.audit(told.db, LATER).findings
    assert len(findings) == 7
    assert all(each.remedy and each.what and "\n" not in each.what for each in findings)


def test_the_word_index_is_compared_with_the_articles(told) -> None:
    change(told, "DELETE FROM search_entries WHERE article_id = 1")
    assert [each for each in found(told) if each[2]] == [("error", "search index", "article 1")]


def test_a_row_that_refers_to_nothing_is_found(told) -> None:
    if told.db.dialect == "postgresql":
        pytest.skip("PostgreSQL refuses such a row")
    with told.db._engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
        connection.exec_driver_sql("INSERT INTO editions VALUES (99, 'https://northwind.example/z', 'en')")
        connection.exec_driver_sql("PRAGMA foreign_keys = ON")
        connection.commit()
    assert [finding[1] for finding in found(told)] == ["foreign keys"]


def test_a_fold_into_a_copy_is_found(told) -> None:
    press = told
    press.add("https://northwind.example/f", "The harbour freezes over.", title="Harbour")
    row = "'same-text', 1.0, 1.0, 'a test', '2026-03-01 12:00:00'"
    change(press, f"INSERT INTO folds VALUES (2, 1, {row})", f"INSERT INTO folds VALUES (3, 2, {row})")
    assert found(press) == [("error", "folds", "article 3"), ("error", "folds", "article 2"), ("error", "folds", "article 3")]


def test_a_story_that_was_merged_holds_no_articles(told) -> None:
    change(
        told,
        "INSERT INTO stories (id, made_at) VALUES (1, '2026-03-01 12:00:00')",
        "INSERT INTO stories (id, made_at, merged_into) VALUES (2, '2026-03-01 12:00:00', 1)",
        "INSERT INTO stories (id, made_at, merged_into) VALUES (3, '2026-03-01 12:00:00', 2)",
        "UPDATE articles SET story_id = 2 WHERE id = 1",
        "INSERT INTO gists (article_id, gist, why) VALUES (1, '{}', 'first')",
    )
    assert found(told) == [("error", "stories", "article 1"), ("error", "stories", "story 3")]


def test_a_topic_that_the_beat_does_not_know_is_a_warning(told) -> None:
    change(told, "INSERT INTO tags VALUES (1, 0, 'gas', 'primary', 'r', '1', '[]')")
    assert found(told, topics=("gas", "trade")) == []
    assert found(told, topics=("trade",)) == [("warning", "tags", "article 1")]


def test_an_address_that_a_week_of_crawls_passed_over_is_a_warning(told) -> None:
    crawls.started(told.db, NOON + timedelta(days=9))
    waiting = ("warning", "ledger", "https://northwind.example/e")
    assert waiting not in found(told)
    assert waiting in found(told, now=NOON + timedelta(days=10))


def test_a_crawl_that_was_killed_is_a_warning_until_the_next_one_closes_it(told) -> None:
    crawls.started(told.db, NOON)
    assert found(told) == []
    assert ("warning", "crawls", "crawl 1") in found(told, now=NOON + timedelta(days=2))
    number = crawls.started(told.db, NOON + timedelta(days=2))
    crawls.finished(told.db, number, CrawlReport(NOON, NOON + timedelta(days=2, hours=1)))
    assert found(told, now=NOON + timedelta(days=2)) == []


def test_a_delivery_in_doubt_waits_for_a_person(told) -> None:
    freeze(told.db, "<one@example.org>", [1], ["desk@example.org"], NOON)
    assert found(told) == []
    assert ("warning", "deliveries", "delivery 1") in found(told, now=NOON + timedelta(days=2))
    delivery = deliveries.pending(told.db)[0]
    deliveries.mark(told.db, delivery.id, "committing", "", NOON)
    deliveries.recover(told.db)
    assert found(told) == [("warning", "deliveries", "delivery 1")]


def test_a_slot_taken_under_a_wrong_clock_is_a_warning(told) -> None:
    slots.claim(told.db, "digest", NOON + timedelta(days=9), NOON)
    assert found(told) == [("warning", "slots", "digest")]


def test_of_many_findings_of_a_kind_the_first_are_told(told) -> None:
    change(told, "UPDATE urls SET state = 'lost'")
    findings = audits.audit(told.db, LATER, most=2).findings
    assert [each.subject.rsplit("/", 1)[-1] for each in findings] == ["a", "b", "…"]
