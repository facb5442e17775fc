"""Which facts of two alike texts cannot both be of one event: numbers, days, months, ordinals, places, names, opposite acts.

The order of work: the headlines and the sentences that are alike are compared pair by pair. What stands in one instead of what stands in
the other is a conflict, unless either is told elsewhere by the other text. What was only left out or added is none.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from news.comparing import fact_words, opposites
from news.comparing.name_words import names_in, same_name
from news.comparing.sentence_facts import Fact, Scene, is_place, state
from news.comparing.sentences import Sentence
from news.comparing.word_diffs import matching_runs
from news.reading.agencies import known_outlet
from news.texts import word_set
from news.words import Word, analyse, stem

_PLAIN = frozenset(("number", "weekday", "month"))
_NEAR = 2
"""Words that stayed between two exchanges which belong together: "with the Turkish minister" for "with his Kazakh colleague"."""
_LONGEST = 400
"""Words of a sentence; what is longer is no prose."""
_DIRECT = 2
"""Words of an exchange of one name for another."""
_INSERTED = 3
"""Words of an exchange that is no rewriting: "is" for "is not"."""
_THEME, _KEY = 3, 6
"""Words that name what a text is about, and letters that their forms share."""
_SHORTEST = 4
"""Letters from which two words with the same beginning are forms of one."""
_SPELLINGS = re.compile("[ijyий]+")
_LETTERS = str.maketrans("wqх", "vkг", "h")
"""Letters by which the press spells one name in several ways: Aliev, Aliyev, Alijew; Tomas, Thomas."""
_RELAYS = word_set(opposites.RELAYS)
_PLAIN_NUMBER = re.compile(r"[0-9]{1,40}(?:\.[0-9]{1,40})?(?:E\+[0-9]{1,2})?")
_WEEKDAYS = frozenset(group.split()[0] for group in fact_words.WEEKDAYS.split("|"))


class Exchange(NamedTuple):
    """Words of a sentence that stand where others stand in the other."""

    lost: tuple[Word, ...]
    gained: tuple[Word, ...]


class Telling(NamedTuple):
    """One of two texts: its sentences, headline first, and its words."""

    sentences: tuple[Sentence, ...]
    words: frozenset[str]


class _Group:
    """A table of groups of words; gives the name of the group that a word belongs to."""

    def __init__(self, groups: Iterable[tuple[str, str]]) -> None:
        self._words: dict[str, list[str]] = {}
        self._beginnings: dict[str, list[tuple[str, str]]] = {}
        for name, words in groups:
            for word in words.split():
                if word.endswith("*"):
                    self._beginnings.setdefault(word[:2], []).append((word[:-1], name))
                else:
                    self._words.setdefault(word, []).append(name)
        self.of = lru_cache(maxsize=1 << 14)(self._find)

    def _find(self, word: str) -> tuple[str, ...]:
        begun = (name for beginning, name in self._beginnings.get(word[:2], ()) if word.startswith(beginning))
        return (*self._words.get(word, ()), *begun)


_ORDINALS = _Group((group.split()[0], " ".join(group.split()[1:])) for group in opposites.ORDINALS.split("|"))
_MONTHS, _DAYS_OF_WEEK = (
    _Group((group.split()[0], group) for group in table.split("|")) for table in (fact_words.MONTHS, fact_words.WEEKDAYS)
)
_HOURS = _Group((group.split()[0], group) for group in opposites.HOURS.split("|"))
_SIDES = _Group((str(number), group) for number, group in enumerate(opposites.SIDES.split("|")))
_POLES = _Group(
    (f"{number}{sign}", words)
    for number, group in enumerate(opposites.OPPOSITES.split("|"))
    for sign, words in zip("+-", group.split(" — "), strict=True)
)
_KINDS = (("ordinal", _ORDINALS), ("month", _MONTHS), ("weekday", _DAYS_OF_WEEK), ("hour", _HOURS))
_OTHER_POLE = str.maketrans("+-", "-+")


class Conflicts:
    """Looks for conflicts between two texts; exchanging the texts exchanges only the order in which they are told."""

    def __init__(self, one: Telling, other: Telling, scene: Scene, *, is_strict: bool) -> None:
        """Take two texts and what both together tell about their words; strictly, a country in the place of words is one too."""
        self._is_strict = is_strict
        self._sides = (one, other)
        self._scene = scene
        self._numbers: list[frozenset[tuple[str, str]] | None] = [None, None]
        self._begun = [_beginnings(side.words) for side in self._sides]

    def between(self, one: Sentence, other: Sentence, *, is_lead: bool, is_title: bool = False) -> Iterator[str]:
        """Tell the conflicts of two sentences or headlines that are alike: ``number 3 / 5``."""
        if max(len(one.words), len(other.words)) > _LONGEST:
            yield "a sentence too long to compare"
            return
        first, second = list(analyse(one.text)), list(analyse(other.text))
        exchanges = _exchanges(first, second)
        if not exchanges:
            return
        yield from self._plain_conflicts(one, other)
        places = [{word.start for word in names_in(each.text, self._scene)} for each in (one, other)]
        for exchange in exchanges:
            yield from self._number_conflicts(exchange)
            for kind, groups in _KINDS:
                yield from _group_conflicts(exchange, kind, groups)
            yield from _pole_conflicts(exchange)
            yield from self._name_conflicts(exchange, *places, is_strict=self._is_strict and not is_title)
        if is_lead and all(len(exchange.lost) + len(exchange.gained) <= _INSERTED for exchange in exchanges):
            yield from self._denials(one, other)

    def of_headlines(self, one: Sentence, other: Sentence) -> Iterator[str]:
        """Tell what two headlines that are not alike cannot both say: numbers and names of which neither text knows the other's."""
        yield from self._plain_conflicts(one, other, kinds=frozenset(("number", "month")))

    def knows(self, number: int, fact: tuple[str, str]) -> bool:
        """Tell whether one of the texts, by its number, holds a number, a month or a day of the week."""
        if self._numbers[number] is None:
            sentences = self._sides[number].sentences
            self._numbers[number] = frozenset(fact[:2] for each in sentences for fact in self._facts_of(each.text))
        return fact in (self._numbers[number] or ())

    def _facts_of(self, text: str) -> list[Fact]:
        facts = [_comparable(fact) for fact in state(text, self._scene, ()).facts]
        return [fact for fact in facts if fact.kind in _PLAIN]

    def _plain_conflicts(self, one: Sentence, other: Sentence, kinds: frozenset[str] = _PLAIN) -> Iterator[str]:
        first, second = ([fact for fact in self._facts_of(each.text) if fact.kind in kinds] for each in (one, other))
        stay = Counter(fact[:2] for fact in first) & Counter(fact[:2] for fact in second)
        lost, gained = _without(first, stay), _without(second, stay)
        for kind in sorted(kinds):
            left = [fact for fact in lost if fact.kind == kind]
            come = [fact for fact in gained if fact.kind == kind]
            if left and come and not (self._all_known(1, left) and self._all_known(0, come)):
                yield f"{kind} {left[0].shown} / {come[0].shown}"

    def _number_conflicts(self, exchange: Exchange) -> Iterator[str]:
        """Find a number right in the place of another: that both texts hold both elsewhere is no excuse."""
        if max(map(len, exchange)) > _INSERTED:
            return
        first, second = (
            [fact for fact in self._facts_of(" ".join(word.text for word in words)) if fact.kind == "number"] for words in exchange
        )
        if first and second and not {fact.value for fact in first} & {fact.value for fact in second}:
            yield f"number {first[0].shown} / {second[0].shown}"

    def _all_known(self, number: int, facts: Iterable[Fact]) -> bool:
        return all(self.knows(number, fact[:2]) for fact in facts)

    def _name_conflicts(self, exchange: Exchange, one: set[int], other: set[int], *, is_strict: bool) -> Iterator[str]:
        lost = [word for word in exchange.lost if _is_side(word) or (word.start in one and not _is_outlet(word.text))]
        gained = [word for word in exchange.gained if _is_side(word) or (word.start in other and not _is_outlet(word.text))]
        if any(word.folded in _RELAYS for word in (*exchange.lost, *exchange.gained)):
            lost, gained = ([word for word in words if is_place(word.folded)] for words in (lost, gained))
        lost, gained = self._unmatched(lost, gained), self._unmatched(gained, lost)
        if not lost or not gained:
            if is_strict and exchange.lost and exchange.gained:
                yield from self._news_names(lost, gained)
            return
        places = [[word for word in words if _is_site(word)] for words in (lost, gained)]
        if all(places):
            yield f"place {places[0][0].text} / {places[1][0].text}"
            return
        unknown = self._unknown(1, lost), self._unknown(0, gained)
        is_direct = max(map(len, exchange)) <= _DIRECT
        if all(unknown) or (is_direct and any(unknown)):
            yield f"name {(unknown[0] or lost)[0].text} / {(unknown[1] or gained)[0].text}"

    def _unknown(self, number: int, words: Iterable[Word]) -> list[Word]:
        """Give the names that one of the texts, by its number, does not hold."""
        return [word for word in words if not self._names(number, word.folded) and not _is_known_side(word, self._sides[number])]

    def _news_names(self, lost: Sequence[Word], gained: Sequence[Word]) -> Iterator[str]:
        """Find a country or a capital that stands for other words and that the other text does not know."""
        for number, words in ((1, [word for word in lost if _is_site(word)]), (0, [word for word in gained if _is_site(word)])):
            unknown = self._unknown(number, words)
            if unknown:
                yield f"name {unknown[0].text} in one of them"

    def _unmatched(self, words: Sequence[Word], others: Sequence[Word]) -> list[Word]:
        return [word for word in words if not any(self._is_same(word.folded, other.folded) for other in others)]

    def _is_same(self, one: str, other: str) -> bool:
        if same_name(one, other, self._scene.lang) or are_forms(one, other):
            return True
        return _SPELLINGS.sub("i", one).translate(_LETTERS) == _SPELLINGS.sub("i", other).translate(_LETTERS) or bool(
            set(_SIDES.of(one)) & set(_SIDES.of(other))
        )

    def _names(self, number: int, folded: str) -> bool:
        near = self._begun[number].get(folded[:3], ())
        return any(same_name(folded, word, self._scene.lang) for word in near)

    def _denials(self, one: Sentence, other: Sentence) -> Iterator[str]:
        """Find that a sentence which is otherwise the same says that something is not so."""
        counts = [Counter(fact.kind for fact in state(each.text, self._scene, ()).facts) for each in (one, other)]
        for kind in ("negation", "denial"):
            if counts[0][kind] != counts[1][kind]:
                yield f"{kind} in one of them"


