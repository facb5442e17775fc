"""A publication date as a value, and the choice among the places that give one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

from news.choices import Candidate, Choice

Precision = Literal["exact", "day", "inferred", "none"]
DateOrigin = Literal["feed", "json-ld", "meta", "text", "url"]


@dataclass(frozen=True, slots=True)
class Dating:
    """A publication date with its precision and its provenance."""

    at: datetime | date | None = None
    """An aware datetime in UTC for ``exact`` and ``inferred``, a date for ``day``, nothing for ``none``."""
    precision: Precision = "none"
    """``inferred`` is a moment that was worked out, not printed: "two hours ago", a time without a year."""
    origin: DateOrigin | None = None


UNDATED = Dating()


@dataclass(frozen=True, slots=True)
class DateCandidate:
    """One place that gives a date, and what it was read as."""

    place: str
    text: str
    dating: Dating
    remark: str = ""
    """In a few words what there is to say of it: why it is undated, or what was worked out."""


# Best first. A site's JSON-LD is written by the machine that published the page; feeds often move their date when a text is edited;
# a date in the text may be that of anything the page tells of; an address knows only the day.
_ORIGINS: tuple[DateOrigin, ...] = ("json-ld", "meta", "feed", "text", "url")
# What a machine wrote for machines counts twice what a page shows or its address holds; of these two alone the address is right,
# for it was made once, when the article was, while the text beside the heading may be of anything.
_WEIGHTS: dict[DateOrigin, float] = {"json-ld": 4, "meta": 4, "feed": 4, "text": 2, "url": 2.5}
_AGREEMENT = timedelta(hours=36)
"""How far apart two readings of one date can lie: a zone left out of one, and a day's midnight for its noon."""
_REPUBLISHED = timedelta(days=180)
"""How much later the better of two places may be before the other is believed: no clock is that wrong, but pages are dated anew."""
_WIDEST_ZONE = timedelta(hours=14)


def choose_dating(candidates: Iterable[DateCandidate]) -> Choice[Dating]:
    """Choose the publication date of an article among all that its page, feed and address give.

    Dates that agree to a day or two stand together, and the group with the more trustworthy places behind it wins; of two with as much
    behind them that lie half a year apart the earlier, for the later is that of a republication. In the group the most trustworthy place
    is believed, or a more precise one that fits its day; a time that two places share beats one that is off by a zone.
    """
    offered = tuple(candidates)
    known = [each for each in offered if each.dating.at is not None]
    best = _best(known)
    return Choice(best.dating if best else UNDATED, tuple(Candidate(each.place, each.text, _verdict(each, best)) for each in offered))


def _best(known: Sequence[DateCandidate]) -> DateCandidate | None:
    if not known:
        return None
    groups = [[other for other in known if _distance(each, other) <= _AGREEMENT] for each in known]
    group = max(groups, key=lambda group: (_weight(group), -min(map(_rank, group))))
    ranked = sorted(_original(groups, group), key=_rank)
    first = ranked[0]
    exact = [each for each in ranked if each.dating.precision == "exact" and _fits(each, first)]
    timed = [each for each in exact if not _is_midnight(each)] if _is_midnight(first) else exact
    return _confirmed(timed or exact or [first])


def _original(groups: Sequence[list[DateCandidate]], group: list[DateCandidate]) -> list[DateCandidate]:
    """Give the group, or the oldest as well backed one that is older by far: then the article was published again."""
    start = min(map(_middle, group))
    older = [other for other in groups if _weight(other) == _weight(group) and start - min(map(_middle, other)) > _REPUBLISHED]
    return min(older, key=lambda other: min(map(_middle, other)), default=group)


def _confirmed(exact: Sequence[DateCandidate]) -> DateCandidate:
    """Take the first, unless no other kind of place has its time and two others share one that differs from it as zones differ."""
    first = exact[0]

    def backing(candidate: DateCandidate) -> int:
        return len({each.dating.origin for each in exact if _distance(each, candidate) < timedelta(minutes=1)})

    if backing(first) > 1:
        return first
    for each in exact[1:]:
        apart = _distance(each, first)
        if backing(each) > 1 and apart <= _WIDEST_ZONE and apart % timedelta(minutes=15) < timedelta(minutes=1):
            return each
    return first


def _weight(group: Sequence[DateCandidate]) -> float:
    return sum(_WEIGHTS[origin] for origin in {each.dating.origin or "url" for each in group})


def _rank(candidate: DateCandidate) -> int:
    return _ORIGINS.index(candidate.dating.origin or "url")


def _middle(candidate: DateCandidate) -> datetime:
    at = candidate.dating.at
    if isinstance(at, datetime):
        return at
    return datetime.combine(at or date.min, time(12), UTC)


def _distance(one: DateCandidate, other: DateCandidate) -> timedelta:
    return abs(_middle(one) - _middle(other))


def _fits(exact: DateCandidate, first: DateCandidate) -> bool:
    """Tell whether a moment lies in a day, in whichever zone of the world that day was meant."""
    if first.dating.precision != "day":
        return True
    noon = _middle(first)
    return noon - timedelta(hours=26) <= _middle(exact) < noon + timedelta(hours=24)


def _is_midnight(candidate: DateCandidate) -> bool:
    """Tell whether a time is the midnight with which machines fill up a day; also where a day alone was given."""
    at = candidate.dating.at
    return not isinstance(at, datetime) or "00:00:00" in candidate.text or (at.hour, at.minute, at.second) == (0, 0, 0)


def _verdict(candidate: DateCandidate, best: DateCandidate | None) -> str:
    dating, remark = candidate.dating, candidate.remark
    if dating.at is None or best is None:
        return remark or "cannot be read for certain"
    said = f"{dating.precision}, {dating.origin}" + (f", {remark}" if remark else "")
    if candidate is best:
        return f"chosen: {said}"
    days = round((_middle(candidate) - _middle(best)) / timedelta(days=1))
    if _distance(candidate, best) > _AGREEMENT:
        return f"{said}: {abs(days)} days {'later' if days > 0 else 'earlier'} than the chosen"
    return said
