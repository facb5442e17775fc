"""What was found in a document: where the patterns of each set stand, and what is near what."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence, Set
from functools import cached_property
from itertools import accumulate, chain

from news.documents import Document, Part
from news.patterns import Span

_NOWHERE = 1 << 30  # words
_SENTENCE_END = re.compile(r"[.!?…։؟][\"'»”’)\]]*\s+(?=[^\s\da-zа-яёәіїєґա-և])|\n")


class Neighbours:
    """Findings among which the nearest to another finding is asked for."""

    __slots__ = ("_firsts", "_spans")

    def __init__(self, spans: Sequence[Span]) -> None:
        """Take findings in order, none of which overlaps another."""
        self._spans = spans
        self._firsts = [span[0] for span in spans]

    def within(self, span: Span, words: int) -> Span | None:
        """Return the nearest finding if its end is no more than so many words from the end of the given one."""
        distance, other = self.nearest(span)
        return other if distance <= words else None

    def nearest(self, span: Span) -> tuple[int, Span | None]:
        """Return how far away the nearest finding is, in words, and that finding; far beyond any reach where there is none."""
        first, last = span
        at = bisect_left(self._firsts, first)
        distance, nearest = _NOWHERE, None
        if at:
            nearest = self._spans[at - 1]
            distance = max(0, first - nearest[1])
        if at < len(self._firsts) and (ahead := max(0, self._firsts[at] - last)) < distance:
            return ahead, self._spans[at]
        return distance, nearest

    def beside(self, span: Span, words: int) -> Span | None:
        """Return the nearest finding that is no part of the given one, if it is no more than so many words away."""
        first, last = span
        before = bisect_left(self._firsts, first)
        after = bisect_left(self._firsts, last + 1)
        ahead = self._firsts[after] - last if after < len(self._firsts) else _NOWHERE
        while before and self._spans[before - 1][1] >= first:
            before -= 1
        behind = first - self._spans[before - 1][1] if before else _NOWHERE
        if ahead > words and behind > words:
            return None
        return self._spans[after] if ahead < behind else self._spans[before - 1]

    def around(self, span: Span, words: int) -> list[Span]:
        """Return the nearest finding before and the nearest after the beginning of the given one, as far as they are within reach."""
        at = bisect_left(self._firsts, span.first)
        return [
            other for other in self._spans[max(0, at - 1) : at + 1] if max(0, other.first - span.last, span.first - other.last) <= words
        ]

    def following(self, span: Span, words: int) -> Span | None:
        """Return the first finding that begins after the given one, no more than so many words further on."""
        at = bisect_left(self._firsts, span.last + 1)
        return self._spans[at] if at < len(self._firsts) and self._firsts[at] - span.last <= words else None


NO_NEIGHBOURS = Neighbours(())


class Found:
    """What a lexicon found in a document, by the number of the set of patterns."""

    def __init__(
        self,
        document: Document,
        words: Mapping[int, Sequence[Sequence[Span]]],
        phrases: Mapping[int, Sequence[Span]],
        counts: tuple[Sequence[int], Sequence[int]],
    ) -> None:
        """Take where single words stand, each word's places in order, where phrases do, in any order, and how many words each token has."""
        self.document = document
        self._words, self._phrases, self._counts = words, phrases, counts
        self._spans: dict[int, list[Span]] = {}
        self._neighbours: dict[int, Neighbours] = {}

    @cached_property
    def numbers(self) -> Set[int]:
        """The sets of which anything was found."""
        return self._words.keys() | self._phrases.keys()

    def spans(self, number: int) -> list[Span]:
        """Return where the patterns of a set stand, in order; of findings that overlap only the first and longest."""
        spans = self._spans.get(number)
        if spans is None:
            spans = list(chain.from_iterable(self._words.get(number, ())))
            if number in self._phrases:
                spans = _apart([*spans, *self._phrases[number]])
            else:
                spans.sort()
            self._spans[number] = spans
        return spans

    def offsets(self, span: Span) -> tuple[str, int, int]:
        """Return a finding's words as written, with their offsets in the title or the text."""
        document = self.document
        at, part = (0, document.title) if document.is_title(span) else (document.text_at, document.text)
        ends = self._ends[part is document.text]
        start, end = _place(part, ends, span.first - at)
        if span.last > span.first:
            end = _place(part, ends, span.last - at)[1]
        return part.text[start:end], start, end

    @cached_property
    def _ends(self) -> tuple[Sequence[int], Sequence[int]]:
        """For title and text the number of words up to the end of each token."""
        title, text = self._counts
        return tuple(accumulate(title)), tuple(accumulate(text))

    def are_in_one_sentence(self, one: Span, other: Span) -> bool:
        """Return whether no sentence ends between two findings, which must lie in the same part of the document."""
        first, second = sorted((one, other))
        if self.document.is_title(first) != self.document.is_title(second):
            return False
        part = self.document.text
        return (
            _SENTENCE_END.search(part.text, self.offsets(first)[2], self.offsets(second)[1] + 1) is None
        )  # with the letter it begins with

    def neighbours(self, number: int) -> Neighbours:
        """Return the findings of a set, to be asked for the nearest; the title counts as standing directly before the text."""
        neighbours = self._neighbours.get(number)
        if neighbours is None:
            neighbours = self._neighbours[number] = Neighbours(spans) if (spans := self.spans(number)) else NO_NEIGHBOURS
        return neighbours


def _place(part: Part, ends: Sequence[int], word: int) -> tuple[int, int]:
    """Return the offsets of a word of a part, given the number of words up to the end of each token."""
    token = bisect_right(ends, word)
    return part.place(token, word - (ends[token - 1] if token else 0))


def _apart(spans: list[Span]) -> list[Span]:
    if len(spans) < 2:
        return spans
    spans.sort()
    kept: list[Span] = []
    start = end = -1
    for span in spans:
        if span[0] > end:
            kept.append(span)
            start, end = span
        elif span[0] == start:  # longer, for it comes later
            kept[-1] = span
            end = span[1]
    return kept
