"""What two gists share and where they contradict each other, as a handful of features."""

from datetime import date
from typing import Final, NamedTuple

from news.gists import CAPITAL, CODE, CONCEPT, HEAD_TERMS, HEAD_WORDS, NAME, NUMBER, PERCENT, WORD, Gist

_PARTIES: Final = frozenset(("person", "organisation"))
_AGAIN: Final = f"{CONCEPT}:again"
_NONE: Final[frozenset[str]] = frozenset()
_HALF_DAY = 12  # hours: a morning's event is still told in the evening
_RECENT = 3  # days
_FORMULA, _COPY = 0.33, 0.73
"""Shares of the words of headline and first sentence: articles written apart share fewer, copies more; between is a formula."""
_BACKGROUND = 0.12  # of what title and first sentence say: with less, what is shared is a recap
_WEEKDAY_ONLY = 0.3  # one day of seven

FEATURES: Final = (
    "names", "name_share", "concepts", "concept_share", "numbers", "titles", "word_share", "template", "head_share", "head_words",
    "formula", "background", "days", "day_conflict", "day_near", "late", "undated",
    "act_share", "act_conflict", "ordinal_conflict", "ordinals", "month_conflict", "again",
    "person_conflict", "place_conflict", "organisation_conflict", "title_clash", "person_clash", "both_titled",
)  # fmt: skip
_GROUPS: Final = {NAME: NAME, CAPITAL: NAME, CODE: NAME, CONCEPT: CONCEPT, NUMBER: NUMBER, PERCENT: NUMBER, WORD: WORD}


class Shared(NamedTuple):
    """The weights of what two gists share."""

    sums: dict[str, float]
    """By kind: names, concepts, numbers, words."""
    titles: float
    """Of what both titles say, but for words of a language."""
    head: float
    """The part of title and first sentence, the smaller of the two, that stands in the other article."""
    head_words: float


def features_of(one: Gist, other: Gist) -> list[float]:
    """Return the features of a pair in the order of FEATURES."""
    shared = _shared(one, other)
    return [*_likeness(one, other, shared), *_times(one, other), *_acts(one, other), *_parties(one, other, shared)]


def _shared(one: Gist, other: Gist) -> Shared:
    first, second, heads, other_heads = one.terms, other.terms, one.head, other.head
    sums = {WORD: 0.0, NAME: 0.0, CONCEPT: 0.0, NUMBER: 0.0}
    titles = head = other_head = head_words = other_head_words = 0.0
    for term in first.keys() & second.keys():
        kind = _GROUPS.get(term[0])
        weight = first[term]
        if term in heads:
            if kind == WORD:
                head_words += weight
            else:
                head += weight
        if term in other_heads:
            if kind == WORD:
                other_head_words += second[term]
            else:
                other_head += second[term]
        if kind is not None:
            weight = min(weight, second[term])
            sums[kind] += weight
            if kind != WORD and term in one.title_terms and term in other.title_terms:
                titles += weight
    return Shared(
        sums,
        titles,
        min(head / (_total(one, HEAD_TERMS) + 1), other_head / (_total(other, HEAD_TERMS) + 1)),
        min(head_words / (_total(one, HEAD_WORDS) + 1), other_head_words / (_total(other, HEAD_WORDS) + 1)),
    )


def _likeness(one: Gist, other: Gist, shared: Shared) -> tuple[float, ...]:
    sums = shared.sums
    word_share = sums[WORD] / (min(_total(one, WORD), _total(other, WORD)) + 3)
    figures = min(_total(one, NUMBER, PERCENT), _total(other, NUMBER, PERCENT))
    return (
        min(sums[NAME], 8) / 4,
        sums[NAME] / (min(_total(one, NAME, CAPITAL, CODE), _total(other, NAME, CAPITAL, CODE)) + 2),
        min(sums[CONCEPT], 8) / 4,
        sums[CONCEPT] / (min(_total(one, CONCEPT), _total(other, CONCEPT)) + 2),
        min(sums[NUMBER], 5) / 2,
        min(shared.titles, 4) / 2,
        word_share,
        word_share * max(0.0, figures - sums[NUMBER]) / (figures + 1),
        shared.head,
        shared.head_words,
        float(_FORMULA < shared.head_words < _COPY and one.lang == other.lang),
        float(shared.head < _BACKGROUND),
    )


def _times(one: Gist, other: Gist) -> tuple[float, ...]:
    days, hours = _days(one, other), hours_between(one, other)
    late = 0.0 if hours is None else max(0.0, hours - _HALF_DAY) / 24
    return float(days > 0), float(days < 0), _is_near(one, other), late, float(hours is None)


