"""Headlines that want to be headers, ends of mails or other mails, sent through a real mail server: what it gets is what was frozen."""

import email
import email.policy
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from killing import PostOffice, post_office, small_beat, text_of
from newsrooms import Newsroom
from receivers import delivery

from desk.channels.mail import Mail
from desk.digest_forms import as_mail, check_headers
from desk.reader_settings import MailSettings
from desk.settings import Settings
from desk.telling import Teller
from news.dates import UNDATED
from news.digests import Digest, Line, Outlet, Section
from storage import digests
from storage.database import open_database

READER = "desk@example.org"
OURS = [b"To", b"Subject", b"From", b"Date", b"Message-ID", b"Auto-Submitted", b"List-Id", b"MIME-Version", b"Content-Type"]
AT = datetime(2026, 3, 2, 3, tzinfo=UTC)
BREAKS = (
    *("\r\n", "\n", "\r", "\n\r", "\r\n\r\n", "\r\n ", "\r\n\t", "\x00\r\n", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85"),
    *("\u2028", "\u2029", "%0d%0a", "\\r\\n", "&#13;&#10;", "\u560a\u560d", "\ufeff\r\n", "\ud800\r\n", "\x7f\n", "\u202e\n"),
)
WISHES = (
    "Bcc: victim@evil.example",
    "To: victim@evil.example",
    "Subject: You have won",
    "Content-Type: text/html\r\n\r\n<script>alert(1)</script>",
    ".\r\nMAIL FROM:<evil@evil.example>\r\nRCPT TO:<victim@evil.example>\r\nDATA\r\nSubject: spam\r\n\r\nspam\r\n.",
    ".",
    "--===============0000000000000000000==\r\nContent-Type: text/html",
)
ENCODED = (
    "=?utf-8?q?News=0D=0ABcc:_victim=40evil.example?=",
    "=?utf-8?q?News=0ABcc:_victim=40evil.example?=",
    "=?utf-8?b?DQpCY2M6IHZpY3RpbUBldmlsLmV4YW1wbGU=?=",
    "=?us-ascii?q?=0D=0A=0D=0Abody?= =?utf-8?q?=0D=0A?=",
    "=?utf-7?q?+AA0ACg-Bcc:_victim=40evil.example?=",
    "=?utf-16?b?AAoAQgBjAGM=?=",
    "=?unknown-8bit?q?=0ABcc:x=40y?=",
    "=?utf-8*en?q?=0D=0ABcc:_x=40y.example?=",
    "=?utf-8?q?" + "=0D=0ABcc:_x=40y.example" * 60 + "?=",
)
LONG = ("x" * 5_000, "ж" * 5_000, "x" * 997 + "\r\nBcc: x@y.example", "🚀" * 2_000, "." * 3_000, ("b" * 75 + " ") * 60, "\u0301" * 3_000)
PLAIN = (
    "From the desk of the minister",
    ".",
    "..",
    ". ",
    "",
    " ",
    "\t",
    '"Baku", said <Moscow>',
    "a@b.example, c@d.example",
    "(comment \\",
)
TITLES = (
    *(f"News{mark}{wish}" for mark in BREAKS for wish in WISHES),
    *ENCODED,
    *(f"Новости Баку и Москвы {each}" for each in ENCODED),
    *LONG,
    *PLAIN,
)


@pytest.fixture(scope="module")
def office() -> Iterator[tuple[PostOffice, int]]:
    with post_office() as opened:
        yield opened


def test_no_headline_of_two_hundred_writes_a_header_or_ends_a_mail(office: tuple[PostOffice, int]) -> None:
    check_headers()
    assert len(set(TITLES)) >= 200
    post, port = office
    channel = Mail(MailSettings(host="127.0.0.1", port=port, security="none", sender="khazri@example.org"))
    frozen = [as_mail(alert(title), "khazri@example.org", f"<{number}@example.org>") for number, title in enumerate(TITLES)]
    post.taken.clear()
    with ThreadPoolExecutor(16) as senders:  # each mostly waits
        outcomes = senders.map(lambda mail: channel.send(delivery(body=mail, recipient=READER, form="mail"), lambda: True), frozen)
        assert {outcome.state for outcome in outcomes} == {"sent"}
    assert sorted(post.taken) == sorted(b"To: desk@example.org\r\n" + mail for mail in frozen), "one mail each, byte for byte"
    for mail in post.taken:
        check_mail(mail)


def test_a_digest_of_such_headlines_arrives_once_byte_for_byte(office: tuple[PostOffice, int], tmp_path: Path) -> None:
    post, port = office
    post.taken.clear()
    given = Settings(
        mail={"host": "127.0.0.1", "port": port, "security": "none", "sender": "khazri@example.org"},  # type: ignore[arg-type]
        digest={"history_days": 0},  # type: ignore[arg-type]
        beat=small_beat(tmp_path / "beat"),
        subscriptions={"daily": {"to": [READER], "alerts": True}},  # type: ignore[dict-item]
    )
    with open_database(f"sqlite:///{tmp_path}/khazri.db") as database:
        newsroom, teller = Newsroom(database), Teller()
        list(teller.tell(database, given, AT))
        for title in (*WISHES, *ENCODED, *LONG, *PLAIN, *(f"News{mark}Bcc: x@y.example" for mark in BREAKS)):
            newsroom.add(AT + timedelta(hours=1), title=title, topics=("shells",))
        list(teller.tell(database, given, AT + timedelta(days=1)))
        (made,) = (each for each in digests.latest(database, 10) if each.deliveries)
        frozen = digests.get(database, made.id)
    assert frozen is not None
    assert [each.state for each in frozen.deliveries] == ["sent"]
    assert post.taken == [b"To: desk@example.org\r\n" + frozen.forms["mail"]]
    check_mail(post.taken[0])
    assert text_of(post.taken[0]).replace("\r\n", "\n") == frozen.forms["text"].decode()


@pytest.mark.parametrize(
    ("body", "arrives"),
    [
        (b"Subject: x\r\n\r\n.\r\n..\r\n...\r\n.x\r\n", b"Subject: x\r\n\r\n.\r\n..\r\n...\r\n.x\r\n"),
        (b"Subject: x\r\n\r\none\n.\ntwo\r.\rthree", b"Subject: x\r\n\r\none\r\n.\r\ntwo\r\n.\r\nthree\r\n"),
        (b"Subject: x\r\n\r\n.\nRSET\n.\r\n", b"Subject: x\r\n\r\n.\r\nRSET\r\n.\r\n"),
        (b"Subject: x\r\n\r\n" + b"x" * 998 + b"\r\n", b"Subject: x\r\n\r\n" + b"x" * 998 + b"\r\n"),
        (b"Subject: x\r\n\r\n\x85\xe2\x80\xa8\x0b\x0c\x1c.\r\n", b"Subject: x\r\n\r\n\x85\xe2\x80\xa8\x0b\x0c\x1c.\r\n"),
        (b"Subject: x\r\n\r\n\r\n\r\n", b"Subject: x\r\n\r\n\r\n\r\n"),
    ],
)
def test_lines_that_would_end_a_mail_arrive_as_they_are(body: bytes, arrives: bytes, office: tuple[PostOffice, int]) -> None:
    post, port = office
    post.taken.clear()
    channel = Mail(MailSettings(host="127.0.0.1", port=port, security="none", sender="khazri@example.org"))
    assert channel.send(delivery(body=body, recipient=READER, form="mail"), lambda: True).state == "sent"
    assert post.taken == [b"To: desk@example.org\r\n" + arrives]


def alert(title: str) -> Digest:
    """A digest whose subject and body carry a headline as it was written."""
    line = Line(1, 1, title, "https://paper.example/1", None, Outlet("Paper"), UNDATED, AT)
    return Digest("daily", "Daily", AT, "UTC", None, (Section("new", None, "News", (line,)),), kind="alert")


def check_mail(mail: bytes) -> None:
    """A mail has our headers in our order, plain line ends, and no line that is too long."""
    head, _, _ = mail.partition(b"\r\n\r\n")
    names = [line.partition(b":")[0] for line in head.split(b"\r\n") if line[:1] not in {b" ", b"\t"}]
    assert names == OURS, head
    assert not re.search(rb"\r(?!\n)|(?<!\r)\n", mail)
    assert all(len(line) <= 998 for line in mail.split(b"\r\n"))
    assert mail.isascii()
    read = email.message_from_bytes(mail, policy=email.policy.default)
    assert [name.encode() for name in read] == OURS
    assert not read.defects
    assert not re.search(r"[\r\n]", str(read["Subject"]))
    assert str(read["To"]) == READER
    assert [part.get_content_type() for part in read.iter_parts()] == ["text/plain", "text/html"]
