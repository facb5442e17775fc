"""A title and a text as the rules read them: which languages they may be in, where title and lead end, where a finding stands."""

from collections.abc import Callable
from functools import cached_property, lru_cache
from itertools import accumulate, chain
from typing import Literal, get_args

from news.patterns import LANGUAGES, Langs, Span
from news.words import LONGEST_WORD, Form, Words, analyse, form_of, plain_text, words_in

LEAD = 80  # words of the text that count as its lead: two to three paragraphs of a news agency

Where = Literal["title", "lead", "body"]
WHERES: tuple[Where, ...] = get_args(Where)

_TURKIC = frozenset({"az", "tr"})
_WITH_DIACRITICS = frozenset({"az", "tr", "pl", "de", "fr"})
_FEW = 50  # one word in 50: German, the poorest of these languages in them, shows one in 15; one quoted name shows less
_TOKENS_KEPT = 1 << 16  # a week's news of a dozen outlets; some 10 MiB


@lru_cache(maxsize=1 << 14)
def _places_in(token: str) -> tuple[tuple[int, int], ...]:
    words = analyse(token)
    return tuple(zip(words.starts, words.ends, strict=True))


class Part:
    """A title or a text, cut at its spaces: most of these tokens are known from earlier articles."""

    def __init__(self, text: str) -> None:
        """Take a text as stored."""
        self.text = text
        self.plain = plain_text(text)
        self.tokens = self.plain.split(" ")

    @cached_property
    def words(self) -> Words:
        """Its words, with their forms and places."""
        return words_in(self.text)

    @cached_property
    def _token_starts(self) -> list[int]:
        return [0, *accumulate(map(len, self.tokens))]  # without the spaces: one before each token but the first

    def place(self, token: int, offset: int) -> tuple[int, int]:
        """Return where a word stands, as offsets into the text: that of a token, at its place in it, counted from 0."""
        begins = self._token_starts[token] + token
        if self.plain is not self.text:  # offsets of the text as stored, with its entities
            before = len(analyse(self.plain[:begins]))
            return self.words.starts[before + offset], self.words.ends[before + offset]
        start, end = _places_in(self.tokens[token])[offset]
        return begins + start, begins + end

    @cached_property
    def form(self) -> Callable[[str], Form]:
        """What turns one of its words into its forms."""
        return form_of(self.plain)

    @cached_property
    def is_in_capitals(self) -> bool:
        """Whether capitals say nothing here."""
        return self.plain.isupper()


class Document:
    """A title and a text, with the languages they may be in."""

    def __init__(self, title: str, text: str, lang: str | None) -> None:
        """Take an article as stored; a language nobody wrote lists for, like an unknown one, is given the lists of all.

        Typed without diacritics, Azerbaijani and Turkish are hard to tell apart: such a text has the lists of both.
        """
        self.title, self.text = Part(title), Part(text)
        code = (lang or "").lower().partition("-")[0]
        known = code in LANGUAGES
        self.with_diacritics = (code in _WITH_DIACRITICS or not known) and has_diacritics(self.title, self.text)
        """Whether patterns are compared with their diacritics: in the languages that have any, where the text is typed with them."""
        is_unsure = code in _TURKIC and not self.with_diacritics
        self.langs: Langs = _TURKIC if is_unsure else frozenset({code}) if known else None
        self.text_at = 0
        """The place of the text's first word; a finder that counts the words sets it."""

    def is_title(self, span: Span) -> bool:
        """Return whether a finding lies in the title."""
        return span.last < self.text_at

    def is_lead(self, span: Span) -> bool:
        """Return whether a finding lies in the title or in the lead."""
        return span.last < self.text_at + LEAD

    def where(self, span: Span) -> Where:
        """Say how prominent the place of a finding is."""
        return "title" if self.is_title(span) else "lead" if self.is_lead(span) else "body"


class _Marked(dict[str, int]):
    """Tokens, each with the number of its words that are written with diacritics."""

    def __missing__(self, token: str) -> int:
        if len(self) >= _TOKENS_KEPT:
            self.clear()
        count = 0 if token.isascii() else sum(form.key != form.folded for form in analyse(token).forms)
        if len(token) <= LONGEST_WORD:
            self[token] = count
        return count


_marked = _Marked()


def has_diacritics(*parts: Part) -> bool:
    """Return whether the parts of a document, taken together, are written with diacritics.

    A text typed without them stays one when it quotes a foreign name or two.
    """
    needed = max(1, sum(len(part.tokens) for part in parts)) / _FEW
    written = 0
    for token in chain.from_iterable(part.tokens for part in parts):
        written += _marked[token]
        if written >= needed:
            return True
    return False
