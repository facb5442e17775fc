"""Which concept a word stands for: a phone call, a fire, wheat, in any language."""

from collections.abc import Iterator
from typing import Final

from news.naming import concept_words
from news.words import analyse

_BUCKET = 3  # letters by which stems are looked up; a stem has at least as many


def _entries(table: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for paragraph in table.replace("\n  ", " ").strip().split("\n"):
        name, _, words = paragraph.partition(":")
        yield name, tuple(words.split())


ACTS: Final = frozenset(name for name, _ in _entries(concept_words.ACTS))
"""The concepts that say what somebody did or what happened."""


def _tables() -> tuple[dict[str, list[str]], dict[str, list[tuple[str, str]]]]:
    words: dict[str, list[str]] = {}
    stems: dict[str, list[tuple[str, str]]] = {}
    for name, patterns in (*_entries(concept_words.ACTS), *_entries(concept_words.THINGS)):
        for pattern in patterns:
            folded = "".join(form.folded for form in analyse(pattern.rstrip("*")).forms)
            if not pattern.endswith("*"):
                words.setdefault(folded, []).append(name)
            elif len(folded) >= _BUCKET:
                stems.setdefault(folded[:_BUCKET], []).append((folded, name))
    return words, stems


_WORDS, _STEMS = _tables()


def concepts_of(folded: str) -> tuple[str, ...]:
    """Return the concepts that a folded word may stand for."""
    found = dict.fromkeys(_WORDS.get(folded, ()))
    found.update((name, None) for stem, name in _STEMS.get(folded[:_BUCKET], ()) if folded.startswith(stem))
    return tuple(found)


def concept_weight(name: str) -> float:
    """Return how much a concept tells events apart, between 0 and 1."""
    return 0.4 if name in concept_words.COMMON else 1.0
