"""What storing asks of the database, and what it spares it."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import event, text

from news.articles import Article, Origin
from news.beats import Judgement
from news.dates import Dating
from news.duplicates import sketch
from news.feeds import Entry
from news.searching.indexing import index_text
from news.topics import Tag
from storage import articles
from storage.articles import Arrival
from storage.searching.writing import refresh
from storage.statements import insert_one, upsert
from storage.tables import about, stories
from storage.tables import articles as rows

Press = Any  # the fixture of conftest.py

TAGS = (Tag("ports", "primary", "ports/en/1", "ab12", ()), Tag("sport", "background", "sport/en/1", "ab12", ()))


def arrival(press: Press, number: int) -> Arrival:
    url, told = (
        f"https://northwind.example/{number}",
        f"Ship {number} left pier {number} at dawn with {number} tons of flour for the island.",
    )
    article = Article(url, f"Ship {number}", told, "en", None, Dating(press.noon, "exact", "feed"))
    return Arrival(
        article,
        Entry(url, url),
        press.northwind,
        Judgement("strong", "", TAGS),
        f"fingerprint {number}",
        index_text(article.title, told, "en"),
        press.noon,
        sketch=tuple(sketch(told)),
    )


def test_a_new_article_is_not_asked_for_what_it_cannot_have(press: Press) -> None:
    asked: list[str] = []
    event.listen(press.db._engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    press.db.write(articles.adding(arrival(press, 1)))
    statements = [each for each in asked if not each.startswith(("BEGIN", "SELECT pg_"))]
    assert len(statements) <= 15, "\n".join(statements)
    assert not [each for each in statements if each.startswith("DELETE") or "FROM tags" in each or "FROM folds" in each]


def test_the_words_of_articles_written_together_go_to_disk_together(press: Press) -> None:
    if press.db.dialect != "sqlite":
        pytest.skip("FTS5 alone holds words back")
    with press.db.begin_write() as connection:
        found = [connection.scalar(text("SELECT count(*) FROM article_search_data"))]
        for number in range(4):
            articles.adding(arrival(press, number)).do(connection)
            found.append(connection.scalar(text("SELECT count(*) FROM article_search_data")))
    assert len(set(found)) == 1, "a statement that may be undone by half makes FTS5 write what it holds"
    with press.db.begin_read() as connection:
        assert connection.scalar(text("SELECT count(*) FROM article_search WHERE article_search MATCH 'ship'")) == 4


@pytest.mark.parametrize("zone", [UTC, timezone(timedelta(hours=4))])
def test_the_index_holds_of_a_new_article_what_its_row_says(press: Press, zone: timezone) -> None:
    at = datetime(2026, 3, 1, 1, 30, tzinfo=zone)
    _, number = press.add(
        text="It sails\0 again.",
        lang="e\0n",
        published=Dating(at, "exact", "feed"),
        origin=Origin("Wire\ud800 Agency", None, "byline"),
        judgement=Judgement("medium", "", TAGS),
        captured_at=datetime(2026, 2, 1, tzinfo=UTC),
    )
    asked: list[str] = []
    event.listen(press.db._engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    with press.db.begin_write() as connection:
        refresh(connection, [number])
    assert not [each for each in asked if each.startswith(("INSERT", "DELETE", "UPDATE"))], "it holds already what refreshing would write"


def test_a_row_gets_its_id_unless_another_stands_in_its_way(press: Press) -> None:
    made = {"made_at": press.noon, "thread_id": None}
    _, number = press.add()
    with press.db.begin_write() as connection:
        first, second = insert_one(connection, stories, made), insert_one(connection, stories, made)
        assert first is not None
        assert second == first + 1
        row = dict(connection.execute(rows.select().where(rows.c.id == number)).one()._mapping)
        del row["id"]
        assert insert_one(connection, rows, row) is None, "its fingerprint is taken"
        assert (insert_one(connection, rows, row | {"fingerprint": "another"}) or 0) > number


def test_a_row_is_written_over_the_one_with_its_key(press: Press) -> None:
    with press.db.begin_write() as connection:
        for value in ("one", "two"):
            upsert(connection, about, {"key": "tried", "value": value})
        upsert(connection, about, {"key": "other", "value": "three"})
        found = connection.execute(about.select().where(about.c.key.in_(("tried", "other"))).order_by(about.c.key)).all()
    assert [row.value for row in found] == ["three", "two"]
