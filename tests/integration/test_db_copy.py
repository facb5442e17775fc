"""khazri db: an archive moves to PostgreSQL and back by command, and is refused where it would do harm."""

import json
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from archives import archive, store
from papers import Khazri, Ran

from desk.leading import JOB
from desk.opening import open_for_crawls
from desk.settings import Settings
from news.errors import DatabaseError
from storage import leaders
from storage.copy_marks import Copy, mark
from storage.database import open_database

PASSWORD = "s3cret"


@pytest.fixture
def elsewhere(postgresql: Callable[[str], str]) -> str:
    """The address of an empty database on a server."""
    return postgresql(f"moved_{uuid.uuid4().hex}")


def test_an_archive_moves_to_postgresql_and_back(khazri: Khazri, tmp_path: Path, elsewhere: str) -> None:
    url = archive(tmp_path, 3)
    there = khazri("db", "copy", url, elsewhere)
    assert there.code == 0, there.err
    assert "the same archive" in there.out
    assert PASSWORD not in there.out + there.err
    assert khazri("--database", elsewhere, "audit", "--strict").code == 0
    assert len(khazri("--database", elsewhere, "search", "shells", "--format", "jsonl").objects) == 3
    back = khazri("db", "copy", elsewhere, "sqlite:///back.db", "--format", "json")
    assert back.code == 0, back.err
    tables = {table["table"]: table for table in json.loads(back.out)}
    assert (tables["articles"]["rows"], tables["articles"]["target_rows"]) == (3, 3)
    assert all(table["hash"] == table["target_hash"] and table["difference"] is None for table in tables.values())
    assert khazri("--database", "sqlite:///back.db", "audit", "--strict").code == 0
    assert khazri("db", "compare", url, "sqlite:///back.db").code == 0
    sizes = {table["table"]: table for table in khazri("--database", elsewhere, "db", "size", "--format", "jsonl").objects}
    assert sizes["articles"]["rows"] == 3
    assert sizes["articles"]["bytes"] > 0


def test_the_demonstrations_archive_moves_with_all_it_knows(khazri: Khazri, demo_folder: Path, demonstrated: Ran, elsewhere: str) -> None:
    here, there = ("--database", f"sqlite:///{demo_folder}/khazri.db"), ("--database", elsewhere)
    assert demonstrated.code == 0
    assert khazri("db", "copy", here[1], elsewhere).code == 0
    audited = khazri(*there, "audit", "--strict")
    assert audited.code == 0, audited.out
    for question in (("search", "газ", "--format", "jsonl"), ("stories", "--format", "jsonl"), ("stats", "--format", "jsonl"), ("digest",)):
        answer = khazri(*here, *question).out
        assert answer.strip()
        assert khazri(*there, *question).out == answer


def test_what_differs_is_named(khazri: Khazri, tmp_path: Path) -> None:
    url = archive(tmp_path, 1)
    assert khazri("db", "copy", url, "sqlite:///other.db").code == 0
    with open_database("sqlite:///" + str(tmp_path / "other.db")) as database:
        store(database, 7)
    ran = khazri("db", "compare", url, "sqlite:///other.db")
    assert ran.code == 1
    assert "https://paper.example/7: only the target has it" in ran.out
    assert "khazri: not the same: " in ran.err


def test_an_archive_that_is_worked_on_is_copied_only_anyway(khazri: Khazri, tmp_path: Path) -> None:
    url = archive(tmp_path, 1)
    with open_database(url) as database:
        leaders.take(database, JOB, "machine 4711 mark", datetime.now(UTC))
    ran = khazri("db", "copy", url, "sqlite:///other.db")
    assert ran.code == 2
    assert ran.err.strip() == (
        f"khazri: {url}: khazri run works on it (process 4711 on machine);"
        " stop it first (a killed one counts for a minute); --anyway copies the archive as it is now"
    )
    assert not (tmp_path / "other.db").exists()
    ran = khazri("db", "copy", url, "sqlite:///other.db", "--anyway")
    assert ran.code == 0, ran.err
    assert "digests due before now are held" in ran.err


def test_a_target_that_holds_an_archive_is_refused(khazri: Khazri, tmp_path: Path) -> None:
    url, other = archive(tmp_path, 1), archive(tmp_path, 2, "other.db")
    ran = khazri("db", "copy", url, other, "--afresh")
    assert ran.code == 2
    assert (
        ran.err.strip()
        == f"khazri: {other}: holds an archive, of 2 articles and 2 addresses; name an empty database: a copy replaces nothing"
    )


def test_a_source_that_is_not_there_makes_no_target(khazri: Khazri, tmp_path: Path) -> None:
    ran = khazri("db", "copy", "sqlite:///nowhere.db", "sqlite:///other.db")
    assert ran.code == 1
    assert "no database at sqlite:///nowhere.db" in ran.err
    assert not list(tmp_path.iterdir())


def test_nobody_works_with_an_unfinished_copy(khazri: Khazri, tmp_path: Path) -> None:
    url = archive(tmp_path, 1)
    with open_database(url) as database, database.begin_write() as connection:
        mark(connection, Copy("sqlite:////elsewhere/khazri.db", "unfinished", "", ""))
    told = "is the unfinished copy of sqlite:////elsewhere/khazri.db; khazri db copy goes on with it"
    for command in (("search", "shells"), ("digest",), ("audit",)):
        ran = khazri(*command)
        assert ran.code == 1
        assert told in ran.err
    with pytest.raises(DatabaseError, match=told):
        open_for_crawls(Settings(database_url=url))
