"""An archive moves between SQLite and PostgreSQL whole, whatever happens on the way."""

import signal
import subprocess
import sys
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from filled_archives import NOON, fill
from papers import plain_environment
from sqlalchemy import delete, insert, select, update

from news.errors import DatabaseError, Failure, UsageError
from news.queries import Query
from news.searching.questions import Word
from storage import about, articles, backups, copying, slots
from storage.comparisons import Comparison, compare
from storage.copy_marks import Copy, check_finished, mark, name_of
from storage.copying import copy_archive
from storage.database import Database, open_database
from storage.sizes import sizes
from storage.tables import about as about_rows
from storage.tables import search_entries, urls
from storage.telling import metadata
from tests.parcels import freeze

pytestmark = pytest.mark.thorough

Press = Any  # the fixture of conftest.py
MakeUrl = Callable[[str], str]
KILLED = """
import os, signal, sys
from datetime import UTC, datetime
from storage import copying
from storage.database import open_database

copying._ROWS, left, write = 5, int(sys.argv[3]), copying._write

def write_or_die(*arguments):
    global left
    write(*arguments)
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)  # the batch is written, and not committed

copying._write = write_or_die
with open_database(sys.argv[1]) as reading, open_database(sys.argv[2]) as written:
    copying.copy_archive(reading, written, datetime(2026, 3, 1, tzinfo=UTC))
"""


@pytest.fixture
def make_url(tmp_path: Path, request: pytest.FixtureRequest) -> MakeUrl:
    """Addresses of databases that are still to be made."""

    def make(kind: str) -> str:
        if kind == "sqlite":
            return f"sqlite:///{tmp_path / uuid.uuid4().hex}.db"
        return str(request.getfixturevalue("postgresql")(f"copy_{uuid.uuid4().hex}"))

    return make


def other(db: Database) -> str:
    return "postgresql" if db.dialect == "sqlite" else "sqlite"


def hashes(tables: list[Comparison]) -> dict[str, tuple[int, str]]:
    return {table.table: (table.rows, table.hash) for table in tables}


