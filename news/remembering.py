"""What was worked out for a word is kept for the next text: a look-up in a dictionary takes a third of the time of a cached function."""

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)
W = TypeVar("W", bound=str | bytes)


class Remembered(dict[W, T]):
    """What a function gives for each word met so far: every word has an entry; begun anew when there are too many."""

    def __init__(self, work: Callable[[W], T], most: int) -> None:
        """Take the function and how many words are kept."""
        super().__init__()
        self._work = work
        self._most = most

    def __missing__(self, word: W) -> T:
        if len(self) >= self._most:
            self.clear()
        found = self[word] = self._work(word)
        return found


class Tables(Generic[K, T]):
    """What a function gives for the words of texts of each kind, of one language for instance; all kinds share how many are kept."""

    def __init__(self, work: Callable[[str, K], T], most: int) -> None:
        """Take the function and how many words are kept."""
        self._work = work
        self._most = most
        self._tables: dict[K, Remembered[str, T]] = {}

    def of(self, kind: K) -> Remembered[str, T]:
        """Return what the words of a text of that kind give."""
        if sum(map(len, self._tables.values())) >= self._most:
            self._tables.clear()
        if kind not in self._tables:
            self._tables[kind] = Remembered(lambda word: self._work(word, kind), self._most)
        return self._tables[kind]
