"""Where in a text stands what a question asked for, and the piece of the text that shows it best."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from news.searching.indexing import MOST_WORDS, Stream, tokens_of
from news.searching.plans import All, But, Close, Fact, Plan, Run, Some
from news.words import analyse

SNIPPET = 240  # characters of a text that are shown of it
_BEFORE = 60  # of these before the first word that was found
_LONGEST_EDGE = 30  # characters that may be left out so that a piece begins and ends with a whole word


class Mark(NamedTuple):
    """A stretch of a text: code points, the end excluded."""

    start: int
    end: int


class Snippet(NamedTuple):
    """A piece of a text, with marks on what was found in it."""

    text: str
    marks: tuple[Mark, ...]
    before: bool
    """Whether the text has more before it."""
    after: bool


def marks_in(plan: Plan, text: str, lang: str | None, *, is_title: bool = False) -> tuple[Mark, ...]:
    """Return the stretches of a title or a text that a plan looks for, in order, none of them overlapping."""
    read = _Read(text, lang)
    stretches = sorted({stretch for run in _runs(plan) if is_title or not run.in_title for stretch in _stretches(run, read)})
    joined: list[Mark] = []
    for start, end in stretches:
        if joined and start < joined[-1].end:
            joined[-1] = Mark(joined[-1].start, max(end, joined[-1].end))
        else:
            joined.append(Mark(start, end))
    return tuple(joined)


def snippet(text: str, marks: Sequence[Mark], length: int = SNIPPET) -> Snippet:
    """Return the piece of a text in which most different words were found, or its beginning where there are none."""
    first = _best_place(text, marks, length)
    start = _word_start(text, max(0, first - _BEFORE)) if first > _BEFORE else 0
    end = _word_end(text, min(len(text), start + length), start)
    inside = tuple(Mark(mark.start - start, mark.end - start) for mark in marks if start <= mark.start and mark.end <= end)
    return Snippet(text[start:end].replace("\n", " "), inside, start > 0, end < len(text))


def _best_place(text: str, marks: Sequence[Mark], length: int) -> int:
    """Return the beginning of the mark from which on a piece holds most different words."""
    best, place = 0, 0
    words = [text[mark.start : mark.end].casefold() for mark in marks]
    for number, mark in enumerate(marks):
        within = {words[later] for later in range(number, len(marks)) if marks[later].end <= mark.start + length - _BEFORE}
        if len(within) > best:
            best, place = len(within), mark.start
        if number > 200:  # a word that stands everywhere is as well shown at its first places
            break
    return place


def _word_start(text: str, at: int) -> int:
    space = text.find(" ", at, at + _LONGEST_EDGE)
    return space + 1 if space >= 0 else at


def _word_end(text: str, at: int, start: int) -> int:
    if at >= len(text):
        return len(text)
    space = text.rfind(" ", max(start, at - _LONGEST_EDGE), at)
    return space if space > start else at


class _Read:
    """A text as the index sees it, with the places of its words."""

    def __init__(self, text: str, lang: str | None) -> None:
        words = analyse(text)
        tokens = tokens_of(text, lang)[:MOST_WORDS]
        self.starts, self.ends = words.starts, words.ends
        self.streams: dict[Stream, tuple[str, ...]] = {
            "stems": tuple(each.stem for each in tokens),
            "forms": tuple(each.form for each in tokens),
            "names": tuple(each.name or "" for each in tokens),
        }


def _runs(plan: Plan) -> Iterator[Run]:
    match plan:
        case Run():
            yield plan
        case Close(left=left, right=right):
            yield left
            yield right
        case All(parts=parts) | Some(parts=parts):
            for part in parts:
                yield from _runs(part)
        case But() | Fact():
            return


def _stretches(run: Run, read: _Read) -> Iterable[tuple[int, int]]:
    tokens = read.streams[run.stream]
    size = len(run.tokens)
    for first, told in enumerate(tokens):
        if not (told == run.tokens[0] or (size == 1 and run.is_prefix and told.startswith(run.tokens[0]))):
            continue
        here = tokens[first : first + size]
        if here == run.tokens or (run.is_prefix and here[:-1] == run.tokens[:-1] and here[-1].startswith(run.tokens[-1])):
            yield read.starts[first], read.ends[first + size - 1]
