"""The sentences of a text, and what of a sentence counts when two of them are compared."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from news.texts import word_set
from news.words import LONGEST_WORD, analyse

_END = re.compile(r"[.!?…։。؟۔:]+[\"'»”“’)\]]*\s+")
_CLOSING = "\"'»”“’)]"
_SHORT = word_set(
    "г гг ул им др т е д п св стр руб тыс млн млрд mr mrs ms dr st no vs prof gen col lt sen rep gov inc bzw ca ul im tys mln mlrd nr z b "
    "h s abs str op cit ed il sm km m c mgr inz gen ppłk płk r w u s j"
)
"""Words that end in a full stop inside a sentence."""
_MARK = re.compile(r"\.{2,}|[^\w\s]")
_QUOTES = "\"'`´‘’‚‛“”„‟«»‹›′″՚"
_DASHES = "-‐‑‒–—―−֊"
_DECORATION = "()[]{}<>*•·|#_~^▲▼►●■→←↑↓➡✅❗️‼🔴⚡📌"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with the line it stands in; two with the same key are the same."""

    text: str
    key: str
    line: int
    words: tuple[str, ...]
    """Its words, folded."""


def sentences_of(lines: list[str]) -> list[Sentence]:
    """Split lines into sentences."""
    return [
        Sentence(text, key, number, analyse(text).folded)
        for number, line in enumerate(lines)
        for text in split_sentences(line)
        if (key := key_of(text))
    ]


def key_of(line: str) -> str:
    """Fold a line so that quotes, dashes, spaces, decoration and Unicode forms make no difference; nor capitals where no sentence ends."""
    is_sentence = line.rstrip().rstrip(_CLOSING).endswith(tuple(".!?…։。؟۔"))
    tokens: list[str] = []
    at = 0
    for number, word in enumerate(analyse(line)):
        tokens += _marks(line[at : word.start], tokens)
        whole = word.exact if word.end - word.start <= LONGEST_WORD else word.text
        if not is_sentence:  # a capital I is small ı in Azerbaijani and Turkish
            whole = whole.replace("ı", "i")
        tokens.append(whole + "^" if is_sentence and number and word.text[:1].isupper() and not word.text.isupper() else whole)
        at = word.end
    tokens += _marks(line[at:], tokens)
    while tokens and tokens[-1] in {'"', ".", "-"}:
        tokens.pop()
    while tokens and tokens[0] in {"-", '"'}:
        tokens.pop(0)
    return " ".join(tokens)


def _marks(text: str, before: list[str]) -> list[str]:
    marks: list[str] = []
    for mark in _MARK.findall(unicodedata.normalize("NFKC", text)) if text.strip() else ():
        sign = "…" if len(mark) > 1 else '"' if mark in _QUOTES else "-" if mark in _DASHES else mark
        last = marks[-1] if marks else before[-1] if before else ""
        if sign not in _DECORATION and unicodedata.category(sign) not in {"Cf", "Cc", "Co", "Cs", "Mn", "So"} and sign != last:
            marks.append(sign)
    return marks


def split_sentences(line: str) -> Iterator[str]:
    """Return the sentences of a line, as written."""
    start = 0
    for end in _END.finditer(line):
        if end.end() < len(line) and _parts(line, start, end):
            yield line[start : end.end()].strip()
            start = end.end()
    if line[start:].strip():
        yield line[start:].strip()


def _parts(line: str, start: int, end: re.Match[str]) -> bool:
    """Tell whether a mark parts two sentences: not after an initial, a short form or a day, not before a small letter."""
    following = line[end.end()]
    if following.islower() or (end[0].startswith(":") and not "\u0530" <= line[end.start() - 1] <= "\u058f"):
        return False
    if not end[0].startswith("."):
        return True
    last = line[max(start, end.start() - 12) : end.start()].rpartition(" ")[2].lstrip('(«"“„')
    return not (last.casefold() in _SHORT or (len(last) <= 2 and last.isdecimal()) or (len(last) == 1 and last.isalpha()))
