"""A digest as plain text: six lines a story, none wider than a mail program shows, Persian and its like kept apart from what stands around.

A story is laid out with all there is to say; where that takes more than six lines, less is said of what matters least, step by step:
evidence words, further topics, further outlets, the headline in Latin letters. The headline, how far the claim stands, who told it and the
link always stay.
"""

import re
import textwrap
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final, NamedTuple

from desk.digest_words import Words, plain, web_only
from news.digests import Line, Section, ThemeLine

WIDTH = 77  # columns: mail programs break at 78
LINES = 6  # of a story
_INDENT: Final = " " * 4
_ISOLATE, _END = "\u2068", "\u2069"
_RIGHT_TO_LEFT: Final = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_FIXED: Final = "\u00a0"  # a space at which no line is broken
_NUMBER: Final = re.compile(r"(?<=\d) (?=[^\W\d])")
_FOREIGN: Final = re.compile(f"[{_RIGHT_TO_LEFT}]")


class _Detail(NamedTuple):
    """How much is said of a story."""

    words: int
    outlets: int
    has_topics: bool = False
    latin: int = 1
    """Lines of the headline in Latin letters, and of its gloss."""
    is_read: bool = True
    """Whether a headline that has a gloss is given in Latin letters, too."""


_DETAILS: Final = (
    _Detail(6, 5, has_topics=True, latin=2),
    _Detail(4, 4, has_topics=True, latin=2),
    _Detail(4, 4, has_topics=True),
    _Detail(3, 3),
    _Detail(3, 2),
    _Detail(0, 2),
    _Detail(3, 2, is_read=False),
    _Detail(0, 1, is_read=False),
)


def isolated(text: str) -> str:
    """Set a text that is written from right to left apart, so that it turns nothing around it."""
    return f"{_ISOLATE}{text}{_END}" if is_right_to_left(text) else text


def runs_isolated(text: str) -> str:
    """Set each run of a text that is written from right to left apart."""
    return "".join(isolated(piece) for piece in runs(text))


def runs(text: str) -> Iterator[str]:
    """Cut a text into pieces, so that words written from right to left that stand together are one, without what encloses them."""
    space = ""
    for is_foreign, words in groupby(text.split(" "), key=is_right_to_left):
        run = space + " ".join(words)
        found = [place for place, sign in enumerate(run) if is_right_to_left(sign)] if is_foreign else []
        start, end = (found[0], found[-1] + 1) if found else (0, 0)
        yield from filter(None, (run[:start], run[start:end], run[end:]))
        space = " "


def is_right_to_left(text: str) -> bool:
    """Return whether anything in a text is written from right to left."""
    return bool(_FOREIGN.search(text))


def story_lines(words: Words, number: int, line: Line) -> list[str]:
    """Lay a story out in six lines at most."""
    address = web_only(line.url) or words.page(f"articles/{line.article_id}") or f"khazri show {line.article_id}"
    head: list[str] = []
    for detail in _DETAILS:
        head = list(_head(words, number, line, detail))
        claim, telling = _flow(_claim(words, line)), _flow((*_telling(words, line), *_context(words, line, detail)))
        if len(head) + len(claim) + len(telling) < LINES:
            return [*head, *claim, *telling, f"{_INDENT}{address}"]
    room = LINES - 1 - len(head)
    tight = (*_telling(words, line), *_context(words, line, _DETAILS[-1]))
    if room < 3:
        return [*head, *_flow((*_claim(words, line), *tight), room), f"{_INDENT}{address}"]
    return [*head, *_flow(_claim(words, line), 1), *_flow(tight, room - 1), f"{_INDENT}{address}"]


def more_lines(words: Words, section: Section) -> list[str]:
    """Name the stories that are not shown, with their addresses where they have some."""
    links = words.more_links(section)
    if not links:
        return paragraph(words.more(section), _INDENT)
    count = section.count - len(section.lines)
    left = f" and {count - len(links)} more" if count > len(links) else ""
    return paragraph(f"and {count} more: {' '.join(address for _, address in links)}{left}", _INDENT)


