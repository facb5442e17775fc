"""Whether two headlines are the same but for sections, names of sites and labels at their ends."""

import re
from collections.abc import Sequence

from news.words import analyse, stem

_MARK = re.compile(r"\s*[|»›«•·()\[\]]\s*|::|>>|\s+[-–—/]\s+|:\s+")
_LABEL = 4
"""Words of a section's or a site's name, or of a label such as "updated"."""
_PARTS = 8
"""Parts of a headline between marks; what has more is no headline."""
_LEFT = 2
"""Words that must be left of a headline without its labels."""
_ALIKE = 0.5
"""Share of words from which one headline is the other, changed."""
_KEY = 6
"""Letters that the forms of a word share."""


def is_same_title(one: str, other: str) -> bool:
    """Tell whether two headlines have the same words, without the labels that stand at either end behind or before a mark."""
    if analyse(one).folded == analyse(other).folded:
        return True
    return not _cores(one).isdisjoint(_cores(other))


def are_alike(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether the folded words of two headlines are mostly the same."""
    first, second = (frozenset(word if word.isdigit() else stem(word)[:_KEY] for word in words) for words in (one, other))
    return len(first & second) >= _ALIKE * min(len(first), len(second)) > 0


def _cores(title: str) -> set[tuple[str, ...]]:
    """Give the words of a headline with and without the labels at its ends."""
    parts = [words for part in _MARK.split(title)[: _PARTS * 2] if (words := analyse(part).folded)][:_PARTS]
    cores = set()
    for start in range(len(parts)):
        if any(map(_is_no_label, parts[:start])):
            break
        for end in range(len(parts), start, -1):
            if any(map(_is_no_label, parts[end:])):
                break
            words = tuple(word for part in parts[start:end] for word in part)
            if len(words) >= _LEFT:
                cores.add(words)
    return cores


def _is_no_label(words: Sequence[str]) -> bool:
    return len(words) > _LABEL or (len(words) > 2 and any(word.isdigit() for word in words))
