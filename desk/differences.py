"""Two versions of an article side by side in one text, with what went and what came marked in it."""

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.text import Text

from desk.printing import visible
from news.comparing.word_diffs import DiffPart, word_diff

_AROUND = 1
"""Paragraphs that stayed and are shown before and after a change, to tell where it stands."""
_FOLDED = 3
"""Paragraphs from which a stretch that stayed is folded: a line that says so takes as much room as one."""
_STYLES = {"removed": "red strike", "added": "green", "same": ""}
_MARKS = {"removed": ("[-", "-]"), "added": ("{+", "+}"), "same": ("", "")}


def difference_lines(old_title: str, old_text: str, new_title: str, new_text: str, *, colour: bool) -> list[str]:
    """Lay out what changed between two versions as lines for a terminal: the title, an empty line, the paragraphs.

    Without colour, words are marked as ``[-gone-]`` and ``{+come+}``, as git does; with colour, gone ones are struck out in red, new
    ones green. Stretches of paragraphs that stayed are folded into one line. Nothing in the texts can steer the terminal.
    """
    title = _paragraphs(_harmless(old_title).replace("\n", " "), _harmless(new_title).replace("\n", " "))
    text = _folded(_paragraphs(_harmless(old_text), _harmless(new_text)))
    console = Console(
        color_system="standard", force_terminal=True, no_color=False, width=100_000, highlight=False, markup=False, emoji=False
    )
    return [_line(paragraph, console if colour else None) for paragraph in (*title, [], *text)]


def folded_difference(old: str, new: str) -> list[list[DiffPart]]:
    """Return the paragraphs of a difference, each as parts; stretches of paragraphs that stayed are folded into one."""
    return list(_folded(_paragraphs(old, new)))


def _harmless(text: str) -> str:
    return visible(text).replace("\t", " ")


def _paragraphs(old: str, new: str) -> list[list[DiffPart]]:
    """Cut a difference into paragraphs: one may hold words of both versions."""
    paragraphs: list[list[DiffPart]] = [[]]
    for part in word_diff(old, new):
        first, *rest = part.text.split("\n")
        paragraphs[-1] += [DiffPart(part.kind, first)] if first else []
        paragraphs += [[DiffPart(part.kind, line)] if line else [] for line in rest]
    return [paragraph for paragraph in paragraphs if paragraph]


def _folded(paragraphs: Sequence[list[DiffPart]]) -> Iterator[list[DiffPart]]:
    changed = [number for number, paragraph in enumerate(paragraphs) if any(part.kind != "same" for part in paragraph)]
    shown = {near for number in changed for near in range(number - _AROUND, number + _AROUND + 1)}
    hidden: list[list[DiffPart]] = []
    for number, paragraph in enumerate(paragraphs):
        if number in shown:
            yield from _fold(hidden)
            hidden = []
            yield paragraph
        else:
            hidden.append(paragraph)
    yield from _fold(hidden)


def _fold(hidden: list[list[DiffPart]]) -> Iterator[list[DiffPart]]:
    if len(hidden) < _FOLDED:
        yield from hidden
    else:
        yield [DiffPart("same", f"… {len(hidden)} paragraphs the same …")]


def _line(paragraph: Sequence[DiffPart], console: Console | None) -> str:
    if console is None:
        return "".join(_marked(part) for part in paragraph)
    line = Text()
    for part in paragraph:
        line.append(part.text, style=_STYLES[part.kind])
    with console.capture() as captured:
        console.print(line, end="", soft_wrap=True)
    return captured.get()


def _marked(part: DiffPart) -> str:
    """Set the marks around the words, not around the spaces at their ends."""
    words = part.text.strip()
    if part.kind == "same" or not words:
        return part.text
    start = part.text.index(words)
    opening, closing = _MARKS[part.kind]
    return part.text[:start] + opening + words + closing + part.text[start + len(words) :]
