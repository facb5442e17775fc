"""Title and lead of an article as sentences, and phrases found in them: all that the claim of a story is read from."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from news.articles import Article
from news.comparing.sentences import split_sentences
from news.documents import LEAD
from news.patterns import SHORTEST_STEM, Step, steps_of
from news.words import Words, analyse

LONGEST_SHOWN = 200  # characters of a sentence shown beside a claim
_LONGEST_LEAD = 1_500  # characters; 80 words of German or Georgian have some 700, more is no prose
_MOST_KNOWN = 50_000  # words; a few megabytes
_LONGEST_TITLE = 500
_PAUSES: Final = frozenset('.,:;!?—–()[]«»"“”„…،؛؟։՝')


class Passage(NamedTuple):
    """One sentence of a title or a lead, as written, with its words."""

    text: str
    words: Words
    is_title: bool

    @property
    def folded(self) -> tuple[str, ...]:
        """Its words, folded."""
        return self.words.folded

    def written(self, first: int, last: int) -> str:
        """Return the text from one word to another, as written."""
        return self.text[self.words.starts[first] : self.words.ends[last]]

    def between(self, first: int, last: int) -> str:
        """Return what stands between two words that follow each other."""
        return self.text[self.words.ends[first] : self.words.starts[last]]

    def is_one_clause(self, first: int, last: int) -> bool:
        """Return whether no mark of a pause stands between two words."""
        return _PAUSES.isdisjoint(self.between(first, last)) if first < last else True


class Hit(NamedTuple):
    """A phrase found: its tag, and the places of its first and last word."""

    tag: str
    first: int
    last: int


class Phrases:
    """Patterns with tags, looked for in one pass; they are compared folded, ``=Name`` as written."""

    def __init__(self, tagged: Iterable[tuple[str, str]]) -> None:
        """Take pairs of pattern and tag."""
        self._exact: dict[str, list[tuple[tuple[Step, ...], str]]] = {}
        self._stems: dict[str, list[tuple[tuple[Step, ...], str]]] = {}
        self._cased: dict[str, list[tuple[tuple[Step, ...], str]]] = {}
        for pattern, tag in dict.fromkeys(tagged):
            steps = steps_of(pattern, with_diacritics=False)
            if not steps:
                continue
            table = self._cased if steps[0].is_cased else self._stems if steps[0].is_stem else self._exact
            key = steps[0].word[:SHORTEST_STEM] if steps[0].is_stem and not steps[0].is_cased else steps[0].word
            table.setdefault(key, []).append((steps, tag))
        self._cased_folded = {form.folded for word in self._cased for form in analyse(word).forms}
        self._known: dict[str, tuple[tuple[tuple[Step, ...], str], ...]] = {}

    def find(self, passage: Passage) -> list[Hit]:
        """Return what is found, in order; of one tag only the longest at a place."""
        folded = passage.folded
        hits: list[Hit] = []
        for at, word in enumerate(folded):
            candidates = self._beginning(word)
            if word in self._cased_folded:
                candidates = (*candidates, *self._cased.get(passage.written(at, at), ()))
            if not candidates:
                continue
            ends: dict[str, int] = {}
            for steps, tag in candidates:
                if _fits(steps, passage, folded, at):
                    ends[tag] = max(ends.get(tag, 0), at + len(steps) - 1)
            hits += (Hit(tag, at, end) for tag, end in ends.items())
        return hits

    def _beginning(self, word: str) -> tuple[tuple[tuple[Step, ...], str], ...]:
        """Return the patterns that may begin with a word: the same few thousand words come again and again."""
        known = self._known.get(word)
        if known is None:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            known = self._known[word] = (*self._exact.get(word, ()), *self._stems.get(word[:SHORTEST_STEM], ()))
        return known


def _fits(steps: tuple[Step, ...], passage: Passage, folded: Sequence[str], at: int) -> bool:
    if at + len(steps) > len(folded):
        return False
    return all(step.fits(passage.written(place, place) if step.is_cased else folded[place]) for place, step in enumerate(steps, at))


@lru_cache(maxsize=256)  # the status of a story and its officials are read from the same articles
def passages_of(article: Article) -> tuple[Passage, ...]:
    """Return the sentences of the title and of the first words of the text."""
    lead = lead_of(article.text)
    parts = [(text, True) for text in split_sentences(article.title[:_LONGEST_TITLE])]
    parts += [(text, False) for line in lead.split("\n") for text in split_sentences(line)]
    return tuple(Passage(text, analyse(text), is_title) for text, is_title in parts)


def lead_of(text: str) -> str:
    """Return the first words of a text."""
    begun = text[:_LONGEST_LEAD]
    pieces = begun.split(None, LEAD)
    return begun[: len(begun) - len(pieces[LEAD])] if len(pieces) > LEAD else begun


def shown(passage: Passage, at: int = 0) -> str:
    """Return a sentence in at most 200 characters, with the word at a place among them."""
    text = passage.text
    if len(text) <= LONGEST_SHOWN:
        return text
    end = passage.words.ends[at] if at < len(passage.words) else 0
    if end < LONGEST_SHOWN:
        return text[: LONGEST_SHOWN - 1].rstrip() + "…"
    start = max(0, min(passage.words.starts[at] - LONGEST_SHOWN // 2, len(text) - LONGEST_SHOWN + 2))
    return "…" + text[start : start + LONGEST_SHOWN - 2].strip() + "…"
