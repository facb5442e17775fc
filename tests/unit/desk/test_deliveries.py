"""Digests handed over to a real SMTP server."""

import email
import email.policy
import socket
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from mailboxes import MailboxServer
from told_archives import DAY, HOUR, NOW, PAPER, add, freeze, states

from desk.channels.mail import check_mail
from desk.deliveries import deliver
from desk.reader_settings import MailSettings
from desk.settings import Settings
from news.errors import SettingsError
from storage import deliveries, sources
from storage.database import Database


class PostOffice:
    """Takes mails as it is told to, and keeps those it took."""

    def __init__(self) -> None:
        self.taken: list[EmailMessage] = []
        self.named: list[list[str]] = []
        self.answers: dict[str, str] = {}
        self.hang_up_after_the_dot = False

    async def handle_RCPT(self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: Any) -> str:  # noqa: N802
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        assert isinstance(envelope.content, bytes)
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        self.taken.append(message)
        self.named.append(list(envelope.rcpt_tos))
        if self.hang_up_after_the_dot:
            assert server.transport is not None
            server.transport.abort()
        return "250 taken"


@pytest.fixture
def post() -> Iterator[PostOffice]:
    office = PostOffice()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(office, hostname="127.0.0.1", port=port)
    controller.start()
    office.port = port  # type: ignore[attr-defined]
    yield office
    controller.stop()


def mail_at(port: int, *recipients: str, **more: Any) -> Settings:
    to = list(recipients) or ["desk@example.org"]
    mail = MailSettings(host="127.0.0.1", port=port, security="none", sender="khazri@example.org", to=to, **more)
    # Digests are to tell what is new at once, not after a week of history.
    return Settings(mail=mail, digest={"history_days": 0})  # type: ignore[arg-type]  # pydantic makes a value of it


def mail_to(post: PostOffice, *recipients: str, **more: Any) -> Settings:
    return mail_at(post.port, *recipients, **more)  # type: ignore[attr-defined]


@pytest.fixture
def archive(db: Database) -> Database:
    sources.register(db, [PAPER])
    return db


def test_a_digest_is_mailed_and_the_next_begins_where_it_ended(archive: Database, post: PostOffice) -> None:
    add(archive, 1)
    assert freeze(archive, mail_to(post)) == 1
    assert states(deliver(archive, mail_to(post))) == ["sent"]
    (mail,) = post.taken
    assert mail["To"] == "desk@example.org"
    assert "1 new" in mail["Subject"]
    assert "Shells for Kyiv 1" in mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert "Shells for Kyiv 1" in mail.get_body(("html",)).get_content()  # type: ignore[union-attr]

    assert deliver(archive, mail_to(post)) == ()
    add(archive, 2)
    assert freeze(archive, mail_to(post), NOW + DAY) == 1
    deliver(archive, mail_to(post))
    assert "paper.example/1" not in post.taken[1].get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert post.taken[0]["Message-ID"] != post.taken[1]["Message-ID"]


def test_one_refused_recipient_does_not_keep_the_others_waiting(archive: Database, post: PostOffice) -> None:
    add(archive, 1)
    post.answers["gone@example.org"] = "550 no such person"
    settings = mail_to(post, "one@example.org", "gone@example.org", "two@example.org")
    freeze(archive, settings)
    assert {fate.delivery.recipient: fate.outcome.state for fate in deliver(archive, settings)} == {
        "one@example.org": "sent",
        "gone@example.org": "failed",
        "two@example.org": "sent",
    }
    assert len(post.taken) == 2
    assert deliver(archive, settings) == (), "and is not asked again and again"


def test_a_mail_refused_for_now_is_kept_and_tried_again_with_the_same_bytes(archive: Database, post: PostOffice) -> None:
    add(archive, 1)
    post.answers["desk@example.org"] = "451 later"
    freeze(archive, mail_to(post))
    (before,) = deliveries.pending(archive)
    (fate,) = deliver(archive, mail_to(post))
    assert (fate.outcome.state, fate.outcome.reply) == ("pending", "451 later")
    assert deliveries.pending(archive, datetime.now(UTC)) == ()
    (after,) = deliveries.pending(archive, datetime(2100, 1, 1, tzinfo=UTC))
    assert (after.body, after.message_id) == (before.body, before.message_id)


