"""Databases that fail: a full disk, an error of the disk, a kill in the middle, a connection that is cut at the last word."""

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from archives import NOW, PAPER, old_archive, store

from desk import restarting
from desk.restarting import START_AGAIN, Parent
from news.errors import DatabaseError
from storage import about, slots, sources
from storage.database import Database, open_database
from storage.revisions import LATEST

pytestmark = pytest.mark.thorough

ROOT = Path(__file__).parents[2]


def can_mount() -> bool:
    mount = ["unshare", "-Urm", "mount", "-t", "tmpfs", "none", "/mnt"]
    with suppress(OSError):
        return subprocess.run(mount, capture_output=True, check=False).returncode == 0
    return False


def can_trace() -> bool:
    with suppress(OSError):
        return subprocess.run(["strace", "-o", os.devnull, "true"], capture_output=True, check=False).returncode == 0
    return False


FULL_DISK = """
import os, sys
from pathlib import Path
from news.errors import DatabaseError
from storage import about
from storage.database import open_database

def fill(name):
    with open(name, "wb", buffering=0) as file:
        try:
            while True:
                file.write(b"x" * 4096)
        except OSError:
            pass

url = "sqlite:///khazri.db"
with open_database(url) as database:
    about.put(database, "kept", "yes")
    fill("rubbish")
    for _ in range(2):
        try:
            for number in range(300):
                about.put(database, f"lost {number}", "x" * 10_000)
        except DatabaseError as error:
            print("write:", error)
    print("read:", about.get(database, "kept"))
    Path("rubbish").unlink()
    about.put(database, "again", "works")
with open_database(url) as database:
    for number in range(300):
        about.put(database, f"lost {number}", "gone")
fill("rubbish")
with open_database(url, say=print, create=False) as database:
    print("read:", about.get(database, "kept"), about.get(database, "again"))
    try:
        about.put(database, "lost", "x")
    except DatabaseError as error:
        print("write:", error)
try:
    open_database(url)
except DatabaseError as error:
    print("open:", error)
Path("rubbish").unlink()
with open_database(url) as database, database.begin_write() as connection:
    print("check:", connection.exec_driver_sql("PRAGMA integrity_check").scalar())
"""


def test_on_a_full_disk_questions_are_answered_and_work_goes_on_when_there_is_room(tmp_path: Path) -> None:
    if not can_mount():
        pytest.skip("a small disk cannot be made here: unshare -Urm mount is refused")
    command = 'mount -t tmpfs -o size=8m none "$1" && cd "$1" && exec "$2" -W error -c "$3"'
    arguments = ["unshare", "-Urm", "sh", "-c", command, "sh", str(tmp_path), sys.executable, FULL_DISK]
    ran = subprocess.run(arguments, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False)
    assert ran.returncode == 0, ran.stderr
    lines = ran.stdout.splitlines()
    full = "sqlite:///khazri.db: the disk is full; free some space, then run the command again; nothing that was acknowledged is lost"
    assert lines[:3] == [f"write: {full}", f"write: {full}", "read: yes"]
    assert lines[3:5] == ["khazri: the disk is full; sqlite:///khazri.db can be read, and not be written", "read: yes works"]
    assert lines[5].startswith("write: sqlite:///khazri.db: ")
    assert lines[6:] == [f"open: {full}", "check: ok"]


IO_ERROR = """
import sys
from news.errors import DatabaseError
from storage import about
from storage.database import open_database

with open_database(sys.argv[1]) as database:
    for number in range(12):
        try:
            about.put(database, str(number), "x" * 9_000)
            print("kept", number)
        except DatabaseError as error:
            print("failed", number, error)
"""


def test_an_error_of_the_disk_at_commit_fails_one_write_and_loses_nothing(tmp_path: Path) -> None:
    if not can_trace():
        pytest.skip("errors of the disk cannot be made here: there is no strace, or it may not trace")
    url = f"sqlite:///{tmp_path}/khazri.db"
    open_database(url).close()
    failing = ["strace", "-f", "-o", os.devnull, "-e", "trace=fdatasync,fsync", "-e", "inject=fdatasync,fsync:error=EIO:when=7"]
    command = [*failing, sys.executable, "-c", IO_ERROR, url]
    ran = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False)
    lines = ran.stdout.splitlines()
    kept = [line.split()[1] for line in lines if line.startswith("kept")]
    failed = [line for line in lines if line.startswith("failed")]
    assert len(failed) == 1, ran.stdout + ran.stderr
    assert "the disk could not be read or written; see that the disk is there and healthy" in failed[0]
    with open_database(url) as database, database.begin_read() as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        there = set(connection.exec_driver_sql("SELECT key FROM about").scalars())
    assert there >= set(kept)
    assert len(kept) == 11


