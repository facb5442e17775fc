"""How rare a term is in the news of the beat, as counted in labelled texts: a name of every second article tells no event from another.

The counts are data, ``learnt/rarities.txt``, made by ``tests/fit_stories.py``: a line that says how many texts were counted, in all and by
language, then a paragraph a count with the terms that so many texts have. Terms that are not there are rare.
"""

from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from math import log
from typing import Final

RAREST: Final = 6.5
"""The logarithm of how many times fewer texts than all have a term, from which on it is as rare as can be."""
_RAREST_WORD: Final = 4.0  # fewer texts were counted of each language
_OF_A_WORD: Final = 1.2  # words are counted within a language
_KEPT = 1 << 16  # terms of a week's news


@cache
def _counts() -> tuple[Mapping[str, int], Mapping[str, int]]:
    """Return how many texts were counted by language, the empty one for all; and the counts of the terms."""
    text = (files("news") / "naming" / "learnt" / "rarities.txt").read_text(encoding="utf-8").replace("\n  ", " ")
    first, *paragraphs = text.splitlines()
    texts = {lang.strip("*"): int(count) for lang, _, count in (each.partition("=") for each in first.split())}
    return texts, {term: int(count) for count, _, terms in (each.partition(": ") for each in paragraphs) for term in terms.split()}


@lru_cache(maxsize=_KEPT)
def rarity(term: str) -> float:
    """Return how rare a term is, from 0 for what every article has to 1."""
    texts, counts = _counts()
    if term[0] == "w":
        found = texts.get(term.split(":", 2)[1], 0) + 1
        logarithm = min(log(found / (counts.get(term, 0) + 0.5)), _RAREST_WORD) * _OF_A_WORD
    else:
        logarithm = log((texts[""] + 1) / (counts.get(term, 0) + 0.5))
    return max(0.0, min(logarithm, RAREST)) / RAREST
