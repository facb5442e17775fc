"""A few numbers that stand for a text, so that texts that share a passage are found by an index: winnowing of word sequences.

After Schleimer, Wilkerson and Aiken, "Winnowing: local algorithms for document fingerprinting", SIGMOD 2003: of every window of
neighbouring sequences the one with the least hash is kept. A window of a short text holds fewer; what a wide one keeps, a narrow one
keeps too.
"""

import struct
from collections.abc import Sequence
from hashlib import blake2b

from news.remembering import Remembered
from news.words import words_in

_GRAM = 4
"""Words of a sequence: shorter ones are stock phrases, longer ones seldom survive an edit."""
_WIDEST, _NARROWEST = 20, 4
"""Sequences of a window: a shared passage of ``_WIDEST + _GRAM - 1`` words always gives a common number."""
_AIM = 40
"""Numbers of a text between about 100 and 450 words; longer texts have more, two for each window."""
_READ = 1500
"""Words of a text that are sketched: who copies a long text begins with its beginning."""
_PART, _ENOUGH = 8, 5
"""A text and its trimmed or edited copy have an eighth of the smaller one's numbers in common; five are no chance in any text."""
_MASK = (1 << 64) - 1
_SIGN = 1 << 63
_FIRST, _SECOND = 0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F
"""Odd numbers that set the places of a sequence apart."""
_LANE = 128
"""Bits for a word's number of 64: those above are for what comes of multiplying it."""
_ALL_ONES = b"\xff" * 8 + bytes(8)
_HASHES_KEPT = 1 << 15


def sketch(text: str) -> tuple[int, ...]:
    """Give the numbers of a text, signed and of 64 bits, in order; the same for the same words, none for a text without words.

    A text shorter than a sequence has one number. Case, marks and spacing make no difference.
    """
    words = words_in(text).folded[:_READ]
    if not words:
        return ()
    lanes = list(map(_lanes.__getitem__, words))
    grams = _grams(lanes) if len(lanes) >= _GRAM else [sum(int.from_bytes(lane, "little") for lane in lanes) & _MASK]
    width = max(_NARROWEST, min(_WIDEST, 2 * len(grams) // _AIM))
    return tuple(sorted(value - (value & _SIGN) * 2 for value in _least(grams, width)))


def shared_sketches_needed(one: int, other: int) -> int:
    """Tell how many common numbers make two texts worth comparing, from how many numbers each has."""
    return max(1, min(_ENOUGH, min(one, other) // _PART))


def _grams(lanes: Sequence[bytes]) -> list[int]:
    """Give a number for each sequence: the sum of its words' hashes, each multiplied by its place.

    All are worked out at once, as one long number that has a lane for each word: a product of two numbers of 64 bits fills its lane and
    never leaves it.
    """
    kept = int.from_bytes(_ALL_ONES * len(lanes), "little")
    hashes = int.from_bytes(b"".join(lanes), "little")
    pairs = (hashes * _FIRST + (hashes >> _LANE)) & kept
    grams = (pairs * _SECOND + (pairs >> 2 * _LANE)) & kept
    count = len(lanes) - _GRAM + 1
    return list(struct.unpack_from(f"<{2 * count}Q", grams.to_bytes(len(lanes) * _LANE // 8, "little"))[::2])


def _least(values: Sequence[int], width: int) -> set[int]:
    """Give the least value of every window; the first of equal ones."""
    width = min(width, len(values))
    least = min(values[:width])
    at = values.index(least)
    kept = {least}
    for end in range(width, len(values)):
        value = values[end]
        if value < least:
            least, at = value, end
            kept.add(value)
        elif at <= end - width:
            window = values[end - width + 1 : end + 1]
            least = min(window)
            at = end - width + 1 + window.index(least)
            kept.add(least)
    return kept


def _lane_of(word: str) -> bytes:
    return blake2b(word.encode("utf-8", "replace"), digest_size=8).digest()[::-1] + bytes(8)


_lanes = Remembered(_lane_of, _HASHES_KEPT)
"""The hash of each word, in its lane."""
