"""The scheduler as a process: it crawls what is due, mails each digest once, and stops in good order."""

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from papers import LOCAL, Newspaper, run_khazri, sources_file
from schedulers import QUICK, WAITS, daemon, has_ended, publish, wait_until
from sqlalchemy import text

from storage import slots
from storage.database import Database, open_database

pytestmark = pytest.mark.thorough


class PostOffice:
    """Keeps what it is sent."""

    def __init__(self) -> None:
        self.taken: list[bytes] = []

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        assert isinstance(envelope.content, bytes)
        self.taken.append(envelope.content)
        return "250 taken"


@contextmanager
def open_post_office() -> Iterator[tuple[PostOffice, dict[str, str]]]:
    """A server for mail, and the settings that send there."""
    office = PostOffice()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(office, hostname="127.0.0.1", port=port)
    controller.start()
    named = {"HOST": "127.0.0.1", "PORT": str(port), "SECURITY": "none", "SENDER": "khazri@example.org", "TO": "desk@example.org"}
    # An archive as young as these would only be counted.
    yield office, {"KHAZRI_DIGEST__HISTORY_DAYS": "0", **{f"KHAZRI_MAIL__{name}": value for name, value in named.items()}}
    controller.stop()


@dataclass
class FirstRun:
    """A folder in which the scheduler has run for the first time, with a silent server among its feeds, and what came of it."""

    folder: Path
    paper: Newspaper
    office: PostOffice
    mail: dict[str, str]
    said: str
    seconds_to_stop: float
    mails: int

    @property
    def file(self) -> Path:
        """The sources that answer."""
        return sources_file(self.folder, ("rss", f"{self.paper.url}/rss"))


@pytest.fixture(scope="module")
def first_run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FirstRun]:
    """The scheduler's first run; what it left is what the next ones begin with."""
    folder, paper = tmp_path_factory.mktemp("scheduler"), Newspaper()
    publish(paper, "shells")
    with open_post_office() as (office, mail), socket.create_server(("127.0.0.1", 0), backlog=100) as silent:  # it says nothing
        file = sources_file(
            folder, ("rss", f"http://127.0.0.1:{silent.getsockname()[1]}/rss"), ("rss", f"{paper.url}/rss"), name="two.toml"
        )
        with daemon(folder, file, **mail) as running:
            wait_until(lambda: stored(folder) == 1)
            seconds = running.stop()
        yield FirstRun(folder, paper, office, mail, running.said, seconds, len(office.taken))
    paper.close()


def stored(folder: Path) -> int:
    """Count the articles, where there is an archive by now."""
    return len(run_khazri(folder, "search", "--format", "jsonl").objects) if (folder / "khazri.db").exists() else 0


def sleep_through_this_morning(database: Database) -> None:
    """Let the scheduler find that it has run before, and slept through this morning's digest and three days of crawls."""
    now = datetime.now(UTC)
    with database.begin_write() as connection:
        connection.execute(text("DELETE FROM slots"))
    slots.claim(database, "digest", now - timedelta(days=2), now)
    slots.claim(database, "crawl", now - timedelta(days=3), now)


def test_it_stops_within_ten_seconds_though_a_server_does_not_answer(first_run: FirstRun) -> None:
    assert first_run.seconds_to_stop < 10
    assert "khazri: stopped" in first_run.said
    assert run_khazri(first_run.folder, "audit", "--strict", **QUICK).code == 0


def test_the_first_start_mails_nothing(first_run: FirstRun) -> None:
    assert first_run.mails == 0


def test_what_was_slept_through_is_caught_up_once_and_a_second_scheduler_goes_on_when_the_first_dies(first_run: FirstRun) -> None:
    folder, paper = first_run.folder, first_run.paper
    with open_database(f"sqlite:///{folder}/khazri.db") as database:
        sleep_through_this_morning(database)
        began = datetime.now(UTC)
        with daemon(folder, first_run.file, **first_run.mail) as one, daemon(folder, first_run.file, **first_run.mail) as other:
            wait_until(lambda: WAITS in one.said + other.said)
            wait_until(lambda: first_run.office.taken)
            first, second = (one, other) if one.leads else (other, one)
            by_hand = run_khazri(folder, "crawl", "--sources", str(first_run.file), "paper-1", **LOCAL, **QUICK)
            assert by_hand.code == 0, by_hand.err
            looks = paper.paths().count("/rss")
            wait_until(lambda: paper.paths().count("/rss") >= looks + 2)
            assert "crawled" not in second.said
            orphan = first.child()
            first.process.kill()  # the parent alone: its child ends by itself, and gives the lead back
            wait_until(lambda: "this scheduler leads now" in second.said, 20)
            taken_over_at = datetime.now(UTC)
            wait_until(lambda: has_ended(orphan), 20)
            wait_until(lambda: (slots.latest(database, "crawl") or began) > taken_over_at, 20)
            assert second.stop() < 10
        assert "stopped" in first.said
        assert (one.said + other.said).count(WAITS) == 1
        with database.begin_read() as connection:
            old = connection.execute(text("SELECT count(*) FROM slots WHERE job = 'crawl' AND slot < :began"), {"began": f"{began:%F %T}"})
            assert old.scalar_one() <= 2, "the one that was claimed, and the latest of those slept through"
    assert len(first_run.office.taken) == 1
    assert b"Baku refuses to supply shells" in first_run.office.taken[0]
    assert sum("digest for daily: 1 new story" in each.said for each in (one, other)) == 1
    assert json.loads(run_khazri(folder, "digest", "--format", "json").out)["told"]["articles"] == []
    assert paper.paths().count("/shells") == 1
    assert run_khazri(folder, "audit", "--strict", **QUICK).code == 0


WRONG = [
    ({"KHAZRI_MAIL__HOST": "127.0.0.1"}, "setting 'mail.sender' is not there", 2),
    ({"KHAZRI_LOOK_EVERY": "soon"}, "setting 'look_every'", 2),
    ({"KHAZRI_DATABASE_URL": "mysql://x/y"}, "mysql", 1),
]


@pytest.mark.parametrize(("variables", "said", "code"), WRONG)
def test_a_wrong_setting_is_told_in_one_line(
    variables: dict[str, str], said: str, code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import scheduler

    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert scheduler.main([]) == code
    told = capsys.readouterr().err
    assert said in told
    assert len(told.strip().splitlines()) == 1


def test_a_wrong_setting_stops_the_command_at_once(tmp_path: Path) -> None:
    variables, said, code = WRONG[2]
    ran = run_khazri(tmp_path, "run", **variables)
    assert (ran.code, len(ran.err.strip().splitlines())) == (code, 1)
    assert said in ran.err
