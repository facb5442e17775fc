"""The ledger of addresses: every page ever announced, and what became of it. It alone says what is left to do."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache, partial
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Insert, Row, and_, bindparam, func, or_, select, update

from news.feeds import Entry
from news.gaps import Gap
from news.ledger import COPY, OFF_BEAT, FeedLook, Settled, Tally, Waiting
from news.polling import Lesson, learn
from news.sources import Feed
from storage import days, feeds, gaps, rereads
from storage.columns import clean
from storage.database import Database, Write
from storage.failpoints import failpoint
from storage.rows import entry_of, entry_text
from storage.statements import chunks, insert_for, insert_into
from storage.tables import article_urls, urls
from storage.tables import feeds as feed_rows

# Five tries, each later than the one before, outlast a restart or a night's maintenance of an outlet;
# a page that fails more often is gone, and would cost a request at every crawl for ever.
MOST_TRIES = 5
LONGEST_WAIT = timedelta(days=30)  # for a host that is to be left alone; what RFC 9309 calls a reasonably long time
# Bytes. Scrapy asks for no address above 2,083 characters, and a row of a PostgreSQL index ends at 2,704.
LONGEST_URL = 2048
_UNFINISHED = ("seen", "retry")

# What is asked and written for every page.
_STANDING = (
    select(urls.c.attempts, urls.c.first_seen_at, urls.c.source_id, urls.c.reason).where(urls.c.url == bindparam("asked")).with_for_update()
)
_HELD = select(article_urls.c.article_id).where(article_urls.c.url == bindparam("asked"))
_SETTLE = update(urls).where(urls.c.url == bindparam("settled"))  # its other parameters are the columns that change
_MARK_COPY = update(urls).where(urls.c.url == bindparam("copied"), urls.c.state == "stored").values(reason=COPY)


class Recorded(NamedTuple):
    """What became of one look at a feed."""

    wanted: tuple[Entry, ...]
    """The entries to be fetched."""
    fresh: int
    """How many of them nobody had announced before, or older pages alone since a gap was found: a crash began to fill it."""
    lied: bool = False
    """Whether the server had said 'not modified' and was wrong."""
    gap: Gap | None = None
    """A gap of this feed that the look found, or that an older page of it did not close."""
    closed: tuple[Gap, ...] = ()
    """Gaps of the source that the look closed."""
    is_helped: bool = False
    """Whether other feeds of the source are looked at next to close the gap."""


def record(db: Database, look: FeedLook, *, next_look_at: datetime, force: bool = False) -> tuple[Entry, ...]:
    """Write down one look at a feed as `record_look` does, with the next look at a given time; return the entries to be fetched."""
    every = max(next_look_at - look.looked_at, timedelta(seconds=1))
    return record_look(db, look, every=every, next_look_at=next_look_at, force=force).wanted


def record_look(db: Database, look: FeedLook, *, every: timedelta, next_look_at: datetime | None = None, force: bool = False) -> Recorded:
    """Write down one look at a feed with everything it announced and taught, in one transaction.

    To be fetched are entries never seen, retries whose time has come, what a crash left behind, stored pages the feed says were
    edited since, and stories known from a shared-stories page alone that an outlet's own feed now announces; with ``force``
    all of them. Addresses too long for any crawl are left out. ``every``: how often to look where the feed has taught nothing.
    Raises DatabaseError for a feed that was never registered.
    """
    entries: dict[str, Entry] = {}
    for entry in look.entries:
        if is_fit(entry.url):
            entries.setdefault(entry.url, entry)
    look = replace(look, entries=tuple(entries.values()))
    with db.begin_write() as connection:
        state = feeds.state(connection, look.feed_id)
        known = _known(connection, list(entries))
        moved = {} if force else _moved(connection, look, [url for url in entries if url not in known])
        unknown = [entry for url, entry in entries.items() if url not in known and url not in moved]
        lesson = None
        if look.page is None:
            lesson = learn(state, look, len(unknown), every)
            feeds.note(connection, look, replace(lesson, next_look_at=next_look_at or lesson.next_look_at))
            failpoint("look-half-written")
        again = _again(connection, look, entries, known, force=force)
        _reopen(connection, look, [entries[url] for url in again], known)
        fresh = _insert(connection, look, unknown)
        seen = [(entries[url], row.first_seen_at) for url, row in {**known, **moved}.items()]
        recorded = _hold_against_gaps(connection, look, lesson, unknown, seen)
        if recorded.gap and look.page:
            recorded = recorded._replace(fresh=recorded.fresh + _begun(recorded.gap, seen, state.looked_at))
        days.count_look(connection, look, len(fresh))
    failpoint("look-recorded")
    if recorded.gap:
        failpoint("gap-recorded")
    return recorded._replace(wanted=tuple(entry for entry in entries.values() if entry.url in again or entry.url in fresh))


def waiting(db: Database, source_ids: Sequence[str], now: datetime) -> tuple[Waiting, ...]:
    """Return every page of these sources that is still to be fetched the oldest first."""
    columns = (urls.c.feed_id, urls.c.entry, urls.c.attempts, urls.c.first_seen_at, urls.c.url)
    with db.begin_read() as connection:
        rows = connection.execute(select(*columns).where(urls.c.source_id.in_(source_ids), _is_open(now))).all()
    rows = sorted(rows, key=lambda row: (row.first_seen_at, row.url))
    return tuple(Waiting(row.feed_id, entry_of(row.entry), row.attempts) for row in rows)


def sources_waiting(db: Database, now: datetime) -> set[str]:
    """Return the ids of the sources of which a page is still to be fetched."""
    with db.begin_read() as connection:
        return set(connection.scalars(select(urls.c.source_id).distinct().where(_is_open(now))))


def settle(db: Database, settled: Settled) -> None:
    """Write down what became of an announced page that is not stored, as `settling` says."""
    db.write(settling(settled))


def settling(settled: Settled) -> Write[None]:
    """Return the work of writing down what became of an announced page that is not stored.

    A retry beyond the tries allowed becomes a rejection, and so does one whose host could not be asked for 30 days; a page we hold
    already stays stored, whatever became of reading it again.
    """
    return Write(partial(_settle, settled), lambda: failpoint("page-settled"))


def _settle(settled: Settled, connection: Connection) -> None:
    row = connection.execute(_STANDING, {"asked": settled.url}).one_or_none()
    if row is None:
        return
    is_lost = not settled.asked and settled.at - row.first_seen_at > LONGEST_WAIT
    tries = MOST_TRIES if is_lost else row.attempts + settled.asked
    held = connection.scalar(_HELD, {"asked": settled.url}) is not None
    new = _settled_row(settled, tries, held=held)
    connection.execute(_SETTLE, {"settled": settled.url, **new})
    if held:
        rereads.put_off(connection, settled.url, settled.at)
    else:
        days.count_settled(connection, row.source_id, settled, new["state"], row.reason)
    failpoint("page-half-settled")


def tally(db: Database) -> tuple[Tally, ...]:
    """Count the ledger by source, state and reason."""
    columns = (urls.c.source_id, urls.c.state, urls.c.reason)
    with db.begin_read() as connection:
        rows = connection.execute(select(*columns, func.count()).group_by(*columns)).all()
    return tuple(Tally(*row) for row in sorted(rows, key=lambda row: tuple(row[:3])))


def mark_stored(connection: Connection, entry: Entry, page_url: str, feed: Feed, now: datetime) -> None:
    """Settle the address an article was announced under, and its page's own, inside the transaction that stores the article.

    The page's own address is settled only for the same source: no page may take another outlet's pages off the list.
    """
    for url in sorted({entry.url, page_url}):  # sorted, as every writer locks addresses in this order
        if not is_fit(url):
            continue
        row = {
            "url": url,
            "feed_id": feed.id,
            "source_id": feed.source_id,
            "state": "stored",
            "reason": "",
            "attempts": 0,
            "first_seen_at": now,
            "state_at": now,
            "updated_at": entry.updated_at,
            "entry": entry_text(replace(entry, url=url)),
        }
        connection.execute(_marking_stored(connection.dialect.name, only_ours=url != entry.url), row)


@cache
def _marking_stored(dialect: str, *, only_ours: bool) -> Insert:
    """Return the statement that adds an address as stored, or says so of the one that is there; of the same source alone where asked to."""
    statement = insert_for(dialect, urls)
    done = {name: statement.excluded[name] for name in ("state", "reason", "attempts", "state_at")} | {"retry_at": None}
    ours = urls.c.source_id == statement.excluded.source_id if only_ours else None
    return statement.on_conflict_do_update(index_elements=["url"], set_=done, where=ours)


def mark_copy(connection: Connection, url: str) -> None:
    """Say in the ledger that an address carries a text of another address, inside the transaction that writes the copy down."""
    connection.execute(_MARK_COPY, {"copied": url})


def quarantine(connection: Connection, article_id: int, source_id: str, reason: str) -> None:
    """Set aside the addresses of an article that turned out to be none, inside the transaction that sets it aside."""
    _unstore(connection, article_id, source_id, "quarantined", reason)


def reject(connection: Connection, article_id: int, source_id: str, reason: str) -> None:
    """Reject the addresses of an article that is not one for us, inside the transaction that sets it aside."""
    _unstore(connection, article_id, source_id, "rejected", reason)


def _unstore(connection: Connection, article_id: int, source_id: str, state: str, reason: str) -> None:
    own = select(article_urls.c.url).where(article_urls.c.article_id == article_id)
    statement = update(urls).where(urls.c.url.in_(own), urls.c.source_id == source_id)
    connection.execute(statement.values(state=state, reason=reason))


def is_fit(url: str) -> bool:
    """Whether the ledger can hold an address; a longer one is never fetched."""
    return 0 < len(url.encode("utf-8", "replace")) <= LONGEST_URL and clean(url) == url


def _is_open(now: datetime) -> ColumnElement[bool]:
    """Whether a page is still to be fetched; a time of retry set in what is the future by now came from a clock that was wrong."""
    return or_(
        urls.c.state == "seen",
        and_(urls.c.state == "retry", or_(urls.c.retry_at.is_(None), urls.c.retry_at <= now, urls.c.state_at > now)),
    )


def _is_wanted(row: Row[*tuple[Any, ...]], entry: Entry, now: datetime) -> bool:
    """Whether a known address is to be fetched again; where the feed never gave a time of change, ours of storing stands for it."""
    if row.state == "stored":
        return entry.updated_at is not None and entry.updated_at > (row.updated_at or row.state_at)
    if row.state == "retry":
        return row.retry_at is None or bool(row.retry_at <= now)
    return bool(row.state == "seen")


def _again(
    connection: Connection, look: FeedLook, entries: Mapping[str, Entry], known: Mapping[str, Row[*tuple[Any, ...]]], *, force: bool
) -> set[str]:
    """Return the known addresses that are to be fetched again."""
    if not known:
        return set()
    own = feeds.kind_of(connection, look.feed_id) != "shared-stories"
    return {
        url
        for url, row in known.items()
        if force or _is_wanted(row, entries[url], look.looked_at) or (own and row.kind == "shared-stories")
    }


def _hold_against_gaps(
    connection: Connection, look: FeedLook, lesson: Lesson | None, unknown: Sequence[Entry], seen: Sequence[tuple[Entry, datetime]]
) -> Recorded:
    """Write down the gap that a look found, or close those that it closes."""
    if lesson is not None and lesson.gap is not None:
        gap, is_helped = gaps.note(connection, lesson.gap, look.source_id)
        failpoint("gap-half-written")
        return Recorded((), len(unknown), lesson.lied, gap, (), is_helped)
    closed, still_open = gaps.fill(connection, look, unknown, seen)
    return Recorded((), len(unknown), lesson is not None and lesson.lied, still_open, closed)


def _begun(gap: Gap, seen: Sequence[tuple[Entry, datetime]], looked_at: datetime | None) -> int:
    """Count entries of an older page that a crawl before this one announced for a gap, before it was ended; the feed was looked at then."""
    return sum(looked_at is not None and gap.found_at < first_seen_at < looked_at for _, first_seen_at in seen)


def _moved(connection: Connection, look: FeedLook, addresses: Sequence[str]) -> dict[str, Row[*tuple[Any, ...]]]:
    """Return what is known of addresses whose http or https twin is done: an outlet that changes the scheme repeats nothing."""
    entries = {entry.url: entry for entry in look.entries}
    known = _known(connection, [twin for url in addresses if (twin := _twin(url)) is not None])
    twins = {url: known[twin] for url in addresses if (twin := _twin(url)) in known and twin is not None}
    done = {url: row for url, row in twins.items() if row.state == "stored" or (row.state == "rejected" and row.reason == OFF_BEAT)}
    return {url: row for url, row in done.items() if not _is_wanted(row, entries[url], look.looked_at)}


def _twin(url: str) -> str | None:
    """Return a page's address under the other scheme; a port belongs to one scheme alone."""
    scheme, _, rest = url.partition("://")
    if ":" in rest.partition("/")[0]:
        return None
    return f"{'http' if scheme == 'https' else 'https'}://{rest}"


