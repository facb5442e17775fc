"""Which words of a text went, came and stayed: the difference of two versions, in work bounded by their length."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Literal, NamedTuple

from news.words import analyse

_PAIRS = 4_000
"""Pairs of equal items of a gap that are all looked at: a paragraph of 150 words against its edit; above it only unique items align."""
_ALL_PAIRS = 1_000_000
"""Pairs looked at for one difference: about half a second."""
_DEPTH = 16
"""How often a gap is cut again at the items that are unique inside it; edits of real texts need three or four."""
_PIECE = re.compile(r"\n|[^\S\n]+|[^\s]")


class Run(NamedTuple):
    """Items that are equal in both sequences: where they begin, and how many."""

    old: int
    new: int
    size: int


@dataclass(frozen=True, slots=True)
class DiffPart:
    """A stretch of text that is in both versions, or in one of them."""

    kind: Literal["same", "removed", "added"]
    text: str


class _Gap(NamedTuple):
    old_start: int
    old_end: int
    new_start: int
    new_end: int
    depth: int


@dataclass(slots=True)
class _Hunk:
    """What stayed, and what was exchanged after it."""

    same: str = ""
    removed: str = ""
    added: str = ""

    @property
    def weight(self) -> int:
        return max(len(self.removed), len(self.added))


def word_diff(old: str, new: str) -> tuple[DiffPart, ...]:
    """Tell two texts apart word by word.

    The same and the removed parts, joined, are the old text; the same and the added ones the new text. Parts are never empty.
    """
    if old == new:
        return (DiffPart("same", old),) if old else ()
    first, second = _paragraphs(old), _paragraphs(new)
    hunks = [_Hunk()]
    old_at = new_at = 0
    for run in (*matching_runs(first, second), Run(len(first), len(second), 0)):
        hunks += _word_hunks("".join(first[old_at : run.old]), "".join(second[new_at : run.new]))
        old_at, new_at = run.old + run.size, run.new + run.size
        hunks.append(_Hunk(same="".join(first[run.old : old_at])))
    return tuple(part for part in _without_first_break(_parts(_readable(hunks))) if part.text)


def matching_runs(old: Sequence[str], new: Sequence[str]) -> list[Run]:
    """Align two sequences: the runs of equal items, in order; exchanging the sequences exchanges the answer."""
    if list(old) > list(new):
        return [Run(run.new, run.old, run.size) for run in matching_runs(new, old)]
    runs: list[Run] = []
    gaps = [_Gap(0, len(old), 0, len(new), 0)]
    pairs_left = _ALL_PAIRS
    while gaps:
        gap, ends = _trimmed(old, new, gaps.pop())
        runs += ends
        if gap.old_start == gap.old_end or gap.new_start == gap.new_end:
            continue
        pairs = _equal_pairs(old, new, gap)
        if pairs <= min(_PAIRS, pairs_left):
            pairs_left -= pairs
            runs += _all_runs(old, new, gap) if pairs else ()
        elif gap.depth < _DEPTH and (anchors := _unique_runs(old, new, gap)):
            runs += anchors
            gaps += _between(anchors, gap)
    return _joined(sorted(runs))


def _trimmed(old: Sequence[str], new: Sequence[str], gap: _Gap) -> tuple[_Gap, list[Run]]:
    start, end, new_start, new_end, depth = gap
    size = min(end - start, new_end - new_start)
    head = next((n for n in range(size) if old[start + n] != new[new_start + n]), size)
    tail = next((n for n in range(size - head) if old[end - 1 - n] != new[new_end - 1 - n]), size - head)
    ends = [Run(start, new_start, head), Run(end - tail, new_end - tail, tail)]
    return _Gap(start + head, end - tail, new_start + head, new_end - tail, depth), [run for run in ends if run.size]


def _equal_pairs(old: Sequence[str], new: Sequence[str], gap: _Gap) -> int:
    counts = Counter(old[gap.old_start : gap.old_end])
    return sum(counts[item] for item in new[gap.new_start : gap.new_end])


def _all_runs(old: Sequence[str], new: Sequence[str], gap: _Gap) -> list[Run]:
    matcher = SequenceMatcher(None, old[gap.old_start : gap.old_end], new[gap.new_start : gap.new_end], autojunk=False)
    return [Run(gap.old_start + a, gap.new_start + b, size) for a, b, size in matcher.get_matching_blocks() if size]


def _unique_runs(old: Sequence[str], new: Sequence[str], gap: _Gap) -> list[Run]:
    """Align the items that stand once in both parts of a gap: the longest series of them in the same order."""
    there = _once(new, gap.new_start, gap.new_end)
    shared = [(at, there[item]) for item, at in _once(old, gap.old_start, gap.old_end).items() if item in there]
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for number, (_, place) in enumerate(shared):
        at = bisect_left(tails, place)
        tails[at : at + 1] = [place]
        ends[at : at + 1] = [number]
        before.append(ends[at - 1] if at else -1)
    series = []
    number = ends[-1] if ends else -1
    while number >= 0:
        series.append(Run(*shared[number], 1))
        number = before[number]
    return series[::-1]


def _once(items: Sequence[str], start: int, end: int) -> dict[str, int]:
    counts = Counter(items[start:end])
    return {items[at]: at for at in range(start, end) if counts[items[at]] == 1}


def _between(anchors: Sequence[Run], gap: _Gap) -> list[_Gap]:
    edges = [Run(gap.old_start - 1, gap.new_start - 1, 1), *anchors, Run(gap.old_end, gap.new_end, 0)]
    return [
        _Gap(left.old + 1, right.old, left.new + 1, right.new, gap.depth + 1)
        for left, right in pairwise(edges)
        if left.old + 1 < right.old or left.new + 1 < right.new
    ]


def _joined(runs: Sequence[Run]) -> list[Run]:
    joined: list[Run] = []
    for run in runs:
        last = joined[-1] if joined else None
        if last and (last.old + last.size, last.new + last.size) == run[:2]:
            joined[-1] = Run(last.old, last.new, last.size + run.size)
        else:
            joined.append(run)
    return joined


def _paragraphs(text: str) -> list[str]:
    """Cut a text before each line break, with one set before the first line so that all lines look alike."""
    return ["\n" + line for line in text.split("\n")]


def _word_hunks(old: str, new: str) -> list[_Hunk]:
    if not old or not new:
        return [_Hunk("", old, new)]
    first, second = _pieces(old), _pieces(new)
    hunks = []
    same = ""
    old_at = new_at = 0
    for run in (*matching_runs(first, second), Run(len(first), len(second), 0)):
        hunks.append(_Hunk(same, "".join(first[old_at : run.old]), "".join(second[new_at : run.new])))
        old_at, new_at = run.old + run.size, run.new + run.size
        same = "".join(first[run.old : old_at])
    return [*hunks, _Hunk(same)]


def _pieces(text: str) -> list[str]:
    """Cut a text into words and marks, each with the spaces after it; a line break stands alone."""
    pieces: list[str] = []
    at = 0
    for word in analyse(text):
        pieces += _PIECE.findall(text[at : word.start])
        pieces.append(text[word.start : word.end])
        at = word.end
    pieces += _PIECE.findall(text[at:])
    spaced: list[str] = []
    for piece in pieces:
        if spaced and piece != "\n" and piece.isspace() and spaced[-1] != "\n" and not spaced[-1].isspace():
            spaced[-1] += piece
        else:
            spaced.append(piece)
    return spaced


def _readable(hunks: Sequence[_Hunk]) -> list[_Hunk]:
    """Join changes between which less stayed than changed on either side: single words that two different sentences share."""
    joined: list[_Hunk] = []
    for hunk in hunks:
        last = joined[-1] if joined else None
        if last and (not hunk.same or not last.weight):
            same = last.same if last.weight else last.same + hunk.same
            joined[-1] = _Hunk(same, last.removed + hunk.removed, last.added + hunk.added)
        elif last and hunk.weight and len(hunk.same) <= min(last.weight, hunk.weight, 40):
            joined[-1] = _Hunk(last.same, last.removed + hunk.same + hunk.removed, last.added + hunk.same + hunk.added)
        else:
            joined.append(hunk)
    return joined


def _parts(hunks: Sequence[_Hunk]) -> list[DiffPart]:
    parts = []
    for hunk in hunks:
        begin = _shared_words(hunk.removed, hunk.added)
        same, removed, added = hunk.same + hunk.removed[:begin], hunk.removed[begin:], hunk.added[begin:]
        parts += [DiffPart("same", same), DiffPart("removed", removed), DiffPart("added", added)]
    return [part for part in parts if part.text]


def _shared_words(removed: str, added: str) -> int:
    """Give the length of the whole words with which both begin: a last word differs from the same one before a space."""
    shared = next((at for at, (one, other) in enumerate(zip(removed, added, strict=False)) if one != other), min(len(removed), len(added)))
    while shared and not all(_ends_word(text, shared) for text in (removed, added)):
        shared -= 1
    return shared


def _ends_word(text: str, at: int) -> bool:
    return at == len(text) or not (text[at - 1].isalnum() and text[at].isalnum())


def _without_first_break(parts: list[DiffPart]) -> list[DiffPart]:
    """Take the line break off again that was set before the first line of both texts."""
    first, *rest = parts
    bare = DiffPart(first.kind, first.text[1:])
    if first.kind == "same" or not rest:
        return [bare, *rest]
    if rest[0].kind == "same":  # lines came or went before the first one that stayed: the break is the one after them
        return [DiffPart(first.kind, bare.text + "\n"), DiffPart("same", rest[0].text[1:]), *rest[1:]]
    return [bare, DiffPart(rest[0].kind, rest[0].text[1:]), *rest[1:]]
