"""What archives gave: how far each file was read, and what became of addresses that hold no article of ours."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

from sqlalchemy import delete, select

from news.feeds import Entry
from news.ledger import UrlState
from news.sources import Feed
from storage.database import Database
from storage.ledger import is_fit
from storage.rows import entry_text
from storage.statements import chunks, insert_into, upsert
from storage.tables import about, article_urls, urls

_KEY = "ingest/"


@dataclass(frozen=True, slots=True)
class Standing:
    """How far an archive has been read."""

    place: int | None = None
    """Where the last record begins that is done."""
    is_done: bool = False
    counts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Refused:
    """An address of an archive that holds no article of ours."""

    entry: Entry
    feed: Feed
    state: UrlState
    reason: str


def standing(db: Database, path: str, size: int, changed_at: int) -> Standing:
    """Return how far a file was read, of this size and with this time of change; any other state of it was not read at all."""
    with db.begin_read() as connection:
        value = connection.scalar(select(about.c.value).where(about.c.key == _key(path)))
    noted = json.loads(value) if value else {}
    if (noted.get("size"), noted.get("changed_at")) != (size, changed_at):
        return Standing()
    return Standing(noted["place"], noted["done"], noted["counts"])


def note(db: Database, path: str, size: int, changed_at: int, stands: Standing, refused: Sequence[Refused], now: datetime) -> None:  # noqa: PLR0913, PLR0917 - one row
    """Write down how far a file was read and what was refused on the way, in one transaction.

    An address that the ledger knows stays as it is.
    """
    told = {"file": path, "size": size, "changed_at": changed_at, "place": stands.place, "done": stands.is_done}
    rows = {each.entry.url: _row(each, now) for each in refused if is_fit(each.entry.url)}
    with db.begin_write() as connection:
        for chunk in chunks(sorted(rows)):
            statement = insert_into(connection, urls).on_conflict_do_nothing(index_elements=["url"])
            connection.execute(statement, [rows[url] for url in chunk])
        upsert(connection, about, {"key": _key(path), "value": json.dumps(told | {"counts": dict(stands.counts)})})


def forget(db: Database, paths: Collection[str]) -> None:
    """Forget how far files were read: the next run reads them from their beginning."""
    with db.begin_write() as connection:
        for chunk in chunks(sorted(map(_key, paths))):
            connection.execute(delete(about).where(about.c.key.in_(chunk)))


def held(db: Database, addresses: Collection[str]) -> frozenset[str]:
    """Return those of the addresses whose articles the archive holds."""
    with db.begin_read() as connection:
        found = (
            connection.scalars(select(article_urls.c.url).where(article_urls.c.url.in_(chunk))).all() for chunk in chunks(sorted(addresses))
        )
        return frozenset(url for chunk in found for url in chunk)


def _key(path: str) -> str:
    return _KEY + sha256(path.encode("utf-8", "surrogateescape")).hexdigest()[:24]


def _row(refused: Refused, now: datetime) -> dict[str, object]:
    return {
        "url": refused.entry.url,
        "feed_id": refused.feed.id,
        "source_id": refused.feed.source_id,
        "state": refused.state,
        "reason": refused.reason,
        "attempts": 0,
        "first_seen_at": now,
        "state_at": now,
        "updated_at": None,
        "entry": entry_text(refused.entry),
    }