def test_every_row_of_every_table_survives_the_way_there_and_back(db: Database, make_url: MakeUrl, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(db)
    monkeypatch.setattr(copying, "_ROWS", 5)  # tables end in the middle of a batch
    heard: list[tuple[str, int, int]] = []
    with open_database(make_url(other(db))) as there, open_database(make_url(db.dialect)) as back:
        first = copy_archive(db, there, NOON, progress=lambda *told: heard.append(told)).tables
        second = copy_archive(there, back, NOON).tables
    assert [table for table in (*first, *second) if table.difference] == []
    assert hashes(first) == hashes(second)
    assert {table.table for table in first if table.rows == 12} == {*(table.name for table in metadata.sorted_tables), "article_search"}
    copied = [told[1:] for told in heard if told[0] == "copied"]
    assert copied == sorted(copied)
    assert copied[-1] == (12 * len(metadata.sorted_tables),) * 2
    assert heard[-1][0] == "compared"
    assert heard[-1][1] == heard[-1][2]


def test_work_goes_on_in_the_other_database_as_if_nothing_had_been(press: Press, make_url: MakeUrl) -> None:
    press.record(press.entry("a"), press.entry("b"))
    _, number = press.add()
    freeze(press.db, "<1@khazri>", [number], ["a@example.org"], press.noon)
    slots.claim(press.db, "digest", press.noon, press.noon)
    about.put(press.db, "demo", "round 1")
    with open_database(make_url(other(press.db))) as target:
        copy_archive(press.db, target, NOON)
        check_finished(target)
        assert about.get(target, "demo") == "round 1"
        assert not slots.claim(target, "digest", press.noon, press.noon), "who was told is not told again"
        moved = type(press)(target)
        assert moved.record(moved.entry("a"), moved.entry("c")) == ["c"], "what was read is not read again"
        assert moved.add() == ("unchanged", number)
        assert moved.add("https://northwind.example/new", "Another ferry.") == ("stored", number + 1)
        freeze(target, "<2@khazri>", [number + 1], ["a@example.org"], press.noon)
        assert len(articles.find(target, Query(asked=Word("ferries")))) == 2


@pytest.mark.parametrize(("db", "kind", "batches"), [
    ("sqlite", "postgresql", 1), ("sqlite", "postgresql", 60), ("postgresql", "sqlite", 114),
], indirect=["db"])  # fmt: skip
def test_a_copy_that_was_killed_goes_on_where_it_stood(
    db: Database, make_url: MakeUrl, kind: str, batches: int, request: pytest.FixtureRequest
) -> None:
    fill(db)
    source = request.getfixturevalue("postgresql")("shared") if db.dialect == "postgresql" else db.url
    command = [sys.executable, "-c", KILLED, source, url := make_url(kind), str(batches)]
    killed = subprocess.run(command, env=plain_environment(PYTHONPATH=":".join(sys.path)), capture_output=True, text=True, check=False)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    heard: list[tuple[str, int, int]] = []
    with open_database(url, create=False) as target:
        with pytest.raises(DatabaseError, match=r"is the unfinished copy of .*; khazri db copy goes on with it"):
            check_finished(target)
        done = copy_archive(db, target, NOON, progress=lambda *told: heard.append(told))
        check_finished(target)
    assert done.went_on
    assert [table for table in done.tables if table.difference] == []
    assert batches == 1 or heard[0][1] > 3 * batches, "it does not begin anew"


def test_a_row_that_is_not_the_same_is_found_and_named(press: Press, make_url: MakeUrl) -> None:
    press.record(press.entry("a"), press.entry("b"))
    press.add()
    with open_database(make_url(other(press.db))) as target:
        copy_archive(press.db, target, NOON)
        with target.begin_write() as connection:
            connection.execute(update(urls).where(urls.c.url.endswith("/b")).values(state="rejected", reason="off beat"))
            connection.execute(delete(search_entries))
            connection.execute(insert(about_rows).values(key="mark", value="x"))
        with press.db.begin_read() as one, target.begin_read() as two:
            found = {table.table: table.difference for table in compare(one, two) if table.difference}
    assert found == {
        "about": "mark: only the target has it",
        "urls": "https://northwind.example/b: state, reason",
        "search_entries": found["search_entries"],
        "article_search": "other articles are found",
    }
    assert found["search_entries"].endswith(": only the source has it")


def begun(source: Database, target: Database, name: str | None = None) -> None:
    """Leave a copy as one that was killed."""
    copy_archive(source, target, NOON)
    with target.begin_write() as connection:
        mark(connection, Copy(name or name_of(source), "unfinished", "", "killed"))


def test_a_source_that_went_on_meanwhile_is_told_and_copied_afresh(press: Press, make_url: MakeUrl) -> None:
    press.record(press.entry("b"))
    with open_database(make_url(other(press.db))) as target:
        begun(press.db, target)
        with press.db.begin_read() as connection:
            known = connection.execute(select(urls)).mappings().one()
        with press.db.begin_write() as connection:
            connection.execute(insert(urls).values({**known, "url": "https://northwind.example/a"}))
        with pytest.raises(DatabaseError, match="has changed since this copy began; khazri db copy --afresh"):
            copy_archive(press.db, target, NOON)
        with press.db.begin_write() as connection:
            connection.execute(delete(urls).where(urls.c.url.endswith("/a")))
            connection.execute(update(urls).values(reason="edited"))
        assert [table.table for table in copy_archive(press.db, target, NOON).tables if table.difference] == ["urls"]
        with pytest.raises(DatabaseError, match="unfinished"):
            check_finished(target)
        done = copy_archive(press.db, target, NOON, afresh=True)
        assert [table for table in done.tables if table.difference] == []
        assert not done.went_on


@pytest.mark.parametrize("afresh", [False, True])
def test_an_archive_is_never_overwritten(press: Press, make_url: MakeUrl, afresh: bool) -> None:
    press.record(press.entry("a"))
    with open_database(make_url(other(press.db))) as target:
        copy_archive(press.db, target, NOON)
        with pytest.raises(UsageError, match="holds an archive, of 0 articles and 1 addresses; name an empty database"):
            copy_archive(press.db, target, NOON, afresh=afresh)
        with pytest.raises(UsageError, match="is the source itself"):
            copy_archive(press.db, press.db, NOON, afresh=afresh)


def test_the_unfinished_copy_of_another_archive_is_left_alone(press: Press, make_url: MakeUrl) -> None:
    with open_database(make_url(other(press.db))) as target:
        begun(press.db, target, "sqlite:////elsewhere/khazri.db")
        with pytest.raises(UsageError, match=r"unfinished copy of sqlite:////elsewhere/khazri.db; name that one, or .* --afresh"):
            copy_archive(press.db, target, NOON)
        assert copy_archive(press.db, target, NOON, afresh=True).tables


def test_of_two_copies_at_once_the_later_goes_on(press: Press, make_url: MakeUrl) -> None:
    url = make_url(other(press.db))
    press.record(press.entry("a"))
    with open_database(url) as target, open_database(url) as same:
        overtaken: list[bool] = []

        def overtake(what: str, _done: int, _total: int) -> None:
            if what == "copied" and not overtaken:
                overtaken.append(copy_archive(press.db, same, NOON).went_on)

        with pytest.raises(Failure, match="another khazri db copy goes on with this copy"):
            copy_archive(press.db, target, NOON, progress=overtake)
        assert overtaken == [True]
        check_finished(target)


def test_mails_that_a_source_in_use_may_yet_send_are_held(press: Press, make_url: MakeUrl) -> None:
    _, number = press.add()
    freeze(press.db, "<1@khazri>", [number], ["a@example.org"], press.noon)
    with open_database(make_url(other(press.db))) as target:
        assert copy_archive(press.db, target, NOON, in_use=True).held == 1
        assert backups.is_held(target, NOON)
        assert not backups.is_held(press.db, NOON)


def test_sizes_are_those_of_all_tables(press: Press) -> None:
    press.add()
    found = {size.table: size for size in sizes(press.db)}
    assert found.keys() == {*(table.name for table in metadata.sorted_tables), "article_search"}
    assert found["articles"].rows == 1
    assert found["article_search"].rows is None
    assert all(size.bytes for size in found.values())
