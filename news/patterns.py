"""Patterns: words and phrases written by people, found in a text without any regular expression of theirs.

``word`` is that very form, ``stem*`` every word that begins so, several words stand next to each other.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from news.words import Form, Words, analyse, has_diacritics

LANGUAGES = ("en", "ru", "az", "tr", "uk", "pl", "de", "fr", "hy", "ka", "fa")
EVERY_LANGUAGE = "xx"
SHORTEST_STEM = 3  # letters before a star; a shorter one begins hundreds of words
LONGEST_PATTERN = 8  # words; a longer phrase is a sentence, which the next article words differently
LEAD = 80  # words of the text that count as its lead: two to three paragraphs of a news agency

_TURKIC = frozenset({"az", "tr"})

Langs = frozenset[str] | None
"""The languages whose lists apply to a document; None for all."""


@dataclass(frozen=True, slots=True)
class Lists:
    """Patterns by language; ``xx`` holds for every language."""

    by_lang: tuple[tuple[str, frozenset[str]], ...] = ()

    def of(self, langs: Langs) -> frozenset[str]:
        """Return the patterns for a document in these languages."""
        return frozenset().union(*(patterns for lang, patterns in self.by_lang if _applies(lang, langs)))

    @property
    def languages(self) -> frozenset[str]:
        """The languages that have a list of their own."""
        return frozenset(lang for lang, _ in self.by_lang) - {EVERY_LANGUAGE}


def _applies(lang: str, langs: Langs) -> bool:
    return langs is None or lang in langs or lang == EVERY_LANGUAGE


NO_LISTS = Lists()


class Span(NamedTuple):
    """Places of the first and the last word of a finding, counted from the first word of the title on into the text."""

    first: int
    last: int


class _Step(NamedTuple):
    """One word of a pattern."""

    word: str
    is_stem: bool

    def fits(self, word: str) -> bool:
        return word.startswith(self.word) if self.is_stem else word == self.word


class _Entry(NamedTuple):
    """A pattern, filed under its first word."""

    pattern: str
    head: _Step
    rest: tuple[_Step, ...]


def pattern_problem(pattern: str) -> tuple[str, str] | None:
    """Return what is wrong with a pattern and the remedy, or None."""
    for piece in pattern.split():
        stem, star, after = piece.partition("*")
        if star and after:
            return f"the pattern {pattern!r} has a star inside a word", "a star may only end a word: weapon*"
        forms = analyse(stem).forms
        if not forms:
            return f"the pattern {pattern!r} has a part without letters or digits", "write words, or a stem and a star"
        if star and len(forms[-1].folded) < SHORTEST_STEM:
            return (
                f"the pattern {pattern!r} has a stem shorter than {SHORTEST_STEM} letters",
                "write a longer stem, or list the exact forms without a star",
            )
    length = len(analyse(pattern).forms)
    if not length:
        return "an empty pattern", "write a word, a stem and a star, or a phrase"
    if length > LONGEST_PATTERN:
        return f"the pattern {pattern!r} has more than {LONGEST_PATTERN} words", "shorten the phrase"
    return None


def _steps(pattern: str, *, with_diacritics: bool) -> tuple[_Step, ...]:
    steps: list[_Step] = []
    for piece in pattern.split():
        forms = analyse(piece).forms
        words = [form.key if with_diacritics else form.folded for form in forms]
        steps += [_Step(word, piece.endswith("*") and at == len(words)) for at, word in enumerate(words, start=1)]
    return tuple(steps)


class _Index:
    """Patterns by their first word: exact ones whole, stems by their first three letters."""

    def __init__(self, patterns: Iterable[str], *, with_diacritics: bool) -> None:
        self.with_diacritics = with_diacritics
        self.exact: defaultdict[str, list[_Entry]] = defaultdict(list)
        self.stems: defaultdict[str, list[_Entry]] = defaultdict(list)
        for pattern in patterns:
            head, *rest = _steps(pattern, with_diacritics=with_diacritics)
            entry = _Entry(pattern, head, tuple(rest))
            if head.is_stem:
                self.stems[head.word[:SHORTEST_STEM]].append(entry)
            else:
                self.exact[head.word].append(entry)

    def find(self, forms: Sequence[Form], offset: int, found: defaultdict[str, list[Span]]) -> None:
        keys = [form.key for form in forms] if self.with_diacritics else [form.folded for form in forms]
        exact, stems = self.exact.get, self.stems.get
        for at, key in enumerate(keys):
            if entries := exact(key):
                _follow(entries, forms, keys, at, offset, found)
            if entries := stems(key[:SHORTEST_STEM]):
                _follow([entry for entry in entries if key.startswith(entry.head.word)], forms, keys, at, offset, found)
        if self.with_diacritics:
            self._find_dotless(forms, keys, offset, found)

    def _find_dotless(self, forms: Sequence[Form], keys: list[str], offset: int, found: defaultdict[str, list[Span]]) -> None:
        for at, form in enumerate(forms):
            if (key := form.dotless) and key != keys[at]:
                entries = [entry for entry in self.stems.get(key[:SHORTEST_STEM], ()) if key.startswith(entry.head.word)]
                _follow([*self.exact.get(key, ()), *entries], forms, keys, at, offset, found)


def _follow(
    entries: Iterable[_Entry], forms: Sequence[Form], keys: list[str], at: int, offset: int, found: defaultdict[str, list[Span]]
) -> None:
    """Record the entries whose further words follow the word at a place."""
    for pattern, _, rest in entries:
        end = at + len(rest)
        if end < len(keys) and all(
            step.fits(keys[place]) or step.fits(forms[place].dotless or "") for place, step in enumerate(rest, start=at + 1)
        ):
            found[pattern].append(Span(at + offset, end + offset))


@dataclass(frozen=True, slots=True)
class Document:
    """A title and a text, analysed once, with the languages they may be in."""

    title: Words
    text: Words
    langs: Langs
    with_diacritics: bool

    def reads(self, lang: str) -> bool:
        """Return whether lists of a language apply here."""
        return _applies(lang, self.langs)

    def is_lead(self, span: Span) -> bool:
        """Return whether a finding lies in the title or in the lead."""
        return span.last < len(self.title) + LEAD

    def is_title(self, span: Span) -> bool:
        """Return whether a finding lies in the title."""
        return span.last < len(self.title)

    def offsets(self, span: Span) -> tuple[str, int, int]:
        """Return a finding's words as written, with their offsets in the title or the text."""
        part, back = (self.title, 0) if self.is_title(span) else (self.text, len(self.title))
        start, end = part.starts[span.first - back], part.ends[span.last - back]
        return part.text[start:end], start, end