def theme_lines(words: Words, theme: ThemeLine) -> list[str]:
    """Lay a theme out: its terms, how much there is of it, its first articles."""
    lines = _flow((" ".join(f"“{term}”" for term in words.terms(theme)), words.theme(theme)))
    for lang, title, outlet in words.samples(theme):
        lines += _titled(f"{_INDENT}[{lang}] {isolated(outlet)}: ", title, 2, f"{_INDENT}     ")
    return lines


def paragraph(text: str, indent: str = "", rest: str | None = None) -> list[str]:
    """Break a sentence into lines; from the second on they are indented by ``rest``."""
    further = indent if rest is None else rest
    lines = textwrap.wrap(text, WIDTH - max(len(indent), len(further)), break_on_hyphens=False, break_long_words=False)
    return [(further if number else indent) + runs_isolated(line) for number, line in enumerate(lines)]


def head_lines(words: Words) -> list[str]:
    """Write the first line: what it is, when it was made, what there is in it; two lines where it is long."""
    kind = "" if words.digest.kind == "digest" else f"{words.digest.kind.upper()}  "
    title = f"{kind}{words.title.upper()}  {words.made}"
    whole = f"{title}  {words.counts}"
    return [whole] if len(whole) <= WIDTH else [*paragraph(title), *paragraph(words.counts)]


def _head(words: Words, number: int, line: Line, detail: _Detail) -> Iterator[str]:
    """Write the headline, as published, in the reader's language and in Latin letters."""
    yield from _titled(f"{number:2d}. ", plain(line.title) or "(without a headline)", 2)
    if line.gloss:
        yield from _titled(f"{_INDENT}{words.gloss(line)}: ", plain(line.gloss), detail.latin)
    if line.reading and (detail.is_read or not line.gloss):
        yield from _titled(_INDENT, words.reading(line), detail.latin)


def _claim(words: Words, line: Line) -> Iterator[str]:
    """Say how far the claim stands: its status, what changed, words of reserve."""
    yield words.standing(line).word
    yield from words.claim(line)


def _telling(words: Words, line: Line) -> Iterator[str]:
    """Say who told it, and when, how many texts there are, and which officials spoke."""
    owner = words.outlet(line.outlet)
    name = f"[{words.lang(line.lang)}] {words.name(line.outlet)}{f' ({owner})' if owner else ''}"
    yield f"{name} {words.published(line)}"
    yield words.seen(line)
    yield words.origin(line)
    yield words.spread(line)
    if officials := words.officials(line):
        yield f"officials: {officials}"


def _context(words: Words, line: Line, detail: _Detail) -> Iterator[str]:
    """Say who else told it, what else it is about, and why it is here."""
    if also := words.also(line, detail.outlets):
        yield f"also: {also}"
    if (topics := words.topics(line)) and detail.has_topics:
        yield f"also on: {topics}"
    if evidence := words.evidence(line, detail.words):
        yield f"because of: {evidence}"
    if line.story_id:
        yield f"story {line.story_id}"


def _titled(mark: str, title: str, most: int, rest: str | None = None) -> list[str]:
    """Write a headline behind its mark; every line of it is set apart if it is written from right to left."""
    further = " " * len(mark) if rest is None else rest
    lines = textwrap.wrap(title, WIDTH - max(len(mark), len(further)), max_lines=most, placeholder=" …", break_on_hyphens=False)
    return [(further if number else mark) + isolated(line) for number, line in enumerate(lines)]


def _flow(parts: Iterable[str], most: int | None = None) -> list[str]:
    """Fill lines with parts one after the other; cut what takes more than ``most`` lines."""
    text = f"{_FIXED}· ".join(_NUMBER.sub(_FIXED, part) for part in parts if part)
    lines = textwrap.wrap(text, WIDTH - len(_INDENT), max_lines=most, placeholder=" …", break_on_hyphens=False)
    return [_INDENT + runs_isolated(line.replace(_FIXED, " ")) for line in lines]
