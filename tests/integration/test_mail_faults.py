"""Mail servers that refuse, stall and hang up, over simulated days: what can be sent is sent once, and what cannot is told."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP
from killing import small_beat, text_of
from newsrooms import Newsroom
from papers import run_khazri
from postmasters import COPIES, Postmaster, hang_up, mailbox_of, open_office, refuse

from desk.channels import mail as channel
from desk.settings import Settings
from desk.statuses import status_of
from desk.telling import Teller
from storage import deliveries, digests
from storage.database import Database, open_database

pytestmark = pytest.mark.thorough

BEGIN = datetime(2026, 3, 2, 12, tzinfo=UTC)
STEP = timedelta(minutes=30)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
READER = "desk@example.org"


@pytest.fixture
def office() -> Iterator[Postmaster]:
    with open_office(BEGIN) as opened:
        yield opened


class Desk:
    """An archive, its readers, and a scheduler that wakes up every half an hour of a clock that is moved."""

    def __init__(self, folder: Path, office: Postmaster, database: Database) -> None:
        self.folder, self.office, self.database = folder, office, database
        self.beat = small_beat(folder / "beat")
        self.newsroom, self.teller = Newsroom(database), Teller()
        self.now = BEGIN
        self.said: list[str] = []
        self.settings = self.settings_for(READER)
        self.pass_time(2 * HOUR)  # the first slot is taken, and nothing told
        self.said.clear()

    def settings_for(self, *readers: str, **mail: Any) -> Settings:
        """Return settings by which a digest a day goes to some readers, at 15:00 UTC."""
        given = {"host": "127.0.0.1", "port": self.office.port, "security": "none", "sender": "khazri@example.org"}
        daily = {"at": "15:00", "timezone": "UTC", "to": list(readers), "when_empty": "skip"}
        return Settings(mail={**given, **mail}, digest={"history_days": 0}, beat=self.beat, subscriptions={"daily": daily})  # type: ignore[arg-type, dict-item]

    def pass_time(self, span: timedelta) -> None:
        """Let time pass, and the scheduler wake up meanwhile: every half an hour of a day, every two hours of more."""
        end = self.now + span
        while self.now < end:
            self.now += STEP if span <= DAY else 4 * STEP
            self.office.now = self.now
            self.said += self.teller.tell(self.database, self.settings, self.now)

    def publish(self) -> int:
        """Have something to tell; return its number."""
        return self.newsroom.add(self.now, topics=("shells",))

    @property
    def wrong(self) -> str:
        """What status tells to be wrong."""
        return "\n".join(status_of(self.database, self.now, self.settings).wrong)

    def states(self) -> list[str]:
        """Return the states of all deliveries, the oldest digest's first."""
        return [each.state for digest in reversed(digests.latest(self.database, 100)) for each in digest.deliveries]

    def bytes_of(self, reader: str) -> bytes:
        """Return the one mail that was frozen, as a reader has to get it."""
        (digest,) = (each for each in digests.latest(self.database, 100) if each.deliveries)
        frozen = digests.get(self.database, digest.id)
        assert frozen is not None
        return b"To: " + reader.encode() + b"\r\n" + frozen.forms["mail"]


@pytest.fixture
def desk(tmp_path: Path, office: Postmaster) -> Iterator[Desk]:
    with open_database(f"sqlite:///{tmp_path}/khazri.db") as database:
        yield Desk(tmp_path, office, database)


def waits_of(office: Postmaster) -> list[timedelta]:
    return [after - before for before, after in zip(office.asked, office.asked[1:], strict=False)]


@pytest.mark.parametrize(
    ("verb", "reply"), [("MAIL", "421 too busy"), ("RCPT", "450 try again later"), ("DATA", "451 not now"), ("dot", "452 mailbox full")]
)
def test_a_mail_put_off_at_any_verb_is_tried_less_and_less_often_and_comes_once_byte_for_byte(
    verb: str, reply: str, desk: Desk, office: Postmaster
) -> None:
    office.faults[verb] = refuse(reply, until=BEGIN + 3 * DAY, office=office)
    desk.publish()
    desk.pass_time(6 * HOUR)
    frozen = desk.bytes_of(READER)
    assert reply in desk.wrong, "it is told, long before it is given up"
    desk.pass_time(4 * DAY)
    waits = waits_of(office)
    assert len(waits) >= 4
    assert waits == sorted(waits)
    assert STEP <= waits[0] <= 2 * STEP
    assert max(waits) <= DAY + 4 * STEP
    assert office.taken == [(READER, frozen)]
    assert desk.states() == ["sent"]
    assert desk.wrong.count("daily") == 0


