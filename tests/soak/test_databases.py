"""Databases under fire, for long: a full disk, many writers, kills during migrations, checkpoints, a PostgreSQL that goes away.

``SOAK_WRITE_SECONDS``, ``SOAK_MIGRATION_KILLS``, ``SOAK_ROWS``, ``SOAK_COMMITS``, ``SOAK_RESTARTS`` and ``SOAK_AWAY_SECONDS`` scale it.
"""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from archives import old_archive
from mortal import Server, mortal_server, wait_until
from papers import LOCAL, ON_BEAT, Newspaper, article_page, plain_environment, rss, run_khazri, sources_file

from storage import about
from storage.database import Database, open_database

ROOT = Path(__file__).parents[2]
WRITERS = 8
WRITE_SECONDS = float(os.environ.get("SOAK_WRITE_SECONDS", "600"))
MIGRATION_KILLS = int(os.environ.get("SOAK_MIGRATION_KILLS", "50"))
ROWS = int(os.environ.get("SOAK_ROWS", "100000"))
COMMITS = int(os.environ.get("SOAK_COMMITS", "1000000"))
RESTARTS = int(os.environ.get("SOAK_RESTARTS", "50"))
AWAY_SECONDS = float(os.environ.get("SOAK_AWAY_SECONDS", "600"))
BACK_WITHIN = 30.0  # seconds after PostgreSQL's return
ROOM_WITHIN = 60.0  # seconds after a full disk has room again
SEED = 20260302  # any will do; a fixed one makes a failure come back
QUICK = {**LOCAL, "KHAZRI_CRAWL_EVERY": "0.5", "KHAZRI_LOOK_EVERY": "0.5"}


def publish(paper: Newspaper, count: int) -> list[str]:
    """Let the paper announce so many notes, and return their addresses."""
    paths = [f"/note-{number}" for number in range(count)]
    for number, path in enumerate(paths):
        paper.answers.setdefault(
            path, article_page(f"Note number {number}", f"This is note number {number} of many. " + ON_BEAT[0], *ON_BEAT[1:])
        )
    paper.answers["/rss"] = rss(paper, *((path, path) for path in paths), headers={"ETag": f'"{count}"'})
    return [f"{paper.url}{path}" for path in paths]


@contextmanager
def daemon(folder: Path, file: Path, *before: str, **variables: str) -> Iterator[tuple["subprocess.Popen[bytes]", Path]]:
    """Run the scheduler; give its process and the file of what it says. It must have run to the end, and end well."""
    said_in = file.with_name("said")
    command = [*before, sys.executable, "-m", "desk.cli", "run", "--sources", str(file)]
    environment = {**plain_environment(**QUICK, **variables), "PYTHONPATH": str(ROOT)}
    with said_in.open("wb") as said:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=said, stderr=said)
    try:
        yield process, said_in
        assert process.poll() is None, said_in.read_text()
    finally:
        process.send_signal(signal.SIGTERM)
        code = process.wait(timeout=30)
    assert code == 0, said_in.read_text()
    assert "Traceback" not in said_in.read_text()
    assert "started again" not in said_in.read_text()


def articles_in(url: str) -> set[str]:
    """The addresses of all articles, or nothing while the database is away."""
    from news.errors import KhazriError
    from news.queries import Query
    from storage import articles

    with suppress(KhazriError), open_database(url, create=False) as database:
        return {found.article.url for found in articles.find(database, Query(limit=None))}
    return set()


@pytest.fixture
def paper() -> Iterator[Newspaper]:
    newspaper = Newspaper()
    yield newspaper
    newspaper.close()


def test_a_full_disk_stops_nothing_for_longer_than_it_is_full(paper: Newspaper, tmp_path: Path) -> None:
    place = tmp_path / "small"
    place.mkdir()
    mount = ["unshare", "-Urm", "sh", "-c", 'mount -t tmpfs -o size=16m none "$1" && cd "$1" && shift && exec "$@"', "sh", str(place)]
    if subprocess.run([*mount, "true"], capture_output=True, check=False).returncode:
        pytest.skip("a small disk cannot be made here: unshare -Urm mount is refused")
    publish(paper, 5)
    file = sources_file(tmp_path, ("rss", f"{paper.url}/rss"))
    with daemon(tmp_path, file, *mount) as (process, said_in):
        # SQLite follows the link of /proc to the folder outside, where nothing is: whoever asks must go inside.
        rubbish_in = Path(f"/proc/{process.pid}/root{place}/rubbish")
        wait_until(lambda: len(asked_inside(process.pid, place)) == 5, 60)
        with suppress(OSError), rubbish_in.open("wb", buffering=0) as rubbish:
            while True:
                rubbish.write(b"x" * 4096)
        wanted = publish(paper, 60)
        wait_until(lambda: "disk is full" in said_in.read_text(), 60)
        time.sleep(10)
        held = asked_inside(process.pid, place)
        assert len(held) >= 5
        assert {line for line in said_in.read_text().splitlines() if "disk is full" in line} == {full_disk_line()}
        rubbish_in.unlink()
        seconds = wait_until(lambda: asked_inside(process.pid, place) >= set(wanted), ROOM_WITHIN)
        asked_inside(process.pid, place, "audit")
    print(f"\nfull disk: {len(held)} articles could be read, 0 lost, all {len(wanted)} stored {seconds:.0f} s after there was room")


