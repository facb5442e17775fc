"""How many pages a source gives on which day of the week, and how improbable it is that it gives so few.

A count model: pages come in bunches, so their variance is a multiple of their mean (a negative binomial; at least that of Poisson).
No bound of it can be negative, and a source with three pages a week is never called silent on a Monday.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median

LEAST_DAYS = 14  # observed days before anything is expected: each day of the week was seen twice
MOST_DAYS = 56  # older days say little about a newsroom of today
_ONE_DAY = timedelta(days=1)
_BURST, _BURST_MARGIN = 5, 10  # a day with more than five times the usual is a back-fill or a refilled feed: it counts as that much


@dataclass(frozen=True, slots=True)
class Rate:
    """What is expected of a source."""

    weekdays: tuple[float, ...]
    """Pages a day, Monday first."""
    spread: float
    """The variance as a multiple of the mean, 1 at least."""

    @property
    def a_day(self) -> float:
        """Pages on the average day of a week."""
        return sum(self.weekdays) / 7

    def on(self, day: date) -> float:
        """Return what is expected on a day."""
        return self.weekdays[day.weekday()]


def rate_of(counts: Sequence[tuple[date, int]]) -> Rate | None:
    """Learn a rate from what observed days gave, the oldest first; nothing below two weeks of days.

    Each weekday's mean is drawn a little towards that of all days, as if one more such day had been seen.
    """
    counts = counts[-MOST_DAYS:]
    if len(counts) < LEAST_DAYS:
        return None
    most = _BURST * median(count for _, count in counts) + _BURST_MARGIN
    clipped = [(day.weekday(), min(count, most)) for day, count in counts]
    mean = sum(count for _, count in clipped) / len(clipped)
    weekdays = tuple(_shrunk([count for weekday, count in clipped if weekday == each], mean) for each in range(7))
    off = sum((count - weekdays[weekday]) ** 2 for weekday, count in clipped)
    expected = sum(weekdays[weekday] for weekday, _ in clipped)
    return Rate(weekdays, max(1.0, off / expected * len(clipped) / _doubt(len(clipped) - 7)) if expected else 1.0)


def expected_between(rate: Rate, hours: Sequence[int], observed: frozenset[date], since: datetime, until: datetime) -> float:
    """Return how many pages were to be expected between two moments in UTC, on the days on which the source was looked at.

    ``hours``: how often each of the 24 hours of the day (UTC) brought something, so that nights are not held against anybody.
    """
    whole = sum(hours) + len(hours)
    total, start = 0.0, since
    while start < until:
        end = min(until, start.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1))
        if start.date() in observed:
            share = (hours[start.hour] + 1) / whole
            total += rate.on(start.date()) * share * ((end - start) / timedelta(hours=1))
        start = end
    return total


def chance_of_none(expected: float, spread: float) -> float:
    """Return how probable it is that nothing comes where so much is expected, if pages come in bunches of ``spread``."""
    return math.exp(-expected / spread)


def chance_of_at_most(count: int, expected: float, spread: float) -> float:
    """Return how probable it is that no more than ``count`` come where so much is expected: negative binomial, or Poisson."""
    if expected <= 0:
        return 1.0
    if spread <= 1.001:  # numerically Poisson
        logs = (each * math.log(expected) - expected - math.lgamma(each + 1) for each in range(count + 1))
    else:
        size, rest = expected / (spread - 1), math.log((spread - 1) / spread)
        none = -size * math.log(spread)
        logs = (math.lgamma(size + each) - math.lgamma(size) - math.lgamma(each + 1) + none + each * rest for each in range(count + 1))
    return min(1.0, sum(math.exp(log) for log in logs))


def _doubt(freedom: int) -> float:
    """Return the tenth percentile of chi-squared by its degrees of freedom (Wilson and Hilferty): few days show too steady a source."""
    part = 2 / (9 * freedom)
    return freedom * (1 - part - 1.2816 * math.sqrt(part)) ** 3


def _shrunk(counts: Sequence[float], mean: float) -> float:
    return (sum(counts) + mean) / (len(counts) + 1)
