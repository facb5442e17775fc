"""Which concept a word stands for: a phone call, a fire, wheat, in any language.

The words are data, one file a language in ``concept_lists``: a paragraph a concept, its name, a colon, its words; a word that ends in ``*``
stands for every word that begins so. ``kinds.txt`` names the concepts that are acts and those that every tenth article has.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Final

from news.words import analyse

LANGUAGES: Final = ("az", "de", "en", "fa", "fr", "hy", "ka", "pl", "ru", "tr", "uk")
"""The languages whose words are known."""
_BUCKET = 3  # letters by which stems are looked up; a stem has at least as many
_COMMON_WEIGHT = 0.4


def _paragraphs(file: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    text = (files("news") / "naming" / "concept_lists" / f"{file}.txt").read_text(encoding="utf-8")
    for paragraph in text.replace("\n  ", " ").splitlines():
        name, _, words = paragraph.partition(":")
        yield name, tuple(words.split())


_KINDS: Final = {name: frozenset(concepts) for name, concepts in _paragraphs("kinds")}
ACTS: Final = _KINDS["acts"]
"""The concepts that say what somebody did or what happened."""


@cache
def concept_names(lang: str) -> tuple[str, ...]:
    """Return the concepts that have words in a language, in the order of its file."""
    return tuple(name for name, _ in _paragraphs(lang))


@cache
def _tables(lang: str) -> tuple[Mapping[str, list[str]], Mapping[str, list[tuple[str, str]]]]:
    """Return the concepts of a language's whole words, and of its stems by their first letters."""
    words: dict[str, list[str]] = {}
    stems: dict[str, list[tuple[str, str]]] = {}
    for name, patterns in _paragraphs(lang):
        for pattern in patterns:
            folded = "".join(form.folded for form in analyse(pattern.rstrip("*")).forms)
            if not pattern.endswith("*"):
                words.setdefault(folded, []).append(name)
            elif len(folded) >= _BUCKET:
                stems.setdefault(folded[:_BUCKET], []).append((folded, name))
    return words, stems


def concepts_of(folded: str, lang: str | None) -> tuple[str, ...]:
    """Return the concepts that a folded word of a language may stand for; nothing in a language without a list."""
    if lang not in LANGUAGES:
        return ()
    words, stems = _tables(lang)
    found = dict.fromkeys(words.get(folded, ()))
    found.update((name, None) for stem, name in stems.get(folded[:_BUCKET], ()) if folded.startswith(stem))
    return tuple(found)


def concept_weight(name: str) -> float:
    """Return how much a concept tells events apart, between 0 and 1."""
    return _COMMON_WEIGHT if name in _KINDS["common"] else 1.0