def asked_inside(process: int, place: Path, *arguments: str) -> set[str]:
    """Run a command where a process sees its own disk; return the addresses of the articles that it prints, of all by default."""
    words = arguments or ("search", "--format", "jsonl", "--limit", "1000")
    command = ["nsenter", "--user", "--mount", "--target", str(process), "sh", "-c", 'cd "$1" && shift && exec "$@"', "sh", str(place)]
    environment = {**plain_environment(), "PYTHONPATH": str(ROOT)}
    ran = subprocess.run([*command, sys.executable, "-m", "desk.cli", *words], env=environment, capture_output=True, text=True, check=False)
    if ran.returncode and "no database" in ran.stderr:
        return set()
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return {json.loads(line)["url"] for line in ran.stdout.splitlines() if line.startswith("{")}


def full_disk_line() -> str:
    return (
        "khazri: sqlite:///khazri.db: the disk is full; free some space, then run the command again; nothing that was acknowledged is lost"
    )


WRITER = """
import sys, time
from sqlalchemy import text
from storage import about
from storage.database import open_database
end, done = time.monotonic() + float(sys.argv[2]), 0
with open_database(sys.argv[1]) as database:
    while time.monotonic() < end:
        with database.begin_write() as connection:
            value = int(connection.execute(text("SELECT value FROM about WHERE key = 'n'")).scalar_one())
            connection.execute(text("UPDATE about SET value = :value WHERE key = 'n'"), {"value": str(value + 1)})
        assert int(about.get(database, "n")) > value
        done += 1
print(done)
"""


