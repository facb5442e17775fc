"""Which sentences of a text were edited, came, went or moved."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from news.comparing.sentences import Sentence
from news.comparing.word_diffs import matching_runs
from news.words import stem

_ALIKE = 0.5
"""Share of words from which two sentences are one, edited; unrelated sentences of one article share a quarter at most."""
_COMMON = 30
"""Sentences that a word may stand in to lead from one to another: the commonest words would lead from each to all."""
_KEY = 5
"""Letters that the forms of a word share."""


@dataclass(frozen=True, slots=True)
class Edits:
    """The sentences of two versions that are not the same."""

    edited: tuple[tuple[Sentence, Sentence], ...]
    removed: tuple[Sentence, ...]
    added: tuple[Sentence, ...]
    moved: int
    """Sentences that stand elsewhere, word for word."""


def edits_between(old: Sequence[Sentence], new: Sequence[Sentence]) -> Edits:
    """Compare two versions sentence by sentence; exchanging them exchanges the answer."""
    runs = matching_runs([each.key for each in old], [each.key for each in new])
    removed, added = _left(old, [(run.old, run.size) for run in runs]), _left(new, [(run.new, run.size) for run in runs])
    moved = Counter(each.key for each in removed) & Counter(each.key for each in added)
    removed, added = _without(removed, moved), _without(added, moved)
    pairs = _pairs(removed, added)
    first, second = {one for one, _ in pairs}, {other for _, other in pairs}
    return Edits(
        tuple((removed[one], added[other]) for one, other in pairs),
        tuple(each for at, each in enumerate(removed) if at not in first),
        tuple(each for at, each in enumerate(added) if at not in second),
        moved.total(),
    )


def changed_words(old: Sentence, new: Sentence) -> tuple[list[str], list[str]]:
    """Give the folded words of two sentences that are not in both in the same order."""
    runs = matching_runs(old.words, new.words)
    return _left_words(old.words, [(run.old, run.size) for run in runs]), _left_words(new.words, [(run.new, run.size) for run in runs])


def _left(items: Sequence[Sentence], runs: Sequence[tuple[int, int]]) -> list[Sentence]:
    kept = {at for start, size in runs for at in range(start, start + size)}
    return [item for at, item in enumerate(items) if at not in kept]


def _left_words(items: Sequence[str], runs: Sequence[tuple[int, int]]) -> list[str]:
    kept = {at for start, size in runs for at in range(start, start + size)}
    return [item for at, item in enumerate(items) if at not in kept]


def _without(sentences: Sequence[Sentence], moved: Counter[str]) -> list[Sentence]:
    left = Counter(moved)
    kept = []
    for each in sentences:
        if left[each.key]:
            left[each.key] -= 1
        else:
            kept.append(each)
    return kept


def _pairs(removed: Sequence[Sentence], added: Sequence[Sentence]) -> list[tuple[int, int]]:
    """Pair sentences that share most of their words, the likest first."""
    first, second = [_bag(each) for each in removed], [_bag(each) for each in added]
    places: dict[str, list[int]] = defaultdict(list)
    for number, bag in enumerate(second):
        for word in bag:
            places[word].append(number)
    counts = Counter(word for bag in first for word in bag)
    likest = []
    for number, bag in enumerate(first):
        near = {place for word in bag if counts[word] <= _COMMON and len(places[word]) <= _COMMON for place in places[word]}
        likest += [(-likeness, number, place) for place in near if (likeness := _likeness(bag, second[place])) >= _ALIKE]
    # Of equal likeness the nearest in order, then the keys: the same choice whichever version is called old.
    likest.sort(key=lambda each: (each[0], abs(each[1] - each[2]), sorted((removed[each[1]].key, added[each[2]].key))))
    pairs, taken, given = [], set(), set()
    for _, one, other in likest:
        if one not in taken and other not in given:
            taken.add(one)
            given.add(other)
            pairs.append((one, other))
    return sorted(pairs)


def _bag(sentence: Sentence) -> Counter[str]:
    return Counter(word if word.isdigit() else stem(word)[:_KEY] for word in sentence.words)


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    """Give the share of common words; a sentence that was lengthened or cut is alike if nearly all of the shorter one is in the longer."""
    shared = (one & other).total()
    smaller, larger = sorted((one.total(), other.total()))
    if smaller >= 4 and shared >= 0.75 * smaller and larger <= 4 * smaller:
        return max(_ALIKE, 2 * shared / (smaller + larger))
    return 2 * shared / max(1, smaller + larger)
