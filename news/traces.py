"""What a name leaves in the bytes of a page, however it is written: rows of bytes, one of which stands wherever a name does.

A page is looked at in small letters (``LOWER``): bytes that only part words are spaces, and bytes of UTF-8 that differ where capitals
differ from small letters are one. So different letters may look alike here, but never does one letter look different from itself: what
is found is judged again by its letters.

A word in another script is looked for by its first letters. A Latin word with other letters than those of ASCII, by the letters of ASCII
before the first of them: that holds whatever these letters are. Whatever else may hide in a word (invisible characters, marks that are
written apart, letters of two scripts, letters of other shapes) is looked for by itself, wherever it stands, for it is rare.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from html.entities import html5
from itertools import chain, product
from unicodedata import normalize

from ahocorasick_rs import BytesAhoCorasick, Implementation

from news.words import analyse

CONTROLS = bytes([*range(9), 11, 12, *range(14, 32), 127])
CONTROL = 1
IN_WORDS = frozenset((*b"abcdefghijklmnopqrstuvwxyz0123456789", *range(0x80, 0x100)))
BREAKS = frozenset({b"\\b", b"\\f", b"\\n", b"\\r", b"\\t"})
BEFORE = (b" ", b"<", b"\\", b"'", b"`", b"&", *sorted(BREAKS))  # of what ``LOWER`` leaves

_ASCII_LETTERS = b"abcdefghijklmnopqrstuvwxyz"
_STARTS = _ASCII_LETTERS + b"0123456789"
_LATIN, _CYRILLIC, _OTHER_CYRILLIC, _GREEK, _IDEOGRAPH, _RARE = b"\xc3", b"\xd0", b"\xd2", b"\xce", b"\xe4", b"\xe0"
_LEADS = {
    **dict.fromkeys(range(0xC3, 0xCA), _LATIN),
    **dict.fromkeys((0xCE, 0xCF), _GREEK),
    **dict.fromkeys((0xD0, 0xD1), _CYRILLIC),
    **dict.fromkeys((0xD2, 0xD3), _OTHER_CYRILLIC),
    **{lead: bytes((lead,)) for lead in (0xC2, *range(0xD4, 0xE0), 0xE2, 0xE3)},
    **dict.fromkeys((*range(0xE4, 0xEA), *range(0xEB, 0xEE)), _IDEOGRAPH),  # no part of any of these letters is one of another script
}
_WITHIN = 5  # letters; shorter names stand within other words all over a page, and are looked for with what stands before a word
_RARE_END = 3  # letters; shorter ones end words before tags all over a page, and are looked for with what stands before a word
_FIRST = 5  # letters of a word in another script
_LAST_TWO_BYTES = 0x800  # the first character of three bytes
_TAILS = [bytes((byte,)) for byte in range(0x80, 0xA0)]
_QUOTES = ("\u2018", "\u2019", "\u201b", "\u2032")  # apostrophes between Cyrillic letters


def _lower(byte: int) -> int:
    """Return what stands for a byte."""
    if byte >= 0xC0:
        return _LEADS.get(byte, _RARE)[0]
    if byte >= 0x80:
        return byte & ~0x20  # in the second bytes of UTF-8 the difference of most capitals
    if byte in CONTROLS:
        return CONTROL
    small = bytes((byte,)).lower()[0]
    return small if small in IN_WORDS or small in b"<\\'`&" else 32


LOWER = bytes(map(_lower, range(256)))
"""Small letters, with a space for each byte that parts words."""


class Finder:
    """Finds names in ASCII, and what other writings of names leave, in the small letters of a page with a space before the first.

    What is found has a number: below ``first_cut`` names (``name`` says which), below ``first_escape`` beginnings of names before a tag,
    below ``first_trace`` escapes, from there on bytes within a word that may be one of the names. ``before`` says how many
    bytes in front of what was found belong to the search alone.
    """

    def __init__(self, words: Sequence[str]) -> None:
        """Take the names, folded; of a stem its letters."""
        latin = [(number, word) for number, word in enumerate(words) if word.isascii()]
        names = [(before, number) for number, word in latin for before in (BEFORE if len(word) < _WITHIN else (b"",))]
        beginnings = sorted({word[:length] for _, word in latin for length in range(1, len(word))})
        cut = [(before, each) for each in beginnings for before in (BEFORE if len(each) < _RARE_END else (b"",))]
        self.name = [number for _, number in names]
        self.before = [len(before) for before, _ in (*names, *cut)]
        self.first_cut = len(names)
        self.first_escape = len(self.before)
        patterns = [before + words[number].encode() for before, number in names]
        patterns += [before + each.encode() + b"<" for before, each in cut]
        patterns += sorted(set(entity_traces()))
        self.first_trace = len(patterns)
        patterns += sorted(set(word_traces(words)) | {each + b"<" for each in written_beginnings(words)})
        # As a DFA a page takes half the time, for some megabytes of memory.
        self._automaton = BytesAhoCorasick(patterns, implementation=Implementation.DFA)

    def find(self, lower: bytes) -> list[tuple[int, int, int]]:
        """Return what is found, each with where it begins and ends, in the order of the ends."""
        return self._automaton.find_matches_as_indexes(lower, overlapping=True)


def looks(text: str) -> bytes:
    """Return the bytes of a text as a page shows them in small letters."""
    return text.encode("utf-8", "replace").translate(LOWER)


def may_be_in_word(letter: str) -> bool:
    """Tell whether a character is a letter, or may stand between the letters of one word."""
    return letter.isalnum() or any(len(analyse(f"{side}{letter}{side}")) == 1 for side in "яa")


def entity_traces() -> Iterator[bytes]:
    """Give the beginnings of entities that may stand for letters, or open a tag when they are read twice."""
    yield from (b"& ", b"&amp  ", b"&amp amp", b"\\u")
    for name, meant in html5.items():
        if meant.startswith("<") or any(map(may_be_in_word, meant)):
            yield from (looks(f"&{before}{name.rstrip(';')}") for before in ("", "amp", "amp;"))
        elif not name.endswith(";"):
            yield looks(f"&{name}") + _LATIN
            yield from (looks(f"&{name}") + bytes((letter,)) for letter in _STARTS)


def word_traces(words: Collection[str]) -> Iterator[bytes]:
    """Give what folded words leave that are not written in ASCII alone, or stand beside other letters."""
    latin = {word for word in words if word.isascii()}
    yield from _odd_letters()
    yield from _seams()
    yield from _after_signs()
    yield from _latin_beginnings({word[:length] for word in latin for length in range(1, len(word) + 1)})
    yield from _beginnings({word for word in words if not word.isascii()})


def written_beginnings(words: Iterable[str]) -> Iterator[bytes]:
    """Give the shorter beginnings of words of other scripts, in all ways their letters are written."""
    shorter = {word[:length] for word in words if not word.isascii() for length in range(1, min(len(word), _FIRST))}
    return chain.from_iterable(map(_written, shorter))


def _beginnings(words: Iterable[str]) -> Iterator[bytes]:
    return chain.from_iterable(map(_written, {word[:_FIRST] for word in words}))


def _latin_beginnings(beginnings: Iterable[str]) -> Iterator[bytes]:
    """Give what a Latin word begins with, up to the first letter that is none of ASCII."""
    yield from (before + _LATIN for before in BEFORE)
    for beginning in beginnings:
        befores = BEFORE if len(beginning) < 3 else (b"",)
        yield from (before + beginning.encode() + _LATIN for before in befores)


def _odd_letters() -> Iterator[bytes]:
    """Give the characters that a word may hold beside its letters, or for several of them; and the unusual ones."""
    yield _RARE
    yield from (b"\xe2" + tail for tail in _TAILS[1:])
    for letter in map(chr, range(0x2000, 0x2040)):
        if letter not in _QUOTES and may_be_in_word(letter):
            yield looks(letter)
    for letter in map(chr, range(0x3000, 0x4000)):
        if not letter.isalnum() or any(map(str.isascii, normalize("NFKC", letter))):
            yield looks(letter)
    for letter, folded in _folded().items():
        is_plain = len(folded) == 1 or looks(letter)[:1] in {_LATIN, _RARE, _GREEK}
        if not is_plain and may_be_in_word(letter):
            yield looks(letter)


def _seams() -> Iterator[bytes]:
    """Give the places where letters of two scripts meet, or an apostrophe stands before a Cyrillic letter."""
    apostrophes = [b"'", b"`", *map(looks, _QUOTES)]
    for cyrillic in (_CYRILLIC, _OTHER_CYRILLIC):
        yield from (bytes((letter,)) + cyrillic for letter in _ASCII_LETTERS)
        yield from (apostrophe + cyrillic for apostrophe in apostrophes)
        yield from (_LATIN + tail + cyrillic for tail in _TAILS)
        yield from (cyrillic + tail + _LATIN for tail in _TAILS)
        yield from (cyrillic + tail + bytes((letter,)) for tail in _TAILS for letter in _ASCII_LETTERS)


def _after_signs() -> Iterator[bytes]:
    """Give signs that are no letters with a Latin letter behind: the others count among the odd ones."""
    signs = {looks(letter) for letter in map(chr, range(0x80, _LAST_TWO_BYTES)) if not letter.isalnum()}
    usual = {lead + tail for lead in (b"\xc2", b"\xe2\x80") for tail in _TAILS}
    yield from signs - usual
    for sign in usual:
        yield sign + _LATIN
        yield from (sign + bytes((letter,)) for letter in _STARTS)


def _written(word: str) -> Iterator[bytes]:
    """Give all ways in which the letters of a word are written in small and capital letters."""
    ways = _ways()
    return map(b"".join, product(*(ways.get(letter, {looks(letter)}) for letter in word)))


@cache
def _folded() -> Mapping[str, str]:
    """Return what each character of two bytes is folded to, alone."""
    return {letter: "".join(form.folded for form in analyse(letter).forms) for letter in map(chr, range(0x80, _LAST_TWO_BYTES))}


@cache
def _ways() -> Mapping[str, set[bytes]]:
    """Return how each letter may be written with two bytes."""
    ways: defaultdict[str, set[bytes]] = defaultdict(set)
    for letter, folded in _folded().items():
        ways[folded].add(looks(letter))
    ways["ւ"] |= ways["վ"]  # capitals of և are written ԵՎ
    return ways
