"""Alarms: opened once and ended once for each trouble of a source, and kept.

The order of judging again: gather what is known of each source → judge it → add the reasons where pages are not read → write what changed.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import NamedTuple, cast

from sqlalchemy import ColumnElement, Connection, func, insert, null, select, update

from news.health import KEPT_DAYS, Alarm, AlarmKind, FailingFeed, Opened, SourceRecord, is_poorly_read, judge
from news.ledger import OFF_BEAT
from news.sources import Source
from storage import days
from storage.database import Database
from storage.failpoints import failpoint
from storage.statements import chunks
from storage.tables import alarms as rows
from storage.tables import feeds, urls

_LEAST_SOURCES = 3  # that all fail together: then it is our own connection, or our own machine
_REASONS_OF = timedelta(days=2)  # pages whose reasons say why so few are read
_UNREAD = ("rejected", "retry", "quarantined")


class Changes(NamedTuple):
    """What judging again changed."""

    opened: tuple[Alarm, ...] = ()
    ended: tuple[Alarm, ...] = ()


class PastAlarm(NamedTuple):
    """An alarm with its end."""

    alarm: Alarm
    ended_at: datetime | None
    """Nothing where it is open."""


def judge_again(db: Database, sources: Sequence[Source], now: datetime) -> Changes:
    """Judge the watched sources anew: open what began, end what is over, and what belongs to sources that are watched no more.

    Where all sources fail together nothing is changed: that is our own connection.
    """
    records = _records(db, sources, now.astimezone(UTC))
    if len(records) >= _LEAST_SOURCES and all(record.failing and len(record.failing) >= record.feed_count for record in records):
        return Changes()
    found: dict[tuple[str, AlarmKind], Alarm] = {}
    for record in records:
        known = replace(record, reasons=_reasons(db, record.source_id, now)) if is_poorly_read(record, now) else record
        found |= {(alarm.source_id, alarm.kind): alarm for alarm in judge(known, now.astimezone(UTC))}
    return _write(db, found, now)


def open_alarms(db: Database) -> tuple[Alarm, ...]:
    """Return the alarms that are open, the oldest first."""
    with db.begin_read() as connection:
        return tuple(_open(connection).values())


def recent_alarms(db: Database, since: datetime) -> tuple[PastAlarm, ...]:
    """Return the alarms that were open at some time since a moment, the newest first."""
    lasted = rows.c.ended_at.is_(None) | (rows.c.ended_at >= since)
    statement = select(rows).where(lasted).order_by(rows.c.since.desc(), rows.c.id.desc())
    with db.begin_read() as connection:
        found = connection.execute(statement).all()
    return tuple(PastAlarm(Alarm(row.source_id, cast("AlarmKind", row.kind), row.since, row.detail), row.ended_at) for row in found)


def _write(db: Database, found: dict[tuple[str, AlarmKind], Alarm], now: datetime) -> Changes:
    with db.begin_read() as connection:
        if found == _open(connection):
            return Changes()
    with db.begin_write() as connection:
        before = _open(connection)
        opened = tuple(alarm for key, alarm in found.items() if key not in before)
        ended = tuple(alarm for key, alarm in before.items() if key not in found)
        for alarm in ended:
            connection.execute(update(rows).where(*_is(alarm)).values(ended_at=now))
        for key in found.keys() & before.keys():
            if found[key] != before[key]:
                connection.execute(update(rows).where(*_is(found[key])).values(detail=found[key].detail))
        if opened:
            values = [{"source_id": each.source_id, "kind": each.kind, "detail": each.detail, "since": each.since} for each in opened]
            connection.execute(insert(rows).values(ended_at=null()), values)
        failpoint("alarm-half-written")
    failpoint("alarm-raised")
    return Changes(opened, ended)


def _is(alarm: Alarm) -> tuple[ColumnElement[bool], ...]:
    return rows.c.source_id == alarm.source_id, rows.c.kind == alarm.kind, rows.c.ended_at.is_(None)


def _open(connection: Connection) -> dict[tuple[str, AlarmKind], Alarm]:
    found = connection.execute(select(rows).where(rows.c.ended_at.is_(None)).order_by(rows.c.since, rows.c.id))
    return {(row.source_id, row.kind): Alarm(row.source_id, row.kind, row.since, row.detail) for row in found}


def _records(db: Database, sources: Sequence[Source], now: datetime) -> list[SourceRecord]:
    """Gather what is known of sources; those never looked at are left out."""
    source_ids = [source.id for source in sources]
    past = days.read(db, now.date() - timedelta(days=KEPT_DAYS))
    rhythms = days.rhythms(db)
    yesterday = now.date() - timedelta(days=1)
    is_crawling = any(day.looks for each in past.values() for day in each[-2:] if day.day == yesterday)
    with db.begin_read() as connection:
        opened, troubled = _opened(_open(connection).values()), _troubled(connection)
        looked_at, failing, counts = _feeds(connection, [feed.id for source in sources for feed in source.feeds])
        waiting = _waiting(connection, source_ids)
    return [
        SourceRecord(
            source_id,
            past.get(source_id, ()),
            newest_at=rhythms[source_id].newest_at if source_id in rhythms else None,
            hours=rhythms[source_id].hours if source_id in rhythms else (0,) * 24,
            looked_at=looked_at[source_id],
            is_crawling=is_crawling,
            feed_count=counts[source_id],
            failing=tuple(failing[source_id]),
            waiting=waiting[source_id],
            opened=opened[source_id],
            troubled_until=troubled.get(source_id),
        )
        for source_id in source_ids
        if source_id in looked_at
    ]


def _opened(alarms: Iterable[Alarm]) -> defaultdict[str, dict[AlarmKind, Opened]]:
    opened = defaultdict[str, dict[AlarmKind, Opened]](dict)
    for alarm in alarms:
        opened[alarm.source_id][alarm.kind] = Opened(alarm.since, alarm.detail)
    return opened


def _troubled(connection: Connection) -> dict[str, datetime]:
    """Return when each source's last trouble that explains a falling yield ended."""
    ended = (rows.c.ended_at.is_not(None), rows.c.kind != "falling-yield")
    found = connection.execute(select(rows.c.source_id, func.max(rows.c.ended_at)).where(*ended).group_by(rows.c.source_id))
    return {row[0]: row[1] for row in found}


