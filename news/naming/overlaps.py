"""What two gists share and where they contradict each other, as a handful of features.

What stands in title or first sentence of either counts whole, what both tell further down hardly: that is where recaps stand. Likeness
is cut off at what reports of one event reach; articles that are more alike are formulas with other contents, or copies, which are found
elsewhere.
"""

from collections.abc import Collection
from typing import Final, NamedTuple

from news.gists import CAPITAL, CODE, CONCEPT, HEAD_TERMS, HEAD_WORDS, NAME, NUMBER, PERCENT, TITLE_WORDS, WORD, Gist
from news.naming.calendars import day_conflict, hours_between, is_same_day
from news.naming.profiles import COVERAGES, UNKNOWN, coverages

_OVERLAPS: Final = (
    "names", "name_share", "concepts", "concept_share", "words", "least_covered", "titles", "act_share", "same_day",
    "late", "day_conflict", "month_conflict", "ordinal_conflict", "party_clash", "place_clash", "title_clash",
    "number_clash", "act_clash", "formula", "template", "recap", "again", "anniversary",
)  # fmt: skip
FEATURES: Final = (*_OVERLAPS, *COVERAGES, "hours", "one_language")
_GROUPS: Final = {NAME: NAME, CAPITAL: NAME, CODE: NAME, CONCEPT: CONCEPT, NUMBER: NUMBER, PERCENT: NUMBER, WORD: WORD}
_AGAIN, _ANNIVERSARY = f"{CONCEPT}:again", f"{CONCEPT}:commemoration"
_HALF_DAY = 12  # hours: a morning's event is still told in the evening
_BESIDE = 0.3  # of the weight of what neither title nor first sentence says
_RECAP, _COVERED = 6.0, 0.3  # weight of a shared recap; part of a head that an article on the same event has
_FORMULA, _TEMPLATE, _COPY = 0.25, 0.28, 0.7
"""Shares of words: titles of one event share fewer than the first, its articles fewer than the second; above the third they are copies."""
_SAYING = 0.3  # the least weight of a name that is not in every article
_LISTED = 1.0  # the least weight of a name of the title that is no neighbour's or ministry's


class Shared(NamedTuple):
    """The weights of what two gists share."""

    sums: dict[str, float]
    """By kind: names, concepts, numbers, words."""
    titles: float
    """Of what both titles say, but for words of a language."""
    title_words: float
    covered: tuple[float, float]
    """The part of title and first sentence of each that stands in the other article."""
    beside: float
    """Of what neither title nor first sentence says."""


def features_of(one: Gist, other: Gist) -> list[float]:
    """Return the features of a pair in the order of FEATURES."""
    shared = _shared(one, other)
    hours = hours_between(one, other)
    is_one_language = one.lang == other.lang
    return [
        *_likeness(one, other, shared),
        *_times(one, other),
        *_clashes(one, other),
        *_formulas(one, other, shared),
        *coverages(one.profile, other.profile, is_one_language=is_one_language),
        UNKNOWN if hours is None else hours,
        float(is_one_language),
    ]


def _shared(one: Gist, other: Gist) -> Shared:
    first, second, heads, other_heads = one.terms, other.terms, one.head, other.head
    sums = {WORD: 0.0, NAME: 0.0, CONCEPT: 0.0, NUMBER: 0.0}
    titles = title_words = head = other_head = beside = 0.0
    for term in first.keys() & second.keys():
        kind = _GROUPS.get(term[0])
        if kind is None:
            continue
        weight, other_weight = first[term], second[term]
        if term in heads:
            head += weight
            if term in one.title_terms and term in other.title_terms:
                if kind == WORD:
                    title_words += weight
                else:
                    titles += weight
        if term in other_heads:
            other_head += other_weight
        elif term not in heads:
            beside += min(weight, other_weight)
            sums[kind] += min(weight, other_weight) * _BESIDE
            continue
        sums[kind] += (weight + other_weight) / 2
    covered = head / _head_total(one, other), other_head / _head_total(other, one)
    return Shared(sums, titles, title_words, covered, beside)


def _head_total(gist: Gist, other: Gist) -> float:
    return gist.totals[HEAD_TERMS] + (gist.totals[HEAD_WORDS] if gist.lang == other.lang else 0.0) + 2


