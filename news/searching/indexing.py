"""What the search index holds of an article: for each word what its forms share, the word itself, and how a name sounds.

The words of title and text keep their order, so that neighbours can be asked for. Every token is one word of letters that the tokenizers
and query languages of both databases leave alone.
"""

import re
import string
import zlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter
from typing import Literal, NamedTuple, get_args

from news.remembering import Tables
from news.searching.names import name_key
from news.searching.stems import stem_of
from news.words import Form, words_in

VERSION = "1"  # of what is indexed: an archive that holds another is indexed anew
MOST_WORDS = 12_000  # of one text: positions of PostgreSQL end at 16,383
MOST_OF_ONE = 250  # times that one word counts: PostgreSQL keeps 256 positions of it
MOST_BYTES = 700_000  # of different words: a tsvector ends at 1 MiB; a long read of 10,000 words needs 150 KB
FILLER = "\ue000"  # stands where a word is not to be found, so that its neighbours stay neighbours

_TOKENS_KEPT = 1 << 15  # words; as many as news/words.py keeps forms of
_BYTES_A_LETTER, _BYTES_A_WORD = 24, 27  # at most, of its three tokens: four a letter, and a form may hold the word twice
_SEAM = "\ue0ff"  # between a word without its marks and the word itself
_VERBATIM: dict[int, int | None] = {ord(letter): 0xE000 + ord(letter) for letter in map(chr, range(1, 0x80)) if not letter.isalnum()}
_VERBATIM |= {ord(upper): ord(lower) for upper, lower in zip(string.ascii_uppercase, string.ascii_lowercase, strict=True)}
_VERBATIM |= {0: None}
_SURROGATES = re.compile("[\ud800-\udfff]")

Stream = Literal["stems", "forms", "names"]
STREAMS: tuple[Stream, ...] = get_args(Stream)


class Part(NamedTuple):
    """The tokens of a title or a text, with a space between two; stems and forms have one for each word."""

    stems: str = ""
    forms: str = ""
    names: str = ""


@dataclass(frozen=True, slots=True)
class Indexed:
    """What the index holds of an article's words."""

    title: Part
    text: Part

    def packed(self) -> bytes:
        """Return it as few bytes."""
        return zlib.compress("\n".join((*self.title, *self.text)).encode(), 6)

    @classmethod
    def unpacked(cls, packed: bytes) -> "Indexed":
        """Return what ``packed`` was made from."""
        lines = zlib.decompress(packed).decode().split("\n")
        return cls(Part(*lines[:3]), Part(*lines[3:]))


class Token(NamedTuple):
    """One word as the index sees it."""

    stem: str
    form: str
    name: str | None


_STEM, _FORM, _NAME = (attrgetter(field) for field in Token._fields)


def token(text: str) -> str:
    """Return any string as one word of letters, none of them a capital or a sign of ASCII; the same for the same string."""
    return _SURROGATES.sub("", text).translate(_VERBATIM)


def form_token(form: Form) -> str:
    """Return the token of the word itself: it begins with the word without its marks, and differs where the marks do."""
    return token(form.folded if form.exact == form.folded else f"{form.folded}{_SEAM}{form.exact}")


def index_text(title: str, text: str, lang: str | None) -> Indexed:
    """Return what the index holds of an article, in its language; of an endless text its beginning."""
    told = tokens_of(title, lang), tokens_of(text, lang)
    if _fits(*told, len(title) + len(text)):
        return Indexed(_whole(told[0]), _whole(told[1]))
    left = _Room()
    return Indexed(_part(told[0], left), _part(told[1], left))


def _fits(title: list[Token], text: list[Token], length: int) -> bool:
    """Tell whether there surely is room for all words of an article: nearly always. A form stands no oftener than its stem."""
    words = len(title) + len(text)
    if words > MOST_WORDS or length * _BYTES_A_LETTER + words * _BYTES_A_WORD > MOST_BYTES:
        return False
    return max(Counter(map(_STEM, [*title, *text])).values(), default=0) <= MOST_OF_ONE


def _whole(tokens: list[Token]) -> Part:
    names = dict.fromkeys(map(_NAME, tokens))
    names.pop(None, None)
    return Part(" ".join(map(_STEM, tokens)), " ".join(map(_FORM, tokens)), " ".join(names))


def tokens_of(text: str, lang: str | None) -> list[Token]:
    """Return the tokens of a text's words, in order: one for each word of `news.words.analyse`."""
    words = words_in(text)
    return list(map(_tokens.of((words.form_of, lang)).__getitem__, words.written))


def _token_of(word: str, kind: tuple[Callable[[str], Form], str | None]) -> Token:
    form_of, lang = kind
    form = form_of(word)
    return Token(token(stem_of(form, lang)), form_token(form), _name(word, form, lang))


_tokens = Tables(_token_of, _TOKENS_KEPT)


def _name(word: str, form: Form, lang: str | None) -> str | None:
    """Return how a word sounds that may be a name: one with a capital, or in a script that has none."""
    if word[:1].islower():
        return None
    key = name_key(form, lang)
    return token(key) if key else None


class _Room:
    """What may still be indexed of an article."""

    def __init__(self) -> None:
        self.bytes = MOST_BYTES
        self.words = MOST_WORDS
        self.times: Counter[str] = Counter()
        """How often each token was met, those of names with a mark before them."""

    def takes(self, told: str) -> bool:
        """Whether a token may stand at one more place."""
        self.times[told] += 1
        if self.times[told] == 1:
            self.bytes -= len(told.encode()) + 8
        return self.times[told] <= MOST_OF_ONE


def _part(tokens: list[Token], left: _Room) -> Part:
    stems: list[str] = []
    forms: list[str] = []
    names: dict[str, None] = {}
    for each in tokens:
        left.words -= 1
        if left.words < 0 or left.bytes < 0:
            break
        stems.append(each.stem if left.takes(f"s{each.stem}") else FILLER)
        forms.append(each.form if left.takes(f"f{each.form}") else FILLER)
        if each.name is not None and each.name not in names and left.takes(f"n{each.name}"):
            names[each.name] = None
    return Part(" ".join(stems), " ".join(forms), " ".join(names))
