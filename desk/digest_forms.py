"""The forms of a digest: plain text, HTML, Markdown, JSON, and the mail that carries the first two.

The order of work: a digest's words (`desk.digest_words`) → a template for each form → for text and Markdown what their signs would do is
taken from what others wrote; HTML is escaped by the template → a mail's headers are of our own making, and tested to be.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from functools import cache
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from jinja2 import Environment, PackageLoader, StrictUndefined

from desk import digest_text
from desk.digest_objects import digest_object
from desk.digest_words import Words, plain, web_only
from desk.web import labels
from news.dates import UNDATED
from news.digests import Digest, Line, Outlet, Section
from news.errors import DeliveryError

_BEFORE_EMERGING: Final = frozenset({"new", "woke"})
_MARKUP: Final = re.compile(r"[\\`*_\[\]<>|~&$]|^[#+\-=:]|(?<=^\d)[.)]|(?<=^\d\d)[.)]|(?<=^\d\d\d)[.)]")
_LINKED: Final = re.compile(r"(?<=:)(?=//)|(?<=@)|(?<=\bwww)(?=\.)|(?<=mailto:)|(?<=xmpp:)", re.IGNORECASE)
_UNLINKED: Final = "\u200c"  # of no width: it ends what would be a link or a mention
_LANG: Final = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,2}")
_HEADERS: Final = frozenset(
    {"Subject", "From", "Date", "Message-ID", "Auto-Submitted", "List-Id", "MIME-Version", "Content-Type", "Content-Transfer-Encoding"}
)
_POLICY: Final = SMTP.clone(cte_type="7bit")  # a server without 8BITMIME gets it whole, too
_LONGEST_LINE = 998  # RFC 5322, 2.1.1
_HOSTILE: Final = (
    "News\r\nBcc: somebody@else.example",
    "News\nBcc: somebody@else.example",
    "News\rBcc: somebody@else.example\r\n\r\nbody",
    "=?utf-8?q?News=0D=0ABcc:_somebody=40else.example?=",
    "=?utf-8?b?DQpCY2M6IHNvbWVib2R5QGVsc2UuZXhhbXBsZQ==?= и ещё",
    "News\u2028Bcc: somebody@else.example\u2029\x85\x0b\x0c\x1c\x1d\x1eBcc: x@y.example",
    "Новости " + "х" * 10_000 + "\r\nBcc: somebody@else.example",
    "x" * 10_000,
)


class Block(NamedTuple):
    """A part of a digest in its place."""

    section: Section | None
    """Nothing where the themes stand."""
    first: int = 0
    """The number of its first story."""


def as_text(digest: Digest) -> str:
    """Render a digest as plain text, six lines a story at most."""
    return _rendered("digest.txt", digest)


def as_html(digest: Digest) -> str:
    """Render a digest as an HTML page that needs nothing from elsewhere, for a mail program."""
    return _rendered("digest.html", digest)


def as_markdown(digest: Digest) -> str:
    """Render a digest as Markdown; what others wrote is neither markup nor a link in it."""
    return _rendered("digest.md", digest)


def as_json(digest: Digest) -> str:
    """Render a digest for programs."""
    return json.dumps(digest_object(digest), ensure_ascii=False, indent=2).encode("utf-8", "replace").decode() + "\n"


def subject_of(digest: Digest) -> str:
    """Say in one line what a digest tells, for the head of a mail and for lists."""
    words = Words(digest)
    if digest.kind == "alert":
        first = next(digest.lines, None)
        return f"ALERT: {plain(first.title if first else '') or words.title}"
    if digest.baseline:
        told = f"{words.title} {words.day}: no signals yet, {words.answering}"
    else:
        told = f"{words.title} {words.day}: {', '.join(words.news) or f'nothing new, {words.answering}'}"
    return f"SAMPLE: {told}" if digest.kind == "sample" else told


def mark_of(digest: Digest) -> str:
    """Return what names a digest in the world: the same for the same items of the same subscription at the same minute."""
    told = ",".join(map(str, (*digest.told.articles, *digest.told.edits, *digest.told.themes, *digest.told.alerts)))
    said = f"{digest.name}\n{digest.kind}\n{digest.made_at.astimezone(ZoneInfo(digest.timezone)):%Y-%m-%d %H:%M}\n{told}"
    return hashlib.sha256(said.encode()).hexdigest()[:32]


def as_mail(digest: Digest, sender: str, message_id: str) -> bytes:
    """Render a digest as a mail without its To header: its text, and its HTML beside."""
    message = EmailMessage(policy=_POLICY)
    message["Subject"] = _defused(subject_of(digest))
    message["From"] = sender
    message["Date"] = digest.made_at
    message["Message-ID"] = message_id
    message["Auto-Submitted"] = "auto-generated"
    message["List-Id"] = f"<{digest.name}.{sender.rpartition('@')[2] or 'khazri.invalid'}>"
    message.set_content(as_text(digest))
    message.add_alternative(as_html(digest), subtype="html")
    return message.as_bytes()


def check_headers() -> None:
    """Write mails whose headlines ask for headers of their own; raises DeliveryError where one gets any in this Python."""
    for title in _HOSTILE:
        try:
            mail = as_mail(_alert(title), "khazri@localhost", "<self-test@localhost>")
        except ValueError:
            continue  # refused: a mail that is not written harms nobody
        if not _is_in_order(mail):
            raise DeliveryError("a headline can write headers into our mails", "install a newer Python")


def _is_in_order(mail: bytes) -> bool:
    """Whether a mail has our headers, each once, and no line that is too long."""
    head = mail.partition(b"\r\n\r\n")[0].split(b"\r\n")
    names = [line.partition(b":")[0].decode("ascii", "replace") for line in head if line[:1] not in {b" ", b"\t"}]
    is_bare = any(b"\r" in line or b"\n" in line or len(line) > _LONGEST_LINE for line in mail.split(b"\r\n"))
    return not is_bare and len(names) == len(set(names)) and set(names) <= _HEADERS


def _alert(title: str) -> Digest:
    at = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
    line = Line(1, 1, title, "https://paper.example/1", None, Outlet("Paper"), UNDATED, at)
    return Digest("self-test", "Self-test", at, "UTC", None, (Section("new", None, "News", (line,)),), kind="alert")


def _defused(text: str) -> str:
    """Take the start of an encoded word apart, which some versions of Python decode into headers of its own."""
    return text.replace("=?", "= ?")


def blocks_of(digest: Digest) -> Iterator[Block]:
    """Return the sections in their order, with the themes after what is new, and the number of each one's first story."""
    first, is_told = 1, not digest.emerging
    for section in digest.sections:
        if not is_told and section.kind not in _BEFORE_EMERGING:
            is_told = True
            yield Block(None)
        yield Block(section, first)
        first += len(section.lines)
    if not is_told:
        yield Block(None)


