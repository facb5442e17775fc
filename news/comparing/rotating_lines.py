"""Headlines of other articles and advertisements that stand between the paragraphs of a text and change at each reading.

A line counts as one only where it looks like a headline (some words, no end of a sentence), stands in a text whose paragraphs do end
sentences, is no edit of a line that was there before, and speaks of something else than the text around it. Everything else is text.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from news.comparing.passing_lines import ends_sentence, is_advert, is_loose
from news.comparing.sentences import key_of
from news.comparing.word_diffs import Run, matching_runs
from news.words import analyse, stem

_ALIKE = 0.4
"""Share of words from which two lines are one line, edited."""
_EXCHANGED = 0.34
"""Share of its content words that a headline exchanged for another may have from the text: outlets link what is near the subject."""
_CONTENT = 4
"""Letters of a content word; in most of the languages those that only join are shorter."""
_KEY = 5
"""Letters that the forms of a word share."""
_LINES = 40
"""Lines of a gap that are looked at; where more came and went, the text was written anew."""

_LIST = 50
"""Items of a list between its heading and one that came or went."""


@dataclass(frozen=True, slots=True)
class _Gap:
    """What stands between two stretches that stayed, in both versions."""

    old: tuple[int, ...]
    new: tuple[int, ...]
    before: tuple[str, ...]
    """The lines that stayed before it, the last first."""


def without_rotating(title: str, old: Sequence[str], new: Sequence[str]) -> tuple[list[str], list[str]]:
    """Leave out of the lines of two versions those that rotate."""
    old_keys, new_keys = [key_of(line) for line in old], [key_of(line) for line in new]
    runs = matching_runs(old_keys, new_keys)
    stayed = [old[at] for run in runs for at in range(run.old, run.old + run.size)]
    full = sum(ends_sentence(line) for line in stayed)
    if not full or full * 2 < len(stayed):
        return list(old), list(new)
    gone: tuple[set[int], set[int]] = (set(), set())
    for gap in _gaps(runs, old, new):
        if len(gap.old) + len(gap.new) <= _LINES:
            first, second = _rotating(gap, old, new, [title, *stayed])
            gone[0].update(first)
            gone[1].update(second)
    return [line for at, line in enumerate(old) if at not in gone[0]], [line for at, line in enumerate(new) if at not in gone[1]]


def _gaps(runs: Sequence[Run], old: Sequence[str], new: Sequence[str]) -> list[_Gap]:
    gaps = []
    old_at = new_at = 0
    for run in (*runs, Run(len(old), len(new), 0)):
        if run.old > old_at or run.new > new_at:
            before = tuple(reversed(old[max(0, old_at - _LIST) : old_at]))
            gaps.append(_Gap(tuple(range(old_at, run.old)), tuple(range(new_at, run.new)), before))
        old_at, new_at = run.old + run.size, run.new + run.size
    return gaps


def _rotating(gap: _Gap, old: Sequence[str], new: Sequence[str], stayed: Sequence[str]) -> tuple[list[int], list[int]]:
    """Find the lines of a gap that rotate."""
    removed, added = [old[at] for at in gap.old], [new[at] for at in gap.new]
    if _is_in_list(gap.before):
        return [], []
    texts = [line for line in (*removed, *added) if not is_loose(line)]
    subject = _subject([*stayed, *(line for line in texts if not is_advert(line))])
    is_exchange = any(map(is_loose, removed)) and any(map(is_loose, added))
    return (
        [at for at, line in zip(gap.old, removed, strict=True) if _rotates(line, added, subject, is_exchange=is_exchange)],
        [at for at, line in zip(gap.new, added, strict=True) if _rotates(line, removed, subject, is_exchange=is_exchange)],
    )


def _is_in_list(before: Sequence[str]) -> bool:
    """Tell whether a line that ends in a colon stands before, with nothing but items between."""
    for line in before:
        if line.rstrip().endswith(":"):
            return True
        if ends_sentence(line):
            return False
    return False


def _rotates(line: str, others: Sequence[str], subject: frozenset[str], *, is_exchange: bool) -> bool:
    content = _content(line)
    if not content or any(_likeness(line, other) >= _ALIKE for other in others):
        return False
    share = len(content & subject) / len(content)
    if is_advert(line):
        return share <= _EXCHANGED
    return is_loose(line) and (share < _EXCHANGED if is_exchange else share == 0 and len(content) >= 3)


def _subject(lines: Sequence[str]) -> frozenset[str]:
    return frozenset(word for line in lines for word in _content(line))


def _content(line: str) -> frozenset[str]:
    return frozenset(stem(word)[:_KEY] for word in analyse(line).folded if len(word) >= _CONTENT and not word.isdigit())


def _likeness(one: str, other: str) -> float:
    first, second = Counter(stem(word)[:_KEY] for word in analyse(one).folded), Counter(stem(word)[:_KEY] for word in analyse(other).folded)
    return 2 * (first & second).total() / max(1, first.total() + second.total())
