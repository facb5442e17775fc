"""Whether two texts are the same, word for word."""

from collections import Counter
from collections.abc import Sequence
from hashlib import sha256

from news.words import analyse

_MOSTLY = 0.6
"""Part of the shorter text's words that another face of a page must hold: AMP pages leave boxes out, print pages add lines."""
_RELATED = 0.45
"""Part of the shorter text's words that the longer holds where one was made from the other; unrelated ones share a third: the, of, and."""
_FEW = 20
"""Words under which a text alone does not tell two articles apart: rates, weather and one-line flashes."""


def fingerprint(title: str, text: str) -> str:
    """Give the hex SHA-256 of a text's words, whatever their case, marks and spacing; the title counts only beside a very short text."""
    words = analyse(text).folded
    if len(words) < _FEW:
        words = (*analyse(title).folded, "\n", *words)
    return sha256(" ".join(words).encode("utf-8", "replace")).hexdigest()


def is_mostly(one: str, other: str) -> bool:
    """Tell whether most words of the shorter of two texts stand in the longer."""
    return _overlap(one, other) >= _MOSTLY


def are_related(title: str, text: str, other_title: str, other_text: str) -> bool:
    """Tell whether two texts at one address may be one article, edited: their headlines are alike, or much of their words is."""
    first, second = (frozenset(analyse(each).folded) for each in (title, other_title))
    alike = len(first & second) * 2 >= min(len(first), len(second)) > 0
    return alike or _overlap(text, other_text) >= _RELATED


def are_different_headlines(titles: Sequence[str]) -> bool:
    """Tell whether three of the titles have hardly a word in common with each other."""
    kinds: list[frozenset[str]] = []
    for title in titles:
        words = frozenset(analyse(title).folded)
        if words and all(len(words & known) * 3 < min(len(words), len(known)) for known in kinds):
            kinds.append(words)
    return len(kinds) >= 3


def _overlap(one: str, other: str) -> float:
    """Give the part of the shorter text's words that stand in the longer."""
    first, second = (Counter(analyse(text).folded) for text in (one, other))
    shorter = min(first.total(), second.total())
    return (first & second).total() / shorter if shorter else 0.0