@pytest.mark.parametrize("verb", ["MAIL", "RCPT", "DATA"])
def test_a_server_that_hangs_up_before_it_has_the_mail_gets_it_again(verb: str, desk: Desk, office: Postmaster) -> None:
    office.faults[verb] = hang_up
    desk.publish()
    desk.pass_time(2 * HOUR)
    assert desk.states() == ["pending"]
    frozen = desk.bytes_of(READER)
    office.faults.clear()
    desk.pass_time(DAY)
    assert office.taken == [(READER, frozen)]


def test_one_of_five_readers_refused_for_good_is_told_and_the_others_have_it_once(desk: Desk, office: Postmaster) -> None:
    readers = [f"{name}@example.org" for name in ("one", "two", "gone", "four", "five")]
    desk.settings = desk.settings_for(*readers)
    office.faults["RCPT"] = refuse("550 no such person", only="gone")
    desk.publish()
    desk.pass_time(3 * DAY)
    assert office.counts() == {name: 1 for name in readers if "gone" not in name}
    assert len(office.asked) == 5, "nobody is asked again and again"
    assert "gone@example.org" in desk.wrong
    assert "550 no such person" in desk.wrong
    desk.publish()
    desk.pass_time(DAY)
    assert office.counts()["one@example.org"] == 2, "and the next digest is tried with everybody"
    assert len(office.asked) == 10


def test_a_greylisting_server_has_it_within_the_hour(desk: Desk, office: Postmaster) -> None:
    """It says 451 to whoever it does not know, for twenty minutes from the first time on."""
    known: dict[str, datetime] = {}

    def greylisted(reader: str, _server: SMTP) -> str | None:
        return None if office.now - known.setdefault(reader, office.now) >= 20 * MINUTE else "451 greylisted, try again"

    office.faults["RCPT"] = greylisted
    desk.settings = desk.settings_for("one@example.org", "two@example.org")
    desk.publish()
    desk.pass_time(2 * HOUR)
    assert office.counts() == {"one@example.org": 1, "two@example.org": 1}
    assert len(office.asked) == 4


def test_a_slow_server_gets_it_once(desk: Desk, office: Postmaster) -> None:
    office.slowness = 0.05
    office.stall_after_the_dot = 0.1
    desk.publish()
    desk.pass_time(DAY)
    assert office.counts() == {READER: 1}
    assert desk.states() == ["sent"]


