"""Sets of patterns, compiled to be looked for in one pass over a document.

A word is looked up once for each way of writing it: what a token of the text can begin or continue is kept from article to article.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence, Set
from functools import cached_property
from typing import NamedTuple

from news.documents import Document, Part
from news.patterns import SHORTEST_LATER_STEM, SHORTEST_STEM, Langs, Span, Step, keys_of, steps_of
from news.words import LONGEST_WORD, Form, form_of, has_seam, written_words

_TOKENS_KEPT = 1 << 16  # a week's news of a dozen outlets; some 10 MiB

_NOWHERE = 1 << 30  # words
_SENTENCE_END = re.compile(r"[.!?…։؟][\"'»”’)\]]*\s+(?=[^\s\da-zа-яёәіїєґա-և])|\n")

_Steps = tuple[int, ...]
_Token = tuple[int, tuple[tuple[int, "_Word"], ...]]
"""How many words a token has; and the place in it of each word that any pattern knows, with what that means."""
_NO_WORD: _Token = (0, ())
_PLAIN_WORD: _Token = (1, ())
_SEAM: _Token = (-1, ())  # what it means depends on the text around it


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
        if min(ahead, behind) > words:
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


class Found:
    """What a lexicon found in a document, by the number of the set of patterns."""

    def __init__(self, document: Document, raw: dict[int, list[Span]], words: Mapping[int, tuple["_Word", int, int]]) -> None:
        """Take the findings, in any order and overlapping, and the words that mean something, each with its token and its place in that."""
        self.document = document
        self._words = words
        self._raw = raw
        self._spans: dict[int, list[Span]] = {}
        self._neighbours: dict[int, Neighbours] = {}

    @property
    def numbers(self) -> Set[int]:
        """The sets of which anything was found."""
        return self._raw.keys()

    def spans(self, number: int) -> list[Span]:
        """Return where the patterns of a set stand, in order; of findings that overlap only the first and longest."""
        if number not in self._spans:
            self._spans[number] = _apart(self._raw[number]) if number in self._raw else []
        return self._spans[number]

    def offsets(self, span: Span) -> tuple[str, int, int]:
        """Return a finding's words as written, with their offsets in the title or the text."""
        part = self.document.title if self.document.is_title(span) else self.document.text
        start, end = part.place(*self._words[span.first][1:])
        if span.last > span.first:
            end = part.place(*self._words[span.last][1:])[1]
        return part.text[start:end], start, end

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
        if number not in self._raw:
            return _NO_NEIGHBOURS
        if number not in self._neighbours:
            self._neighbours[number] = Neighbours(self.spans(number))
        return self._neighbours[number]


_NO_NEIGHBOURS = Neighbours(())


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


class _Word(NamedTuple):
    """What a word means to the patterns; words that mean the same share one."""

    steps: _Steps
    sets: tuple[int, ...]
    """The sets in which it is a pattern alone."""
    phrases: Mapping[int, list[tuple[_Steps, int]]]
    """For each step that may follow it in a phrase, what follows that in the phrase, with the set it is in."""


