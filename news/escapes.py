"""Letters that a page writes as entities or as escapes of JSON."""

import html
import re

from news.remembering import Remembered
from news.texts import without_forbidden
from news.traces import may_be_in_word

_MEANINGS_KEPT = 1 << 17
_MOST_REPLACED = 40  # different escapes; one that looks for all is quicker beyond
_REFERENCE = re.compile(rb"&(?:amp;)*(?:#[xX][0-9a-fA-F]{1,6}|#[0-9]{1,7}|[A-Za-z][A-Za-z0-9]{1,30});?")
_ESCAPE = re.compile(r"\\+u([0-9a-fA-F]{4})")
_SINGLE_ESCAPE = re.compile(rb"\\u[0-9a-fA-F]{4}")
_OPENING_ESCAPE = re.compile(rb"\\+u003[cC]")
_OPENS = re.compile(rb"[A-Za-z/!?&\\]")  # behind a bracket that opens a tag
_PAIRED = (b"\\ud", b"\\uD")  # how escapes begin that may be half a letter
_APOSTROPHES = frozenset(letter.encode() for letter in "'`\u00b4\u2018\u2019\u201b\u2032")
_PARTED = bytes(32 if byte in b' \n"<>\t\r' else byte for byte in range(256))
_BLANK = re.compile(rb'[ \n"<>\t\r]')
_NEAR = 64  # bytes, in which nearly every word begins
_FAR = 1 << 12  # bytes on either side that belong to one word


class Escapes:
    """Tells what escapes stand for; one for many pages, for it remembers them."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self._meanings = Remembered(_meaning, _MEANINGS_KEPT)

    def resolved(self, raw: bytes) -> bytes:
        """Return a page with its entities and escapes resolved where one of them stands for a letter or may stand within a word."""
        if b"&" in raw:
            raw = self._without_entities(raw)
        return _unescaped(raw) if b"\\u" in raw else raw

    def is_telling(self, raw: bytes, at: int) -> bool:
        """Tell whether at a place stands what may belong to a word, or ends where nobody sees it."""
        if raw[at : at + 1] != b"&":
            escape = _SINGLE_ESCAPE.match(raw, at)
            return escape is not None and (_is_in_words(raw, at + 6) or may_be_in_word(chr(int(escape[0][2:], 16))))
        reference = _REFERENCE.match(raw, at)
        if reference is None:
            return False
        meaning = self._meanings[reference[0]]
        if meaning in _APOSTROPHES and reference[0].endswith(b";"):
            return raw[at - 1 : at] > b"\x7f"  # they belong to words in Cyrillic letters only
        return bool(meaning) and meaning != b"<" if reference[0].endswith(b";") else True

    def opens_tag(self, raw: bytes, at: int) -> bool:
        """Tell whether what stands at a place may be the beginning of a tag."""
        if raw[at : at + 1] != b"&":
            escape = _OPENING_ESCAPE.match(raw, at)
            return escape is not None and _OPENS.match(raw, escape.end()) is not None
        reference = _REFERENCE.match(raw, at)
        return reference is not None and b"<" in self._meanings[reference[0]] and _OPENS.match(raw, reference.end()) is not None

    def _without_entities(self, raw: bytes) -> bytes:
        references = set(_REFERENCE.findall(raw))
        meanings = {reference: self._meanings[reference] for reference in references}
        telling = [reference for reference in references if meanings[reference] not in {b"", reference}]
        if not all(reference.endswith(b";") for reference in references if meanings[reference] != reference):
            return _REFERENCE.sub(lambda found: meanings[found[0]] or b" ", raw)
        for reference in telling:
            raw = raw.replace(reference, meanings[reference])
        return raw


def _meaning(reference: bytes) -> bytes:
    """Return what a reference stands for, resolved twice, where that opens a tag or may be in a word; else nothing."""
    meant = html.unescape(html.unescape(without_forbidden(reference.decode())))
    return meant.encode("utf-8", "replace") if any(letter == "<" or may_be_in_word(letter) for letter in meant) else b""


def escaped_word(raw: bytes, at: int) -> tuple[int, int] | None:
    """Return from where to where a word that holds an escape goes, nothing where it is endless."""
    start = at - len(raw[max(0, at - _NEAR) : at].translate(_PARTED).rpartition(b" ")[2])
    if start and start == at - _NEAR:
        start = at - len(raw[max(0, at - _FAR) : at].translate(_PARTED).rpartition(b" ")[2])
    blank = _BLANK.search(raw, at, at + _FAR)
    if (start and start == at - _FAR) or (blank is None and len(raw) > at + _FAR):
        return None
    return start, len(raw) if blank is None else blank.start()


def _is_in_words(raw: bytes, at: int) -> bool:
    return raw[at : at + 1].isalnum() or raw[at : at + 1] > b"\x7f"


def _unescaped(raw: bytes) -> bytes:
    """Return a page with the characters for JSON's escapes; two of them may be one letter."""
    escapes = set(_SINGLE_ESCAPE.findall(raw))
    if len(escapes) <= _MOST_REPLACED and b"\\\\u" not in raw and not any(escape.startswith(_PAIRED) for escape in escapes):
        for escape in escapes:
            raw = raw.replace(escape, chr(int(escape[2:], 16)).encode())
        return raw
    text = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), raw.decode("utf-8", "replace"))
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode()
