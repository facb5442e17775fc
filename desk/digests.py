"""Digests: gathered from the archive, and rendered as text, HTML, JSON or a mail."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime
from email.message import EmailMessage
from email.policy import SMTP
from zoneinfo import ZoneInfo

from jinja2 import Environment, PackageLoader, StrictUndefined

from desk.objects import digest_object
from desk.printing import visible
from desk.statuses import health_of
from news.beats import Beat, Relevance
from news.dates import Dating
from news.digests import Digest, DigestItem, compose
from news.queries import Query
from storage import alarms, articles, digests, feeds, sources
from storage.database import Database

DAILY = "daily"  # the one subscription there is
TOLD: tuple[Relevance, ...] = ("strong", "medium", "implicit")  # weak articles are searchable, not news


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom a digest is made: which beat, at which moment in which zone."""

    beat: Beat
    now: datetime
    timezone: str


def gather(database: Database, subscription: str, reader: Reader, since: datetime | None = None) -> Digest:
    """Compose the digest of everything first seen since the last one that was sent, or since a moment."""
    if since is None:
        found = digests.undelivered(database, subscription)
    else:
        found = articles.find(database, Query(relevances=TOLD, since=since, sort="oldest", limit=None))
    topics = [(topic.id, topic.title) for topic in reader.beat.topics]
    outlets = sources.names(database)
    health = health_of(feeds.states(database), alarms.open_alarms(database), outlets)
    return compose(f"{reader.beat.title} digest", found, topics, outlets, (reader.now, reader.timezone), health)


def as_text(digest: Digest) -> str:
    """Render a digest as plain text."""
    return visible(_environment(html=False).get_template("digest.txt").render(_names(digest)))


def as_html(digest: Digest) -> str:
    """Render a digest as an HTML page that needs nothing from elsewhere."""
    return _environment(html=True).get_template("digest.html").render(_names(digest))


def as_json(digest: Digest) -> str:
    """Render a digest for programs."""
    return json.dumps(digest_object(digest), ensure_ascii=False, indent=2) + "\n"


def as_mail(digest: Digest, sender: str, subscription: str) -> tuple[str, bytes]:
    """Render a digest as a mail without its To header, and return its Message-ID and its bytes.

    The same articles for the same subscription give the same Message-ID, whenever they are rendered.
    """
    ids = ",".join(str(item.article_id) for section in digest.sections for item in section.items)
    mark = hashlib.sha256(f"{subscription}\n{digest.made_at:%Y-%m-%d}\n{ids}".encode()).hexdigest()[:32]
    message_id = f"<{mark}@{sender.rpartition('@')[2] or 'khazri.invalid'}>"
    message = EmailMessage(policy=SMTP)
    name = digest.name.replace("=?", "= ?")  # the start of an encoded word, which some versions of Python decode into headers of its own
    message["Subject"] = f"{name} {local_time(digest.made_at, digest.timezone):%Y-%m-%d}: {digest.item_count} new"
    message["From"] = sender
    message["Date"] = digest.made_at
    message["Message-ID"] = message_id
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(as_text(digest))
    message.add_alternative(as_html(digest), subtype="html")
    return message_id, message.as_bytes()


def local_time(moment: datetime, timezone: str) -> datetime:
    """Return a moment in the reader's zone."""
    return moment.astimezone(ZoneInfo(timezone))


def _environment(*, html: bool) -> Environment:
    environment = Environment(
        loader=PackageLoader("desk"),
        autoescape=html,  # noqa: S701 - off for plain text alone, which `visible` makes safe
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["web_only"] = _web_only
    return environment


def _web_only(url: str) -> str:
    """Return an address only where a browser may follow it."""
    return url if url.startswith(("http://", "https://")) else ""


def _names(digest: Digest) -> dict[str, object]:
    """Return what the templates speak of."""
    made = local_time(digest.made_at, digest.timezone)

    def when(dating: Dating) -> str:
        if isinstance(dating.at, datetime):
            day, clock = local_time(dating.at, digest.timezone).date(), f" {local_time(dating.at, digest.timezone):%H:%M}"
        elif isinstance(dating.at, date):
            day, clock = dating.at, ""
        else:
            return "undated"
        year = "" if day.year == made.year else f" {day.year}"  # an old article that turns up now must not look new
        return f"{day:%d %b}{year}{clock}"

    def seen(item: DigestItem) -> str:
        return f"{local_time(item.first_seen_at, digest.timezone):%d %b %H:%M}"

    offset = f"{made:%z}"
    zone = f"UTC{offset[:3]}:{offset[3:]}"
    return {"digest": digest, "made": f"{made:%Y-%m-%d %H:%M} ({zone})", "when": when, "seen": seen}
