"""Which facts changed between two versions of a text, in a few words for people."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from news.comparing.name_words import names_in, same_name, scene_of
from news.comparing.sentence_changes import Edits, changed_words
from news.comparing.sentence_facts import Fact, Scene, Statement, has_one, negated_pair, state
from news.comparing.sentences import Sentence
from news.words import analyse

_OF_NEW_SENTENCES = frozenset(("number", "negation", "denial", "hedge"))
"""Facts that count also in a sentence that came or went; a day of the week or a currency there says little by itself."""
_PREFIX = 2
"""Letters that two forms of a name share in any case."""
_NEAR = 200
"""Words with the same beginning that a name is compared with: a long article has some dozens."""


@dataclass(slots=True)
class _Balance:
    """What sentences lost and gained."""

    lost: list[Fact] = field(default_factory=list)
    gained: list[Fact] = field(default_factory=list)


class _Vocabulary:
    """The words and numbers of one version."""

    def __init__(self, sentences: Sequence[Sentence], scene: Scene) -> None:
        self._scene = scene
        self._sentences = sentences
        self._words = frozenset(word for sentence in sentences for word in sentence.words)
        self._near: dict[str, list[str]] = {}
        for word in sorted(self._words):
            self._near.setdefault(word[:_PREFIX], []).append(word)
        self._numbers: frozenset[str] | None = None

    def names(self, name: str) -> bool:
        near = self._near.get(name[:_PREFIX], [])[:_NEAR]
        return name in self._words or any(same_name(name, word, self._scene.lang) for word in near)

    def counts(self, number: str) -> bool:
        if self._numbers is None:
            stated = (state(each.text, self._scene, ()) for each in self._sentences)
            self._numbers = frozenset(fact.value for each in stated for fact in each.facts if fact.kind == "number")
        return number in self._numbers


def material_reasons(edits: Edits, old: Sequence[Sentence], new: Sequence[Sentence], lang: str | None) -> list[str]:
    """Tell which facts changed: in sentences that were edited, and in those that came or went."""
    if not (edits.edited or edits.removed or edits.added):
        return []
    scene = scene_of((each.text for each in (*old, *new)), lang)
    before, after = _Vocabulary(old, scene), _Vocabulary(new, scene)
    whole = _Balance(_stated(edits.removed, scene), _stated(edits.added, scene))
    reasons: list[str] = []
    balances = []
    for pair in edits.edited:
        first, second = _statement(pair[0], scene), _statement(pair[1], scene)
        balance = _difference(first, second, scene, before, after)
        reasons += _other_reasons(pair, first, second, balance)
        balances.append(balance)
    for balance in balances:
        _cancel(balance.gained, whole.lost, lang)
        _cancel(balance.lost, whole.gained, lang)
        reasons += _told(balance)
    _cancel(whole.gained, whole.lost, lang)
    return list(dict.fromkeys(reasons + _told(_Balance(_news(whole.lost, after), _news(whole.gained, before)))))


def _statement(sentence: Sentence, scene: Scene) -> Statement:
    return state(sentence.text, scene, [word.text for word in names_in(sentence.text, scene)])


def _stated(sentences: Iterable[Sentence], scene: Scene) -> list[Fact]:
    statements = [_statement(each, scene) for each in sentences]
    return [fact for each in statements for fact in (*(f for f in each.facts if f.kind in _OF_NEW_SENTENCES), *_name_facts(each.names))]


def _name_facts(names: Iterable[str]) -> list[Fact]:
    return [Fact("name", folded, name) for name in names for folded in analyse(name).folded]


def _cancel(gained: list[Fact], lost: list[Fact], lang: str | None) -> None:
    """Take out of both lists what is in both: it only moved."""
    _drop(gained, lost, Counter(fact[:2] for fact in gained) & Counter(fact[:2] for fact in lost))
    near: dict[str, list[Fact]] = {}
    for fact in lost:
        if fact.kind == "name":
            near.setdefault(fact.value[:_PREFIX], []).append(fact)
    twins: Counter[tuple[str, str]] = Counter()
    others: Counter[tuple[str, str]] = Counter()
    for fact in gained:
        group = near.get(fact.value[:_PREFIX], []) if fact.kind == "name" else []
        twin = next((each for each in group[:_NEAR] if same_name(fact.value, each.value, lang)), None)
        if twin is not None:
            group.remove(twin)
            twins[fact[:2]] += 1
            others[twin[:2]] += 1
    _drop(gained, [], twins)
    _drop(lost, [], others)


def _drop(facts: list[Fact], more: list[Fact], counts: Counter[tuple[str, str]]) -> None:
    """Take so many facts of each value out of the lists, the first ones."""
    for each in (facts, more):
        left = Counter(counts)
        kept = []
        for fact in each:
            left[fact[:2]] -= 1
            if left[fact[:2]] < 0:
                kept.append(fact)
        each[:] = kept


def _difference(first: Statement, second: Statement, scene: Scene, before: _Vocabulary, after: _Vocabulary) -> _Balance:
    """Compare the facts of an edited sentence."""
    balance = _Balance([*first.facts, *_name_facts(first.names)], [*second.facts, *_name_facts(second.names)])
    _cancel(balance.gained, balance.lost, scene.lang)
    balance.lost, balance.gained = _without_days(balance.lost, balance.gained), _without_days(balance.gained, balance.lost)
    names_lost, names_gained = (any(fact.kind == "name" for fact in side) for side in (balance.lost, balance.gained))
    if names_lost != names_gained and not (first.is_speech or second.is_speech):
        # "the minister" for "Səmədov" tells the same man where both versions name him
        balance.lost = [fact for fact in balance.lost if fact.kind != "name" or not (before.names(fact.value) and after.names(fact.value))]
        balance.gained = [
            fact for fact in balance.gained if fact.kind != "name" or not (before.names(fact.value) and after.names(fact.value))
        ]
    return balance


def _without_days(facts: list[Fact], others: list[Fact]) -> list[Fact]:
    """Leave out *yesterday* and *today* where they do not stand for each other."""
    is_exchange = any(fact.kind == "day" for fact in others)
    return [fact for fact in facts if fact.kind != "day" or is_exchange]


def _other_reasons(pair: tuple[Sentence, Sentence], first: Statement, second: Statement, balance: _Balance) -> list[str]:
    """Find what no single fact tells: negation by a prefix, numbers that changed places, another speaker; *one* is taken for 1."""
    removed, added = changed_words(*pair)
    denied = negated_pair(removed, added)
    reasons = [f"negation {denied[0]} → {denied[1]}"] if denied else []
    balance.lost = [fact for fact in balance.lost if fact.value != "1" or not has_one(added)]
    balance.gained = [fact for fact in balance.gained if fact.value != "1" or not has_one(removed)]
    reasons += _exchanged_numbers(pair, first, second, balance)
    if first.is_speech and second.is_speech:
        lost, gained = _changed_offices(first.offices, second.offices), _changed_offices(second.offices, first.offices)
        reasons += [f"attribution {' '.join(lost)} → {' '.join(gained)}"] if lost and gained else []
    return reasons


def _changed_offices(offices: Sequence[str], others: Sequence[str]) -> list[str]:
    beginnings = {word[:4] for other in others for word in analyse(other).folded}
    return [office for office in offices if not any(word[:4] in beginnings for word in analyse(office).folded)]


def _exchanged_numbers(pair: tuple[Sentence, Sentence], first: Statement, second: Statement, balance: _Balance) -> list[str]:
    """Find numbers that changed places while the words around them stayed: 5 killed and 3 hurt, 3 killed and 5 hurt."""
    numbers = [[fact for fact in each.facts if fact.kind == "number"] for each in (first, second)]
    old, new = ([fact.value for fact in each] for each in numbers)
    if old == new or sorted(old) != sorted(new) or any(fact.kind == "number" for fact in balance.lost + balance.gained):
        return []
    if [word for word in pair[0].words if not word[0].isdigit()] != [word for word in pair[1].words if not word[0].isdigit()]:
        shown = {word for each in numbers for fact in each for word in analyse(fact.shown).folded}
        rest = [[word for word in sentence.words if word not in shown] for sentence in pair]
        if rest[0] != rest[1]:
            return []
    return [f"number {' '.join(fact.shown for fact in numbers[0])} → {' '.join(fact.shown for fact in numbers[1])}"]


def _news(facts: Iterable[Fact], other: _Vocabulary) -> list[Fact]:
    """Keep of the facts of whole sentences those that the other version does not hold elsewhere."""
    holds: dict[str, Callable[[str], bool]] = {"name": other.names, "number": other.counts}
    return [fact for fact in facts if fact.kind not in holds or not holds[fact.kind](fact.value)]


def _told(balance: _Balance) -> list[str]:
    """Write the differences as ``number 3 → 5``, ``name +Rauf Səmədov``, ``negation −не``."""
    reasons = []
    for kind, label in (
        ("number", "number"), ("name", "name"), ("negation", "negation"), ("denial", "denial"),
        ("hedge", "hedge"), ("date", "date"), ("day", "date"), ("money", "money"),
    ):  # fmt: skip
        lost, gained = (_grouped([fact.shown for fact in side if fact.kind == kind], kind) for side in (balance.lost, balance.gained))
        both = min(len(lost), len(gained))
        reasons += [f"{label} {one} → {other}" for one, other in zip(lost, gained, strict=False)]
        reasons += [f"{label} −{each}" for each in lost[both:]] + [f"{label} +{each}" for each in gained[both:]]
    return reasons


def _grouped(shown: list[str], kind: str) -> list[str]:
    return [" ".join(shown)] if kind == "name" and 1 < len(shown) <= 3 else shown
