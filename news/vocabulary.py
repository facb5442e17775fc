"""Vocabularies: families of common words of each language, against which stems are held that would match too much."""

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from itertools import islice, takewhile
from typing import NamedTuple

from news.patterns import EVERY_LANGUAGE, steps_of
from news.words import analyse

MOST_FAMILIES = 2  # of shipped stems fewer than one in fifty begins words of three
_SHOWN = 6  # words of a broad stem that are named


class BroadStem(NamedTuple):
    """A stem that begins words of several families."""

    pattern: str
    lang: str
    words: tuple[str, ...]
    """One word of each family, the most alike in length to the stem first."""

    @property
    def shown(self) -> str:
        """The words, for a message."""
        rest = len(self.words) - _SHOWN
        return ", ".join(self.words[:_SHOWN]) + (f" and {rest} more" if rest > 0 else "")


@cache
def families(lang: str) -> tuple[tuple[str, ...], ...]:
    """Return the families of a language's vocabulary, each the words of one root and meaning; none where there is no vocabulary."""
    file = files("news") / "vocabulary" / f"{lang}.txt"
    if not file.is_file():
        return ()
    return tuple(tuple(line.split()) for line in file.read_text(encoding="utf-8").splitlines() if line.strip())


@cache
def _keys(lang: str) -> tuple[tuple[str, int, str], ...]:
    """Return every word of a vocabulary as patterns compare it, with the number of its family, in order."""
    words = (
        (form.key, number, word) for number, family in enumerate(families(lang)) for word in family for form in analyse(word).forms[:1]
    )
    return tuple(sorted(words))


def broad_stem(pattern: str, lang: str, *, most: int = MOST_FAMILIES) -> BroadStem | None:
    """Return what a stem of a language catches if it begins words of more than so many families; None for phrases and whole words."""
    steps = steps_of(pattern, with_diacritics=True)
    if len(steps) != 1 or not steps[0].is_stem or lang == EVERY_LANGUAGE:
        return None
    found: dict[int, str] = {}
    for _, family, word in _beginning(steps[0].word, lang):
        found.setdefault(family, word)
    if len(found) <= most:
        return None
    return BroadStem(pattern, lang, tuple(sorted(found.values(), key=lambda word: (len(word), word))))


def _beginning(stem: str, lang: str) -> Sequence[tuple[str, int, str]]:
    keys = _keys(lang)
    start = bisect_left(keys, (stem,))
    return list(takewhile(lambda entry: entry[0].startswith(stem), islice(keys, start, None)))
