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

from news.gists import NAME, WORD, Gist
from news.naming.overlaps import FEATURES, features_of, hours_between
from news.texts import word_set

WIDEST = 72.0
"""Hours between the publications of two articles on one event; later ones are its sequels."""
CLOSE = 36.0
"""Hours up to which time alone says nothing against one event."""
_SURE = 0.85  # what articles between CLOSE and WIDEST need, and two stories to be joined
_WORTH_A_REASON = 0.05
_MOST_SHOWN = 4  # shared terms in a reason
_SUPPORT = 3  # the best bonds with a story that are weighed: a single likeness may be an accident

# By logistic regression on pairs of articles in ten languages, held to the signs that sense demands; in order for two dated articles in
# one language, for one language with an unknown date, for two dated articles in two languages, for two languages with an unknown date.
_WEIGHTS: Final[dict[str, tuple[float, float, float, float]]] = {
    "bias": (-1.0, -0.6, -3.0, -2.3),
    "names": (0.0, 0.8, 1.0, 1.1),
    "name_share": (0.8, 0.5, 1.0, 1.1),
    "concepts": (0.6, 0.2, 1.3, 1.0),
    "concept_share": (1.1, 0.8, 1.6, 1.6),
    "numbers": (1.0, 0.7, 1.2, 1.0),
    "days": (0.0, 0.0, 0.2, 0.1),
    "day_conflict": (-1.5, -2.1, -1.5, -2.7),
    "day_near": (1.8, 1.4, 1.9, 1.6),
    "act_share": (0.0, 0.0, 0.7, 0.6),
    "act_conflict": (0.0, 0.0, -0.5, -0.6),
    "titles": (0.0, 0.0, 0.3, 0.1),
    "ordinal_conflict": (-1.1, -1.0, -1.6, -1.7),
    "ordinals": (0.1, 0.0, 0.0, 0.0),
    "month_conflict": (-0.6, -0.7, -0.9, -0.9),
    "person_conflict": (-0.9, -0.8, -1.6, -0.6),
    "place_conflict": (-0.3, -0.2, 0.0, -0.2),
    "organisation_conflict": (0.0, -0.4, 0.0, 0.0),
    "late": (-1.7, 0.0, -2.5, 0.0),
    "undated": (0.0, 0.0, 0.0, 0.0),
    "word_share": (1.6, 0.3, 0.0, 0.0),
    "title_clash": (-0.7, -0.3, 0.0, 0.0),
    "template": (-0.1, -1.0, 0.0, 0.0),
    "both_titled": (0.0, 0.0, 0.8, 0.0),
    "again": (-0.4, -1.1, -0.6, -1.8),
    "head_share": (0.9, 0.8, 1.2, 1.4),
    "head_words": (0.6, 0.0, 0.0, 0.0),
    "person_clash": (-4.4, -4.0, -3.5, -3.4),
    "formula": (-0.6, -2.1, 0.0, 0.0),
    "background": (-0.8, -2.1, -0.8, -1.7),
}
_ENOUGH: Final = (0.55, 0.68, 0.55, 0.72)
"""The likelihood from which two articles tell one event: without a date the monthly reports of a year are one text."""
_THREAD = 0.6
_EVENT_ONLY: Final = word_set(
    "day_conflict day_near days act_share act_conflict ordinal_conflict month_conflict late undated again title_clash template formula"
)
"""Features that tell events of one matter apart, and say nothing of the matter."""
_ROWS: Final = tuple(tuple(_WEIGHTS[name][row] for name in FEATURES) for row in range(4))
_MATTER_ROWS: Final = tuple(tuple(0.0 if name in _EVENT_ONLY else _WEIGHTS[name][row] for name in FEATURES) for row in range(4))


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
    row = 2 * (one.lang != other.lang) + (hours is None)
    score = _likelihood(_WEIGHTS["bias"][row], _ROWS[row], features)
    enough = _ENOUGH[row] if hours is None or hours <= CLOSE else _SURE
    is_same = score >= enough and (hours is None or hours <= WIDEST)
    is_thread = not is_same and _likelihood(_WEIGHTS["bias"][row] + 1.5, _MATTER_ROWS[row], features) >= _THREAD
    why = _reason(one, other, features, hours) if is_same or is_thread or score >= _WORTH_A_REASON else "hardly anything is shared"
    return Bond(is_same, round(score, 3), why, is_thread)


def _likelihood(bias: float, weights: Sequence[float], features: Sequence[float]) -> float:
    return 1 / (1 + exp(-max(-30.0, min(30.0, bias + sum(map(mul, weights, features))))))


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
    "person_conflict": "other persons",
    "person_clash": "other parties in the titles",
    "again": "one says that it happened again",
    "undated": "no date",
}


def _shown(term: str) -> str:
    return term.rpartition(":")[2] if term[0] in {WORD, NAME, "c"} else term


def place(gist: Gist, candidates: Sequence[Candidate]) -> Placement:
    """Say which story an article joins, which stories turn out to be one, and which one a new story follows.

    The result does not depend on the order of the candidates.
    """
    bonds: dict[int, list[tuple[Bond, Candidate]]] = {}
    for candidate in candidates:
        bonds.setdefault(candidate.story, []).append((_bond_in_time(gist, candidate), candidate))
    joined = sorted((-support, story) for story, each in bonds.items() if (support := _support(each)) > 0)
    if joined:
        best = joined[0][1]
        merged = tuple(sorted(story for _, story in joined[1:] if _are_one(bonds[best], bonds[story])))
        return Placement(best, merged, None, max(each[0].why for each in bonds[best] if each[0].is_same))
    threads = [(bond.score, candidate.seen_at, -candidate.story, bond.why) for bond, candidate in chain(*bonds.values()) if bond.is_thread]
    if not threads:
        return Placement(None, (), None, "no article tells this event")
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
    """Weigh a story by its best bonds; nothing where fewer than a third of its articles tell the event and none for sure."""
    same = [bond.score for bond, _ in bonds if bond.is_same]
    if not same or (len(same) * 3 < len(bonds) and max(same) < _SURE):
        return 0.0
    best = sorted(same, reverse=True)[:_SUPPORT]
    return sum(best) / len(best)


def _are_one(one: Sequence[tuple[Bond, Candidate]], other: Sequence[tuple[Bond, Candidate]]) -> bool:
    """Tell whether two stories that an article belongs to are one event: their own articles must say so, too."""
    first, second = (_best(each) for each in (one, other))
    return second[0].score >= _SURE and compare_gists(first[1].gist, second[1].gist).is_same


def _best(bonds: Sequence[tuple[Bond, Candidate]]) -> tuple[Bond, Candidate]:
    return max(bonds, key=lambda each: (each[0].is_same, each[0].score, each[1].seen_at))
