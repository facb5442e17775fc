"""The scheduler as a process: it crawls what is due, mails each digest once, and stops in good order."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from papers import LOCAL, ON_BEAT, Newspaper, article_page, rss, run_khazri, sources_file

from storage import slots
from storage.database import open_database


class PostOffice:
    """Keeps what it is sent."""

    def __init__(self) -> None:
        self.taken: list[bytes] = []

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        assert isinstance(envelope.content, bytes)
        self.taken.append(envelope.content)
        return "250 taken"


@pytest.fixture
def post() -> Iterator[tuple[PostOffice, dict[str, str]]]:
    office = PostOffice()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(office, hostname="127.0.0.1", port=port)
    controller.start()
    yield (
        office,
        {
            "KHAZRI_MAIL__HOST": "127.0.0.1",
            "KHAZRI_MAIL__PORT": str(port),
            "KHAZRI_MAIL__SECURITY": "none",
            "KHAZRI_MAIL__SENDER": "khazri@example.org",
            "KHAZRI_MAIL__TO": "desk@example.org",
        },
    )
    controller.stop()


def start(folder: Path, file: Path, **variables: str) -> "subprocess.Popen[str]":
    environment = {**os.environ, **LOCAL, "KHAZRI_CRAWL_EVERY": "0.5", "KHAZRI_LOOK_EVERY": "0.5", **variables}
    command = [sys.executable, "-m", "desk.cli", "run", "--sources", str(file)]
    return subprocess.Popen(command, cwd=folder, env=environment, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def stop(process: "subprocess.Popen[str]") -> str:
    process.send_signal(signal.SIGTERM)
    out, err = process.communicate(timeout=20)
    assert process.returncode == 0, err
    assert "Traceback" not in err
    return out + err


def wait_until(true: Callable[[], object], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.1)


def claim_yesterday(folder: Path) -> None:
    """Let the scheduler find that it has run before, and slept through this morning's digest."""
    with open_database(f"sqlite:///{folder}/khazri.db") as database:
        slots.claim(database, "digest", datetime.now(UTC) - timedelta(days=2), datetime.now(UTC))


def test_news_is_collected_again_and_again_until_it_is_stopped(paper: Newspaper, tmp_path: Path) -> None:
    paper.answers |= {"/rss": rss(paper, ("/shells", "Shells")), "/shells": article_page("Baku refuses to supply shells", *ON_BEAT)}
    process = start(tmp_path, sources_file(tmp_path, ("rss", f"{paper.url}/rss")))
    wait_until(lambda: paper.paths().count("/rss") >= 3)
    said = stop(process)
    assert "1 stored" in said
    assert "khazri: stopped" in said
    assert paper.paths().count("/shells") == 1
    assert len(run_khazri(tmp_path, "search", "--format", "jsonl").objects) == 1


def test_a_digest_slept_through_is_mailed_once_by_however_many_schedulers(
    paper: Newspaper, tmp_path: Path, post: tuple[PostOffice, dict[str, str]]
) -> None:
    office, settings = post
    paper.answers |= {"/rss": rss(paper, ("/shells", "Shells")), "/shells": article_page("Baku refuses to supply shells", *ON_BEAT)}
    file = sources_file(tmp_path, ("rss", f"{paper.url}/rss"))
    assert run_khazri(tmp_path, "crawl", "--sources", str(file), **LOCAL).code == 0
    claim_yesterday(tmp_path)
    processes = [start(tmp_path, file, **settings) for _ in range(2)]
    wait_until(lambda: office.taken)
    time.sleep(3)
    said = [stop(process) for process in processes]
    assert len(office.taken) == 1
    assert b"Baku refuses to supply shells" in office.taken[0]
    assert sum("digest of 1 articles" in each for each in said) == 1
    assert '"items": 0' in run_khazri(tmp_path, "digest", "--format", "json").out


def test_the_first_start_mails_nothing(paper: Newspaper, tmp_path: Path, post: tuple[PostOffice, dict[str, str]]) -> None:
    office, settings = post
    paper.answers |= {"/rss": rss(paper, ("/shells", "Shells")), "/shells": article_page("Baku refuses to supply shells", *ON_BEAT)}
    process = start(tmp_path, sources_file(tmp_path, ("rss", f"{paper.url}/rss")), **settings)
    wait_until(lambda: "/shells" in paper.paths())
    stop(process)
    assert office.taken == []


@pytest.mark.parametrize(
    ("variables", "said", "code"),
    [
        ({"KHAZRI_MAIL__HOST": "127.0.0.1"}, "setting 'mail.sender' is not there", 2),
        ({"KHAZRI_LOOK_EVERY": "soon"}, "setting 'look_every'", 2),
        ({"KHAZRI_DATABASE_URL": "mysql://x/y"}, "mysql", 1),
    ],
)
def test_a_wrong_setting_stops_it_at_once_with_one_line(variables: dict[str, str], said: str, code: int, tmp_path: Path) -> None:
    ran = run_khazri(tmp_path, "run", **variables)
    assert ran.code == code
    assert said in ran.err
    assert len(ran.err.strip().splitlines()) == 1