def escaped_markdown(text: str) -> str:
    """Return a text that Markdown shows as it is: no markup, no link, no mention of anybody."""
    return _MARKUP.sub(r"\\\g<0>", _LINKED.sub(_UNLINKED, text))


def _lang(code: str | None) -> str:
    """Return a code that HTML takes for a language; empty where it is none."""
    return code if code and _LANG.fullmatch(code) else ""


def _rendered(template: str, digest: Digest) -> str:
    names = {
        "digest": digest,
        "words": Words(digest),
        "blocks": tuple(blocks_of(digest)),
        "text": digest_text,
        "subject": subject_of(digest),
    }
    return _environment(is_html=template.endswith(".html")).get_template(template).render(names)


@cache
def _environment(*, is_html: bool) -> Environment:
    environment = Environment(
        loader=PackageLoader("desk"),
        autoescape=is_html,  # noqa: S701 - off where no browser reads it: `plain` and `escaped_markdown` make it safe
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"web_only": web_only, "plain": plain, "md": _markdown_line, "lang": _lang}
    environment.filters |= {"direction": labels.direction, "runs": digest_text.runs}
    environment.tests["right_to_left"] = digest_text.is_right_to_left
    return environment


def _markdown_line(text: str) -> str:
    return digest_text.runs_isolated(escaped_markdown(plain(text, 1_000)))
