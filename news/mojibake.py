"""Text that was encoded twice: recognised by its pairs of odd letters, undone where that is certain, else told.

UTF-8 read as a code page and written as UTF-8 again turns each letter into two or three: ``п`` is read as ``Рї`` by windows-1251
and as ``Ð¿`` by windows-1252. The bytes are still there, and what decodes as UTF-8 a second time was meant so.
"""

import re

_CODE_PAGES = ("windows-1252", "latin-1", "windows-1251", "windows-1254")


def _letters_of(codec: str) -> dict[int, str]:
    """Map each byte to its letter; those that the code page leaves out stand for themselves, as in browsers."""
    found = {}
    for byte in range(0x80, 0x100):
        letter = bytes((byte,)).decode(codec, "ignore")
        found[byte] = letter or chr(byte)
    return found


_LETTERS = {codec: _letters_of(codec) for codec in _CODE_PAGES}
_BYTES = {codec: {letter: byte for byte, letter in letters.items()} for codec, letters in _LETTERS.items()}


def _pairs_of(codec: str) -> str:
    """Write the regular expression of a letter of two or three bytes as the code page shows it."""
    letters = _LETTERS[codec]
    tail = "[" + re.escape("".join(letters[byte] for byte in range(0x80, 0xC0))) + "]"
    two = "[" + re.escape("".join(letters[byte] for byte in range(0xC3, 0xE0))) + "]"
    three = "[" + re.escape("".join(letters[byte] for byte in range(0xE1, 0xF0))) + "]"
    return f"{three}{tail}{tail}|{two}{tail}"


_PAIRS = {codec: re.compile(_pairs_of(codec)) for codec in _CODE_PAGES}
_ANY_PAIR = re.compile("|".join(_pairs_of(codec) for codec in _CODE_PAGES))
_SEGMENT = re.compile(r"[^<>\n]+")
_QUICK = re.compile(
    "[\u00c3-\u00df\u00e2РСГДЕвѓ][\u0080-\u00bf\u0152-\u0192\u02c6\u02dc\u2013-\u2122\u0402-\u040f\u0451-\u045f\u0490\u0491]"
)
"""A first look, wider than the pairs: nearly every text has none."""
_DROPPED = bytes(byte for byte in range(0x80) if byte not in b" <")
"""What is left out of that look: letters of ASCII are never part of a pair, and most of a page."""
_ASCII = bytes(range(0x80))
_FEW = 3
"""Pairs in a whole text that a list of odd names may hold; a text that was encoded twice has hundreds."""
_REPLACEMENT = "\ufffd"


def may_be_encoded_twice(body: bytes) -> bool:
    """Tell quickly whether it is worth while to look for stretches of UTF-8 that were encoded twice."""
    if body.isascii():
        return False
    others = body.translate(None, _ASCII)  # letters that are no neighbours on the page are here, so that there are no fewer pairs
    if len(_QUICK.findall(others.decode("utf-8", "replace"))) < _FEW:
        return False
    return len(_QUICK.findall(body.translate(None, _DROPPED).decode("utf-8", "replace"))) >= _FEW


def mend(text: str) -> str:
    """Undo a second encoding in each stretch of a page or feed that shows one; the rest stays as it is."""
    pieces: list[str] = []
    done = 0
    for found in _QUICK.finditer(text):
        if found.start() >= done:  # most of a page is looked over once, not segment by segment
            start = max(done, *(text.rfind(border, done, found.start()) + 1 for border in "<>\n"))
            segment = _SEGMENT.match(text, found.start())
            end = segment.end() if segment else found.end()
            pieces += text[done:start], _mended(text[start:end])
            done = end
    return "".join(pieces) + text[done:]


def is_garbled(text: str) -> bool:
    """Tell whether a good part of a text's words are not what was written: one in fifty, and more than three."""
    if text.isascii() or text.count(_REPLACEMENT) + len(_QUICK.findall(text)) <= _FEW:
        return False  # each broken word has one of them
    words = text.split()
    broken = sum(_REPLACEMENT in word or _shows_pairs(word) for word in words)
    return broken > _FEW and broken * 50 > len(words)


def _shows_pairs(word: str) -> bool:
    return _QUICK.search(word) is not None and len(_ANY_PAIR.findall(word)) * 4 > len(word)


def _mended(segment: str) -> str:
    """Read a stretch of text once more, with the code page that explains most of its odd pairs."""
    if not _QUICK.search(segment):
        return segment
    for codec in sorted(_CODE_PAGES, key=lambda codec: -len(_PAIRS[codec].findall(segment))):
        raw = _as_bytes(segment, codec)
        if raw is None:
            continue
        again = raw.decode("utf-8", "replace")
        odd = sum(letter > "\x7f" for letter in segment)
        # Each letter took two signs or more: nearly all odd ones must have found their pair.
        if again.count(_REPLACEMENT) * 20 <= odd and len(segment) - len(again) >= odd * 0.4:
            return again
    return segment


def _as_bytes(segment: str, codec: str) -> bytes | None:
    known = _BYTES[codec]
    raw = bytearray()
    for letter in segment:
        if letter < "\x80":
            raw.append(ord(letter))
        elif letter in known:
            raw.append(known[letter])
        else:
            return None
    return bytes(raw)
