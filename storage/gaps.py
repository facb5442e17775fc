"""Gaps: times whose news a feed had forgotten, and what became of them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from news.feeds import Entry
from news.gaps import Gap, reach_of
from news.ledger import FeedLook
from storage import feeds
from storage.database import Database
from storage.tables import feeds as feed_rows
from storage.tables import gaps as rows

HELPERS = ("news-sitemap", "sitemap", "listing")
"""Kinds of feed that reach further back than a feed that was overrun."""


def open_gaps(db: Database) -> tuple[Gap, ...]:
    """Return the gaps that nothing has filled, the newest first."""
    with db.begin_read() as connection:
        found = connection.execute(select(rows).where(rows.c.filled_at.is_(None)).order_by(rows.c.found_at.desc(), rows.c.id.desc()))
        return tuple(map(_gap, found))


def filled_gaps(db: Database, since: datetime) -> tuple[Gap, ...]:
    """Return the gaps that were filled since then, the newest first."""
    with db.begin_read() as connection:
        found = connection.execute(select(rows).where(rows.c.filled_at >= since).order_by(rows.c.filled_at.desc(), rows.c.id.desc()))
        return tuple(map(_gap, found))


def note(connection: Connection, gap: Gap, source_id: str) -> tuple[Gap, bool]:
    """Write a gap down, and let the source's sitemaps and listings be looked at next; return it, and whether there are any.

    One that is still open for the same feed grows instead: a feed that is overrun at every look has one gap, not hundreds.
    """
    row = connection.execute(select(rows).where(rows.c.feed_id == gap.feed_id, rows.c.filled_at.is_(None))).first()
    if row is None:
        values = {"feed_id": gap.feed_id, "found_at": gap.found_at, "after_at": gap.after_at, "before_at": gap.before_at}
        connection.execute(insert(rows).values(**values))
    else:
        gap = replace(_gap(row), before_at=max(gap.before_at, row.before_at))
        connection.execute(update(rows).where(rows.c.id == row.id).values(before_at=gap.before_at))
    return gap, feeds.hasten(connection, source_id, gap.feed_id, HELPERS, gap.found_at)


def fill(
    connection: Connection, look: FeedLook, fresh: Sequence[Entry], seen: Sequence[tuple[Entry, datetime]]
) -> tuple[tuple[Gap, ...], Gap | None]:
    """Hold a look against the source's open gaps; return those it closes, and the one that an older page of its feed leaves open.

    A gap is filled by older pages of its own feed, or by the source's sitemaps and listings. ``fresh`` are the look's entries that
    nobody had announced, ``seen`` the others with the times at which they were first announced.
    """
    kind = feeds.kind_of(connection, look.feed_id)
    if look.outcome == "failed" or not look.entries or (look.page is None and kind not in HELPERS):
        return (), _open_of(connection, look.feed_id) if look.page else None
    ours = rows.c.feed_id == look.feed_id
    which = ours if look.page else ~ours & (feed_rows.c.source_id == look.source_id)
    found = connection.execute(select(rows).join(feed_rows).where(rows.c.filled_at.is_(None), which)).all()
    closed = []
    for row in found:
        gap = _gap(row)
        reach = reach_of(gap, look, fresh, [entry for entry, first_seen_at in seen if first_seen_at < gap.found_at])
        how = "older pages" if look.page else kind
        gap = replace(gap, found=gap.found + reach.found, how=how, filled_at=look.looked_at if reach.closes else None)
        if reach.found or reach.closes:
            values = {"found": gap.found, "how": gap.how, "filled_at": gap.filled_at}
            connection.execute(update(rows).where(rows.c.id == row.id).values(**values))
        closed += [gap] if reach.closes else []
    return tuple(closed), _open_of(connection, look.feed_id) if look.page else None


def _open_of(connection: Connection, feed_id: str) -> Gap | None:
    row = connection.execute(select(rows).where(rows.c.feed_id == feed_id, rows.c.filled_at.is_(None))).first()
    return None if row is None else _gap(row)


def _gap(row: Row[Any]) -> Gap:
    return Gap(row.feed_id, row.found_at, row.after_at, row.before_at, row.filled_at, row.how, row.found or 0)
