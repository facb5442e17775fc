from typing import Any

from news.duplicates import sketch
from news.queries import Query
from storage import articles, regroups

Press = Any  # the fixture of conftest.py

TEXT = (
    "The harbour master of Alat said on Tuesday that the ferry Samur would sail to Olya again from the first of April.\n"
    "The crossing was closed for eleven weeks after ice had damaged two of the three berths on the Russian side.\n"
    "Lorry drivers who wait at the gate told this paper that the queue was four kilometres long on Monday evening."
)


def test_articles_from_before_are_found_to_be_copies_and_are_grouped_once(press: Press) -> None:
    _, first = press.add("https://northwind.example/1", TEXT, title="Ferry to Olya")
    _, second = press.add("https://northwind.example/2", TEXT + "\nTickets cost what they cost before.", title="Ferry to Olya", minutes=5)
    assert regroups.count(press.db) == 2
    waiting = regroups.following(press.db, 0, 10)
    found = [regroups.group(press.db, stored.id, sketch(stored.article.text), None, press.noon) for stored in waiting]
    assert found == [False, True]
    assert [stored.id for stored in articles.find(press.db, Query())] == [first]
    assert [copy.article_id for copy in articles.get(press.db, first).copies] == [second]
    assert regroups.following(press.db, first, 10) == ()