def test_a_mail_that_nobody_takes_for_days_is_given_up_and_told(archive: Database, post: PostOffice) -> None:
    add(archive, 1)
    post.answers["desk@example.org"] = "451 later"
    freeze(archive, mail_to(post))
    asked = 0
    for hour in range(24 * 7):
        asked += len(deliver(archive, mail_to(post), NOW + hour * HOUR, now=NOW + hour * HOUR))
    (left,) = deliveries.unresolved(archive)
    assert left.state == "failed"
    assert "given up after 5 days: 451 later" in left.reply
    assert 8 <= asked <= 16, "asked less and less often, and at least once a day"
    post.answers.clear()
    assert deliveries.settle(archive, left.id, is_there=False, now=NOW + 8 * DAY)
    assert states(deliver(archive, mail_to(post), NOW + 8 * DAY)) == ["sent"], "a person may ask for it again"


def test_no_server_at_all_loses_nothing(archive: Database, post: PostOffice) -> None:
    add(archive, 1)
    nowhere = mail_at(9)
    freeze(archive, nowhere)
    (fate,) = deliver(archive, nowhere)
    assert fate.outcome.state == "pending"
    assert "127.0.0.1:9: connection refused" in fate.outcome.reply
    assert [delivery.state for delivery in deliveries.unresolved(archive)] == ["pending"]
    assert deliver(archive, mail_to(post), datetime.now(UTC)) == (), "the scheduler waits for half an hour"
    assert states(deliver(archive, mail_to(post))) == ["sent"], "a person who sends does not"
    assert deliveries.unresolved(archive) == ()


def test_a_mail_without_an_answer_is_in_doubt_and_never_sent_again(archive: Database, post: PostOffice) -> None:
    add(archive, 1)
    post.hang_up_after_the_dot = True
    freeze(archive, mail_to(post))
    assert states(deliver(archive, mail_to(post))) == ["in doubt"]
    post.hang_up_after_the_dot = False
    assert deliver(archive, mail_to(post)) == ()
    assert len(post.taken) == 1
    assert [delivery.recipient for delivery in deliveries.unresolved(archive)] == ["desk@example.org"]


def test_what_a_crash_left_half_sent_is_in_doubt(archive: Database, post: PostOffice) -> None:
    add(archive, 1)
    freeze(archive, mail_to(post))
    (delivery,) = deliveries.pending(archive, datetime.now(UTC))
    deliveries.mark(archive, delivery.id, "committing", "", NOW)
    assert deliver(archive, mail_to(post)) == ()
    assert post.taken == []
    assert [each.state for each in deliveries.unresolved(archive)] == ["in doubt"]


@pytest.fixture
def copies() -> Iterator[MailboxServer]:
    server = MailboxServer()
    yield server
    server.close()


def with_copies(post: PostOffice, copies: MailboxServer, *recipients: str) -> Settings:
    given = {"host": "127.0.0.1", "port": copies.port, "security": "none", "user": "khazri", "password": copies.password}
    return mail_to(post, *recipients, mailbox={**given, "address": "copies@example.org", "wait": 0})


def test_each_mail_goes_to_the_mailbox_for_copies_in_the_same_breath(archive: Database, post: PostOffice, copies: MailboxServer) -> None:
    add(archive, 1)
    settings = with_copies(post, copies, "one@example.org", "two@example.org")
    freeze(archive, settings)
    deliver(archive, settings)
    assert [mail["To"] for mail in post.taken] == ["one@example.org", "two@example.org"]
    assert post.named == [["one@example.org", "copies@example.org"], ["two@example.org", "copies@example.org"]]
    assert copies.heard == [], "nothing is in doubt: nobody is asked"


