"""Which of the articles that match comes first: words in the title before words in the text, the recent before the old."""

from collections.abc import Iterable
from typing import NamedTuple

_HALF_LIFE = 14 * 24 * 60  # minutes after which news is worth half as much
_TITLE, _RECENT, _LEVEL = 1.0, 1.0, 0.15  # what a word in the title, being of this minute, and a step of relevance are worth


class Candidate(NamedTuple):
    """An article that matches."""

    number: int
    position: int
    """Its place in the order of time."""
    minute: int
    """When it was first seen, in minutes since 1970."""
    level: int
    """Its relevance as a number, the strongest highest."""
    in_title: bool
    """All that was asked for stands in its title."""


def ranked(candidates: Iterable[Candidate], *, by_words: bool) -> list[int]:
    """Return the numbers of articles, the best first: by where the words stand and how recent they are, or by relevance alone."""
    found = list(candidates)
    newest = max((each.minute for each in found), default=0)

    def worth(each: Candidate) -> tuple[float, int]:
        if not by_words:
            return each.level, each.position
        age = (newest - each.minute) / _HALF_LIFE
        return _TITLE * each.in_title + _RECENT * 0.5**age + _LEVEL * each.level, each.position

    return [each.number for each in sorted(found, key=worth, reverse=True)]
