"""When a feed deserves the next look."""

from datetime import datetime, timedelta

from news.ledger import LookOutcome

LONGEST_BACKOFF = timedelta(hours=6)  # a feed that comes back after an outage is read again within this time


REREAD_AFTER = (timedelta(hours=1), timedelta(hours=6), timedelta(hours=24), timedelta(hours=72))
"""Since an article was first seen: outlets correct themselves soon, or within days; what is older rarely changes."""


def next_look_at(outcome: LookOutcome, failures: int, now: datetime, every: timedelta) -> datetime:
    """Return when to look again: after ``every``, doubled for each failure in a row up to six hours.

    ``failures`` counts the failed looks in a row, this one included.
    """
    if outcome != "failed":
        return now + every
    doublings = min(max(failures - 1, 0), 10)  # 2**10 times any sensible interval is past the longest back-off
    return now + max(every, min(every * (1 << doublings), LONGEST_BACKOFF))


def next_reread_at(first_seen_at: datetime, now: datetime) -> datetime | None:
    """Return when an article's page is to be read again, nothing once its time is over; what was slept through is read once."""
    return next((first_seen_at + after for after in REREAD_AFTER if first_seen_at + after > now), None)
