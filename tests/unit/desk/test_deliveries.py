"""Digests handed over to a real SMTP server."""

import email
import email.policy
import socket
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from desk.deliveries import check_mail, deliver, freeze_digest
from desk.digests import DAILY, Reader
from desk.settings import MailSettings
from news.articles import Article
from news.beats import Judgement, load_beat
from news.dates import UNDATED
from news.errors import SettingsError
from news.feeds import Entry
from news.ledger import FeedLook
from news.searching.indexing import index_text
from news.sources import Feed, Source
from storage import articles, digests, ledger, sources
from storage.database import Database, open_database

NOW = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
READER = Reader(load_beat(), NOW, "Asia/Baku")
FEED = Feed("paper/rss", "paper", "https://paper.example/rss", "rss")
PAPER = Source("paper", "The Paper", "https://paper.example/", "AZ", ("en",), "Asia/Baku", "independent", feeds=(FEED,))


class PostOffice:
    """Takes mails as it is told to, and keeps those it took."""

    def __init__(self) -> None:
        self.taken: list[EmailMessage] = []
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


def mail_to(post: PostOffice, *recipients: str) -> MailSettings:
    port = post.port  # type: ignore[attr-defined]
    return MailSettings(
        host="127.0.0.1", port=port, security="none", sender="khazri@example.org", to=list(recipients) or ["desk@example.org"]
    )


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Database]:
    with open_database(f"sqlite:///{tmp_path}/khazri.db") as database:
        sources.register(database, [PAPER])
        yield database


def add(database: Database, number: int, title: str = "Shells for Kyiv") -> None:
    url = f"https://paper.example/{number}"
    entry = Entry(url, url)
    ledger.record(database, FeedLook(FEED.id, PAPER.id, "new", NOW, (entry,)), next_look_at=NOW)
    article = Article(url, f"{title} {number}", f"Text number {number}.", "en", None, UNDATED)
    judgement = Judgement("strong", "both sides")
    articles.add(
        database,
        article,
        entry=entry,
        feed=FEED,
        judgement=judgement,
        fingerprint=str(number),
        indexed=index_text("", "text", "en"),
        now=NOW,
    )


def test_a_digest_is_mailed_and_the_next_begins_where_it_ended(archive: Database, post: PostOffice) -> None:
    add(archive, 1)
    assert freeze_digest(archive, DAILY, READER, mail_to(post)).item_count == 1
    assert [outcome.state for outcome in deliver(archive, mail_to(post))] == ["sent"]
    (mail,) = post.taken
    assert mail["To"] == "desk@example.org"
    assert "1 new" in mail["Subject"]
    assert "Shells for Kyiv 1" in mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert "Shells for Kyiv 1" in mail.get_body(("html",)).get_content()  # type: ignore[union-attr]

    assert deliver(archive, mail_to(post)) == ()
    add(archive, 2)
    assert freeze_digest(archive, DAILY, READER, mail_to(post)).item_count == 1
    deliver(archive, mail_to(post))
    assert "Shells for Kyiv 1" not in post.taken[1].get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert post.taken[0]["Message-ID"] != post.taken[1]["Message-ID"]


def test_one_refused_recipient_does_not_keep_the_others_waiting(archive: Database, post: PostOffice) -> None:
    add(archive, 1)
    post.answers["gone@example.org"] = "550 no such person"
    settings = mail_to(post, "one@example.org", "gone@example.org", "two@example.org")
    freeze_digest(archive, DAILY, READER, settings)
    assert {outcome.recipient: outcome.state for outcome in deliver(archive, settings)} == {
        "one@example.org": "sent",
        "gone@example.org": "failed",
        "two@example.org": "sent",
    }
    assert len(post.taken) == 2


def test_a_mail_refused_for_now_is_kept_and_tried_again_with_the_same_bytes(archive: Database, post: PostOffice) -> None:
    add(archive, 1)
    post.answers["desk@example.org"] = "451 later"
    freeze_digest(archive, DAILY, READER, mail_to(post))
    (outcome,) = deliver(archive, mail_to(post))
    assert (outcome.state, outcome.reply) == ("pending", "451 later")
    assert digests.pending(archive, datetime.now(UTC)) == ()
    assert len(digests.pending(archive, datetime(2100, 1, 1, tzinfo=UTC))) == 1


def test_no_server_at_all_loses_nothing(archive: Database, post: PostOffice) -> None:
    add(archive, 1)
    nowhere = mail_to(post).model_copy(update={"port": 9})
    freeze_digest(archive, DAILY, READER, nowhere)
    (outcome,) = deliver(archive, nowhere)
    assert outcome.state == "pending"
    assert "127.0.0.1:9: connection refused" in outcome.reply
    assert [delivery.state for delivery in digests.unresolved(archive)] == ["pending"]
    assert deliver(archive, mail_to(post), datetime.now(UTC)) == (), "the scheduler waits for half an hour"
    assert [outcome.state for outcome in deliver(archive, mail_to(post))] == ["sent"], "a person who sends does not"
    assert digests.unresolved(archive) == ()


def test_a_mail_without_an_answer_is_in_doubt_and_never_sent_again(archive: Database, post: PostOffice) -> None:
    add(archive, 1)
    post.hang_up_after_the_dot = True
    freeze_digest(archive, DAILY, READER, mail_to(post))
    assert [outcome.state for outcome in deliver(archive, mail_to(post))] == ["in doubt"]
    post.hang_up_after_the_dot = False
    assert deliver(archive, mail_to(post)) == ()
    assert len(post.taken) == 1
    assert [delivery.recipient for delivery in digests.unresolved(archive)] == ["desk@example.org"]


def test_what_a_crash_left_half_sent_is_in_doubt(archive: Database, post: PostOffice) -> None:
    add(archive, 1)
    freeze_digest(archive, DAILY, READER, mail_to(post))
    (delivery,) = digests.pending(archive, datetime.now(UTC))
    digests.mark(archive, delivery.id, "committing", "", NOW)
    assert deliver(archive, mail_to(post)) == ()
    assert post.taken == []
    assert len(digests.unresolved(archive)) == 1


def test_lines_that_begin_with_a_dot_arrive_whole(archive: Database, post: PostOffice) -> None:
    add(archive, 1, "..com domains\n.\n.hidden")
    freeze_digest(archive, DAILY, READER, mail_to(post))
    deliver(archive, mail_to(post))
    (mail,) = post.taken
    assert "..com domains" in mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]


@pytest.mark.parametrize("missing", ["host", "sender", "to"])
def test_what_is_missing_to_send_is_told_by_name(missing: str) -> None:
    whole = MailSettings(host="smtp.example.org", sender="khazri@example.org", to=["desk@example.org"])
    check_mail(whole)
    empty: Any = [] if missing == "to" else ""
    with pytest.raises(SettingsError, match=f"KHAZRI_MAIL__{missing.upper()}"):
        check_mail(whole.model_copy(update={missing: empty}))


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

    def settings(self) -> MailSettings:
        return MailSettings(host="127.0.0.1", port=self.port, security="none", sender="khazri@example.org", to=["desk@example.org"])

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
    freeze_digest(archive, DAILY, READER, server.settings())
    assert [outcome.state for outcome in deliver(archive, server.settings())] == [state]
    server.close()
    assert ("DATA" in server.heard) == ("RCPT" not in answers and "MAIL" not in answers)
