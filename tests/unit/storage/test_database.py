import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import event, text

from news.errors import DatabaseError, DatabaseTooNew
from storage import about, revisions
from storage.database import Database, open_database
from storage.engines import make_engine, read_address


def test_a_database_is_made_at_first_use_and_says_so_once(empty_url: str) -> None:
    said: list[str] = []
    with open_database(empty_url, say=said.append) as db:
        about.put(db, "mark", "demo")
        assert said == [f"making the archive {db.url}"]
    with open_database(empty_url, say=said.append, create=False) as db:
        assert about.get(db, "mark") == "demo"
    assert len(said) == 1


def test_reading_makes_no_database(empty_url: str) -> None:
    with pytest.raises(DatabaseError, match=r"no database at .*; khazri crawl or khazri demo makes one"):
        open_database(empty_url, create=False)
    if empty_url.startswith("sqlite"):
        assert not Path(empty_url.removeprefix("sqlite:///")).exists()


def test_a_migration_that_dies_leaves_nothing_behind(empty_url: str) -> None:
    def die(message: str) -> None:
        raise KeyboardInterrupt(message)

    with pytest.raises(KeyboardInterrupt):
        open_database(empty_url, say=die)
    with pytest.raises(DatabaseError, match="no database"):
        open_database(empty_url, create=False)
    open_database(empty_url).close()


def test_many_programs_may_make_it_at_once(empty_url: str) -> None:
    with ThreadPoolExecutor(6) as pool:
        opened = list(pool.map(lambda _: open_database(empty_url), range(6)))
    for number, db in enumerate(opened):
        about.put(db, str(number), "x")
        db.close()


def test_programs_that_ask_for_wal_at_once_wait_for_each_other(tmp_path: Path) -> None:
    """SQLite does not: of six that ask, it refused one or more at once in every fifth round."""

    def ask(path: Path) -> None:
        with Database(make_engine(read_address(f"sqlite:///{path}")), str(path)) as db:
            db.use_wal()

    with ThreadPoolExecutor(6) as pool:
        for number in range(40):
            list(pool.map(ask, [tmp_path / f"{number}.db"] * 6))


def test_a_later_version_is_refused(empty_url: str) -> None:
    with open_database(empty_url) as db, db.begin_write() as connection:
        connection.execute(text(f"UPDATE {revisions.VERSION_TABLE} SET version_num = '9999'"))
    with pytest.raises(DatabaseTooNew, match=r"made by a later version of Khazri .*; pip install --upgrade khazri"):
        open_database(empty_url)


@pytest.mark.parametrize(("pragma", "value"), [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 30_000)])
def test_every_connection_of_sqlite_is_set_up(tmp_path: Path, pragma: str, value: object) -> None:
    with open_database(f"sqlite:///{tmp_path}/khazri.db") as db, db.begin_read() as one, db.begin_read() as two:
        for connection in (one, two):
            assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value


def test_threads_that_write_at_once_are_never_locked_out(db: Database) -> None:
    def count_up(_: int) -> None:
        for _ in range(40):
            with db.begin_write() as connection:
                lock = " FOR UPDATE" if db.dialect == "postgresql" else ""
                value = int(connection.execute(text(f"SELECT value FROM about WHERE key = 'n'{lock}")).scalar_one())
                connection.execute(text("UPDATE about SET value = :value WHERE key = 'n'"), {"value": str(value + 1)})

    about.put(db, "n", "0")
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(count_up, range(4)))
    assert about.get(db, "n") == "160"