def test_eight_programs_that_write_to_one_file_never_lock_each_other_out(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/khazri.db"
    with open_database(url) as database:
        about.put(database, "n", "0")
    running = [start(WRITER, url, str(WRITE_SECONDS)) for _ in range(WRITERS)]
    ended = [(process.communicate(), process.returncode) for process in running]
    assert [code for _, code in ended] == [0] * WRITERS, [err for (_, err), _ in ended if err]
    done = [int(out) for (out, _), _ in ended]
    with open_database(url) as database:
        assert about.get(database, "n") == str(sum(done)), "no write was lost"
    print(f"\n{WRITERS} programs, {WRITE_SECONDS:g} s: {sum(done)} commits ({min(done)} to {max(done)} each), 0 locked out, 0 lost")


CHECKPOINTER = """
import random, sqlite3, sys
dice, done = random.Random(7), 0
opened = sqlite3.connect(sys.argv[1].removeprefix("sqlite:///"), isolation_level=None, timeout=30)
print("ready", flush=True)
import os, time
parent = os.getppid()
while os.getppid() == parent:
    opened.execute(f"PRAGMA wal_checkpoint({dice.choice(['PASSIVE', 'FULL', 'RESTART', 'TRUNCATE'])})").fetchone()
    time.sleep(dice.uniform(0, 0.01))
"""


def test_forced_checkpoints_during_many_commits_spoil_nothing(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/khazri.db"
    open_database(url).close()
    process = start(CHECKPOINTER, url)
    assert process.stdout
    assert process.stdout.readline() == "ready\n"
    try:
        with open_database(url) as database:
            for number in range(1, COMMITS + 1):
                about.put(database, f"key {number % 5000}", f"{number} " * 20)
                if number % max(1, COMMITS // 10) == 0:
                    assert query(database, "PRAGMA integrity_check") == "ok"
            assert query(database, "SELECT count(*) FROM about") == min(COMMITS, 5000)
    finally:
        process.kill()
        process.communicate()
    print(f"\n{COMMITS} commits beside forced checkpoints of all kinds: integrity ok")


def start(program: str, *arguments: str) -> "subprocess.Popen[str]":
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", program, *arguments]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def query(database: Database, statement: str) -> Any:
    with database.begin_read() as connection:
        return connection.exec_driver_sql(statement).scalar()


MIGRATE = "import sys; from storage.database import open_database; open_database(sys.argv[1]).close()"


@pytest.mark.parametrize("dialect", ["sqlite", "postgresql"])
def test_migrations_killed_at_any_moment_lose_no_row(dialect: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    old = f"sqlite:///{tmp_path}/old.db" if dialect == "sqlite" else request.getfixturevalue("postgresql")("old")
    old_archive(old, ROWS)
    dice, states, seconds = random.Random(SEED), {"old": 0, "new": 0}, 0.0
    for number in range(MIGRATION_KILLS + 1):
        url = copy_of(old, number, request)
        began = time.monotonic()
        process = start(MIGRATE, url)
        if number:
            time.sleep(dice.uniform(0.0, 1.1 * seconds))
            process.send_signal(signal.SIGKILL)
        _, err = process.communicate()
        seconds = seconds or time.monotonic() - began
        assert number or not process.returncode, err
        states[state_of(url)] += 1
        with open_database(url) as database:
            assert query(database, "SELECT count(*) FROM urls") == ROWS
            assert query(database, "SELECT count(*) FROM feeds WHERE body_hash IS NULL") == 1
        if dialect == "sqlite":
            Path(url.removeprefix("sqlite:///")).unlink()
    print(f"\n{dialect}: {MIGRATION_KILLS} kills in {seconds:.1f} s of migration of {ROWS} rows: {states}, 0 rows lost")


def copy_of(url: str, number: int, request: pytest.FixtureRequest) -> str:
    """Return the address of a fresh copy of a database."""
    if url.startswith("sqlite"):
        path = f"{url.removeprefix('sqlite:///')}-{number}"
        shutil.copy(url.removeprefix("sqlite:///"), path)
        return f"sqlite:///{path}"
    import psycopg

    address = request.getfixturevalue("postgresql")
    with psycopg.connect(address("another"), autocommit=True) as connection:
        connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname LIKE 'old%'")
        if number:
            connection.execute(f"DROP DATABASE old_{number - 1}")
        connection.execute(f"CREATE DATABASE old_{number} TEMPLATE old")
    return url.replace("/old", f"/old_{number}")


def state_of(url: str) -> str:
    """Look without changing anything: the revision and the columns of it must agree."""
    from sqlalchemy import create_engine, inspect, text

    from storage import revisions

    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.connect() as connection:
        found = connection.execute(text(f"SELECT version_num FROM {revisions.VERSION_TABLE}")).scalar_one()
        has_new = "body_hash" in {column["name"] for column in inspect(connection).get_columns("feeds")}
    engine.dispose()
    assert has_new is (found == revisions.LATEST)
    assert found in {"0001", revisions.LATEST}
    return "new" if has_new else "old"


@pytest.fixture
def server() -> Iterator[Server]:
    yield from mortal_server()


def test_a_postgresql_that_is_killed_again_and_again_costs_nothing(paper: Newspaper, server: Server, tmp_path: Path) -> None:
    publish(paper, 10)
    file = sources_file(tmp_path, ("rss", f"{paper.url}/rss"), delay=0.05)
    dice, slowest = random.Random(SEED), 0.0
    with daemon(tmp_path, file, KHAZRI_DATABASE_URL=server.url) as (_, said_in):
        wait_until(lambda: articles_in(server.url), 60)
        for number in range(RESTARTS):
            publish(paper, 20 + 10 * number)
            time.sleep(dice.uniform(0.3, 2.0))
            server.kill()
            server.start()
            before = len(articles_in(server.url))
            publish(paper, 25 + 10 * number)
            slowest = max(slowest, wait_until(lambda before=before: len(articles_in(server.url)) > before, BACK_WITHIN))
        wanted = publish(paper, 30 + 10 * RESTARTS)
        wait_until(lambda: articles_in(server.url) >= set(wanted), 120)
        failures = said_in.read_text().count("the connection was lost") + said_in.read_text().count("the server")
    stored = run_khazri(tmp_path, "search", "--format", "jsonl", "--limit", "100000", KHAZRI_DATABASE_URL=server.url).objects
    assert sorted(article["url"] for article in stored) == sorted(wanted)
    assert run_khazri(tmp_path, "audit", KHAZRI_DATABASE_URL=server.url).code == 0
    print(
        f"\nPostgreSQL killed {RESTARTS} times: {len(wanted)} announced, 0 lost, 0 twice, back after {slowest:.1f} s; told {failures} times"
    )


def test_a_postgresql_that_is_away_for_a_while_is_waited_for(paper: Newspaper, server: Server, tmp_path: Path) -> None:
    publish(paper, 10)
    file = sources_file(tmp_path, ("rss", f"{paper.url}/rss"))
    with daemon(tmp_path, file, KHAZRI_DATABASE_URL=server.url) as (process, said_in):
        wait_until(lambda: len(articles_in(server.url)) == 10, 60)
        server.kill()
        wanted, asked = publish(paper, 30), len(paper.requests)
        wait_until(lambda: "the server" in said_in.read_text() or "the connection" in said_in.read_text(), 60)
        time.sleep(AWAY_SECONDS)
        assert process.poll() is None
        fetched = [path for path, _ in paper.requests[asked:] if path.startswith("/note")]
        server.start()
        seconds = wait_until(lambda: articles_in(server.url) >= set(wanted), BACK_WITHIN)
    assert len(fetched) < 20, "pages are not asked for again and again for nothing"
    assert run_khazri(tmp_path, "audit", KHAZRI_DATABASE_URL=server.url).code == 0
    print(f"\nPostgreSQL away for {AWAY_SECONDS:g} s: all {len(wanted)} stored {seconds:.1f} s after its return, 0 lost")
