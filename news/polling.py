"""When a feed deserves the next look, and how it is to be asked: worked out from what its earlier looks have taught.

The order of work: how much of a look was new → the time between two looks → whether the server can be trusted with a condition →
whether something was missed in between.
"""

import hashlib
import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from news.gaps import Gap, find_gap, moment_of
from news.ledger import FeedLook, FeedState, Validators

SHORTEST_EVERY = timedelta(minutes=5)
"""Between two looks, whatever the news taught: what no feed's server minds."""
LONGEST_EVERY = timedelta(hours=6)
"""Between two looks: a feed that wakes up, or comes back after an outage, is read again within this time."""

FEW, MANY = 1 / 3, 2 / 3
"""Parts of a feed that are new at a look at the right pace: with more of it, what fell out was never seen; with less, looks are idle."""
SLOWER = 1.5
"""What an idle look lengthens the time by: from a quarter of an hour to six hours in a day."""
SPREAD = 0.1
"""Part of the wait by which feeds differ, so that they do not come at one moment for ever."""

WHOLE_EVERY = 8
"""Every so many looks are unconditional: a server whose 304 lies is caught, and the rest saves seven bodies of eight."""
WHOLE_WITHIN = timedelta(hours=24)
DISTRUSTED = 100
"""In place of the count of looks since the last whole one: a 304 of this server lied, and it is asked in full until it proves honest."""

REREAD_AFTER = (timedelta(hours=1), timedelta(hours=6), timedelta(hours=24), timedelta(hours=72))
"""Since an article was first seen: outlets correct themselves soon, or within days; what is older rarely changes."""

LIE = "the server said 'not modified' although there was news: from now on it is asked in full"

_BUILT = re.compile(rb"<lastBuildDate>[^<]{0,100}</lastBuildDate>")
_MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,9})", re.IGNORECASE)
_LIE_MARGIN = timedelta(hours=2)  # between a publication and the moment it must be in the feed: editors and caches are late


@dataclass(frozen=True, slots=True)
class Lesson:
    """What one look taught of a feed: how it is to be asked from now on."""

    next_look_at: datetime
    failures: int
    failing_since: datetime | None
    body_hash: str | None
    looks_since_whole: int | None
    learnt_every: timedelta
    newest_at: datetime | None
    entries_last: int | None
    lied: bool = False
    """Whether the server said before that nothing had changed, and was wrong."""
    gap: Gap | None = None
    """The time whose news the feed had already forgotten."""


def learn(state: FeedState, look: FeedLook, fresh: int, every: timedelta) -> Lesson:
    """Return what a look teaches, held against what was known before it.

    ``fresh`` counts its entries that no feed ever announced; ``every`` is the setting: how often to look where nothing was learnt.
    """
    if look.outcome == "failed":
        return _failed(state, look, every)
    base = max(every, min(look.pause or every, LONGEST_EVERY))
    pace = learnt_pace(state, look, fresh, base)
    pace = min(max(pace, min(SHORTEST_EVERY, every)), max(LONGEST_EVERY, every))
    lied = has_lied(state, look, fresh)
    lesson = Lesson(
        next_look_at=_not_before(look, look.looked_at + spread(look.feed_id, pace)),
        failures=0,
        failing_since=None,
        body_hash=look.body_hash if look.outcome != "unchanged" else look.body_hash or state.body_hash,
        looks_since_whole=DISTRUSTED if lied else _looks_since_whole(state, look, fresh),
        learnt_every=pace,
        newest_at=_newest(state, look),
        entries_last=state.entries_last if look.outcome == "unchanged" else len(look.entries),
        lied=lied,
        gap=find_gap(state, look, fresh),
    )
    return _part_of(lesson, state) if look.is_part else lesson


def learnt_pace(state: FeedState, look: FeedLook, fresh: int, base: timedelta) -> timedelta:
    """Return the time between two looks that the overlap of two successive looks suggests, before it is bounded.

    With a third to two thirds of it new it stays. With more it is shortened to where half would be new. With less it goes back to
    ``base``, what settings, server and feed ask for, as soon as that would lose nothing; and beyond it where nothing is new.
    """
    current = state.learnt_every or base
    if state.looked_at is None or state.entries_last is None:  # never read before: all is new, which says nothing
        return base
    if look.is_part or (look.outcome == "new" and not look.entries):  # an index of sitemaps: its news stands in its parts
        return current
    elapsed = look.looked_at - state.looked_at
    share = fresh / len(look.entries) if look.entries else 0.0
    if share > MANY:
        return max(current / 2, min(current, elapsed / (2 * share)))
    if state.failures or elapsed <= current / 2:  # after an outage, or asked for by hand: no pace to learn from
        return current
    return _slower(current, base, share, share * (base / elapsed))


def _slower(current: timedelta, base: timedelta, share: float, share_at_base: float) -> timedelta:
    """Return the time between two looks where not too much of a feed is new; ``share_at_base`` is what would be new at the base pace."""
    if current < base and share_at_base <= MANY:
        return base
    if share >= FEW or (share > 0 and current <= base):
        return current
    return max(base, current / 2) if share > 0 else current * SLOWER


def is_whole_due(state: FeedState, now: datetime) -> bool:
    """Whether a feed is to be asked without a condition: every eighth time, once in 24 hours, after a failure, and where a 304 lied."""
    if state.body_hash is None or state.looks_since_whole is None or state.looked_at is None or state.failures:
        return True
    every = state.learnt_every or timedelta(0)
    at_next = (state.looks_since_whole + 1) * every * (1 + SPREAD) + (now - state.looked_at)
    return state.looks_since_whole >= WHOLE_EVERY - 1 or at_next > WHOLE_WITHIN


