"""Stems by tables of endings, for languages whose words have one ending at a time.

The order of work for one word of a text: an irregular word has its token in a table; a reflexive ending goes; the longest ending of the table
goes (or is replaced); what is left is brought into one shape (alternations, fleeting vowels). A question asks for more: for what is left when
the shortest ending goes or none, and for the stems of other forms that are made in another way (``related``).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product


class Endings:
    """Endings with what stands instead of each; the longest that fits a word is the one that counts."""

    def __init__(self, *tables: str, open_endings: str = "") -> None:
        """Read lines of ``least ending ending>instead …``.

        ``least`` is the number of letters that stay before the ending. ``[кг]ий`` is the ending ``ий`` behind one of the letters, which stay.
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
        """Read lines of ``ending ending: other other``; ``-`` stands for no ending."""
        table: dict[str, tuple[str, ...]] = {}
        for line in filter(str.strip, text.splitlines()):
            endings, _, others = line.partition(":")
            for ending in endings.split():
                table[ending] = (*table.get(ending, ()), *(other.replace("-", "") for other in others.split()))
        return cls(table, max(map(len, table), default=0))

    def forms(self, word: str) -> Iterator[str]:
        """Yield other forms of a word by the longest ending that is known."""
        for length in range(min(self.longest, len(word) - 2), 0, -1):
            if others := self.table.get(word[-length:]):
                yield from (word[:-length] + other for other in others)
                return


@dataclass(frozen=True, slots=True)
class Rules:
    """How words of one language are stemmed."""

    endings: Endings
    shapes: tuple[Endings, ...] = ()
    """What is done to the stem, one after the other."""
    related: Related = field(default_factory=lambda: Related({}))
    reflexive: Endings = field(default_factory=Endings)
    irregular: Mapping[str, str] = field(default_factory=dict)
    """Forms that no rule finds, with a form that the rules read right."""
    whole: frozenset[str] = frozenset()
    """Words that end as if they had an ending, without any."""

    def stem(self, word: str) -> str:
        """Return the token of a word of a text."""
        return self._stem(self._regular(word))

    def asked(self, word: str) -> list[str]:
        """Return the tokens of a word of a question: the stem, and what else texts may hold it under; with repetitions."""
        regular = self._regular(word)
        plain = self.reflexive.without(regular)
        cuts = list(self.endings.cuts(plain)) if plain not in self.whole else [plain]
        base = cuts[0] if cuts else plain
        found = [self._stem(regular), *map(self._shaped, cuts[-1:])]
        found += [self.stem(form) for form in (*self.related.forms(plain), *self.related.forms(base))]
        return [*found, self._stem(base), self._shaped(plain), *([self._stem(word)] if word != regular else [])]

    def _regular(self, word: str) -> str:
        return self.irregular.get(word) or self.irregular.get(self.reflexive.without(word), word)

    def _stem(self, word: str) -> str:
        plain = self.reflexive.without(word)
        return self._shaped(plain if plain in self.whole else self.endings.without(plain))

    def _shaped(self, stem: str) -> str:
        for shape in self.shapes:
            stem = shape.without(stem)
        return stem


def irregular_forms(text: str) -> dict[str, str]:
    """Read lines of ``word: form form``, with each form the word; a form that stands twice belongs to the first."""
    found: dict[str, str] = {}
    for line in filter(str.strip, text.splitlines()):
        word, _, forms = line.partition(":")
        for form in forms.split():
            found.setdefault(form, word.strip())
    return found


def words(*texts: str) -> frozenset[str]:
    """Return the words of texts."""
    return frozenset(word for text in texts for word in text.split())


def unique(tokens: Iterable[str]) -> tuple[str, ...]:
    """Return tokens in order, each once, without the empty one."""
    return tuple(dict.fromkeys(filter(None, tokens)))
