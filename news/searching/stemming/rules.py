"""Stems by tables of endings, for languages whose words have one ending at a time.

The order of work for one word of a text:

1. An irregular word is read as another form of its own that the rules read right.
2. A reflexive ending goes.
3. The longest ending of the table goes, or another stands instead.
4. What is left is brought into one shape: alternations, fleeting vowels.

A question asks for more: for what is left when the shortest ending goes or none, and for other forms that have another stem (``forms``,
``related``).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import ClassVar


class Endings:
    """Endings with what stands instead of each; the longest that fits a word is the one that counts."""

    def __init__(self, *tables: str, open_endings: str = "") -> None:
        """Read lines of ``least ending ending>instead …``.

        ``least`` is the number of letters that stay before the ending. ``[кг]ий`` is ``ий`` behind one of these letters, which stay.
        ``анн+`` is ``анн`` with each of the open endings behind it.
        """
        self._cuts: dict[str, tuple[int, int, str]] = {}
        for line in "\n".join(tables).splitlines():
            least, *entries = line.split() or ["0"]
            for entry in entries:
                for ending, cut, instead in _read(entry, open_endings.split()):
                    self._cuts.setdefault(ending, (int(least), cut, instead))
        self._longest = max(map(len, self._cuts), default=0)

    def cuts(self, word: str) -> Iterator[str]:
        """Yield what is left of a word without each ending that fits, the longest first."""
        for length in range(min(self._longest, len(word)), 0, -1):
            found = self._cuts.get(word[-length:])
            if found and len(word) - found[1] >= found[0]:
                yield word[: len(word) - found[1]] + found[2]

    def without(self, word: str) -> str:
        """Return a word without its longest ending."""
        return next(self.cuts(word), word)


def _read(entry: str, open_endings: list[str]) -> Iterator[tuple[str, int, str]]:
    ending, _, instead = entry.partition(">")
    letters, bracket, rest = ending.removeprefix("[").partition("]")
    before, ending = (letters, rest) if bracket else ("", ending)
    for letter, more in product(before or [""], ["", *open_endings] if ending.endswith("+") else [""]):
        plain = ending.removesuffix("+") + more
        if not (ending.endswith("+") and not more):
            yield letter + plain, len(plain), instead


@dataclass(frozen=True, slots=True)
class Related:
    """Endings of forms whose stems a question asks for too: ``ать`` → ``ан``, ``ет``."""

    table: Mapping[str, tuple[str, ...]]
    longest: int = 5

    @classmethod
    def read(cls, text: str) -> "Related":
        """Read lines of ``ending ending: other other``; ``-`` stands for no ending, and for every word before the colon."""
        table: dict[str, tuple[str, ...]] = {}
        for line in filter(str.strip, text.splitlines()):
            endings, _, others = line.partition(":")
            for ending in endings.split():
                table[ending] = (*table.get(ending, ()), *(other.replace("-", "") for other in others.split()))
        return cls(table, max(map(len, table), default=0))

    def forms(self, word: str) -> Iterator[str]:
        """Yield other forms of a word by the longest ending that is known."""
        for length in range(min(self.longest, len(word) - 1), 0, -1):
            if others := self.table.get(word[-length:]):
                yield from (word[:-length] + other for other in others)
                break
        yield from (word + other for other in self.table.get("-", ()))


@dataclass(frozen=True, slots=True)
class Rules:
    """How words of one language are stemmed."""

    endings: Endings
    shapes: tuple[Endings, ...] = ()
    """What is done to the stem, one after the other."""
    forms: Related = field(default_factory=lambda: Related({}))
    """Other forms by the ending of the word itself."""
    related: Related = field(default_factory=lambda: Related({}))
    """Other forms by what the word ends in once its ending is gone."""
    reflexive: Endings = field(default_factory=Endings)
    irregular: Mapping[str, str] = field(default_factory=dict)
    """Forms that no rule finds, with a form that the rules read right."""
    prefixed: Mapping[str, str] = field(default_factory=dict)
    """Irregular forms that may stand behind a prefix: шел → идти, пришел → прийти."""
    verb_prefixes: frozenset[str] = frozenset()
    prefixes: tuple[str, ...] = ()
    """What some forms begin with: a question asks for words with it and without."""
    whole: frozenset[str] = frozenset()
    """Words that end as if they had an ending, without any."""
    closed: tuple[str, ...] = ()
    """What stems end in that surely have no second ending."""

    _LONGEST_PREFIX: ClassVar[int] = 8  # zusammen

    def stem(self, word: str) -> str:
        """Return the token of a word of a text."""
        return self._stem(self._regular(word))

    def asked(self, word: str) -> list[str]:
        """Return the tokens of a word of a question: the stem, and what else texts may hold it under; with repetitions."""
        regular = self._regular(word)
        plain = self.reflexive.without(regular)
        cuts = list(self.endings.cuts(plain)) if plain not in self.whole else [plain]
        base = cuts[0] if cuts else plain
        others = [self.stem(form) for form in self._other_forms(plain, [base, *cuts[-1:], self._shaped(base)])]
        return [
            self._stem(regular),
            *others,
            *map(self._shaped, cuts[-1:]),
            *([] if base.endswith(self.closed) else [self._stem(base)]),
            self._shaped(plain),
            *([self._stem(word)] if word != regular else []),
        ]

    def _other_forms(self, word: str, bases: list[str]) -> Iterator[str]:
        yield from self.forms.forms(word)
        for each in dict.fromkeys((word, *bases)):
            yield from self.related.forms(each)
        for prefix in self.prefixes:
            if word.endswith("en") and not word.startswith(prefix):
                yield from (prefix + form for form in self.forms.forms(word))
                yield prefix + bases[0]
            for bare in (each[len(prefix) :] for each in (word, bases[0]) if each.startswith(prefix) and len(each) > len(prefix) + 3):
                yield from (bare, *self.forms.forms(bare))

    def _regular(self, word: str) -> str:
        if found := self.irregular.get(word):
            return found
        plain = self.reflexive.without(word)
        return self.irregular.get(plain) or self._prefixed(plain) or word

    def _prefixed(self, word: str) -> str | None:
        for length in range(min(self._LONGEST_PREFIX + 1, len(word) - 1)):
            if (not length or word[:length] in self.verb_prefixes) and (found := self.prefixed.get(word[length:])):
                return word[:length] + found
        return None

    def _stem(self, word: str) -> str:
        plain = self.reflexive.without(word)
        return self._shaped(plain if plain in self.whole else self.endings.without(plain))

    def _shaped(self, stem: str) -> str:
        for shape in self.shapes:
            stem = shape.without(stem)
        return stem


def irregular_forms(text: str, open_endings: str = "") -> dict[str, str]:
    """Read lines of ``word: form form``, with each form the word; a form that stands twice belongs to the first.

    ``данн+`` is ``данн`` with each of the open endings behind it.
    """
    found: dict[str, str] = {}
    for line in filter(str.strip, text.splitlines()):
        word, _, forms = line.partition(":")
        for entry in forms.split():
            for form, _, _ in _read(entry, open_endings.split()):
                found.setdefault(form, word.strip())
    return found


def words(*texts: str) -> frozenset[str]:
    """Return the words of texts."""
    return frozenset(word for text in texts for word in text.split())


def unique(tokens: Iterable[str]) -> tuple[str, ...]:
    """Return tokens in order, each once, without the empty one."""
    return tuple(dict.fromkeys(filter(None, tokens)))
