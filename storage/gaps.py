"""Gaps: times whose news a feed had forgotten, and what became of them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, null, select, update

from news.feeds import Entry
from news.gaps import Gap, reach_of
from news.ledger import FeedLook
from storage import feeds
from storage.database import Database
from storage.failpoints import failpoint
from storage.tables import feeds as feed_rows
from storage.tables import gaps as rows

HELPERS = ("news-sitemap", "sitemap", "listing")
"""Kinds of feed that reach further back than a feed that was overrun."""
OLDER_PAGES = "older pages"
_OPEN_OF = select(rows).where(rows.c.feed_id == bindparam("feed"), rows.c.filled_at.is_(None))  # written once: every look asks


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
        connection.execute(update(rows).where(rows.c.id == row.id).values(before_at=gap.before_at, how=null()))
    is_helped = feeds.hasten(connection, source_id, gap.feed_id, HELPERS, gap.found_at)
    if not is_helped:
        feeds.ask_whole(connection, gap.feed_id)
    return gap, is_helped


def give_up(db: Database, gap: Gap) -> None:
    """Write down that all older pages of a feed were asked for and did not close its gap: they are not asked for again."""
    with db.begin_write() as connection:
        ours = (rows.c.feed_id == gap.feed_id, rows.c.filled_at.is_(None))
        connection.execute(update(rows).where(*ours).values(how=OLDER_PAGES))


def fill(
    connection: Connection, look: FeedLook, fresh: Sequence[Entry], seen: Sequence[tuple[Entry, datetime]]
) -> tuple[tuple[Gap, ...], Gap | None]:
    """Hold a look against the source's open gaps; return those it closes, and the one for which older pages of the feed are asked for.

    That is the gap that an older page leaves open, or one whose older pages a crash or the end of a crawl kept from being asked for.
    A gap is filled by older pages of its own feed, or by the source's sitemaps and listings. ``fresh`` are the look's entries that
    nobody had announced, ``seen`` the others with the times at which they were first announced.
    """
    kind = feeds.kind_of(connection, look.feed_id)
    if look.page is None and kind not in HELPERS:
        return (), _left_half_way(connection, look)
    if look.outcome == "failed" or not look.entries:
        return (), _open_of(connection, look.feed_id) if look.page else None
    ours = rows.c.feed_id == look.feed_id
    which = ours if look.page else ~ours & (feed_rows.c.source_id == look.source_id)
    found = connection.execute(select(rows).join(feed_rows).where(rows.c.filled_at.is_(None), which)).all()
    closed = []
    for row in found:
        gap = _gap(row)
        reach = reach_of(gap, look, fresh, [entry for entry, first_seen_at in seen if first_seen_at < gap.found_at])
        # Of older pages it is said when they have closed it, or were all asked for: till then a crash leaves some of them to be asked for.
        how = kind if look.page is None else OLDER_PAGES if reach.closes else None
        gap = replace(gap, found=gap.found + reach.found, how=how, filled_at=look.looked_at if reach.closes else None)
        if reach.found or reach.closes:
            values = {"found": gap.found, "how": gap.how, "filled_at": gap.filled_at}
            connection.execute(update(rows).where(rows.c.id == row.id).values(**values))
        closed += [gap] if reach.closes else []
    if closed:
        failpoint("gap-half-filled")
    return tuple(closed), _open_of(connection, look.feed_id) if look.page else None


def _left_half_way(connection: Connection, look: FeedLook) -> Gap | None:
    """Return the open gap of a feed for which older pages are still to be asked for, and let the next look show where they are."""
    gap = None if look.is_part or look.outcome == "failed" else _open_of(connection, look.feed_id)
    if gap is None or gap.how is not None or feeds.has_others(connection, look.source_id, look.feed_id, HELPERS):
        return None
    feeds.ask_whole(connection, look.feed_id)
    return gap


def _open_of(connection: Connection, feed_id: str) -> Gap | None:
    row = connection.execute(_OPEN_OF, {"feed": feed_id}).first()
    return None if row is None else _gap(row)


def _gap(row: Row[Any]) -> Gap:
    return Gap(row.feed_id, row.found_at, row.after_at, row.before_at, row.filled_at, row.how, row.found or 0)
