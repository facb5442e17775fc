"""The one text function at the door: whatever comes from outside becomes plain, harmless Unicode here."""

import html
import re
import unicodedata

TITLE_LIMIT = 500
"""Characters of a title, a name or another single line: the longest real headline we met has 290."""
TEXT_LIMIT = 300_000
"""Characters of an article: long reads end at 120,000; what is longer is a dump, and would fill the index."""

# Removed without a trace: controls, zero-width marks and soft hyphens that hide words from search, bidirectional controls that
# reorder a terminal, lone surrogates and non-characters that no database or feed may hold. ZWNJ and ZWJ stay: Persian needs them.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(chr(plane * 0x10000 + end) for plane in range(1, 17) for end in (0xFFFE, 0xFFFF))
    + "]"
)
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_REFERENCE = re.compile("&#(?:([0-9]+)|[xX]([0-9a-fA-F]+));?")
_ODD_REFERENCE = re.compile(
    # Nearly all references are to letters and signs: those are passed over here, which a function for each would cost ten times more.
    b"&#(?!0{0,4}(?:9|1[03]|3[2-9]|[4-9][0-9]|[1-9][0-9]{2,3}|12[0-9]{4})(?![0-9])"
    b"|[xX]0{0,4}(?:[2-9a-fA-F][0-9a-fA-F]|[1-9a-cA-C][0-9a-fA-F]{2,3}|1[fF][0-9a-fA-F]{3})(?![0-9a-fA-F]))"
)
_CONTROLS = bytes(byte for byte in range(0x20) if byte not in b"\t\n\r")
_LAST_OF_PLANE = "\uffff".encode()[:2]
"""Bytes with which the two non-characters begin, and few letters; one byte is looked for thirty times faster than two."""
_TAG = re.compile(r"<(?:!--.*?(?:--!?>|$)|/?[a-zA-Z!?][^<>]*>)", re.DOTALL)
_INLINE = re.compile(r"</?(?:a|b|em|font|i|mark|s|small|span|strong|sub|sup|u)(?:\s[^<>]*)?>", re.IGNORECASE)
"""Tags that may stand inside a word; all others part words."""
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")


def word_set(words: str) -> frozenset[str]:
    """Make a set from a table of words that is written as one string, separated by bars or, without bars, by white space."""
    return frozenset(word for word in (words.split("|") if "|" in words else words.split()) if word)


def clean_line(text: str | None, limit: int = TITLE_LIMIT) -> str | None:
    """Make one line of plain text from a title, a name or a summary, which may hold entities (escaped once or twice) and tags.

    Nothing is left: None. What is longer than ``limit`` characters ends in an ellipsis.
    """
    if not text:
        return None
    line = text[: limit * 20]  # enough for markup around a full line, and a bound on the work below
    for _ in range(2):
        line = html.unescape(_without_tags(line)) if "<" in line or "&" in line else line
    line = " ".join(_plain(_without_tags(line)).split())
    if len(line) > limit:
        line = line[: limit - 1].rstrip() + "…"
    return line or None


def clean_text(text: str, limit: int = TEXT_LIMIT) -> str:
    """Make plain paragraphs, separated by one newline, from the text of an article; what exceeds ``limit`` characters is cut off."""
    resolved = _ENTITY.sub(lambda found: html.unescape(found[0]), text[: limit * 2])
    paragraphs = (" ".join(part.split()) for part in _plain(resolved).splitlines())
    return "\n".join(part for part in paragraphs if part)[:limit].rstrip()


def without_forbidden(document: str) -> str:
    """Return a document without the characters that XML forbids, bare or as references: parsers die of them, or pass them on."""
    document = _REFERENCE.sub(_if_allowed, document) if "&#" in document else document
    return _NOT_XML.sub("", document)


def utf8_without_forbidden(document: bytes) -> bytes:
    """Return what ``without_forbidden`` makes of a document, both in UTF-8: bytes are looked through in a tenth of the time."""
    if (_LAST_OF_PLANE[:1] in document and _LAST_OF_PLANE in document) or _ODD_REFERENCE.search(document):
        return without_forbidden(document.decode()).encode()
    return document.translate(None, _CONTROLS)


def label(text: str) -> str:
    """Fold a short line for comparing: small letters, single spaces, without the marks that stand around labels."""
    return " ".join(text.casefold().split()).strip(" :.[]()→»>-–—")


def _if_allowed(reference: re.Match[str]) -> str:
    digits, base = (reference[1], 10) if reference[1] else (reference[2], 16)
    digits = digits.lstrip("0")
    number = int(digits, base) if 0 < len(digits) < 8 else 0
    return reference[0] if 0 < number < 0x110000 and not _NOT_XML.match(chr(number)) else ""


def _without_tags(line: str) -> str:
    return _TAG.sub(" ", _INLINE.sub("", line))


def _plain(text: str) -> str:
    if not text.replace("\n", " ").replace("\u00a0", " ").isprintable():  # all that is forbidden prints nothing
        text = _FORBIDDEN.sub("", text)
    return unicodedata.normalize("NFC", text)