def replaced_words(one: Sentence, other: Sentence) -> set[tuple[str, str]]:
    """Give each longer word that went beside each that came in its place, where a few stand for a few, as beginnings of their forms."""
    pairs = set()
    for lost, gained in _exchanges(list(analyse(one.text)), list(analyse(other.text)), near=0):
        if len(lost) <= _THEME and len(gained) <= _THEME:
            gone, come = ({stem(word.folded)[:_KEY] for word in words if len(word.folded) >= _SHORTEST} for words in (lost, gained))
            pairs |= {(first, second) for first in gone - come for second in come - gone if not are_forms(first, second)}
    return pairs


def _exchanges(first: Sequence[Word], second: Sequence[Word], near: int = _NEAR) -> list[Exchange]:
    """Give what stands for what, as far as words of both sides were left between."""
    runs = matching_runs([word.folded for word in first], [word.folded for word in second])
    bounds: list[list[int]] = []
    at = start = 0
    for old, new, size in (*((run.old, run.new, run.size) for run in runs), (len(first), len(second), 0)):
        if old > at or new > start:
            if bounds and at - bounds[-1][1] <= near and at - bounds[-1][1] == start - bounds[-1][3]:
                bounds[-1][1], bounds[-1][3] = old, new
            else:
                bounds.append([at, old, start, new])
        at, start = old + size, new + size
    return [Exchange(tuple(first[a:b]), tuple(second[c:d])) for a, b, c, d in bounds]