def _acts(one: Gist, other: Gist) -> tuple[float, ...]:
    acts, others = _of(one, CONCEPT), _of(other, CONCEPT)
    shared = len(acts & others)
    return (
        shared / (min(len(acts), len(others)) + 1),
        float(bool(acts and others and not shared)),
        _contradict(one, other, "o"),
        float(not _of(one, "o").isdisjoint(_of(other, "o"))),
        _contradict(one, other, "m"),
        float((_AGAIN in acts) != (_AGAIN in others)),
    )


def _parties(one: Gist, other: Gist, shared: Shared) -> tuple[float, ...]:
    new_names = _new_in_title(one, other), _new_in_title(other, one)
    return (
        _kinds_conflict(one, other, "person"),
        _kinds_conflict(one, other, "place"),
        _kinds_conflict(one, other, "organisation"),
        float(all(new_names)),
        float(_has_own_party(one, other) and _has_own_party(other, one)),
        float(not any(new_names) and shared.titles > 1),
    )


def _has_own_party(gist: Gist, other: Gist) -> bool:
    """Tell whether a title names a person or an organisation of whom another article says nothing."""
    return any(gist.kinds.get(term) in _PARTIES and term not in other.terms for term in gist.title_terms)


def _new_in_title(gist: Gist, other: Gist) -> bool:
    """Tell whether a title has a name of which another article says nothing; names nobody listed count within a language."""
    kinds = (NAME, CAPITAL) if gist.lang == other.lang else (NAME,)
    return any(term[0] in kinds and gist.terms[term] > 1 and term not in other.terms for term in gist.title_terms)


def hours_between(one: Gist, other: Gist) -> float | None:
    """Return the hours between two publications; None where one of them is unknown."""
    if one.published_at is None or other.published_at is None:
        return None
    return abs((one.published_at - other.published_at).total_seconds()) / 3600


def _total(gist: Gist, *kinds: str) -> float:
    return sum(gist.totals.get(kind, 0.0) for kind in kinds)


def _days(one: Gist, other: Gist) -> int:
    """Return 1 where title and lead name a day in common, -1 where the days they name are different, 0 where they name none."""
    first, second = one.days, other.days
    if one.published_at is None or other.published_at is None:
        return _loose_days(one, other)
    if first & second:
        return 1
    return -1 if _recent(one) and _recent(other) else 0


def _recent(gist: Gist) -> bool:
    """Tell whether title and lead name a day on which something has just happened."""
    if gist.published_at is None:
        return False
    published = gist.published_at.date()
    return any(-_RECENT <= (date.fromisoformat(day) - published).days <= 0 for day in gist.days if day > "1")


def _loose_days(one: Gist, other: Gist) -> int:
    """Compare days of which one side's year or week is unknown, with each other and with the other's publication."""
    if _is_near(one, other) == 1:
        return 1
    monthly = {day[5:] for day in one.days} & {day[5:] for day in other.days}
    if monthly:
        return 1
    weekly = _weekdays(one) & _weekdays(other)
    if not weekly and (one.weekdays or other.weekdays) and _weekdays(one) and _weekdays(other):
        return -1
    return -1 if _is_far(one, other) or _is_far(other, one) else 0


def _is_far(gist: Gist, other: Gist) -> bool:
    """Tell whether all days that an undated article names lie days away from the publication of another."""
    days = [day for day in gist.days if day < "1"]
    if not days or other.published_at is None:
        return False
    published = other.published_at.date()
    return all(abs((date.fromisoformat(f"{published.year}{day[4:]}") - published).days) > 2 for day in days if day != "0004-02-29")


def _weekdays(gist: Gist) -> set[int]:
    known = {date.fromisoformat(day).weekday() for day in gist.days if day > "1"}
    if gist.published_at is not None:
        known.add(gist.published_at.weekday())
    return known | gist.weekdays


def _is_near(one: Gist, other: Gist) -> float:
    """Tell whether a day that one names is the day on which the other was published."""
    for gist, beside in ((one, other), (other, one)):
        if beside.published_at is None:
            continue
        day = beside.published_at.date().isoformat()
        if day in gist.days or (gist.published_at is None and (day[5:] in {each[5:] for each in gist.days})):
            return 1.0
        if gist.published_at is None and beside.published_at.weekday() in gist.weekdays:
            return _WEEKDAY_ONLY
    return 0.0


def _of(gist: Gist, letter: str) -> frozenset[str]:
    return gist.marks.get(letter, _NONE)


def _contradict(one: Gist, other: Gist, letter: str) -> float:
    first, second = _of(one, letter), _of(other, letter)
    return float(bool(first and second and first.isdisjoint(second)))


def _kinds_conflict(one: Gist, other: Gist, kind: str) -> float:
    """Tell whether title and lead of either name persons, or places, of which the other never speaks."""
    first = {name for name, own in one.kinds.items() if own == kind}
    second = {name for name, own in other.kinds.items() if own == kind}
    return float(bool(first and second and not first & second))
