"""Two days in the life of a newspaper, lived through by processes that are killed at a failpoint: what is before, and what must be after.

``CrawlScene``: a crawl that meets all a crawl can meet. ``ScheduleScene``: a scheduler with a digest to send, whose files change.
The order of work of each: yesterday → today, with a kill → started again → everything is there, once.
"""

import email
import email.policy
import os
import shutil
import signal
import socket
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from papers import LOCAL, OFF_BEAT, ON_BEAT, Answer, Newspaper, article_page, sources_file
from sqlalchemy import text
from victims import Victims

from storage import alarms, audits, gaps, slots
from storage.database import Database, open_database

AT_CRAWLS = (
    *("look-half-written", "look-recorded", "gap-half-written", "gap-recorded", "gap-half-filled", "page-half-settled", "page-settled"),
    *("article-announced", "article-half-stored", "version-half-written", "article-unplanned", "article-stored", "reread-half-planned"),
    *("reread-planned", "repeats-uncounted", "crawl-begun", "alarm-half-written", "alarm-raised", "crawl-done"),
)
AT_SCHEDULES = (
    *("slot-half-claimed", "slot-claimed", "lead-half-taken", "lead-taken", "lead-released", "digest-owed", "digest-half-frozen"),
    *("digest-frozen", "mail-undotted", "mail-committing", "mail-dotted", "mail-marked", "files-read"),
)
AT_ARCHIVES = ("exchange-half-written",)  # tests/integration/test_page_archive.py
ARRIVED_UNTOLD = {"mail-committing": 0, "mail-dotted": 1}
"""Where nobody can know whether a mail arrived, and how many did; it is shown, and never sent again on a guess."""
KILLED = -signal.SIGKILL

YESTERDAY = (0, 1, 2)
FORGOTTEN = ((5, 4), (3, 2, 1))  # by older pages of the feed: 3 to 5 were never seen
TODAY = (6, 7, 8)
HOLDER = "a-machine 1 a-mark"  # as `khazri run` tells each scheduler that it starts, so that none waits for a dead one's lease


@dataclass
class PostOffice:
    """Keeps what it is sent."""

    taken: list[bytes] = field(default_factory=list)

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        assert isinstance(envelope.content, bytes)
        self.taken.append(envelope.content)
        return "250 taken"


@contextmanager
def post_office() -> Iterator[tuple[PostOffice, int]]:
    """A mail server on 127.0.0.1, and its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    office = PostOffice()
    controller = Controller(office, hostname="127.0.0.1", port=port)
    controller.start()
    yield office, port
    controller.stop()


@dataclass
class Scene:
    """One newspaper, one archive, and the processes that work on it."""

    folder: Path
    url: str
    paper: Newspaper
    victims: Victims

    @property
    def sources(self) -> Path:
        """The newspaper's feed, and one that has been failing for days."""
        return sources_file(self.folder, ("rss", f"{self.paper.url}/rss"), ("rss", f"{self.paper.url}/broken"))

    def yesterday(self) -> None:
        """Print what yesterday's crawl found, and let it be found; three days pass for whoever counts them."""
        self.paper.answers.clear()
        publish(self.paper, *YESTERDAY)
        self.paper.answers |= {"/rss": feed(self.paper, *YESTERDAY), "/broken": Answer(b"", status=500)}
        assert self.crawl() == 0, self.said
        with open_database(self.url) as database, database.begin_write() as connection:
            days_ago = datetime.now(UTC) - timedelta(days=3)
            past = {"then": days_ago.strftime("%Y-%m-%d %H:%M:%S.%f") if database.dialect == "sqlite" else days_ago}
            connection.execute(text("UPDATE rereads SET due_at = :then"), past)
            connection.execute(text("UPDATE feeds SET failing_since = :then WHERE failing_since IS NOT NULL"), past)

    def crawl(self, failpoint: str = "") -> int:
        """Crawl; return the exit code, negative for a kill."""
        return self.victims.run(self.folder, "crawl", self.url, str(self.sources), failpoint=failpoint)

    @property
    def said(self) -> str:
        """What all processes said."""
        return (self.folder / "said").read_text()

    def states(self, database: Database) -> dict[str, str]:
        """Return the state of each address in the ledger, by the last part of the address."""
        with database.begin_read() as connection:
            found = connection.execute(text("SELECT url, state FROM urls")).all()
        return {url.rpartition("/")[2]: state for url, state in found}

    def check_archive(self, database: Database, numbers: set[int], *, in_doubt: bool = False) -> None:
        """Every page is stored once, and everything is accounted for."""
        with database.begin_read() as connection:
            stored = Counter(connection.scalars(text("SELECT url FROM articles")))
        assert stored == Counter(f"{self.paper.url}/{number}" for number in numbers), f"{stored}\n{self.said}"
        found = audits.audit(database, datetime.now(UTC)).findings
        assert [each for each in found if not (in_doubt and "in doubt" in each.what)] == [], found