def _comparable(fact: Fact) -> Fact:
    """Part days of the week from months, and write 300 million as 300: some print "300 mcm"."""
    if fact.kind == "date":
        return Fact("weekday" if fact.value in _WEEKDAYS else "month", fact.value, fact.shown)
    return Fact(fact.kind, _without_thousands(fact.value), fact.shown) if fact.kind == "number" else fact


def _without_thousands(value: str) -> str:
    if not _PLAIN_NUMBER.fullmatch(value):
        return value
    number = Decimal(value)
    while number >= 1000:
        number /= 1000
    return str(number.normalize())


def _without(facts: Iterable[Fact], stay: Counter[tuple[str, str]]) -> list[Fact]:
    left = Counter(stay)
    kept = []
    for fact in facts:
        if left[fact[:2]]:
            left[fact[:2]] -= 1
        else:
            kept.append(fact)
    return kept


def _group_conflicts(exchange: Exchange, kind: str, groups: _Group) -> Iterator[str]:
    lost, gained = (_grouped(words, groups.of) for words in exchange)
    if lost and gained and not lost.keys() & gained.keys():
        yield f"{kind} {next(iter(lost.values()))} / {next(iter(gained.values()))}"


def _pole_conflicts(exchange: Exchange) -> Iterator[str]:
    lost, gained = (_grouped(words, _POLES.of) for words in exchange)
    for pole, word in lost.items():
        against = pole.translate(_OTHER_POLE)
        if against in gained and against not in lost and pole not in gained:
            yield f"act {word} / {gained[against]}"
            return


def _grouped(words: Iterable[Word], of: Callable[[str], Iterable[str]]) -> dict[str, str]:
    return {name: word.text for word in words for name in of(word.folded)}


def _is_known_side(word: Word, telling: Telling) -> bool:
    sides = set(_SIDES.of(word.folded))
    return bool(sides) and any(sides.intersection(_SIDES.of(each)) for each in telling.words)


def _is_side(word: Word) -> bool:
    return bool(_SIDES.of(word.folded))


def _is_site(word: Word) -> bool:
    return _is_side(word) or is_place(word.folded)


def _is_outlet(text: str) -> bool:
    return known_outlet(text) is not None


def are_forms(one: str, other: str) -> bool:
    """Tell whether two folded words begin alike, as the forms of one word do."""
    short, long = sorted((stem(one), stem(other)), key=len)
    return len(short) >= _SHORTEST and (long.startswith(short[: max(_SHORTEST, len(short) - 2)]))


def _beginnings(words: frozenset[str]) -> dict[str, list[str]]:
    begun: dict[str, list[str]] = {}
    for word in words:
        begun.setdefault(word[:3], []).append(word)
    return begun
