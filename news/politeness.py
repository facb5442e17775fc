"""How long a host is to be left alone, by what its server said."""

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import NamedTuple

LONGEST_QUIET = timedelta(hours=24)  # no news outlet closes for longer; a server that names years has mistaken the unit
UNSAID_QUIET = timedelta(minutes=5)  # for a server that asks for quiet and does not say, in words we can read, how long
LONGEST_DELAY = 60.0  # seconds between two requests that robots.txt may ask for: at an hour, half of a day's news would never be read

ROBOTS_FRESH = timedelta(hours=23)  # RFC 9309, 2.4: not older than 24 hours; a request may wait up to an hour after it was judged
ROBOTS_SOONEST = timedelta(minutes=5)  # until a robots.txt that could not be reached is asked for again; doubled each time, up to
ROBOTS_LATEST = timedelta(hours=1)
ROBOTS_BYTES = 500 * 1024  # RFC 9309, 2.5: what must be read at least; what follows may be ignored

ROBOTS_NAME = "Khazri"
"""The product token that robots.txt may call us by."""

_SECONDS = re.compile(r"([0-9]{1,18})(?:\.[0-9]{1,18})?")
_ASKS_FOR_QUIET = frozenset({429, 503})


class QuietHost(NamedTuple):
    """A host that asked to be left alone."""

    host: str
    """With its port where that is not the default."""
    until: datetime
    why: str


def quiet_until(status: int, retry_after: str | None, date: str | None, now: datetime) -> datetime | None:
    """Return until when an answer asks its whole host to be left alone, or None where it does not.

    ``retry_after`` and ``date`` are the answer's headers. A time is taken relative to the answer's own ``Date``, so that a server's
    wrong clock does no harm. At most 24 hours; five minutes for what cannot be read, and for 429 (too many requests) without a word.
    """
    if status not in _ASKS_FOR_QUIET or (status == 503 and retry_after is None):
        return None
    asked = _asked(retry_after or "", date, now)
    if asked is None or asked < timedelta(0):
        asked = UNSAID_QUIET
    return now + min(asked, LONGEST_QUIET) if asked else None


def robots_pause(failures: int) -> timedelta:
    """Return how long to wait before a robots.txt is asked for again that could not be reached ``failures`` times in a row."""
    doublings = min(max(failures - 1, 0), 10)
    return min(ROBOTS_SOONEST * (1 << doublings), ROBOTS_LATEST)


def cut_robots(body: bytes) -> bytes:
    """Return the part of a robots.txt that is read: half a rule would forbid or allow what was not meant."""
    if len(body) <= ROBOTS_BYTES:
        return body
    part = body[:ROBOTS_BYTES]
    return part[: max(part.rfind(b"\n"), part.rfind(b"\r")) + 1]


def _asked(retry_after: str, date: str | None, now: datetime) -> timedelta | None:
    text = retry_after.strip()
    seconds = _SECONDS.fullmatch(text)
    if seconds:
        return min(timedelta(seconds=min(int(seconds[1]), 10**9)), LONGEST_QUIET)
    end = _time(text)
    return None if end is None else end - (_time(date or "") or now)


def _time(text: str) -> datetime | None:
    if len(text) > 64:  # an HTTP date has 29 characters
        return None
    try:
        found = parsedate_to_datetime(text.strip())
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