def publish(paper: Newspaper, *numbers: int, more: str = "") -> None:
    """Put articles out."""
    for number in numbers:
        first = f"This is note number {number} of a long series. {ON_BEAT[0]}"
        page = article_page(f"Note number {number} from Baku", first, *ON_BEAT[1:], more)
        page.headers["ETag"] = f'"{number}{more}"'
        paper.answers[f"/{number}"] = page


def feed(paper: Newspaper, *numbers: int, more: str = "", older: str = "") -> Answer:
    """A feed of articles, one of them published an hour; ``older`` is the page where it goes on."""
    start = datetime(2026, 3, 2, tzinfo=UTC)
    items = "".join(
        f"<item><title>Note {number}</title><link>{paper.url}/{number}</link>"
        f"<pubDate>{format_datetime(start + timedelta(hours=number))}</pubDate></item>"
        for number in numbers
    )
    head = f'<atom:link rel="next" href="{paper.url}{older}"/>' if older else ""
    whole = f'<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>P</title>{head}{items}{more}</channel></rss>'
    return Answer(whole.encode(), "application/rss+xml", headers={"ETag": f'"{len(whole)}-{numbers}"'})


class CrawlScene(Scene):
    """A crawl that finds news, a gap, a page off the beat, one that is gone, pages that changed and did not, and a feed that fails."""

    def today(self) -> None:
        """Print what today's crawl will find."""
        (near, far), paper = FORGOTTEN, self.paper
        late = format_datetime(datetime(2026, 3, 2, 12, tzinfo=UTC))
        beside = "".join(
            f"<item><title>{name}</title><link>{paper.url}/{name}</link><pubDate>{late}</pubDate></item>" for name in ("off", "gone")
        )
        publish(paper, *range(1, 9))
        publish(paper, 0, more="The embassy of Russia in Baku announced on Friday that 40 shells were returned, and 3 people arrested.")
        paper.answers |= {
            "/off": article_page("The harbour club wins", *OFF_BEAT),
            "/rss": feed(paper, *TODAY, more=beside, older="/rss?older=1"),
            "/rss?older=1": feed(paper, *near, older="/rss?older=2"),
            "/rss?older=2": feed(paper, *far),
        }

    def check(self) -> None:
        """Hold the archive against what was announced."""
        with open_database(self.url) as database:
            self.check_archive(database, {*range(9)})
            assert gaps.open_gaps(database) == ()
            assert len(gaps.filled_gaps(database, datetime(2026, 1, 1, tzinfo=UTC))) == 1
            assert [(alarm.source_id, alarm.kind) for alarm in alarms.open_alarms(database)] == [("paper-2", "feed-failing")]
            with database.begin_read() as connection:
                versions = dict(connection.execute(text("SELECT url, versions FROM articles WHERE versions > 1")).all())
                overdue = connection.execute(text("SELECT count(*) FROM rereads WHERE due_at < :now"), {"now": _now(database)}).scalar_one()
            states = self.states(database)
        assert states == {**dict.fromkeys(map(str, range(9)), "stored"), "off": "rejected", "gone": "rejected"}, states
        assert versions == {f"{self.paper.url}/0": 2}
        assert overdue == 0


def _now(database: Database) -> object:
    now = datetime.now(UTC)
    return now.strftime("%Y-%m-%d %H:%M:%S.%f") if database.dialect == "sqlite" else now