def test_what_is_in_doubt_is_looked_up_and_only_what_is_not_there_is_sent_again(
    archive: Database, post: PostOffice, copies: MailboxServer
) -> None:
    add(archive, 1)
    settings = with_copies(post, copies, "one@example.org", "two@example.org")
    freeze(archive, settings)
    for each in deliveries.pending(archive):
        deliveries.mark(archive, each.id, "committing", "", NOW)
    copies.mails = [(deliveries.recover(archive)[0].message_id, "one@example.org")]
    fates = deliver(archive, settings)
    assert {(fate.delivery.recipient, fate.outcome.state) for fate in fates} >= {("one@example.org", "sent"), ("two@example.org", "sent")}
    assert [mail["To"] for mail in post.taken] == ["two@example.org"]
    assert deliveries.unresolved(archive) == ()


def test_a_mailbox_that_cannot_be_asked_keeps_it_in_doubt(archive: Database, post: PostOffice, copies: MailboxServer) -> None:
    add(archive, 1)
    settings = with_copies(post, copies)
    freeze(archive, settings)
    (each,) = deliveries.pending(archive)
    deliveries.mark(archive, each.id, "committing", "", NOW)
    copies.breaks_at = "UID SEARCH"
    assert states(deliver(archive, settings)) == ["in doubt"]
    assert post.taken == []
    copies.breaks_at = ""
    assert states(deliver(archive, settings)) == ["pending", "sent"]
    assert len(post.taken) == 1


def test_lines_that_begin_with_a_dot_arrive_whole(archive: Database, post: PostOffice) -> None:
    add(archive, 1, "..com domains\n.\n.hidden")
    freeze(archive, mail_to(post))
    deliver(archive, mail_to(post))
    (mail,) = post.taken
    assert "..com domains" in mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]


@pytest.mark.parametrize("missing", ["host", "sender"])
def test_what_is_missing_to_send_is_told_by_name(missing: str) -> None:
    whole = MailSettings(host="smtp.example.org", sender="khazri@example.org", to=["desk@example.org"])
    check_mail(whole)
    with pytest.raises(SettingsError, match=f"KHAZRI_MAIL__{missing.upper()}"):
        check_mail(whole.model_copy(update={missing: ""}))


class Server:
    """Says what it is told to say, word for word."""

    def __init__(self, **answers: str) -> None:
        self.answers = {"MAIL": "250 ok", "RCPT": "250 ok", "DATA": "354 go on", ".": "250 taken", "QUIT": "221 bye"} | answers
        self.heard: list[str] = []
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        connection, _ = self._socket.accept()
        with connection, connection.makefile("rwb") as stream:
            self._say(stream, "220 here")
            reading = False
            for raw in stream:
                line = raw.decode().strip()
                if reading and line != ".":
                    continue
                word = line.split(" ")[0].upper().split(":")[0]
                self.heard.append(word)
                answer = self.answers.get(word, "250 ok")
                reading = word == "DATA" and answer.startswith("354")
                self._say(stream, answer)
                if word == "QUIT":
                    break

    def _say(self, stream: Any, line: str) -> None:
        stream.write(f"{line}\r\n".encode())
        stream.flush()

    def settings(self) -> Settings:
        return mail_at(self.port)

    def close(self) -> None:
        self._thread.join(timeout=5)
        self._socket.close()


@pytest.mark.parametrize(
    ("answers", "state"),
    [
        ({}, "sent"),
        ({"QUIT": "421 closing"}, "sent"),
        ({".": "hello world"}, "in doubt"),
        ({".": "451 later"}, "pending"),
        ({".": "554 no"}, "failed"),
        ({"RCPT": "550 nobody here"}, "failed"),
        ({"MAIL": "451 busy"}, "pending"),
    ],
    ids=str,
)
def test_each_reply_of_a_server_has_one_meaning(answers: dict[str, str], state: str, archive: Database) -> None:
    add(archive, 1)
    server = Server(**answers)
    freeze(archive, server.settings())
    assert states(deliver(archive, server.settings())) == [state]
    server.close()
    assert ("DATA" in server.heard) == ("RCPT" not in answers and "MAIL" not in answers)