def _likeness(one: Gist, other: Gist, shared: Shared) -> tuple[float, ...]:
    sums = shared.sums
    acts, others = _of(one, CONCEPT), _of(other, CONCEPT)
    return (
        min(sums[NAME], 4.5) / 3,
        min(0.5, sums[NAME] / (min(_total(one, NAME, CAPITAL, CODE), _total(other, NAME, CAPITAL, CODE)) + 2)),
        min(sums[CONCEPT], 4.0) / 3,
        min(0.45, sums[CONCEPT] / (min(_total(one, CONCEPT), _total(other, CONCEPT)) + 2)),
        min(0.25, _word_share(one, other, shared)),
        min(0.4, *shared.covered),
        min(shared.titles, 3.0) / 2,
        len(acts & others) / (min(len(acts), len(others)) + 1),
        float(is_same_day(one, other)),
    )


def _word_share(one: Gist, other: Gist, shared: Shared) -> float:
    return shared.sums[WORD] / (min(_total(one, WORD), _total(other, WORD)) + 3)


def _times(one: Gist, other: Gist) -> tuple[float, ...]:
    hours = hours_between(one, other)
    late = 0.0 if hours is None else max(0.0, hours - _HALF_DAY) / 24
    return late, day_conflict(one, other), _contradict(one, other, "m"), _contradict(one, other, "o")


def _clashes(one: Gist, other: Gist) -> tuple[float, ...]:
    own, others = _own_kinds(one, other), _own_kinds(other, one)
    parties = {"person", "organisation"}
    is_party, is_other_party = not parties.isdisjoint(own), not parties.isdisjoint(others)
    is_half = (is_party and CAPITAL in others) or (is_other_party and CAPITAL in own)
    kinds = {NAME, CAPITAL} if one.lang == other.lang else {NAME}
    return (
        1.0 if is_party and is_other_party else 0.5 if is_half else 0.0,
        float("place" in own and "place" in others),
        float(not kinds.isdisjoint(own) and not kinds.isdisjoint(others)),
        _clash(one, other, (NUMBER, PERCENT)),
        _clash(one, other, (CONCEPT,)),
    )


def _own_kinds(gist: Gist, other: Gist) -> set[str]:
    """Return the kinds of names that a title has and another article has not; ``n`` and ``s`` for those that say much."""
    kinds: set[str] = set()
    for term in gist.title_terms:
        if term[0] in {NAME, CAPITAL} and term not in other.terms:
            weight, kind = gist.terms[term], gist.kinds.get(term, "")
            if kind == "person" or weight > _SAYING:
                kinds.add(kind)
            if weight > _LISTED:
                kinds.add(term[0])
    return kinds


def _clash(one: Gist, other: Gist, letters: Collection[str]) -> float:
    """Tell whether both titles have terms of a kind, acts only of concepts, and the other article has none of them."""
    first, second = (
        {term for term in gist.title_terms if term[0] in letters and (term[0] != CONCEPT or term in gist.lead)} for gist in (one, other)
    )
    return float(bool(first and second) and first.isdisjoint(other.terms) and second.isdisjoint(one.terms))


def _formulas(one: Gist, other: Gist, shared: Shared) -> tuple[float, ...]:
    is_retitled = not one.title_terms <= other.title_terms, not other.title_terms <= one.title_terms
    alike = shared.title_words / (max(_total(one, TITLE_WORDS), _total(other, TITLE_WORDS)) + 0.5)
    share = _word_share(one, other, shared)
    is_formula = share < _COPY or any(is_retitled)
    return (
        max(0.0, alike - _FORMULA) if all(is_retitled) and one.lang == other.lang else 0.0,
        min(1.0, max(0.0, share - _TEMPLATE) / 0.16) if is_formula and one.lang == other.lang else 0.0,
        min(1.0, shared.beside / _RECAP) * max(0.0, 1 - max(shared.covered) / _COVERED),
        float((_AGAIN in one.lead) != (_AGAIN in other.lead)),
        float(
            (_ANNIVERSARY in one.head and _ANNIVERSARY not in other.terms) or (_ANNIVERSARY in other.head and _ANNIVERSARY not in one.terms)
        ),
    )


def _total(gist: Gist, *kinds: str) -> float:
    return sum(gist.totals.get(kind, 0.0) for kind in kinds)


def _of(gist: Gist, letter: str) -> frozenset[str]:
    return gist.marks.get(letter, frozenset())


def _contradict(one: Gist, other: Gist, letter: str) -> float:
    """Return 1 where title and first sentence have terms of a kind and the other article has none of them; a half for the lead."""
    for is_head in (True, False):
        first, second = (frozenset(term for term in _of(gist, letter) if term in gist.head or not is_head) for gist in (one, other))
        if first and second:
            return (1.0 if is_head else 0.5) if first.isdisjoint(other.terms) and second.isdisjoint(one.terms) else 0.0
    return 0.0