def _feeds(
    connection: Connection, feed_ids: Sequence[str]
) -> tuple[dict[str, datetime], defaultdict[str, list[FailingFeed]], Counter[str]]:
    """Return when each source was last looked at, its feeds that fail, and how many it has that were ever looked at."""
    looked_at: dict[str, datetime] = {}
    failing = defaultdict[str, list[FailingFeed]](list)
    counts = Counter[str]()
    columns = (feeds.c.id, feeds.c.source_id, feeds.c.looked_at, feeds.c.failing_since, feeds.c.problem)
    for chunk in chunks(feed_ids):
        wanted = select(*columns).where(feeds.c.id.in_(chunk), feeds.c.looked_at.is_not(None)).order_by(feeds.c.id)
        for row in connection.execute(wanted):
            counts[row.source_id] += 1
            looked_at[row.source_id] = max(row.looked_at, looked_at.get(row.source_id, row.looked_at))
            if row.failing_since is not None:
                failing[row.source_id].append(FailingFeed(row.id, row.failing_since, row.problem or ""))
    return looked_at, failing, counts


def _waiting(connection: Connection, source_ids: Sequence[str]) -> Counter[str]:
    waiting = Counter[str]()
    for chunk in chunks(source_ids):
        statement = select(urls.c.source_id, func.count()).where(urls.c.source_id.in_(chunk), urls.c.state == "seen")
        waiting.update({row[0]: row[1] for row in connection.execute(statement.group_by(urls.c.source_id))})
    return waiting


def _reasons(db: Database, source_id: str, now: datetime) -> dict[str, int]:
    """Count why the last pages of a source were not read."""
    wanted = (
        urls.c.source_id == source_id,
        urls.c.state.in_(_UNREAD),
        urls.c.reason != OFF_BEAT,
        urls.c.state_at >= now - _REASONS_OF,
    )
    with db.begin_read() as connection:
        found = connection.execute(select(urls.c.reason, func.count()).where(*wanted).group_by(urls.c.reason))
        return {row[0]: row[1] for row in found}
