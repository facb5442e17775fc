"""How much of one article's news the other tells, and where: by names, acts, things, figures and words, each term weighed by its rarity.

A report of the same event says what title and first sentence of the other say; the next step of a matter says it only as background.
"""

from collections.abc import Mapping
from math import sqrt
from typing import Final, NamedTuple

from news.naming.concepts import ACTS
from news.naming.rarities import rarity

NAMES, DEEDS, THINGS, FIGURES, WORDS = range(5)
_CHANNELS: Final = {"n": NAMES, "s": NAMES, "k": NAMES, "#": FIGURES, "%": FIGURES, "w": WORDS}
_PLACES: Final = (1.3, 1.0, 0.8, 0.5)  # title, first sentence, rest of the lead, rest
_TOLD: Final = (1.0, 1.0, 0.9, 0.7)  # what is told further down counts less as told
_IN_TITLE: Final = 1.3
_SMOOTH, _SMOOTH_NORM = 0.5, 0.3
_TITLE, _FIRST = 0, 1
_RARE, _OWN = 0.6, 0.55
UNKNOWN: Final = -1.0
"""The value of what cannot be compared: words of two languages."""
COVERAGES: Final = (
    "cosine_names", "cosine_deeds", "cosine_things", "cosine_figures", "cosine_words",
    "least_names", "least_deeds", "least_things", "least_words", "most_names", "most_deeds", "most_things", "most_words",
    "least_head", "most_head", "least_title", "most_title", "least_in_heads", "rarest", "second_rarest", "rare_terms",
    "most_own", "least_own", "title_names", "title_deeds", "title_things", "title_words", "head_figures", "cosine",
)  # fmt: skip


class Stand(NamedTuple):
    """What a term is in an article."""

    channel: int
    place: int
    rarity: float


class Profile(NamedTuple):
    """An article's terms as they are compared."""

    stands: Mapping[str, Stand]
    norms: tuple[float, ...]
    """By channel, the length of the vector of rarities."""
    heads: tuple[float, ...]
    """By channel, the rarities of title and first sentence."""
    titles: tuple[float, ...]
    names: tuple[tuple[str, float], ...]
    """The rare names of the title."""


def profile_of(places: Mapping[str, int]) -> Profile:
    """Return the profile of an article from the places of its terms: 0 title, 1 first sentence, 2 lead, 3 rest."""
    stands = {term: Stand(channel, place, rarity(term)) for term, place in places.items() if (channel := _channel(term)) is not None}
    norms, heads, titles = ([0.0] * 5 for _ in range(3))
    for channel, place, rare in stands.values():
        norms[channel] += (rare * _PLACES[place]) ** 2
        if place <= _FIRST:
            heads[channel] += rare * (_IN_TITLE if place == _TITLE else 1.0)
        if place == _TITLE:
            titles[channel] += rare * _IN_TITLE
    names = tuple((term, each.rarity) for term, each in stands.items() if each.place == _TITLE and not each.channel and each.rarity > _OWN)
    return Profile(stands, tuple(sqrt(each) + _SMOOTH_NORM for each in norms), tuple(heads), tuple(titles), names)


def _channel(term: str) -> int | None:
    return (DEEDS if term[2:] in ACTS else THINGS) if term[0] == "c" else _CHANNELS.get(term[0])


class _Sums:
    """What two profiles share, by channel; the first index is whose title or head it is."""

    def __init__(self) -> None:
        self.cosines, self.titles = [0.0] * 5, [0.0] * 5
        self.heads, self.in_heads, self.in_titles = ([[0.0] * 5, [0.0] * 5] for _ in range(3))
        self.rare: list[float] = []
        self.figures = 0.0

    def add(self, stand: Stand, other: Stand) -> None:
        """Count a term that both have."""
        channel, place, rare = stand
        places = place, other.place
        self.cosines[channel] += rare * rare * _PLACES[place] * _PLACES[other.place]
        if min(places) > _FIRST:
            return
        for side in (0, 1):
            if places[side] <= _FIRST:
                weight = rare * (_IN_TITLE if places[side] == _TITLE else 1.0)
                told = weight * _TOLD[places[1 - side]]
                self.heads[side][channel] += told
                if places[side] == _TITLE:
                    self.in_titles[side][channel] += told
                if places[1 - side] <= _FIRST:
                    self.in_heads[side][channel] += weight
        if max(places) == _TITLE:
            self.titles[channel] += rare
        if channel != WORDS:
            self.rare.append(rare)
        if channel == FIGURES:
            self.figures += rare


def coverages(one: Profile, other: Profile, *, is_one_language: bool) -> list[float]:
    """Return the features of COVERAGES for a pair; the order of the two does not matter."""
    sums = _Sums()
    first, second = one.stands, other.stands
    for term in first.keys() & second.keys():
        sums.add(first[term], second[term])
    channels = range(5 if is_one_language else 4)
    heads = [
        [_share([sums.heads[side][channel]], [profile.heads[channel]]) for side, profile in enumerate((one, other))] for channel in range(5)
    ]
    whole, titles, in_heads = (
        [_share([part[side][each] for each in channels], [total[each] for each in channels]) for side, total in enumerate(totals)]
        for part, totals in (
            (sums.heads, (one.heads, other.heads)),
            (sums.in_titles, (one.titles, other.titles)),
            (sums.in_heads, (one.heads, other.heads)),
        )
    )
    rare = [*sorted(sums.rare, reverse=True), 0.0, 0.0]
    own = _own(one, other), _own(other, one)
    cosines = [sums.cosines[each] / (one.norms[each] * other.norms[each]) for each in range(5)]
    shown = (NAMES, DEEDS, THINGS, WORDS)
    both = sqrt(sum(one.norms[each] ** 2 for each in channels) * sum(other.norms[each] ** 2 for each in channels))
    found = [
        *cosines, *(min(heads[each]) for each in shown), *(max(heads[each]) for each in shown),
        min(whole), max(whole), min(titles), max(titles), min(in_heads), rare[0], rare[1], float(sum(each > _RARE for each in rare)),
        max(own), min(own), *(sums.titles[each] for each in shown), sums.figures, sum(sums.cosines[each] for each in channels) / both,
    ]  # fmt: skip
    return found if is_one_language else [UNKNOWN if each in _OF_WORDS else value for each, value in enumerate(found)]


_OF_WORDS: Final = frozenset(each for each, name in enumerate(COVERAGES) if name.endswith("_words"))


def _share(parts: list[float], totals: list[float]) -> float:
    return sum(parts) / (sum(totals) + _SMOOTH)


def _own(one: Profile, other: Profile) -> float:
    return sum(rare for term, rare in one.names if term not in other.stands)