def _known(connection: Connection, addresses: Sequence[str]) -> Mapping[str, Row[*tuple[Any, ...]]]:
    if not addresses:
        return {}
    standing = (urls.c.state, urls.c.reason, urls.c.state_at, urls.c.attempts, urls.c.retry_at)
    columns = (urls.c.url, *standing, urls.c.updated_at, urls.c.first_seen_at, feed_rows.c.kind)
    known = select(*columns).join_from(urls, feed_rows)
    found = (row for chunk in chunks(addresses) for row in connection.execute(known.where(urls.c.url.in_(chunk))))
    return {row.url: row for row in found}


def _insert(connection: Connection, look: FeedLook, entries: Sequence[Entry]) -> set[str]:
    """Add what was never seen; return what this transaction was the first to add."""
    if not entries:
        return set()
    common = {"feed_id": look.feed_id, "source_id": look.source_id, "state": "seen", "reason": "", "attempts": 0}
    times = {"first_seen_at": look.looked_at, "state_at": look.looked_at}
    statement = insert_into(connection, urls).on_conflict_do_nothing(index_elements=["url"]).returning(urls.c.url)
    added: set[str] = set()
    for chunk in chunks(sorted(entries, key=lambda entry: entry.url)):  # all rows of a large sitemap at once would take 100 MB
        rows = [{"url": entry.url, **common, **times, "updated_at": entry.updated_at, "entry": entry_text(entry)} for entry in chunk]
        added.update(connection.scalars(statement, rows))
    return added


