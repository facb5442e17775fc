"""Whether the days that two articles name can be those of one event; what is not known speaks neither for nor against."""

from datetime import date
from typing import Final

from news.gists import Gist

_FAR = 2  # days: a report names the day before, or the one after
_WEEKDAYS_DIFFER = 0.5
_DAYS_OF_YEAR: Final = 366


def hours_between(one: Gist, other: Gist) -> float | None:
    """Return the hours between two publications; None where one of them is unknown."""
    if one.published_at is None or other.published_at is None:
        return None
    return abs((one.published_at - other.published_at).total_seconds()) / 3600


def is_same_day(one: Gist, other: Gist) -> bool:
    """Tell whether title and lead name a day in common, or an undated article that on which the other was published."""
    if one.days & other.days:
        return True
    if one.published_at is not None and other.published_at is not None:
        return False
    if any(_apart(day, beside) == 0 for day in one.days for beside in other.days):
        return True
    for gist, beside in ((one, other), (other, one)):
        if gist.published_at is None and beside.published_at is not None:
            published = beside.published_at.date().isoformat()
            if any(_apart(day, published) <= 1 for day in gist.days):
                return True
    return False


def day_conflict(one: Gist, other: Gist) -> float:
    """Return 1 where one of two articles, not both dated, is on a day far from all of the other's; a half for other weekdays."""
    if one.published_at is not None and other.published_at is not None:
        return 0.0
    for gist, beside in ((one, other), (other, one)):
        days = set(beside.days)
        if beside.published_at is not None:
            days.add(beside.published_at.date().isoformat())
        if gist.news_days and days and all(_apart(day, each) > _FAR for day in gist.news_days for each in days):
            return 1.0
    first, second = _weekdays(one), _weekdays(other)
    return _WEEKDAYS_DIFFER if first and second and not first & second else 0.0


def _weekdays(gist: Gist) -> frozenset[int]:
    return gist.weekdays | {date.fromisoformat(day).weekday() for day in gist.news_days if day > "1"}


def _apart(one: str, other: str) -> int:
    """Return the days between two days; one of year 4 is of any year."""
    first, second = date.fromisoformat(one), date.fromisoformat(other)
    if first.year > 4 and second.year > 4:
        return abs((first - second).days)
    days = abs((first.replace(year=4) - second.replace(year=4)).days)
    return min(days, _DAYS_OF_YEAR - days)