def test_a_server_too_slow_to_talk_to_is_left_and_asked_again(desk: Desk, office: Postmaster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(channel, "SECONDS", 0.1)
    office.slowness = 0.2
    desk.publish()
    desk.pass_time(6 * HOUR)
    assert (desk.states(), office.taken) == (["pending"], [])
    assert "timed out" in desk.wrong
    office.slowness = 0.0
    desk.pass_time(DAY)
    assert office.counts() == {READER: 1}


def test_a_server_that_hangs_up_after_the_dot_leaves_doubt_and_is_never_asked_again(desk: Desk, office: Postmaster) -> None:
    office.faults["reply"] = hang_up
    desk.publish()
    desk.pass_time(2 * HOUR)
    office.faults.clear()
    desk.pass_time(6 * DAY)
    assert office.counts() == {READER: 1}
    assert desk.states() == ["in doubt"]
    assert "in doubt" in desk.wrong


@pytest.mark.parametrize("is_taken", [True, False], ids=["arrived", "lost"])
def test_with_a_mailbox_for_copies_such_doubt_ends_after_a_quarter_of_an_hour(is_taken: bool, desk: Desk, office: Postmaster) -> None:
    with mailbox_of(office) as copies:
        given = {"host": "127.0.0.1", "port": copies.port, "security": "none", "user": "khazri", "password": copies.password}
        desk.settings = desk.settings_for(READER, mailbox={**given, "address": COPIES})
        office.faults["reply" if is_taken else "dot"] = hang_up
        desk.publish()
        desk.pass_time(HOUR)
        assert desk.states() == ["in doubt"]
        office.faults.clear()
        copies.learn()
        desk.pass_time(HOUR)
    assert office.counts() == {READER: 1, COPIES: 1}
    assert desk.states() == ["sent"]


def test_a_server_silent_for_eleven_minutes_after_the_dot_is_waited_for_ten_and_then_in_doubt(
    desk: Desk, office: Postmaster, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert channel.LAST_SECONDS >= 600, "RFC 5321 asks for ten minutes"
    assert desk.settings.mail.mailbox.wait > channel.LAST_SECONDS, "nothing is looked up before it may have arrived"
    monkeypatch.setattr(channel, "LAST_SECONDS", 1.5)  # a busy machine may end a wait by a second late
    office.stall_after_the_dot = 3.0
    desk.publish()
    desk.pass_time(6 * DAY)
    assert office.counts() == {READER: 1}
    assert desk.states() == ["in doubt"]


def test_a_full_mailbox_for_now_is_tried_again_and_one_for_good_is_told_and_sent_when_a_person_says_so(
    desk: Desk, office: Postmaster
) -> None:
    office.faults["dot"] = refuse("552 mailbox full")
    desk.publish()
    desk.pass_time(2 * DAY)
    assert (desk.states(), office.taken) == (["failed"], [])
    assert "552 mailbox full" in desk.wrong
    frozen = desk.bytes_of(READER)
    office.faults.clear()
    (left,) = deliveries.unresolved(desk.database)
    ran = run_khazri(desk.folder, "digest", "settle", str(left.id), "--again", KHAZRI_DATABASE_URL=desk.database.url)
    assert ran.code == 0, ran.err
    desk.now = datetime.now(UTC)  # by the clock of the command
    desk.pass_time(HOUR)
    assert office.taken == [(READER, frozen)]


@pytest.mark.parametrize(
    ("security", "fault", "said"),
    [
        ("starttls", "250 still in the clear", "ssl"),
        ("starttls", "", "offers no starttls"),
        ("tls", "", "ssl"),
    ],
)
def test_broken_encryption_sends_nothing_in_the_clear_and_is_tried_again(
    security: str, fault: str, said: str, desk: Desk, office: Postmaster
) -> None:
    if fault:
        office.faults["STARTTLS"] = refuse(fault)
    desk.settings = desk.settings_for(READER, security=security)
    desk.publish()
    desk.pass_time(6 * HOUR)
    assert (desk.states(), office.taken, office.asked) == (["pending"], [], [])
    assert said in desk.wrong.lower()
    office.faults.clear()
    desk.settings = desk.settings_for(READER)
    desk.pass_time(DAY)
    assert office.counts() == {READER: 1}


def test_a_reader_who_is_added_later_begins_with_the_next_digest(desk: Desk, office: Postmaster) -> None:
    office.faults["MAIL"] = refuse("450 later", until=BEGIN + 12 * HOUR, office=office)
    first = desk.publish()
    desk.pass_time(4 * HOUR)
    desk.settings = desk.settings_for(READER, "new@example.org")
    desk.pass_time(14 * HOUR)
    assert office.counts() == {READER: 1}
    second = desk.publish()
    desk.pass_time(DAY)
    assert office.counts() == {READER: 2, "new@example.org": 1}
    (mail,) = (mail for name, mail in office.taken if name == "new@example.org")
    assert re.findall(r"paper\.example/(\d+)", text_of(mail)) == [str(second)]
    assert first != second


def test_what_nobody_takes_for_five_days_is_given_up_and_told(desk: Desk, office: Postmaster) -> None:
    office.faults["RCPT"] = refuse("451 later")
    desk.publish()
    desk.pass_time(4 * DAY)
    assert desk.states() == ["pending"]
    desk.pass_time(3 * DAY)
    assert desk.states() == ["failed"]
    assert "given up after 5 days: 451 later" in desk.wrong
    asked = len(office.asked)
    desk.pass_time(3 * DAY)
    assert len(office.asked) == asked


def test_a_sender_refused_while_another_says_the_dot_does_not_have_it_sent_twice(desk: Desk, office: Postmaster) -> None:
    """As when ``khazri digest --send`` comes while the scheduler sends, and the server takes one connection at a time."""
    desk.publish()
    held: list[int] = []

    def refused(_reader: str, _server: SMTP) -> str:
        with open_database(desk.database.url) as other:
            (each,) = deliveries.pending(other)
            held.append(each.id)
            assert deliveries.mark(other, each.id, "committing", "", desk.now)
        office.faults.clear()
        return "451 too many connections"

    office.faults["RCPT"] = refused
    desk.pass_time(2 * HOUR)
    deliveries.mark(desk.database, held[0], "sent", "250 taken from the other one", desk.now)
    desk.pass_time(DAY)
    assert office.taken == [], "the other one has sent it"


def test_a_full_mailbox_for_copies_keeps_no_reader_from_the_digest_for_good(desk: Desk, office: Postmaster) -> None:
    office.faults["RCPT"] = refuse("552 mailbox full", only="copies", until=BEGIN + 8 * HOUR, office=office)
    with mailbox_of(office) as copies:
        given = {"host": "127.0.0.1", "port": copies.port, "security": "none"}
        desk.settings = desk.settings_for("one@example.org", "two@example.org", mailbox={**given, "address": COPIES})
        desk.publish()
        desk.pass_time(6 * HOUR)
        assert "552 mailbox full" in desk.wrong
        desk.pass_time(DAY)
    assert office.counts() == {"one@example.org": 1, "two@example.org": 1, COPIES: 2}