def _reopen(connection: Connection, look: FeedLook, entries: Iterable[Entry], known: Mapping[str, Row[*tuple[Any, ...]]]) -> None:
    """Put known addresses back on the list, with what the feed says of them now; one that was finished starts its tries anew.

    One that a crawl settled since this transaction read it (a page that was left over) stays as it was settled.
    """
    rows = [
        {
            "key": entry.url,
            "was": known[entry.url].state,
            "state": "seen",
            "feed_id": look.feed_id,
            "source_id": look.source_id,
            "attempts": known[entry.url].attempts if known[entry.url].state in _UNFINISHED else 0,
            "state_at": look.looked_at,
            "retry_at": None,
            "updated_at": entry.updated_at or known[entry.url].updated_at,
            "entry": entry_text(entry),
        }
        for entry in entries
    ]
    _execute_each(connection, rows)


def _execute_each(connection: Connection, rows: list[dict[str, Any]]) -> None:
    """Update rows by their key where their state is what it was; sorted, for writers that lock in one order never wait in a circle."""
    if rows:
        names = [name for name in rows[0] if name not in {"key", "was"}]
        same = (urls.c.url == bindparam("key"), urls.c.state == bindparam("was"))
        statement = update(urls).where(*same).values({name: bindparam(f"new_{name}") for name in names})
        values = [{"key": row["key"], "was": row["was"], **{f"new_{name}": row[name] for name in names}} for row in rows]
        connection.execute(statement, sorted(values, key=lambda row: str(row["key"])))


def _settled_row(settled: Settled, tries: int, *, held: bool) -> Mapping[str, Any]:
    state: str = settled.state
    reason = settled.reason
    if state == "retry" and tries >= MOST_TRIES:
        given_up = f"{MOST_TRIES} tries" if settled.asked else f"{LONGEST_WAIT.days} days"
        state, reason = "rejected", f"{reason} (given up after {given_up})"
    if held and state != "retry":
        state, reason = "stored", f"not read again: {reason}"
    return {
        "state": state,
        "reason": reason,
        "attempts": tries,
        "state_at": settled.at,
        "retry_at": settled.retry_at if state == "retry" else None,
    }
