"""When a feed deserves the next look."""

from datetime import datetime, timedelta

from news.ledger import LookOutcome

LONGEST_BACKOFF = timedelta(hours=6)  # a feed that comes back after an outage is read again within this time


def next_look_at(outcome: LookOutcome, failures: int, now: datetime, every: timedelta) -> datetime:
    """Return when to look again: after ``every``, doubled for each failure in a row up to six hours.

    ``failures`` counts the failed looks in a row, this one included.
    """
    if outcome != "failed":
        return now + every
    doublings = min(max(failures - 1, 0), 10)  # 2**10 times any sensible interval is past the longest back-off
    return now + max(every, min(every * (1 << doublings), LONGEST_BACKOFF))
