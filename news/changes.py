"""What changed between two versions of an article: nothing that counts, wording, or what an analyst must see.

The order of work: lines that change by themselves are left out; lines that rotate between the paragraphs are found and left out; what is
left is compared sentence by sentence; of sentences that stayed and were edited, and of those that came or went, the facts are compared.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from news.comparing.fact_changes import material_reasons
from news.comparing.passing_lines import without_passing
from news.comparing.rotating_lines import without_rotating
from news.comparing.sentence_changes import Edits, changed_words, edits_between
from news.comparing.sentences import Sentence, sentences_of
from news.comparing.title_changes import title_change
from news.comparing.word_diffs import DiffPart, word_diff

__all__ = ["Change", "ChangeKind", "DiffPart", "compare_versions", "word_diff"]

ChangeKind = Literal["none", "minor", "material"]
"""``none`` makes no version; ``minor`` is wording; ``material`` is a fact, a name, a negation or the title."""

_REASONS = 12
"""Reasons that a person reads; an article written anew has hundreds."""


@dataclass(frozen=True, slots=True)
class Change:
    """How much changed between two versions, and what, in a few words for people."""

    kind: ChangeKind
    reasons: tuple[str, ...] = ()


def compare_versions(old_title: str, old_text: str, new_title: str, new_text: str, lang: str | None) -> Change:
    """Judge the change from one version of an article to the next; the kind is the same if they change places.

    Texts are paragraphs separated by line breaks. Differences of spaces, quotes and dashes, counters, clocks, advertisements and rotating
    headlines are none. What is doubtful is minor, never none.
    """
    title = title_change(old_title, new_title, old_text + "\n" + new_text)
    material = ["title"] if title == "material" else []
    minor = ["title mark"] if title == "minor" else []
    if old_text != new_text:
        lines = without_rotating(old_title + " " + new_title, _lines(old_text), _lines(new_text))
        old, new = sentences_of(lines[0]), sentences_of(lines[1])
        edits = edits_between(old, new)
        material += material_reasons(edits, old, new, lang)
        minor += _amounts(edits, old, new)
    if material:
        return Change("material", tuple([*material, *minor][:_REASONS]))
    return Change("minor", tuple(minor[:_REASONS])) if minor else Change("none")


def _lines(text: str) -> list[str]:
    return list(without_passing(text.split("\n")))


def _amounts(edits: Edits, old: Sequence[Sentence], new: Sequence[Sentence]) -> list[str]:
    """Tell how much of the wording changed."""
    words = [changed_words(*pair) for pair in edits.edited]
    count = sum(max(len(removed), len(added)) for removed, added in words)
    reordered = sum(bool(removed) and sorted(removed) == sorted(added) for removed, added in words)
    reasons = [f"{_many(count, 'word')} changed"] if count else []
    reasons += ["word order"] if reordered else []
    reasons += ["marks or capitals"] if any(not removed and not added for removed, added in words) else []
    reasons += _whole(edits.added, new, "added") + _whole(edits.removed, old, "removed")
    return reasons + ([f"{_many(edits.moved, 'sentence')} moved"] if edits.moved else [])


def _whole(sentences: Sequence[Sentence], text: Sequence[Sentence], how: str) -> list[str]:
    """Count paragraphs that came or went as a whole, and the single sentences beside them."""
    here = {id(each) for each in sentences}
    kept = {each.line for each in text if id(each) not in here}
    paragraphs = {each.line for each in sentences} - kept
    single = sum(each.line not in paragraphs for each in sentences)
    reasons = [f"{_many(len(paragraphs), 'paragraph')} {how}"] if paragraphs else []
    return reasons + ([f"{_many(single, 'sentence')} {how}"] if single else [])


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}{'s' if count != 1 else ''}"
