"""Patterns: words and phrases written by people, found in a text without any regular expression of theirs.

``word`` is that very form, ``stem*`` every word that begins so, several words stand next to each other, ``=Name`` keeps its capitals.
"""

import re
from dataclasses import dataclass
from typing import NamedTuple

from news.words import Form, analyse, plain_pattern

LANGUAGES = ("en", "ru", "az", "tr", "uk", "pl", "de", "fr", "hy", "ka", "fa")
EVERY_LANGUAGE = "xx"
SHORTEST_STEM = 3  # letters before a star; a shorter one begins hundreds of words
SHORTEST_LATER_STEM = 2  # in a word that follows others: "cinayət iş*"
LONGEST_PATTERN = 8  # words; a longer phrase is a sentence, which the next article words differently
CASED = "="

_EXPRESSION = frozenset("()[]{}|\\^")  # in no word of any language, in nearly every regular expression

_PIECE = r"(?:[^\W\d_]{4,40}\*|[^\W_\u02b9-\u02bf\u02c8]{1,40})"
_PLAIN = re.compile(
    rf"{_PIECE}(?: {_PIECE}){{0,{LONGEST_PATTERN - 1}}}"
)  # nearly all: a beat has 55,000 patterns, and is read at every start

Langs = frozenset[str] | None
"""The languages whose lists apply to a document; None for all."""


class Step(NamedTuple):
    """One word of a pattern."""

    word: str
    is_stem: bool
    is_cased: bool = False
    """Whether capitals count: the word is compared as written."""

    def fits(self, word: str) -> bool:
        """Return whether a word is meant."""
        return word.startswith(self.word) if self.is_stem else word == self.word


@dataclass(frozen=True, slots=True)
class Lists:
    """Patterns by language; ``xx`` holds for every language."""

    by_lang: tuple[tuple[str, frozenset[str]], ...] = ()

    def of(self, langs: Langs) -> frozenset[str]:
        """Return the patterns for a document in these languages."""
        return frozenset().union(*(patterns for lang, patterns in self.by_lang if applies(lang, langs)))

    @property
    def languages(self) -> frozenset[str]:
        """The languages that have a list of their own."""
        return frozenset(lang for lang, patterns in self.by_lang if patterns) - {EVERY_LANGUAGE}

    def __bool__(self) -> bool:
        """Return whether there is any pattern."""
        return any(patterns for _, patterns in self.by_lang)

    def joined(self, *others: "Lists") -> "Lists":
        """Return the patterns of several, language by language."""
        merged: dict[str, frozenset[str]] = {}
        for lists in (self, *others):
            for lang, patterns in lists.by_lang:
                merged[lang] = merged.get(lang, frozenset()) | patterns
        return Lists(tuple(sorted(merged.items())))

    def only(self, lang: str) -> "Lists":
        """Return what a rule of one language takes from here: that language's patterns and those of every language."""
        if lang == EVERY_LANGUAGE:
            return self
        return Lists(tuple((each, patterns) for each, patterns in self.by_lang if each in {lang, EVERY_LANGUAGE}))


NO_LISTS = Lists()


def applies(lang: str, langs: Langs) -> bool:
    """Return whether a list of a language applies to a document in these languages."""
    return langs is None or lang in langs or lang == EVERY_LANGUAGE


class Span(NamedTuple):
    """Places of the first and the last word of a finding, counted from the first word of the title on into the text."""

    first: int
    last: int


def pattern_problem(pattern: str) -> tuple[str, str] | None:
    """Return what is wrong with a pattern and the remedy, or None."""
    if _PLAIN.fullmatch(pattern):
        return None
    if not _EXPRESSION.isdisjoint(pattern):
        return (
            f"the pattern {pattern!r} is no row of words",
            "regular expressions are not read: write the forms, or a stem and a star: weapon*",
        )
    for at, piece in enumerate(pattern.split()):
        if problem := _piece_problem(pattern, piece, SHORTEST_LATER_STEM if at else SHORTEST_STEM):
            return problem
    length = len(analyse(pattern).forms)
    if not length:
        return "an empty pattern", "write a word, a stem and a star, or a phrase"
    if length > LONGEST_PATTERN:
        return f"the pattern {pattern!r} has more than {LONGEST_PATTERN} words", "shorten the phrase"
    return None


def _piece_problem(pattern: str, piece: str, shortest: int) -> tuple[str, str] | None:
    stem, star, after = piece.partition("*")
    if star and after:
        return f"the pattern {pattern!r} has a star inside a word", "a star may only end a word: weapon*"
    forms = analyse(stem).forms
    if not forms:
        return f"the pattern {pattern!r} has a part without letters or digits", "write words, or a stem and a star"
    if star and len(forms[-1].folded) < shortest:
        return (
            f"the pattern {pattern!r} has a stem shorter than {shortest} letters",
            "write a longer stem, or list the exact forms without a star",
        )
    if piece.startswith(CASED) and stem.islower():
        return f"the pattern {pattern!r} has no capital to keep", 'write it as it is printed: "=TAP", or leave out the ='
    return None


def steps_of(pattern: str, *, with_diacritics: bool) -> tuple[Step, ...]:
    """Return the words of a pattern, as they are compared in a text that has diacritics or in one that has none."""
    if (plain := plain_pattern(pattern, with_diacritics=with_diacritics)) is not None:  # nearly all
        return tuple([Step(word.removesuffix("*"), word[-1] == "*") for word in plain.split(" ")])
    steps: list[Step] = []
    for piece in pattern.split():
        is_cased = piece.startswith(CASED)
        words = analyse(piece)
        for at, form in enumerate(words.forms, start=1):
            word = words[at - 1].text if is_cased else form.key if with_diacritics else form.folded
            steps.append(Step(word, piece.endswith("*") and at == len(words), is_cased))
    return tuple(steps)


def keys_of(form: Form, *, with_diacritics: bool) -> tuple[str, ...]:
    """Return the keys of a word that patterns are compared with: two where its capital ``I`` may be a dotless one."""
    if not with_diacritics:
        return (form.folded,)
    return (form.key, form.dotless) if form.dotless and form.dotless != form.key else (form.key,)
