"""What a shell completes is read from either database, at once and without a trace."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from news.gists import Gist
from storage import recent

Press = Any  # the fixture of conftest.py
sqlite_alone = pytest.mark.parametrize("db", ["sqlite"], indirect=True)


@pytest.fixture
def url(press: Press, tmp_path: Path, request: pytest.FixtureRequest) -> str:
    if press.db.dialect == "sqlite":
        return f"sqlite:///{tmp_path / 'khazri.db'}"
    return str(request.getfixturevalue("postgresql")("shared"))


def gist(press: Press, *terms: str) -> Gist:
    return Gist("en", press.noon, is_day=False, terms=dict.fromkeys(terms, 1.0), title_terms=frozenset(terms))


def publish(press: Press, number: int, *, hours: int = 0) -> int:
    url = f"https://northwind.example/{number}"
    event = gist(press, f"n:person{number}", f"n:place{number}", f"w:en:thing{number}")
    return int(press.add(url, f"Text number {number}.", title=f"Title {number}", minutes=hours * 60, gist=event)[1])


def test_both_databases_offer_the_newest_first(press: Press, url: str) -> None:
    numbers = [publish(press, number, hours=number) for number in range(recent.MOST + 5)]
    assert recent.articles(url) == [(number, f"Title {number - numbers[0]}") for number in numbers[: -recent.MOST - 1 : -1]]
    assert [title for _, title in recent.stories(url)] == [title for _, title in recent.articles(url)]
    assert recent.sources(url) == [
        recent.KnownSource("lighthouse", "Lighthouse", "RU", ("ru",)),
        recent.KnownSource("northwind", "Northwind", "AZ", ("az", "ru")),
    ]


@sqlite_alone
def test_an_archive_that_nobody_has_open_is_read_without_a_trace(press: Press, url: str, tmp_path: Path) -> None:
    number = publish(press, 1)
    while_open = recent.articles(url)
    press.db.close()
    assert while_open == recent.articles(url) == [(number, "Title 1")]
    assert list(tmp_path.iterdir()) == [tmp_path / "khazri.db"]


NOWHERE = (
    "sqlite:///missing.db",
    "sqlite:////no/such/folder/khazri.db",
    "sqlite:///",
    "sqlite:///text.db",
    "sqlite:///empty.db",
    "postgresql://nobody@127.0.0.1:1/none",
    "oracle://x",
    "nonsense",
    "",
)


@pytest.mark.parametrize("url", NOWHERE)
def test_what_cannot_be_read_offers_nothing_and_makes_nothing(url: str) -> None:
    Path("text.db").write_text("this is no database, whatever its name says", encoding="utf-8")
    sqlite3.connect("empty.db").close()
    before = sorted(Path().iterdir())
    assert recent.articles(url) == recent.stories(url) == recent.sources(url) == []
    assert sorted(Path().iterdir()) == before


@sqlite_alone
def test_an_outlet_whose_row_is_damaged_does_not_hide_the_others(press: Press, url: str, tmp_path: Path) -> None:
    press.db.close()
    with closing(sqlite3.connect(tmp_path / "khazri.db")) as connection, connection:
        connection.execute("UPDATE sources SET languages = 'az, ru' WHERE id = 'northwind'")
    assert [(each.id, each.langs) for each in recent.sources(url)] == [("lighthouse", ("ru",)), ("northwind", ())]


@sqlite_alone
def test_a_writer_holds_nobody_up_at_the_prompt(press: Press, url: str, tmp_path: Path) -> None:
    publish(press, 1)
    with closing(sqlite3.connect(tmp_path / "khazri.db", isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("UPDATE articles SET title = 'Half written'")
        assert recent.articles(url) == [(1, "Title 1")]
