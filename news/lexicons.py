"""Sets of patterns, compiled to be looked for in one pass over a document.

A word is looked up once for each way of writing it: what a token of the text can begin or continue is kept from article to article.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import cached_property

from news.documents import Document, Part
from news.patterns import SHORTEST_LATER_STEM, SHORTEST_STEM, Langs, Span, Step, keys_of, steps_of
from news.words import LONGEST_WORD, Form, form_of, has_seam, written_words

_TOKENS_KEPT = 1 << 16  # a week's news of a dozen outlets; some 10 MiB

_Steps = tuple[int, ...]
_Token = tuple[int, tuple[tuple[int, _Steps], ...]]
"""How many words a token has, and for each word that any pattern knows: its place in the token, and the steps it fits."""
_NO_WORD: _Token = (0, ())
_PLAIN_WORD: _Token = (1, ())
_SEAM: _Token = (-1, ())  # what it means depends on the text around it


class Neighbours:
    """Findings among which the nearest to another finding is asked for, in the same part of the document or across both."""

    __slots__ = ("_boundary", "_parts")

    def __init__(self, spans: Sequence[Span], boundary: int = 0) -> None:
        """Take findings in order; the boundary is the place of the text's first word, or 0 to look across title and text."""
        self._boundary = boundary
        split = bisect_left(spans, (boundary, 0))
        self._parts = tuple((part, [span.first for span in part]) for part in (spans[:split], spans[split:]))

    def within(self, span: Span, words: int) -> Span | None:
        """Return the nearest finding if its end is no more than so many words from the end of the given one."""
        distance, other = self.nearest(span)
        return other if distance <= words else None

    def nearest(self, span: Span) -> tuple[int, Span | None]:
        """Return how far away the nearest finding is, in words, and that finding; far beyond any reach where there is none."""
        part, firsts = self._parts[span.first >= self._boundary]
        at = bisect_left(firsts, span.first)
        around = [(max(0, other.first - span.last, span.first - other.last), other) for other in part[max(0, at - 1) : at + 1]]
        return min(around, default=(1 << 30, None))

    def following(self, span: Span, words: int) -> Span | None:
        """Return the first finding that begins after the given one, no more than so many words further on."""
        part, firsts = self._parts[span.first >= self._boundary]
        at = bisect_left(firsts, span.last + 1)
        return part[at] if at < len(part) and part[at].first - span.last <= words else None


