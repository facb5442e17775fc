"""Gaps: times whose news a feed had already forgotten when it was looked at."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from news.feeds import Entry
from news.ledger import FeedLook, FeedState

FEWEST = 3  # entries that tell of a gap: a feed of one or two is always all new
FEWEST_UNDATED = 5  # without dates a page that was only tidied up looks alike


@dataclass(frozen=True, slots=True)
class Gap:
    """A time of which a feed may have announced more than we saw."""

    feed_id: str
    found_at: datetime
    after_at: datetime
    """The newest publication known before; the look before, where the feed gives no dates."""
    before_at: datetime
    """The oldest publication that the feed still had."""
    filled_at: datetime | None = None
    how: str | None = None
    """What filled it: a kind of feed, or ``older pages``; of an open gap: what was asked, and did not close it."""
    found: int = 0
    """Pages of that time that were found elsewhere."""

    @property
    def told(self) -> str:
        """What it is, in one line."""
        span = f"{self.after_at:%Y-%m-%d %H:%M} and {self.before_at:%Y-%m-%d %H:%M} UTC"
        if self.filled_at is not None:
            return f"the gap between {span} is filled: {self.found} {'page' if self.found == 1 else 'pages'} found by {self.how}"
        return f"possible gap: it showed nothing that was known; what it announced between {span} may be missing"


@dataclass(frozen=True, slots=True)
class Reach:
    """How far back a look at another place goes, held against one gap."""

    closes: bool
    """Whether it goes back to what was known before the gap."""
    found: int
    """New pages that may belong into the gap."""


def moment_of(entry: Entry) -> datetime | None:
    """Return when an entry was published, as far as is known; a day counts from its midnight."""
    at = entry.published.at or entry.updated_at
    if isinstance(at, date) and not isinstance(at, datetime):
        return datetime.combine(at, time(), UTC)
    return at


def find_gap(state: FeedState, look: FeedLook, fresh: int) -> Gap | None:
    """Return the gap that a look shows: nothing of it is known, and its oldest entry is newer than the newest known before.

    A feed without dates shows one by being all new; one much shorter than the look before was emptied, which loses nothing.
    """
    total = len(look.entries)
    if look.is_part or look.page or state.looked_at is None or fresh < max(total, FEWEST, (state.entries_last or 0) / 2):
        return None
    moments = [moment for moment in map(moment_of, look.entries) if moment is not None]
    if 2 * len(moments) < total:
        known = state.entries_last is not None and total >= FEWEST_UNDATED
        return Gap(look.feed_id, look.looked_at, state.looked_at, look.looked_at) if known else None
    oldest = min(moments)
    if state.newest_at is None or oldest <= state.newest_at:
        return None
    return Gap(look.feed_id, look.looked_at, state.newest_at, oldest)


def reach_of(gap: Gap, look: FeedLook, fresh: Iterable[Entry], seen_before: Sequence[Entry]) -> Reach:
    """Hold a look at another place of the same source against a gap.

    ``fresh`` are its entries that nobody had announced, ``seen_before`` those in the ledger since before the gap was found.
    """
    moments = [moment for moment in map(moment_of, look.entries) if moment is not None]
    reaches_back = bool(seen_before) or any(moment <= gap.after_at for moment in moments)
    concerns = (not look.is_part and not moments) or any(moment >= gap.after_at for moment in moments)
    found = sum(1 for entry in fresh if gap.after_at <= (moment_of(entry) or gap.after_at) <= gap.before_at)
    return Reach(reaches_back and concerns, found)
