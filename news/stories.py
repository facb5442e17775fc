"""Stories: whether two articles tell one event, and into which story an article belongs.

The order of work: what two gists share and where they contradict each other becomes a row of features; a forest of small decision trees,
learnt from labelled fortnights, says how likely it is that they tell one event, another whether they are on one matter. A new article
joins the story with whose articles it agrees best, or opens one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from heapq import nsmallest
from itertools import chain
from math import exp, log
from statistics import fmean
from typing import Final, NamedTuple

from news.forests import read_forest
from news.gists import CODE, NUMBER, PERCENT, Gist
from news.naming.calendars import hours_between
from news.naming.overlaps import FEATURES, features_of

WIDEST = 72.0
"""Hours between the publications of two articles on one event; later ones are its sequels."""
CLOSE = 36.0
"""Hours up to which time alone says nothing against one event."""
_ALIKE: Final = (0.7, 0.5)
"""The likelihoods from which two articles that somebody asks about tell one event: in two languages, in one. Pairs asked about are more
often of one event than those of a stream of news, from which the likelihoods were learnt, and in one language far more often."""
_ENOUGH = 0.55
"""How well an article must agree with a story to join it, or two stories with each other to be one."""
_LEAST = 0.001  # no likeness and no difference is certain
_ONE_MATTER = 0.8
_WORTH_A_REASON = 0.02
_TITLES = FEATURES.index("titles")
_MOST_SHOWN = 4  # shared terms in a reason


_EVENT, _THREAD = ("naming/learnt", "event"), ("naming/learnt", "thread")


@dataclass(frozen=True, slots=True)
class Bond:
    """What two articles have to do with each other."""

    is_same: bool
    """Whether they tell one event."""
    score: float
    """How likely that is, from 0 to 1."""
    why: str
    """One line for a person."""
    matter: float
    """How likely it is that they are on one matter."""


class Candidate(NamedTuple):
    """An article that shares rare terms with a new one."""

    story: int
    gist: Gist
    seen_at: datetime
    """When we first saw it: it was published before."""


@dataclass(frozen=True, slots=True)
class Placement:
    """Where an article belongs."""

    story: int | None
    """The story to join; None for a new one."""
    merged: tuple[int, ...]
    """Other stories that this article shows to be the same event."""
    parent: int | None
    """The story of the same matter that a new story follows."""
    why: str
    """One line for a person."""


def compare_gists(one: Gist, other: Gist) -> Bond:
    """Say whether two articles tell one event, or two events of one matter; the order of the two does not matter."""
    features = features_of(one, other)
    hours = hours_between(one, other)
    score = read_forest(*_EVENT).likelihood(features) if hours is None or hours <= WIDEST else 0.0
    is_same = score >= _ALIKE[one.lang == other.lang]
    matter = read_forest(*_THREAD).likelihood(features)
    why = _reason(one, other, features, hours) if is_same or score >= _WORTH_A_REASON or features[_TITLES] else "hardly anything is shared"
    return Bond(is_same, round(score, 3), why, round(matter, 3))


def _reason(one: Gist, other: Gist, features: Sequence[float], hours: float | None) -> str:
    """Name the weightiest shared terms, and what speaks against one event."""
    first, second = one.terms, other.terms
    shared = nsmallest(_MOST_SHOWN, [(-min(first[term], second[term]), term) for term in first.keys() & second.keys()])
    told = ", ".join(_shown(term) for _, term in shared) or "nothing"
    against = [_AGAINST[name] for name, value in zip(FEATURES, features, strict=True) if value and name in _AGAINST]
    if hours is not None and hours > CLOSE:
        against.append(f"{hours:.0f} hours apart")
    return f"shared: {told}" + (f"; against: {', '.join(against)}" if against else "")


_AGAINST: Final = {
    "day_conflict": "other days",
    "ordinal_conflict": "other ordinals",
    "month_conflict": "other months",
    "party_clash": "other parties in the titles",
    "template": "one formula with other contents",
    "recap": "only the background is shared",
    "anniversary": "one is on an anniversary",
    "again": "one says that it happened again",
}


def _shown(term: str) -> str:
    """Write a term for a person: a name's id, a stem, a date, a number of three digits."""
    value = term.rpartition(":")[2]
    if term[0] in {NUMBER, PERCENT, CODE}:
        return f"{float(value):,.10g}{'%' if term[0] == PERCENT else ''}"
    return f"no. {value}" if term.startswith("o:") else value


def place(gist: Gist, candidates: Sequence[Candidate]) -> Placement:
    """Say which story an article joins, which stories turn out to be one, and which one a new story follows.

    The result does not depend on the order of the candidates.
    """
    bonds: dict[int, list[tuple[Bond, Candidate]]] = {}
    for candidate in candidates:
        bonds.setdefault(candidate.story, []).append((_bond_in_time(gist, candidate), candidate))
    support = {story: _support([bond.score for bond, _ in each]) for story, each in bonds.items()}
    joined = sorted((-agreed, story) for story, agreed in support.items() if agreed >= _ENOUGH)
    if joined:
        best = joined[0][1]
        merged = tuple(sorted(story for _, story in joined[1:] if _are_one(bonds[best], bonds[story])))
        return Placement(best, merged, None, max((bond.score, bond.why) for bond, _ in bonds[best])[1])
    threads = [(bond.matter, candidate.seen_at, -candidate.story, bond.why) for bond, candidate in chain(*bonds.values())]
    matter, _, story, why = max(threads, default=(0.0, None, 0, ""))
    if matter < _ONE_MATTER:
        return Placement(None, (), None, "it is the first to tell this event")
    return Placement(None, (), -story, f"the same matter, another event; {why}")


def _bond_in_time(gist: Gist, candidate: Candidate) -> Bond:
    """Compare with a candidate; one that is undated was published before it was seen, so it cannot tell what came days later."""
    bond = compare_gists(gist, candidate.gist)
    is_later = gist.published_at is not None and gist.published_at - candidate.seen_at > timedelta(hours=WIDEST)
    if is_later and bond.score >= _WORTH_A_REASON:
        return Bond(is_same=False, score=0.0, why=f"{bond.why}; against: it was seen days before", matter=max(bond.matter, bond.score))
    return bond


def _support(scores: Sequence[float]) -> float:
    """Weigh a story by the mean odds of its articles: one likeness among many may be an accident."""
    odds = [log(max(_LEAST, score) / max(_LEAST, 1 - score)) for score in scores]
    return 1 / (1 + exp(-fmean(odds)))


def _are_one(one: Sequence[tuple[Bond, Candidate]], other: Sequence[tuple[Bond, Candidate]]) -> bool:
    """Tell whether two stories that an article belongs to are one event: their articles must say so, too."""
    return _support([compare_gists(first.gist, second.gist).score for _, first in one for _, second in other]) >= _ENOUGH