class Found:
    """What a lexicon found in a document, by the number of the set of patterns."""

    def __init__(self, document: Document, raw: dict[int, list[tuple[int, int]]], tokens: dict[int, tuple[int, int]]) -> None:
        """Take the findings, in any order and overlapping, and for each word of theirs its token and the place in it."""
        self.document = document
        self._tokens = tokens
        self._raw = raw
        self._spans: dict[int, list[Span]] = {}
        self._neighbours: dict[tuple[int, bool], Neighbours] = {}

    @cached_property
    def numbers(self) -> frozenset[int]:
        """The sets of which anything was found."""
        return frozenset(self._raw)

    def spans(self, number: int) -> list[Span]:
        """Return where the patterns of a set stand, in order; of findings that overlap only the first and longest."""
        if number not in self._raw:
            return []
        if number not in self._spans:
            kept: list[Span] = []
            for first, last in sorted(self._raw[number], key=lambda place: (place[0], -place[1])):
                if not kept or first > kept[-1].last:
                    kept.append(Span(first, last))
            self._spans[number] = kept
        return self._spans[number]

    def offsets(self, span: Span) -> tuple[str, int, int]:
        """Return a finding's words as written, with their offsets in the title or the text."""
        part = self.document.title if self.document.is_title(span) else self.document.text
        start, end = part.place(*self._tokens[span.first])
        if span.last > span.first:
            end = part.place(*self._tokens[span.last])[1]
        return part.text[start:end], start, end

    def neighbours(self, number: int, *, across: bool = False) -> Neighbours:
        """Return the findings of a set, to be asked for the nearest in the same part of the document, or across title and text."""
        key = number, across
        if key not in self._neighbours:
            self._neighbours[key] = Neighbours(self.spans(number), 0 if across else self.document.text_at)
        return self._neighbours[key]


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
        self._cased_steps: set[int] = set()
        self._stems: defaultdict[str, list[tuple[Step, int]]] = defaultdict(list)
        self._words: defaultdict[int, set[int]] = defaultdict(set)  # a step: the sets in which it is a pattern alone
        self._phrases: defaultdict[int, dict[_Steps, set[int]]] = defaultdict(dict)  # a step: the steps that follow it, and their sets
        self._tokens = _Tokens(self)

    def add(self, patterns: frozenset[str]) -> int:
        """Add a set of patterns; return its number, the same for the same patterns, -1 for none."""
        if not patterns:
            return -1
        if patterns not in self._numbers:
            self._numbers[patterns] = number = len(self._numbers)
            self._tokens.clear()
            for pattern in patterns:
                self._add_pattern(pattern, number)
        return self._numbers[patterns]

    def _add_pattern(self, pattern: str, number: int) -> None:
        first, *rest = (self._step(step) for step in steps_of(pattern, with_diacritics=self._with_diacritics))
        if rest:
            self._phrases[first].setdefault(tuple(rest), set()).add(number)
        else:
            self._words[first].add(number)

    def _step(self, step: Step) -> int:
        if step not in self._steps:
            self._steps[step] = number = len(self._steps)
            if step.is_cased:
                self._cased[step] = number
                self._cased_steps.add(number)
            elif step.is_stem:
                self._stems[step.word[:SHORTEST_STEM]].append((step, number))
            else:
                self._exact[step.word] = number
        return self._steps[step]

    def find(self, document: Document) -> Found:
        """Look for every pattern of every set."""
        places: defaultdict[int, list[int]] = defaultdict(list)
        tokens: dict[int, tuple[int, int]] = {}
        document.text_at = self._read(document.title, 0, places, tokens)
        self._read(document.text, document.text_at, places, tokens)
        raw: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
        for step, found in places.items():
            if step in self._words:
                spans = [(place, place) for place in found]
                for number in self._words[step]:
                    raw[number] += spans
            if step in self._phrases:
                self._follow(step, document, places, raw)
        return Found(document, raw, tokens)

    def _read(self, part: Part, at: int, places: defaultdict[int, list[int]], tokens: dict[int, tuple[int, int]]) -> int:
        """Note where each step is found, and in which token; return the place after the part's last word."""
        start = at
        for number, (count, hits) in enumerate(map(self._tokens.__getitem__, part.tokens)):
            if count < 0:  # its letters go with those of the text around it
                count, hits = self.look_up(part.tokens[number], part.form)  # noqa: PLW2901
            for offset, steps in hits:
                tokens[at + offset] = number, offset
                for step in steps:
                    places[step].append(at + offset)
            at += count
        if self._cased and part.is_in_capitals:
            self._forget_names(places, start)
        return at

    def _forget_names(self, places: defaultdict[int, list[int]], start: int) -> None:
        for step in self._cased_steps & places.keys():
            places[step] = [place for place in places[step] if place < start]

    def _follow(self, step: int, document: Document, places: dict[int, list[int]], raw: defaultdict[int, list[tuple[int, int]]]) -> None:
        """Note the phrases that go on after a step."""
        for rest, numbers in self._phrases[step].items():
            if any(each not in places for each in rest):
                continue
            starts = set(places[step])
            for at, each in enumerate(rest, start=1):
                starts.intersection_update(place - at for place in places[each])
            spans = [(start, start + len(rest)) for start in starts if not start < document.text_at <= start + len(rest)]
            for number in numbers if spans else ():
                raw[number] += spans

    def look_up(self, token: str, form: Callable[[str], Form]) -> _Token:
        """Return what a token means to the patterns."""
        hits, count = [], 0
        for word in written_words(token):
            forms = form(word)
            if not forms.folded:
                continue
            if steps := self._steps_of(word, forms):
                hits.append((count, steps))
            count += 1
        return (count, tuple(hits)) if hits or count > 1 else _PLAIN_WORD if count else _NO_WORD

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


class _Tokens(dict[str, _Token]):
    """What each token met so far means to the patterns of a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__()
        self._lexicon = lexicon

    def __missing__(self, token: str) -> _Token:
        if len(self) >= _TOKENS_KEPT:
            self.clear()
        found = _SEAM if has_seam(token) else self._lexicon.look_up(token, form_of(""))
        if len(token) <= LONGEST_WORD:
            self[token] = found
        return found
