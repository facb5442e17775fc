"""Bytes into text, with the right letters: headers and declarations are often wrong, so each reading is weighed by how it looks."""

import codecs
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache

from news.mojibake import may_be_encoded_twice, mend

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
# What the press of the region was ever written in, the likelier first: of two readings that look equally well, the earlier wins.
_LEGACY = (
    *("windows-1251", "windows-1254", "windows-1252", "windows-1250", "iso8859-2"),
    *("koi8-u", "iso8859-5", "cp866"),
)
_CODE_PAGE = re.compile(r"cp\d|iso8859|koi8|kz1048|ptcp154|mac-|gb|big5|euc_|shift_jis|iso2022_|tis-620")
_SAMPLE = 20_000
"""Bytes weighed: enough for a thousand words."""
_FIRST = _SAMPLE * 3
"""Bytes that mostly hold twice as many letters as are weighed."""
_ASCII = bytes(range(0x80))
_LETTERS = re.compile(rb"[A-Za-z\x80-\xff]+")
_PUNCTUATION = frozenset("«»“”„‘’–—…№°§©®\u00a0€·•")
_LOCAL = frozenset("ğışİŞĞçöüÇÖÜąćęłńóśźżĄĆĘŁŃÓŚŹŻ")
# Letters of Western code pages that stand where windows-1254 has Turkish ones; no language of the region writes them.
_ICELANDIC = frozenset("ðýþÐÝÞ")
_COMMON_CYRILLIC = frozenset("оеаинтсрвлкмдпуі")
_RARE_CYRILLIC = frozenset("щъфэёђѓѕјљњћќўџґ")
_FOREIGN_CYRILLIC = frozenset("ђѓѕјљњћќўџ")
"""Letters that Russian and Ukrainian do not write: the code pages hold them for their neighbours."""


def decode(body: bytes, content_type: str = "") -> str:
    """Turn the bytes of a page or feed into text, never failing.

    A byte order mark decides; then UTF-8 where it is valid; then whichever of the declared and the usual code pages gives words.
    """
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body.decode(name, "replace")
    wide = _wide(body)
    if wide:
        return body.decode(wide, "replace")
    text = _utf8(body)
    if text is not None:
        return mend(text) if may_be_encoded_twice(body) else text
    return body.decode(_best_codec(body, content_type), "replace")


def in_utf8(body: bytes, content_type: str = "") -> bytes:
    """Return what ``decode`` makes of the bytes of a page in UTF-8: mostly as they came, which costs little."""
    if not body.startswith(tuple(mark for mark, _ in _BOMS)) and not _wide(body) and not may_be_encoded_twice(body):
        try:
            body.decode()
        except UnicodeDecodeError:
            pass
        else:
            return body
    return decode(body, content_type).encode("utf-8", "replace")


def _wide(body: bytes) -> str | None:
    """Recognise UTF-16 without a mark by its zero bytes."""
    low, high = body[:400:2].count(0), body[1:400:2].count(0)
    if min(low, high) > 0 or max(low, high) * 20 < len(body[:400]):
        return None
    return ("utf-16-le" if high else "utf-16-be") if low or high else None


def _utf8(body: bytes) -> str | None:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        pass
    start = body[:_FIRST].decode("utf-8", "replace")
    text = start if len(start) > _SAMPLE * 2 else body.decode("utf-8", "replace")  # each byte that is wrong costs more than a letter
    # A page cut in the middle of a letter, or one foreign snippet in it, is still UTF-8: an accidental sequence of its form is rare.
    good = len(text[: _SAMPLE * 2].encode("utf-8", "replace").translate(None, _ASCII).decode())
    broken = text[: _SAMPLE * 2].count("\ufffd")
    return body.decode("utf-8", "replace") if (good - broken) > 10 * broken else None


def _best_codec(body: bytes, content_type: str) -> str:
    declared = _declared(body, content_type)
    words = Counter(_foreign_words(body))
    # A declaration weighs a quarter of a letter's worth: it decides between readings that both look like words.
    scores = {codec: _plausibility(words, codec) + (0.25 if codec in declared else 0.0) for codec in (*declared, *_LEGACY)}
    return max(scores, key=lambda codec: scores[codec])


def _declared(body: bytes, content_type: str) -> list[str]:
    named = [found[1] for found in [_HEADER.search(content_type)] if found]
    named += [found[1].decode("ascii") for found in [_DECLARED.search(body[:4096])] if found]
    # KOI8-U is KOI8-R with the Ukrainian letters in place of line drawings, which no page holds.
    return ["koi8-u" if codecs.lookup(name).name == "koi8-r" else name for name in named if _is_codec(name)]


def _is_codec(name: str) -> bool:
    """Tell whether a declared name is a code page: Python knows others that are none, and some that warn or run away."""
    try:
        return _CODE_PAGE.match(codecs.lookup(name).name) is not None
    except (LookupError, ValueError):
        return False


def _foreign_words(body: bytes) -> Iterator[bytes]:
    """Give the words with bytes above ASCII, up to the size of the sample."""
    left = _SAMPLE
    for line in body[: _SAMPLE * 10].split(b"<"):
        for word in () if line.isascii() else _LETTERS.findall(line):
            if not word.isascii():
                yield word[:left]
                left -= len(word) + 1
                if left <= 0:
                    return


def _plausibility(words: Mapping[bytes, int], codec: str) -> float:
    """Say how much the letters above ASCII look like words: about 1 for a right reading, below 0 for a wrong one."""
    score = seen = 0
    for word, count in words.items():
        tenths, letters = _word_worth(word, codec)
        score += tenths * count
        seen += letters * count
    return score / seen / 10 if seen else 0.5  # nothing but quotation marks and dashes, where they belong


@lru_cache(maxsize=1 << 16)  # the same words come again in page after page; some 15 MiB
def _word_worth(word: bytes, codec: str) -> tuple[int, int]:
    """Return the worth of a word's letters above ASCII, in tenths, and how many count."""
    text = f" {word.decode(codec, 'replace')} "
    worths = [round(10 * _worth(*text[at : at + 3])) for at in range(len(text) - 2) if text[at + 1] > "\x7f"]
    return sum(worths), sum(worth != 0 for worth in worths)


def _worth(before: str, letter: str, after: str) -> float:
    if letter in _PUNCTUATION:
        return 0.0 if not (before.isalpha() and after.isalpha()) or letter in "’–" else -1.0
    if not letter.isalpha():
        return -1.0
    return _cyrillic_worth(before, letter, after) if "\u0400" <= letter <= "\u04ff" else _latin_worth(before, letter, after)


def _cyrillic_worth(before: str, letter: str, after: str) -> float:
    if any(other.isalpha() and other < "\x80" for other in (before, after)):
        return -1.0  # Latin and Cyrillic letters in one word
    if letter.lower() in _FOREIGN_CYRILLIC:
        return -1.5
    if letter.isupper():
        return -0.8 if before.islower() else 0.1
    return 1.0 if letter in _COMMON_CYRILLIC else 0.1 if letter in _RARE_CYRILLIC else 0.6


def _latin_worth(before: str, letter: str, after: str) -> float:
    if letter in _ICELANDIC:
        return -0.5
    if any(other.isalpha() and other > "\x7f" for other in (before, after)):
        return 0.4 if letter in _LOCAL else -0.5  # letters with marks seldom stand side by side
    return (1.0 if letter in _LOCAL else 0.8) if letter.islower() or not before.islower() else -0.8