@dataclass
class ScheduleScene(Scene):
    """A scheduler that slept through this morning's digest, whose sources change while it runs, and that is stopped in the end."""

    office: PostOffice
    port: int

    def yesterday(self) -> None:
        """Let the archive be one that a scheduler has worked with."""
        super().yesterday()
        with open_database(self.url) as database:
            slots.claim(database, "digest", datetime.now(UTC) - timedelta(days=2), datetime.now(UTC))

    def live(self, failpoint: str = "") -> int:
        """Run a scheduler until all is done that it has to do, and stop it; return the exit code, negative for a kill."""
        mail = {"host": "127.0.0.1", "port": str(self.port), "security": "none", "sender": "khazri@example.org", "to": "desk@example.org"}
        quick = {"KHAZRI_CRAWL_EVERY": "0.5", "KHAZRI_LOOK_EVERY": "0.5", "KHAZRI_BEAT": str(small_beat(self.folder / "beat"))}
        quick["KHAZRI_DIGEST__HISTORY_DAYS"] = "0"  # an archive as young as this one would only be counted
        variables = LOCAL | quick | {f"KHAZRI_MAIL__{name.upper()}": value for name, value in mail.items()}
        told = ("schedule", "--database", self.url, "--sources", str(self.sources), "--holder", HOLDER)
        process = self.victims.start(self.folder, *told, failpoint=failpoint, **variables)
        before, began = len(self.said), datetime.now(UTC)
        with open_database(self.url) as database:
            self._until(lambda: (slots.latest(database, "crawl") or began) > began, process)
            self._until(lambda: self._letters(database).keys() & {"sent", "in doubt"}, process)
        if failpoint.startswith("files-read"):
            self.sources  # noqa: B018 - the file is written anew
            self._until(lambda: "read anew" in self.said[before:], process)
        if not has_ended(process):
            os.kill(process, signal.SIGTERM)
        return self.victims.wait(process)

    def check(self, letters: Counter[str], *, taken: int) -> None:
        """Hold what was sent against what was to be told: so many mails arrived, and the ledger says this of each."""
        with open_database(self.url) as database:
            self.check_archive(database, {*YESTERDAY}, in_doubt="in doubt" in letters)
            assert self._letters(database) == letters, self.said
            with database.begin_read() as connection:
                assert connection.execute(text("SELECT count(*) FROM digest_items")).scalar_one() == len(YESTERDAY)
                assert connection.execute(text("SELECT count(*) FROM digests")).scalar_one() == 1
        assert len(self.office.taken) == taken
        for mail in self.office.taken:
            told = text_of(mail)
            assert 1 <= told.count("Note number") <= len(YESTERDAY), f"the notes are one story, or some\n{told}"

    def _letters(self, database: Database) -> Counter[str]:
        with database.begin_read() as connection:
            return Counter(connection.scalars(text("SELECT state FROM deliveries")))

    def _until(self, is_done: Callable[[], object], process: int) -> None:
        deadline = time.monotonic() + 60
        while not has_ended(process) and not is_done():
            assert time.monotonic() < deadline, f"waited in vain\n{self.said}"
            time.sleep(0.05)


def text_of(mail: bytes) -> str:
    """Return the plain text of a mail."""
    message = email.message_from_bytes(mail, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    part = message.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def small_beat(folder: Path) -> Path:
    """Write a beat that is read in no time: nothing new is judged by it."""
    sides = ", ".join(
        f'{{ id = "{code.lower()}", title = "{name}", country = "{code}", anchors = ["{name.lower()}*"] }}'
        for code, name in (("AZ", "Azerbaijan"), ("RU", "Russia"))
    )
    (folder / "topics").mkdir(parents=True, exist_ok=True)
    (folder / "beat.toml").write_text(f'id = "small"\ntitle = "Small"\nside = [{sides}]\n')
    (folder / "topics" / "shells.toml").write_text('id = "shells"\ntitle = "Shells"\n[[rule]]\nlang = "en"\nany = ["shells"]\n')
    return folder


def has_ended(process: int) -> bool:
    """Whether a process is no more, or only its exit code is."""
    try:
        return (Path("/proc") / str(process) / "stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def copy_archive(made: Path, folder: Path) -> str:
    """Copy an archive that nobody has open into a folder; return its address."""
    shutil.copy(made / "khazri.db", folder / "khazri.db")
    return f"sqlite:///{folder}/khazri.db"
