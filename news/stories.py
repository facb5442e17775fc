"""Stories: whether two articles tell one event, and into which story an article belongs.

The order of work: what two gists share and where they contradict each other becomes a handful of features; their weighted sum says how
likely it is that they tell one event; time has the last word. A new article joins the story whose articles it bonds with best, or opens
one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from heapq import nsmallest
from itertools import chain
from math import exp
from operator import mul
from typing import Final, NamedTuple

from news.gists import CODE, NUMBER, PERCENT, Gist
from news.naming.calendars import hours_between
from news.naming.overlaps import FEATURES, features_of, is_one_matter

WIDEST = 72.0
"""Hours between the publications of two articles on one event; later ones are its sequels."""
CLOSE = 36.0
"""Hours up to which time alone says nothing against one event."""
_SURE = 0.6  # what articles between CLOSE and WIDEST need, and two stories to be joined
_WORTH_A_REASON = 0.05
_TITLES = FEATURES.index("titles")
_MOST_SHOWN = 4  # shared terms in a reason
_SUPPORT = 2  # the best bonds with a story that are weighed
_HARDLY = 0.3  # the likelihood with which articles of two stories at least tell one event

# By logistic regression on pairs of articles in ten languages, held to the signs that sense demands; in order for two articles in one
# language and in two. The likeness is learnt against articles on other matters, the conflicts then against those hard to tell apart.
_LIKENESS: Final[dict[str, tuple[float, float]]] = {
    "bias": (-1.86, -4.42),
    "names": (0.0, 1.44),
    "name_share": (3.73, 0.92),
    "concepts": (0.0, 0.16),
    "concept_share": (3.37, 3.3),
    "words": (4.72, 0.0),
    "least_covered": (1.11, 5.25),
    "titles": (0.0, 0.83),
    "act_share": (0.0, 0.66),
    "same_day": (2.87, 2.63),
}
_CONFLICTS: Final[dict[str, tuple[float, float]]] = {
    "bias": (0.62, 0.17),
    "late": (-0.9, -0.8),
    "day_conflict": (-0.64, -3.16),
    "month_conflict": (0.0, -1.13),
    "ordinal_conflict": (0.0, -1.65),
    "party_clash": (-1.45, -1.91),
    "place_clash": (0.0, -0.75),
    "formula": (-1.69, 0.0),
    "template": (-5.38, 0.0),
    "number_clash": (0.0, -0.76),
    "recap": (-2.44, 0.0),
    "again": (-0.56, -0.57),
    "anniversary": (-1.7, -0.87),
    "act_clash": (-0.23, -1.09),
    "title_clash": (-0.22, -0.45),
}
_MOST_LIKENESS = 1.0
"""From here on likeness is no further evidence: the reports of two months are more alike than those of one event."""
_ENOUGH = 0.5
"""The likelihood from which two articles tell one event."""
_LIKE, _AGAINST_ONE = (
    tuple(tuple(table.get(name, (0.0, 0.0))[row] for name in FEATURES) for row in range(2)) for table in (_LIKENESS, _CONFLICTS)
)


@dataclass(frozen=True, slots=True)
class Bond:
    """What two articles have to do with each other."""

    is_same: bool
    """Whether they tell one event."""
    score: float
    """How likely that is, from 0 to 1."""
    why: str
    """One line for a person."""
    is_thread: bool
    """Whether they are on one matter, and tell two events of it."""


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
    row = int(one.lang != other.lang)
    likeness = _LIKENESS["bias"][row] + sum(map(mul, _LIKE[row], features))
    against = _CONFLICTS["bias"][row] + sum(map(mul, _AGAINST_ONE[row], features))
    score = 1 / (1 + exp(-max(-30.0, min(likeness, _MOST_LIKENESS) + against)))
    is_same = score >= (_ENOUGH if hours is None or hours <= CLOSE else _SURE) and (hours is None or hours <= WIDEST)
    is_thread = not is_same and is_one_matter(one, other)
    why = _reason(one, other, features, hours) if is_same or score >= _WORTH_A_REASON or features[_TITLES] else "hardly anything is shared"
    return Bond(is_same, round(score, 3), why, is_thread)


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
    joined = sorted((-support, story) for story, each in bonds.items() if (support := _support(each)) >= _ENOUGH)
    if joined:
        best = joined[0][1]
        merged = tuple(sorted(story for support, story in joined[1:] if -support >= _SURE and _are_one(bonds[best], bonds[story])))
        return Placement(best, merged, None, max(each[0].why for each in bonds[best] if each[0].is_same))
    threads = [(bond.score, candidate.seen_at, -candidate.story, bond.why) for bond, candidate in chain(*bonds.values()) if bond.is_thread]
    if not threads:
        return Placement(None, (), None, "it is the first to tell this event")
    _, _, story, why = max(threads)
    return Placement(None, (), -story, f"the same matter, another event; {why}")


def _bond_in_time(gist: Gist, candidate: Candidate) -> Bond:
    """Compare with a candidate; one that is undated was published before it was seen, so it cannot tell what came days later."""
    bond = compare_gists(gist, candidate.gist)
    is_later = gist.published_at is not None and gist.published_at - candidate.seen_at > timedelta(hours=WIDEST)
    if bond.is_same and is_later:
        return Bond(is_same=False, score=bond.score, why=f"{bond.why}; against: it was seen days before", is_thread=True)
    return bond


def _support(bonds: Sequence[tuple[Bond, Candidate]]) -> float:
    """Weigh a story by its two best bonds, 0 where no article of it tells the event: one likeness among many may be an accident."""
    if not any(bond.is_same for bond, _ in bonds):
        return 0.0
    best = sorted((bond.score for bond, _ in bonds), reverse=True)[:_SUPPORT]
    return sum(best) / len(best)


def _are_one(one: Sequence[tuple[Bond, Candidate]], other: Sequence[tuple[Bond, Candidate]]) -> bool:
    """Tell whether two stories that an article belongs to are one event: their articles must not say otherwise."""
    scores = sorted((compare_gists(first.gist, second.gist).score for _, first in one for _, second in other), reverse=True)[:_SUPPORT]
    return sum(scores) / len(scores) >= _HARDLY


def _best(bonds: Sequence[tuple[Bond, Candidate]]) -> tuple[Bond, Candidate]:
    return max(bonds, key=lambda each: (each[0].is_same, each[0].score, each[1].seen_at))
