"""What the inflected forms of a word share, one module a language: tables of endings, and the two ways in which they are read."""

from collections.abc import Mapping
from typing import Protocol

from news.searching.stemming import (
    armenian,
    azerbaijani,
    english,
    french,
    georgian,
    german,
    persian,
    polish,
    russian,
    turkish,
    ukrainian,
)


class Stemmer(Protocol):
    """What each language has."""

    def stem(self, word: str) -> str:
        """Return the token under which a word of a text is found."""

    def asked(self, word: str) -> list[str]:
        """Return the tokens for a word of a question, the stem first; with repetitions."""


STEMMERS: Mapping[str, Stemmer] = {
    "az": azerbaijani.RULES,
    "ru": russian.RULES,
    "tr": turkish.RULES,
    "uk": ukrainian.RULES,
    "pl": polish.RULES,
    "en": english.RULES,
    "de": german.RULES,
    "fr": french.RULES,
    "fa": persian.RULES,
    "hy": armenian.RULES,
    "ka": georgian.RULES,
}