def test_processes_that_write_at_once_are_never_locked_out(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/khazri.db"
    open_database(url).close()
    program = (
        "import sys; from datetime import UTC, datetime; from storage import slots; from storage.database import open_database\n"
        "with open_database(sys.argv[1]) as db:\n"
        "    now = datetime(2026, 3, 1, tzinfo=UTC)\n"
        "    print(sum(slots.claim(db, f'job {n}', now, now) for n in range(50)))"
    )
    root = Path(__file__).parents[3]
    command = [sys.executable, "-W", "error", "-c", program, url]
    running = [subprocess.Popen(command, cwd=root, env={**os.environ, "PYTHONPATH": str(root)}, stdout=subprocess.PIPE) for _ in range(3)]
    claimed = [int(process.communicate()[0]) for process in running]
    assert sum(claimed) == 50, "each slot went to one process"


def test_a_reader_sees_the_archive_as_it_was_at_its_first_look(db: Database) -> None:
    about.put(db, "n", "old")
    with db.begin_read() as connection:
        look = text("SELECT value FROM about WHERE key = 'n'")
        assert connection.scalar(look) == "old"
        about.put(db, "n", "new")
        assert connection.scalar(look) == "old"
    assert about.get(db, "n") == "new"


def test_a_write_that_fails_is_not_kept(db: Database) -> None:
    with pytest.raises(RuntimeError), db.begin_write() as connection:  # noqa: PT012
        connection.execute(text("INSERT INTO about (key, value) VALUES ('n', '1')"))
        raise RuntimeError
    assert about.get(db, "n") is None


def test_errors_of_the_driver_stop_at_the_border(db: Database) -> None:
    with pytest.raises(DatabaseError) as raised, db.begin_write() as connection:
        connection.execute(text("INSERT INTO copies (article_id) VALUES (7)"))
    assert "\n" not in str(raised.value)


def test_a_file_that_somebody_else_holds_is_told(tmp_path: Path) -> None:
    with open_database(f"sqlite:///{tmp_path}/khazri.db") as db:
        event.listen(db._engine, "connect", lambda connection, _: connection.execute("PRAGMA busy_timeout = 0").close())
        db.close()  # so that what comes next opens anew, without patience
        with sqlite3.connect(tmp_path / "khazri.db", isolation_level=None) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(DatabaseError, match="another program has been writing"):
                about.put(db, "n", "1")
            other.execute("ROLLBACK")
        other.close()
        about.put(db, "n", "1")


def test_a_full_disk_is_told_and_nothing_acknowledged_is_lost(tmp_path: Path) -> None:
    with open_database(f"sqlite:///{tmp_path}/khazri.db") as db:
        about.put(db, "kept", "yes")
        event.listen(db._engine, "begin", lambda connection: connection.exec_driver_sql("PRAGMA max_page_count = 1"), insert=True)
        with pytest.raises(DatabaseError, match="the disk is full; free some space"):
            about.put(db, "lost", "x" * 1_000_000)
        assert about.get(db, "kept") == "yes"
        assert about.get(db, "lost") is None


def test_a_connection_that_went_away_is_replaced(db: Database, request: pytest.FixtureRequest) -> None:
    if db.dialect != "postgresql":
        pytest.skip("SQLite has no server")
    with pytest.raises(DatabaseError, match=r"connection was lost|was shut down"), db.begin_read() as connection:  # noqa: PT012
        _cut_connections(request)
        connection.execute(text("SELECT 1"))
    about.put(db, "n", "1")
    _cut_connections(request)
    assert about.get(db, "n") == "1"


def _cut_connections(request: pytest.FixtureRequest) -> None:
    address: Callable[[str], str] = request.getfixturevalue("postgresql")
    with open_database(address("another")) as other, other.begin_write() as connection:
        connection.execute(text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'shared'"))


def test_a_folder_is_not_a_database(tmp_path: Path) -> None:
    _assert_refused(f"sqlite:///{tmp_path}", "is a folder, not a database; name a file")


def test_a_missing_folder_is_told_with_the_command_that_makes_it(tmp_path: Path) -> None:
    _assert_refused(f"sqlite:///{tmp_path}/no/khazri.db", f"the folder {tmp_path}/no does not exist; make it: mkdir -p {tmp_path}/no")


def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear reader, " * 100)
    _assert_refused(f"sqlite:///{path}", "is not a database; name another file")
    assert path.read_text() == "Dear reader, " * 100


def test_the_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "other.db") as other:
        other.execute("CREATE TABLE songs (name)")
    other.close()
    before = (tmp_path / "other.db").read_bytes()
    _assert_refused(f"sqlite:///{tmp_path}/other.db", "is a database of another program; name another file")
    assert (tmp_path / "other.db").read_bytes() == before


@pytest.mark.parametrize("kind", ["file", "folder"])
def test_missing_permission_is_told_with_the_command_that_gives_it(tmp_path: Path, kind: str) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    path = tmp_path / "khazri.db"
    open_database(f"sqlite:///{path}").close()
    place = path if kind == "file" else tmp_path
    place.chmod(0o500)
    try:
        _assert_refused(f"sqlite:///{path}", f"the {kind} {place} may not be written; give yourself permission: chmod u\\+w {place}")
    finally:
        place.chmod(0o700)


@pytest.mark.parametrize(("url", "told"), [
    ("", "cannot be read; write sqlite:///khazri.db"),
    ("khazri.db", "cannot be read; write sqlite:///khazri.db"),
    ("mysql://user:s3cret@host/name", "mysql: no database that Khazri knows; write sqlite:///"),
    ("sqlite://", "names no file; write sqlite:///khazri.db"),
    ("sqlite:///:memory:", "names no file"),
    ("postgresql://user:s3cret@more@host/name", "more than one @; write the characters"),
    ("postgresql://user:s3cret@127.0.0.1:1/name", r"postgresql://user:\*\*\*@127.0.0.1:1/name: the server cannot be reached; see that"),
    ("postgresql://user@127.0.0.1:1/name?password=s3cret", "postgresql://user@127.0.0.1:1/name: the server cannot be reached"),
    ("postgresql://user:s3cret@127.0.0.1:port/name", "cannot be read"),
])  # fmt: skip
def test_an_address_that_leads_nowhere_is_told_without_its_password(url: str, told: str) -> None:
    _assert_refused(url, told)


def test_a_missing_driver_is_told_with_the_command_that_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    _assert_refused("postgresql://user:s3cret@127.0.0.1:1/name", r"not installed; pip install 'khazri\[postgresql\]'")


def test_a_wrong_user_or_database_is_told_without_the_password(postgresql: Callable[[str], str]) -> None:
    url = postgresql("another")
    _assert_refused(url.replace("postgres:s3cret@", "nobody:s3cret@"), "the user or the password is wrong; correct KHAZRI_DATABASE_URL")
    _assert_refused(url.replace("/another", "/missing"), "there is no such database; make it with createdb")


def test_the_password_is_hidden(postgresql: Callable[[str], str]) -> None:
    with open_database(postgresql("another")) as db:
        assert "s3cret" not in repr(db) + db.url


def _assert_refused(url: str, told: str) -> None:
    with pytest.raises(DatabaseError, match=told) as raised:
        open_database(url)
    assert "s3cret" not in str(raised.value)
    assert "\n" not in str(raised.value)
