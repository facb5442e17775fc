from typing import Any

from news.queries import Query
from news.searching.questions import Word
from storage import about, articles, feeds, ledger, slots
from storage.telling import metadata
from tests.parcels import freeze

Press = Any  # the fixture of conftest.py


def test_a_value_is_written_over(press: Press) -> None:
    assert about.get(press.db, "demo") is None
    about.put(press.db, "demo", "round 1")
    about.put(press.db, "demo", "round 2")
    assert about.get(press.db, "demo") == "round 2"


def test_clear_leaves_an_archive_as_it_was_made(press: Press) -> None:
    press.record(press.entry("a"))
    _, number = press.add()
    press.add("https://northwind.example/b")
    press.add(text="Another.")
    slots.claim(press.db, "crawl", press.noon, press.noon)
    freeze(press.db, "<1@khazri>", [number], ["a@example.org"], press.noon)
    about.put(press.db, "demo", "round 1")
    about.clear(press.db)
    assert feeds.states(press.db) == ledger.tally(press.db) == ()
    with press.db.begin_read() as connection:
        assert [table.name for table in metadata.sorted_tables if connection.execute(table.select()).first() is not None] == []
    press.register()
    assert press.add() == ("stored", number), "numbers begin anew"
    assert len(articles.find(press.db, Query(asked=Word("ferry")))) == 1