class Lexicon:
    """Sets of patterns for documents in certain languages, with or without diacritics."""

    def __init__(self, langs: Langs, *, with_diacritics: bool) -> None:
        """Make one that knows no pattern."""
        self.langs = langs
        self._with_diacritics = with_diacritics
        self._numbers: dict[frozenset[str], int] = {}
        self._steps: dict[Step, int] = {}
        self._exact: dict[str, int] = {}
        self._cased: dict[Step, int] = {}
        self._stems: defaultdict[str, list[tuple[Step, int]]] = defaultdict(list)
        self._alone: defaultdict[int, set[int]] = defaultdict(set)  # a step: the sets in which it is a pattern alone
        # A step: the step after it, and what follows that in each phrase, with the sets it is in.
        self._phrases: defaultdict[int, defaultdict[int, list[tuple[_Steps, int]]]] = defaultdict(lambda: defaultdict(list))
        self._words: dict[_Steps, _Word] = {}
        self._tokens = _Tokens(self)

    def add(self, patterns: frozenset[str]) -> int:
        """Add a set of patterns; return its number, the same for the same patterns, -1 for none."""
        if not patterns:
            return -1
        if patterns not in self._numbers:
            self._numbers[patterns] = number = len(self._numbers)
            self._tokens.clear()
            self._words.clear()
            for pattern in patterns:
                self._add_pattern(pattern, number)
        return self._numbers[patterns]

    @property
    def patterns(self) -> frozenset[str]:
        """Every pattern that is looked for."""
        return frozenset().union(*self._numbers)

    def _add_pattern(self, pattern: str, number: int) -> None:
        first, *rest = (self._step(step) for step in steps_of(pattern, with_diacritics=self._with_diacritics))
        if rest:
            self._phrases[first][rest[0]].append((tuple(rest[1:]), number))
        else:
            self._alone[first].add(number)

    def _step(self, step: Step) -> int:
        if step not in self._steps:
            self._steps[step] = number = len(self._steps)
            if step.is_cased:
                self._cased[step] = number
            elif step.is_stem:
                self._stems[step.word[:SHORTEST_STEM]].append((step, number))
            else:
                self._exact[step.word] = number
        return self._steps[step]

    def find(self, document: Document) -> Found:
        """Look for every pattern of every set."""
        words: dict[int, tuple[_Word, int, int]] = {}
        document.text_at = self._read(document.title, 0, words)
        self._read(document.text, document.text_at, words)
        raw: defaultdict[int, list[Span]] = defaultdict(list)
        places: defaultdict[int, list[Span]] = defaultdict(list)  # by the identity of the word
        alike: dict[int, _Word] = {}
        for place, (word, _, _) in words.items():
            if word.sets:
                key = id(word)
                alike[key] = word
                places[key].append(Span(place, place))
            if word.phrases and place + 1 in words and place + 1 != document.text_at:
                for step in words[place + 1][0].steps:
                    if step in word.phrases:
                        _follow(place, word.phrases[step], words, document.text_at, raw)
        for key, spans in places.items():
            for number in alike[key].sets:
                raw[number] += spans
        return Found(document, raw, words)

    def _read(self, part: Part, at: int, words: dict[int, tuple[_Word, int, int]]) -> int:
        """Note each word that means something, its token and its place in that; return the place after the part's last word."""
        tokens = self._unnamed if part.is_in_capitals and self._cased else self._tokens
        for number, token in enumerate(map(tokens.__getitem__, part.tokens)):
            if token is _PLAIN_WORD:  # nine of ten
                at += 1
                continue
            count, hits = token
            if count < 0:  # its letters go with those of the text around it
                count, hits = self.look_up(part.tokens[number], part.form)
            for offset, word in hits:
                words[at + offset] = word, number, offset
            at += count
        return at

    @cached_property
    def _unnamed(self) -> "_Tokens":
        """The tokens as they read where capitals say nothing."""
        return _Tokens(self, is_in_capitals=True)

    def look_up(self, token: str, form: Callable[[str], Form], *, is_in_capitals: bool = False) -> _Token:
        """Return what a token means to the patterns."""
        hits, count = [], 0
        for word in written_words(token):
            forms = form(word)
            if not forms.folded:
                continue
            if steps := self._steps_of("" if is_in_capitals else word, forms):
                hits.append((count, self._word(steps)))
            count += 1
        return (count, tuple(hits)) if hits or count > 1 else _PLAIN_WORD if count else _NO_WORD

    def _word(self, steps: _Steps) -> _Word:
        if steps not in self._words:
            sets = sorted({number for step in steps for number in self._alone.get(step, ())})
            phrases: dict[int, list[tuple[_Steps, int]]] = {}
            for step in steps:
                for second, rests in self._phrases.get(step, {}).items():
                    phrases.setdefault(second, []).extend(rests)
            self._words[steps] = _Word(steps, tuple(sets), phrases)
        return self._words[steps]

    def _steps_of(self, word: str, form: Form) -> _Steps:
        found: dict[int, None] = {}
        for key in keys_of(form, with_diacritics=self._with_diacritics):
            if (number := self._exact.get(key)) is not None:
                found[number] = None
            for step, number in (*self._stems.get(key[:SHORTEST_STEM], ()), *self._stems.get(key[:SHORTEST_LATER_STEM], ())):
                if key.startswith(step.word):
                    found[number] = None
        if self._cased and not word.islower():
            found.update((number, None) for step, number in self._cased.items() if step.fits(word))
        return tuple(found)


def _follow(
    place: int,
    phrases: Sequence[tuple[_Steps, int]],
    words: Mapping[int, tuple[_Word, int, int]],
    text_at: int,
    raw: defaultdict[int, list[Span]],
) -> None:
    """Note the phrases that begin at a place, given what may stand after their second word."""
    for rest, number in phrases:
        last = place + 1 + len(rest)
        if rest and (
            place < text_at <= last
            or any(at not in words or each not in words[at][0].steps for at, each in enumerate(rest, start=place + 2))
        ):
            continue
        raw[number].append(Span(place, last))


class _Tokens(dict[str, _Token]):
    """What each token met so far means to the patterns of a lexicon."""

    def __init__(self, lexicon: Lexicon, *, is_in_capitals: bool = False) -> None:
        super().__init__()
        self._lexicon = lexicon
        self._is_in_capitals = is_in_capitals

    def __missing__(self, token: str) -> _Token:
        if len(self) >= _TOKENS_KEPT:
            self.clear()
        found = _SEAM if has_seam(token) else self._lexicon.look_up(token, form_of(""), is_in_capitals=self._is_in_capitals)
        if len(token) <= LONGEST_WORD:
            self[token] = found
        return found