KILLED_MIGRATION = """
import os, shutil, signal, sqlite3, sys
from sqlalchemy import Engine, event
from storage.database import open_database

def state(path):
    with sqlite3.connect(path) as opened:
        columns = tuple(row[1] for row in opened.execute("PRAGMA table_info(feeds)"))
        found = opened.execute("SELECT version_num FROM khazri_revision").fetchone()[0]
        rows = opened.execute("SELECT count(*) FROM urls").fetchone()[0]
        check = opened.execute("PRAGMA integrity_check").fetchone()[0]
    opened.close()
    return found, "body_hash" in columns, rows, check

old, killed, number = sys.argv[1], 0, 0
while True:
    number += 1
    path = f"{old}-{number}"
    shutil.copy(old, path)
    child = os.fork()
    if not child:
        done = 0
        @event.listens_for(Engine, "after_cursor_execute")
        def count(*_):
            global done
            done += 1
            if done == number * 10:
                os.kill(os.getpid(), signal.SIGKILL)
        open_database(f"sqlite:///{path}").close()
        os._exit(0)
    _, how = os.waitpid(child, 0)
    print(*state(path))
    open_database(f"sqlite:///{path}").close()
    assert state(path)[2] == 200
    os.unlink(path)
    if not how:
        break
"""


def test_a_migration_killed_anywhere_leaves_the_old_tables_or_the_new_and_every_row(tmp_path: Path) -> None:
    old = tmp_path / "old.db"
    old_archive(f"sqlite:///{old}", 200)
    command = [sys.executable, "-c", KILLED_MIGRATION, str(old)]
    ran = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False)
    assert ran.returncode == 0, ran.stderr
    states = ran.stdout.splitlines()
    assert len(states) > 3
    done = f"{LATEST} True 200 ok"
    assert set(states[:-1]) <= {"0001 False 200 ok", done}
    assert states[-1] == done


class Cutter:
    """A proxy before PostgreSQL that cuts a connection at a COMMIT: before the server hears it, or after, before its answer."""

    def __init__(self, server: str) -> None:
        self.server = server
        self.cuts: list[str] = []
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                threading.Thread(target=self._serve, args=(self._socket.accept()[0],), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with client, socket.socket(socket.AF_UNIX) as server:
            server.connect(self.server)
            threading.Thread(target=self._answer, args=(server, client), daemon=True).start()
            with suppress(OSError):
                while said := client.recv(65536):
                    cut = self.cuts.pop(0) if b"COMMIT" in said and self.cuts else ""
                    if cut == "before":
                        break
                    if cut == "after":
                        client.shutdown(socket.SHUT_WR)  # what the server answers goes nowhere
                    server.sendall(said)
                    if cut == "after":
                        self._wait_for_answer(server)
                        break
            with suppress(OSError):
                client.shutdown(socket.SHUT_RDWR)
                server.shutdown(socket.SHUT_RDWR)

    def _wait_for_answer(self, server: socket.socket) -> None:
        """Give the server the time to commit: the other thread takes the answer."""
        threading.Event().wait(0.2)

    def _answer(self, server: socket.socket, client: socket.socket) -> None:
        with suppress(OSError):
            while said := server.recv(65536):
                client.sendall(said)

    def close(self) -> None:
        self._socket.close()


@contextmanager
def cutter(address: str) -> Iterator[tuple[Cutter, str]]:
    """Give a proxy before the server at an address, and the address through it."""
    from urllib.parse import parse_qs, urlsplit

    parts = urlsplit(address)
    folder = parse_qs(parts.query)["host"][0]
    proxy = Cutter(f"{folder}/.s.PGSQL.{parts.port or 5432}")
    try:
        yield proxy, f"postgresql://postgres:s3cret@127.0.0.1:{proxy.port}{parts.path}"
    finally:
        proxy.close()


@pytest.mark.parametrize("cut", ["before", "after"])
def test_what_is_done_again_after_a_cut_at_commit_is_done_once(cut: str, postgresql: Callable[[str], str]) -> None:
    address = postgresql("cut")
    with open_database(address) as plain:
        about.clear(plain)
    with cutter(address) as (proxy, through), open_database(through) as database:
        sources.register(database, (PAPER,))
        work: tuple[Callable[[], object], ...] = (
            lambda: store(database, 1),
            lambda: store(database, 2),
            lambda: slots.claim(database, "crawl", NOW, NOW),
        )
        for do in work:
            proxy.cuts = [cut]
            with pytest.raises(DatabaseError, match=r"connection was lost|was shut down"):
                do()
            assert proxy.cuts == []
            do()
        assert counted(database) == {"articles": 2, "urls": 2, "slots": 1, "article_urls": 2}


def counted(database: Database) -> dict[str, int]:
    names = ("articles", "urls", "slots", "article_urls")
    with database.begin_read() as connection:
        return {name: int(connection.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar_one()) for name in names}


def test_a_scheduler_that_worked_is_started_again_though_its_database_is_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It asked to be started again, for its memory was full; at that moment the database did not answer."""
    monkeypatch.setattr(restarting, "pause_before", lambda _: 0.0)
    marks = tmp_path / "starts"
    program = (
        f"import sys, pathlib\np = pathlib.Path({str(marks)!r})\nn = len(p.read_text()) if p.exists() else 0\np.write_text('x' * (n + 1))\n"
    )
    program += f"sys.exit([{START_AGAIN}, 1, 0][n])"
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    try:
        assert Parent([sys.executable, "-c", program]).run() == 0
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    assert marks.read_text() == "xxx"