def read_document(title: str, text: str, lang: str | None) -> Document:
    """Analyse an article; a language nobody wrote lists for, like an unknown one, is given the lists of all.

    Typed without diacritics, Azerbaijani and Turkish are hard to tell apart: such a text has the lists of both.
    """
    words = analyse(title), analyse(text)
    with_diacritics = has_diacritics(*words)
    code = (lang or "").lower().partition("-")[0]
    if code not in LANGUAGES:
        return Document(*words, None, with_diacritics)
    is_unsure = code in _TURKIC and not with_diacritics
    return Document(*words, _TURKIC if is_unsure else frozenset({code}), with_diacritics)


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
        part, firsts = self._parts[span.first >= self._boundary]
        at = bisect_left(firsts, span.first)
        around = [(max(0, other.first - span.last, span.first - other.last), other) for other in part[max(0, at - 1) : at + 1]]
        distance, other = min(around, default=(words + 1, None))
        return other if distance <= words else None


@dataclass(frozen=True, slots=True)
class Found:
    """What a lexicon found in a document."""

    document: Document
    by_pattern: dict[str, list[Span]] = field(repr=False)

    def neighbours(self, patterns: frozenset[str]) -> Neighbours:
        """Return the findings of the patterns, to be asked for the nearest in the same part of the document."""
        return Neighbours(self.spans(patterns), len(self.document.title))

    def spans(self, patterns: frozenset[str]) -> list[Span]:
        """Return where any of the patterns stands, in order; of findings that overlap only the first and longest."""
        hits = patterns & self.by_pattern.keys()
        if not hits:
            return []
        kept: list[Span] = []
        for span in sorted((span for pattern in hits for span in self.by_pattern[pattern]), key=lambda span: (span.first, -span.last)):
            if not kept or span.first > kept[-1].last:
                kept.append(span)
        return kept


class Lexicon:
    """Many patterns of all languages, compiled to be looked for in one pass over a document."""

    __slots__ = ("_plain", "_written")

    def __init__(self, patterns: Iterable[str]) -> None:
        wanted = sorted(set(patterns))
        self._written = _Index(wanted, with_diacritics=True)
        self._plain = _Index(wanted, with_diacritics=False)

    def find(self, document: Document) -> Found:
        """Look for every pattern: as it is spelt, or without diacritics in a document that has none."""
        index = self._written if document.with_diacritics else self._plain
        found: defaultdict[str, list[Span]] = defaultdict(list)
        index.find(document.title.forms, 0, found)
        index.find(document.text.forms, len(document.title), found)
        return Found(document, dict(found))