def has_lied(state: FeedState, look: FeedLook, fresh: int) -> bool:
    """Whether an unconditional look found news that a conditional one was, or would have been, denied.

    It would have been where the validators are those we hold; it was where the news is older than a look that was answered by 304.
    """
    is_told = look.body_hash is not None and not look.is_conditional and not look.is_part and fresh > 0
    if not is_told or state.validators == Validators() or state.body_hash in {None, look.body_hash}:
        return False
    if _are_same(state.validators, look.validators):
        return True
    if state.outcome != "unchanged" or not 0 < (state.looks_since_whole or 0) < DISTRUSTED or state.looked_at is None:
        return False
    told_then = state.looked_at - _LIE_MARGIN
    unknown = [moment for moment in map(moment_of, look.entries) if moment is not None and moment > (state.newest_at or moment)]
    return any(moment < told_then for moment in unknown)


def spread(feed_id: str, wait: timedelta) -> timedelta:
    """Return a wait lengthened by up to a tenth, always the same for one feed; never beyond the longest, which is shortened instead."""
    part = SPREAD * int.from_bytes(hashlib.sha256(feed_id.encode("utf-8", "replace")).digest()[:4], "big") / 2**32
    longer = wait * (1 + part)
    return LONGEST_EVERY * (1 - part) if wait <= LONGEST_EVERY < longer else longer


def body_hash(body: bytes) -> str:
    """Return a number of the very bytes of a feed, but for the time at which it was built: many servers write the present one."""
    return hashlib.sha256(_BUILT.sub(b"", body)).hexdigest()


def pause_of(cache_control: str) -> timedelta | None:
    """Return how long a ``Cache-Control`` header lets an answer stand; nothing where it says no, zero or nothing we can read."""
    if re.search(r"\bno-(?:cache|store)\b", cache_control, re.IGNORECASE):
        return None
    found = _MAX_AGE.search(cache_control)
    return timedelta(seconds=int(found[1])) if found and int(found[1]) else None


def sound_validators(validators: Validators, now: datetime) -> Validators:
    """Return validators without a time of change that still lies ahead: with it a server would deny every change until then."""
    try:
        changed_at = parsedate_to_datetime(validators.last_modified) if validators.last_modified else None
    except ValueError:
        return validators
    if changed_at is None or changed_at.replace(tzinfo=changed_at.tzinfo or UTC) <= now:
        return validators
    return replace(validators, last_modified=None)


def next_reread_at(first_seen_at: datetime, now: datetime) -> datetime | None:
    """Return when an article's page is to be read again, nothing once its time is over; what was slept through is read once."""
    return next((first_seen_at + after for after in REREAD_AFTER if first_seen_at + after > now), None)


def _failed(state: FeedState, look: FeedLook, every: timedelta) -> Lesson:
    """Back off, doubled for each failure in a row up to six hours; a feed is never given up."""
    pace = state.learnt_every or every
    first = min(pace, every)  # a quiet feed's first failure may be a hiccup
    failures = state.failures + 1
    doublings = min(failures - 1, 10)  # 2**10 times any sensible interval is past the longest back-off
    wait = max(first, min(first * (1 << doublings), LONGEST_EVERY))
    return Lesson(
        next_look_at=_not_before(look, look.looked_at + spread(look.feed_id, wait)),
        failures=failures,
        failing_since=state.failing_since or look.looked_at,
        body_hash=state.body_hash,
        looks_since_whole=state.looks_since_whole,
        learnt_every=pace,
        newest_at=state.newest_at,
        entries_last=state.entries_last,
    )


def _part_of(lesson: Lesson, state: FeedState) -> Lesson:
    """Let a sound part of a feed teach nothing but how new its news is."""
    return replace(
        lesson,
        next_look_at=state.next_look_at or lesson.next_look_at,
        failures=state.failures,
        failing_since=state.failing_since,
        body_hash=state.body_hash,
        looks_since_whole=state.looks_since_whole,
        entries_last=state.entries_last,
    )


def _not_before(look: FeedLook, at: datetime) -> datetime:
    return max(at, look.not_before) if look.not_before else at


def _looks_since_whole(state: FeedState, look: FeedLook, fresh: int) -> int | None:
    before = state.looks_since_whole
    if look.outcome == "unchanged" and look.body_hash is None:
        return None if before is None else before + 1
    if before is None or before < DISTRUSTED:
        return 0
    is_proof = fresh > 0 and look.validators != Validators() and not _are_same(state.validators, look.validators)
    return 0 if is_proof else DISTRUSTED


def _are_same(held: Validators, given: Validators) -> bool:
    """Whether a server that is asked with these validators would answer that nothing has changed; an ETag goes before a time."""
    if held.etag and given.etag:
        return held.etag.removeprefix("W/") == given.etag.removeprefix("W/")
    return held != Validators() and held.last_modified is not None and held.last_modified == given.last_modified


def _newest(state: FeedState, look: FeedLook) -> datetime | None:
    """Return the newest publication ever announced; one that lies ahead counts from now."""
    moments = [min(moment, look.looked_at) for moment in map(moment_of, look.entries) if moment is not None]
    return max([*moments, *([state.newest_at] if state.newest_at else [])], default=None)
