"""Days: what each source gave on each UTC day, counted inside the transactions that write down looks, pages and articles.

The day's row is the last thing that such a transaction writes: writers that meet there wait for nothing else, so never for each other in a
circle. Beside the days, ``about`` keeps for each source when its last page was found, and at which hours of the day its news comes.
"""

import json
from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache
from typing import NamedTuple

from sqlalchemy import Connection, Insert, select

from news.health import SourceDay
from news.ledger import OFF_BEAT, FeedLook, Kept, Settled
from news.unread import class_of
from storage.database import Database
from storage.statements import insert_for, upsert
from storage.tables import about, source_days

_RHYTHM = "rhythm/"  # the key under which a source's hours are kept, before its id
_MOST_A_LOOK = 10  # pages of one look that say at which hour news comes: a back-fill says nothing
_HALVED_AT = 2000  # an hour's count after which all are halved, so that a newsroom's new habits show
_ZEROS = {column.name: 0 for column in source_days.c if not column.primary_key}
_KEPT: Mapping[Kept, str] = {"stored": "stored", "copy": "copies", "set aside": "rejected"}


class Rhythm(NamedTuple):
    """When a source brings news."""

    newest_at: datetime
    """When its last page was found."""
    hours: tuple[int, ...]
    """Pages by hour of the day, UTC; of one look ten at most."""


def count_look(connection: Connection, look: FeedLook, found: int) -> None:
    """Count one look at a feed, and the pages that it was the first to announce; parts and older pages of a feed are no looks."""
    is_look = not look.is_part and look.page is None
    failed = is_look and look.outcome == "failed"
    _count(connection, look.source_id, look.looked_at, {"looks": is_look, "failed": failed, "found": found})
    if found:
        _note_rhythm(connection, look, found)


def count_settled(connection: Connection, source_id: str, settled: Settled, state: str, before: str) -> None:
    """Count what became of a page we do not hold; ``state`` is what the ledger says now, ``before`` the reason it gave before.

    A page that is asked for again with the same outcome is counted once for it, and as rejected where it is given up.
    """
    if settled.reason == OFF_BEAT:
        if before == OFF_BEAT:
            return
        counts = {"off_beat": 1, "undated": settled.is_undated}
    else:
        trouble = class_of(settled.reason) if settled.asked and settled.reason != before else ""
        given_up = state in {"rejected", "quarantined"}
        counts = {"rejected": given_up, "empty": trouble == "empty-bodies", "challenged": trouble == "challenges"}
    _count(connection, source_id, settled.at, counts)


def count_kept(connection: Connection, source_id: str, kept: Kept, at: datetime, *, is_undated: bool) -> None:
    """Count a text that arrived; versions and known texts are no news of a day."""
    column = _KEPT.get(kept)
    if column:
        _count(connection, source_id, at, {column: 1, "undated": is_undated and kept != "set aside"})


def read(db: Database, since: date) -> dict[str, tuple[SourceDay, ...]]:
    """Return the days of each source from one on, by the source's id, the oldest first."""
    statement = select(source_days).where(source_days.c.day >= since.toordinal()).order_by(source_days.c.day)
    found = defaultdict[str, list[SourceDay]](list)
    with db.begin_read() as connection:
        for source_id, day, *counts in connection.execute(statement):
            found[source_id].append(SourceDay(date.fromordinal(day), *counts))
    return {source_id: tuple(days) for source_id, days in found.items()}


def rhythms(db: Database) -> dict[str, Rhythm]:
    """Return when each source brings news, by its id; sources that never announced a page are left out."""
    with db.begin_read() as connection:
        rows = connection.execute(select(about).where(about.c.key.startswith(_RHYTHM, autoescape=True))).all()
    return {row.key.removeprefix(_RHYTHM): _rhythm(row.value) for row in rows}


def _count(connection: Connection, source_id: str, at: datetime, counts: Mapping[str, int]) -> None:
    """Add to the counts of a source on the day of a moment."""
    added = {name: int(count) for name, count in counts.items() if count}
    if not added:
        return
    key = {"source_id": source_id, "day": at.astimezone(UTC).toordinal()}
    connection.execute(_adding(connection.dialect.name, tuple(added)), {**key, **_ZEROS, **added})


@cache
def _adding(dialect: str, names: tuple[str, ...]) -> Insert:
    """Return the statement that adds to some counts of a day; written once for each set of them, as every look and page needs one."""
    statement = insert_for(dialect, source_days)
    sums = {name: source_days.c[name] + statement.excluded[name] for name in names}
    return statement.on_conflict_do_update(index_elements=["source_id", "day"], set_=sums)


def _note_rhythm(connection: Connection, look: FeedLook, found: int) -> None:
    """Note that a source brought news at this hour; its first look says nothing of hours, for everything is new then."""
    key = _RHYTHM + look.source_id
    kept = connection.scalar(select(about.c.value).where(about.c.key == key).with_for_update())
    before = _rhythm(kept) if kept else None
    hours = list(before.hours) if before else [0] * 24
    at = look.looked_at.astimezone(UTC)
    if before:
        hours[at.hour] += min(found, _MOST_A_LOOK)
    if max(hours) > _HALVED_AT:
        hours = [count // 2 for count in hours]
    newest = max(at, before.newest_at) if before else at
    upsert(connection, about, {"key": key, "value": json.dumps({"at": newest.isoformat(), "hours": hours})})


def _rhythm(value: str) -> Rhythm:
    kept = json.loads(value)
    return Rhythm(datetime.fromisoformat(kept["at"]), tuple(kept["hours"]))
