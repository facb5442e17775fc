"""Backups while crawls go on, the way back, and the doctor."""

import hashlib
import json
import os
import sqlite3
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from archives import NOW, archive, old_archive, store
from papers import Khazri

from desk.settings import Settings
from desk.subscribing import subscriptions_of
from desk.telling import take_slot
from news.errors import DatabaseError, InputError
from news.subscriptions import DAILY
from storage import about, backups, deliveries, digests, revisions, slots
from storage.database import open_database
from storage.digests import Parcel, Recipient


def hash_of(file: Path) -> str:
    """All that an archive holds but what it says of itself."""
    digest = hashlib.sha256()
    with sqlite3.connect(file) as opened:
        tables = [name for (name,) in opened.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        for name in tables:
            if name not in {"about", "sqlite_sequence", "article_search"}:  # its shadow tables hold what is in it
                digest.update(repr((name, sorted(map(repr, opened.execute(f"SELECT * FROM {name}"))))).encode())
    opened.close()
    return digest.hexdigest()


def test_a_backup_made_while_the_daemon_writes_is_whole(tmp_path: Path) -> None:
    url = archive(tmp_path, 5)
    done, failures = threading.Event(), []

    def write() -> None:
        number = 100
        with open_database(url) as database:
            while not done.is_set():
                try:
                    store(database, number := number + 1)
                except DatabaseError as error:
                    failures.append(error)

    writer = threading.Thread(target=write)
    writer.start()
    counts = [backups.backup(url, tmp_path / f"{number}.bak", NOW).articles for number in range(6)]
    done.set()
    writer.join()
    assert not failures
    assert counts == sorted(counts)
    for number, count in enumerate(counts):
        contents = backups.look_into(tmp_path / f"{number}.bak")
        assert (contents.articles, contents.backup_at) == (count, NOW)
    assert not list(tmp_path.glob("*.part*"))


def test_what_is_restored_into_an_empty_place_is_what_was_backed_up(khazri: Khazri, tmp_path: Path) -> None:
    archive(tmp_path, 7)
    before = hash_of(tmp_path / "khazri.db")
    assert "safe.bak: 7 articles and 7 addresses, checked" in khazri("backup", "safe.bak").out
    (tmp_path / "elsewhere").mkdir()
    elsewhere = ("--database", "sqlite:///elsewhere/khazri.db")
    ran = khazri(*elsewhere, "restore", "safe.bak")
    assert ran.code == 0, ran.err
    assert "7 articles and 7 addresses of " in ran.out
    assert hash_of(tmp_path / "elsewhere" / "khazri.db") == before
    assert khazri(*elsewhere, "audit", "--strict").code == 0
    assert len(khazri(*elsewhere, "search", "shells", "--format", "jsonl").objects) == 7


def test_articles_are_overwritten_only_when_told_and_even_then_kept(khazri: Khazri, tmp_path: Path) -> None:
    url = archive(tmp_path, 2)
    khazri("backup", "safe.bak")
    with open_database(url) as database:
        store(database, 3)
    refused = khazri("restore", "safe.bak")
    assert refused.code == 2
    assert "khazri.db: holds 3 articles; --replace moves it aside first" in refused.err
    ran = khazri("restore", "safe.bak", "--replace")
    assert ran.code == 0, ran.err
    (aside,) = tmp_path.glob("khazri.db.before-*")
    assert str(aside.name) in ran.out
    assert backups.look_into(aside).articles == 3
    assert backups.look_into(tmp_path / "khazri.db").articles == 2


def test_an_archive_in_use_is_not_replaced_under_the_daemon(khazri: Khazri, tmp_path: Path) -> None:
    url = archive(tmp_path, 2)
    khazri("backup", "safe.bak")
    with open_database(url) as database:
        store(database, 3)
        ran = khazri("restore", "safe.bak", "--replace")
        assert ran.code == 1
        assert "another program has it open; stop khazri run" in ran.err
        store(database, 4)
    assert backups.look_into(tmp_path / "khazri.db").articles == 4
    assert not list(tmp_path.glob("khazri.db.*before*")) + list(tmp_path.glob("*.part*"))


def test_a_damaged_archive_can_be_replaced_and_is_kept(khazri: Khazri, tmp_path: Path) -> None:
    archive(tmp_path, 2)
    khazri("backup", "safe.bak")
    (tmp_path / "khazri.db").write_bytes(b"rubbish" * 1000)
    (tmp_path / "khazri.db-wal").write_bytes(b"the log of the damaged one")
    assert "cannot be read as an archive; --replace" in khazri("restore", "safe.bak").err
    assert khazri("restore", "safe.bak", "--replace").code == 0
    assert len(khazri("search", "--format", "jsonl").objects) == 2
    (aside,) = tmp_path.glob("khazri.db.before-*Z")
    assert aside.read_bytes() == b"rubbish" * 1000


@pytest.mark.parametrize(("kind", "said"), [
    ("letter", "is no archive of Khazri; name a file that khazri backup wrote"),
    ("songs", "is no archive of Khazri"),
    ("later", "made by a later version of Khazri"),
    ("spoilt", "is damaged"),
    ("cut", "is damaged"),
    ("missing", "there is no such file"),
])  # fmt: skip
def test_a_file_that_is_no_good_backup_is_refused_and_changes_nothing(kind: str, said: str, khazri: Khazri, tmp_path: Path) -> None:
    url = archive(tmp_path, 6)
    file = tmp_path / "given"
    if kind != "missing":
        backups.backup(url, file, NOW)
    if kind == "letter":
        file.write_text("Dear reader, " * 100)
    elif kind in {"songs", "later"}:
        file.unlink() if kind == "songs" else None
        with sqlite3.connect(file) as opened:
            change = f"UPDATE {revisions.VERSION_TABLE} SET version_num = '9999'"
            opened.execute("CREATE TABLE songs (name)" if kind == "songs" else change)
        opened.close()
    elif kind == "spoilt":
        whole = bytearray(file.read_bytes())
        whole[4096 * 3 :] = os.urandom(len(whole) - 4096 * 3)
        file.write_bytes(whole)
    elif kind == "cut":
        file.write_bytes(file.read_bytes()[: 4096 * 20])
    before = hash_of(tmp_path / "khazri.db")
    ran = khazri("restore", "given", "--replace")
    assert ran.code == 1, ran.out
    assert said in ran.err
    assert len(ran.err.strip().splitlines()) == 1
    assert hash_of(tmp_path / "khazri.db") == before


def test_a_backup_replaces_an_older_backup_and_nothing_else(khazri: Khazri, tmp_path: Path) -> None:
    url = archive(tmp_path, 2)
    archive(tmp_path, 1, "other.db")
    (tmp_path / "letter.txt").write_text("Dear reader")
    assert khazri("backup", "safe.bak").code == 0
    with open_database(url) as database:
        store(database, 9)
    assert "3 articles" in khazri("backup", "safe.bak").out
    for name in ("khazri.db", "other.db", "letter.txt"):
        ran = khazri("backup", name)
        assert ran.code == 2
        assert "is no backup of Khazri; name another file" in ran.err
    assert "no database at nowhere.db" in khazri("--database", "sqlite:///nowhere.db", "backup", "x.bak").err


def test_a_backup_of_an_older_version_is_brought_up_to_date(khazri: Khazri, tmp_path: Path) -> None:
    old_archive(f"sqlite:///{tmp_path}/old.db", 3)
    assert khazri("--database", "sqlite:///old.db", "backup", "old.bak").code == 0
    ran = khazri("restore", "old.bak")
    assert ran.code == 0, ran.err
    with open_database(f"sqlite:///{tmp_path}/khazri.db", create=False) as database:
        assert about.get(database, "mark") == "kept"


def test_after_a_restore_no_digest_goes_out_that_may_have_been_sent(khazri: Khazri, tmp_path: Path) -> None:
    """The backup holds a mail that waits, and articles that the digest of the same day may have told since."""
    url = archive(tmp_path, 2)
    now = datetime.now(UTC)
    slot = now - timedelta(hours=5)
    with open_database(url) as database:
        slots.claim(database, "digest", slot - timedelta(days=1), slot - timedelta(days=1))
        mail = Parcel("daily", "<one@example.org>", {"mail": b"x"}, [1], [Recipient("desk@example.org")], last_article=1)
        digests.freeze(database, mail, slot - timedelta(days=1))
    khazri("backup", "safe.bak")
    said = khazri("restore", "safe.bak", "--replace").out
    assert "digests due before now are held" in said
    assert "1 mails that waited may have been sent" in said
    with open_database(url) as database:
        assert deliveries.pending(database) == ()
        assert [delivery.state for delivery in deliveries.unresolved(database)] == ["in doubt"]
        daily = subscriptions_of(Settings(), database)[DAILY]
        assert not take_slot(database, daily, now), "whether it was sent nobody knows"
        assert take_slot(database, daily, now + timedelta(days=1)), "the next one is due"
    assert "Shells 1" in khazri("digest").out
    assert "1 articles are told, and nothing was sent" in khazri("digest", "--told").out
    assert "Shells 1" not in khazri("digest").out


def test_postgresql_is_told_the_very_commands(khazri: Khazri, postgresql: Callable[[str], str]) -> None:
    url = postgresql("kept")
    open_database(url).close()
    ran = khazri("--database", url, "backup", "a file.dump")
    assert ran.code == 2
    assert "pg_dump --format=custom --file='a file.dump' --host=" in ran.err
    assert "--username=postgres --dbname=kept" in ran.err
    told = khazri("--database", url, "restore", "a file.dump").err
    assert "pg_restore --clean --if-exists 'a file.dump'" in told
    assert "then khazri restore --hold" in told
    assert "s3cret" not in ran.err + told
    assert "digests due before now are held" in khazri("--database", url, "restore", "--hold").out


def test_a_backup_that_finds_no_room_leaves_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = archive(tmp_path, 2)
    backups.backup(url, tmp_path / "safe.bak", NOW)
    before = (tmp_path / "safe.bak").read_bytes()

    def full(_source: Path, part: Path) -> None:
        with sqlite3.connect(part) as opened:
            opened.execute("PRAGMA max_page_count = 1")
            opened.execute("CREATE TABLE one (two)")

    monkeypatch.setattr(backups, "_copy", full)
    with pytest.raises(DatabaseError, match="the disk is full; free some space"):
        backups.backup(url, tmp_path / "safe.bak", NOW)
    assert (tmp_path / "safe.bak").read_bytes() == before
    assert not list(tmp_path.glob("*.part*"))


def test_a_file_without_a_mark_is_no_backup(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is no archive of Khazri"):
        backups.look_into(_empty(tmp_path / "empty"))


def _empty(path: Path) -> Path:
    path.touch()
    return path


def test_the_doctor_names_what_is_wrong_with_its_remedy(khazri: Khazri, tmp_path: Path) -> None:
    archive(tmp_path, 1)
    with sqlite3.connect(tmp_path / "khazri.db") as opened:
        opened.execute("UPDATE articles SET first_seen_at = '2999-01-01 00:00:00.000000'")
    opened.close()
    settings = tmp_path / "khazri.toml"
    settings.write_text('[mail]\nhost = "smtp.example.org"\nsender = "a@example.org"\nto = ["b@example.org"]\npassword = "s3cret"\n')
    settings.chmod(0o644)
    ran = khazri("doctor", "--format", "json")
    assert ran.code == 1
    found = {check["check"]: check for check in json.loads(ran.out)}
    assert found["settings"]["state"] == found["clock"]["state"] == "wrong"
    assert found["settings"]["remedy"] == "chmod o-rwx khazri.toml"
    assert found["mail"]["state"] == "ok"
    assert {found[name]["state"] for name in ("sources", "topics", "database", "scrapy", "lxml")} == {"ok"}
    assert "s3cret" not in ran.out + ran.err


def test_the_doctor_finds_nothing_wrong_with_an_empty_folder(khazri: Khazri, tmp_path: Path) -> None:
    ran = khazri("doctor")
    assert ran.code == 0, ran.out
    assert "no database at" in ran.out
    assert not (tmp_path / "khazri.db").exists()


def test_the_doctor_goes_on_where_one_thing_cannot_be_read(khazri: Khazri, tmp_path: Path) -> None:
    (tmp_path / "sources.toml").write_text("[[source]]\nid = 7\n")
    (tmp_path / "khazri.db").write_text("no database " * 100)
    ran = khazri("doctor", "--sources", "sources.toml", "--format", "json")
    wrong = {check["check"] for check in json.loads(ran.out) if check["state"] == "wrong"}
    assert ran.code == 1
    assert wrong == {"sources", "database"}
    (tmp_path / "khazri.toml").write_text("look_every = 'soon'\n")
    assert "look_every" in khazri("doctor").out
