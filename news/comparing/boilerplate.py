"""What of a text is its news: paragraphs without the lines that outlets hang around them, and without the dateline before the first.

The order of work: pointers, counters and credits between the paragraphs go; then the lines behind the text that name its author, source,
rights and tags, and the labels before it. Datelines are told by comparing: one goes where the words behind it begin the other text too.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from news.comparing.fact_words import MONTHS, WEEKDAYS
from news.comparing.passing_lines import without_passing
from news.reading.credits import begins_as_taken, named_source
from news.reading.furniture import begins_ending, is_leftover, is_preamble
from news.texts import label
from news.words import Words, analyse

COMPARED = 128
"""Texts whose news is remembered: a new text is compared with a dozen, and those of a story with the same ones again and again."""
_ENDINGS = 8
"""Lines behind a text that may be no news: author, source, rights, tags, share buttons, an invitation or two."""
_SIGNATURE: Final = 10
"""Words of a credit in brackets: "(Reporting by the Northern bureau; editing by T. Hale)"."""
_LINES = 1000
"""Lines of a text that are looked at; what has more is a table or a dump."""
_DATELINE_WORDS = 10
"""Words of a dateline: place, country, date and agency."""
_DATELINE = 110
"""Characters of a dateline."""
_SAME = 3
"""Words behind a dateline that must begin the other text."""
LEFT = 0.5
"""Part of the words that must be left: what would take more than half of a text away is no boilerplate."""
_SIGNED = re.compile(r"[(\[/][^()\[\]]{1,120}[)\]/]\.?")
_GAP = re.compile(r"\s+(?:[-–—]\s+)?")
_MARKED = re.compile(r"[-–—.:/)]\s*$")
_REPRINTED = re.compile(
    r"\b(?:first appeared|first published|originally (?:appeared|published)|впервые опубликован|вперше опублікован)", re.IGNORECASE
)
_DATE_WORDS = tuple(word.rstrip("*")[:3] for word in (MONTHS + "|" + WEEKDAYS).replace("|", " ").split())


@lru_cache(maxsize=COMPARED)
def news_lines(title: str, text: str) -> tuple[str, ...]:
    """Give the paragraphs of a text that are its news; all of them where hardly one would be left."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if len(lines) > _LINES:
        return tuple(lines)
    kept = _without_head(title, _without_tail(list(without_passing(lines))))
    return tuple(lines if sum(map(_words, kept)) < LEFT * sum(map(_words, lines)) else kept)


def _without_tail(lines: list[str]) -> list[str]:
    for _ in range(_ENDINGS):
        if len(lines) < 2 or not is_ending(lines[-1], len(lines)):
            break
        lines = lines[:-1]
    return lines


def is_ending(line: str, count: int) -> bool:
    """Tell whether one of so many lines names an author, a source, rights or tags rather than news."""
    if _words(line) <= _SIGNATURE and (
        _REPRINTED.search(line) or _SIGNED.fullmatch(line) or all(word.startswith("#") for word in line.split())
    ):
        return True
    return begins_ending(line) or begins_as_taken(line) or named_source(line) is not None or is_leftover(line, count)


def _without_head(title: str, lines: list[str]) -> list[str]:
    titles = frozenset((label(title),))
    while len(lines) > 1 and is_preamble(lines[0], titles, lines[1]):
        lines = lines[1:]
    return lines


def without_datelines(one: Sequence[str], other: Sequence[str]) -> tuple[list[str], list[str]]:
    """Cut the datelines off the first paragraphs of two texts where what follows them is the same."""
    if not one or not other:
        return list(one), list(other)
    first, second = one[0], other[0]
    if _opening(first, 0) != _opening(second, 0):
        openings = [(start, opening) for start in (0, *_cuts(second)) if (opening := _opening(second, start))]
        for begin in (0, *_cuts(first)):
            start = next((start for start, opening in openings if opening == _opening(first, begin)), None)
            if start is not None and _may_both_go(first[:begin], second[:start]):
                return [first[begin:], *one[1:]], [second[start:], *other[1:]]
    return list(one), list(other)


def _opening(line: str, start: int) -> tuple[str, ...] | None:
    words = analyse(line[start : start + _DATELINE]).folded[:_SAME]
    return words if len(words) == _SAME else None


def _may_both_go(one: str, other: str) -> bool:
    """Tell whether both of two heads may be datelines: with a mark behind them, brackets or a date in them, and not of different dates."""
    if not one or not other:
        return True
    first, second = (frozenset(word for word in analyse(head).folded if word.isdigit()) for head in (one, other))
    are_marked = all(_MARKED.search(head) and (digits or "/" in head or "(" in head) for head, digits in ((one, first), (other, second)))
    return are_marked and not (first and second and first != second)


@lru_cache(maxsize=COMPARED)
def _cuts(line: str) -> Sequence[int]:
    """Give the places where a dateline may end."""
    cuts = []
    for gap in _GAP.finditer(line[:_DATELINE]):
        words = analyse(line[: gap.start()])
        if len(words) > _DATELINE_WORDS:
            break
        if words and _may_be_dateline(words, line[gap.start() - 1], gap[0]):
            cuts.append(gap.end())
    return cuts


def _may_be_dateline(words: Words, last: str, gap: str) -> bool:
    """Tell whether words are places, dates and names, and something shows that they are no sentence."""
    small = [word for word in words if word.text[0].islower() and word.folded[:3] not in _DATE_WORDS]
    shows = last in "/)]" or any(word.text[0].isdigit() or (len(word.text) > 3 and word.text.isupper()) for word in words)
    return len(small) <= 1 and (shows or (len(words) <= 2 and (last in ".:/" or gap.strip() != "")))


def _words(line: str) -> int:
    return line.count(" ") + 1
