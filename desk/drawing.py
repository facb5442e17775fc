"""Drawings and marked words on a terminal: what it can show, and in which colours; without colour nothing of the meaning is lost."""

import os
import re
import sys
from collections.abc import Iterable, Mapping, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from desk.printing import terminal, visible
from news.searching.marks import Mark

_ASCII = frozenset({"C", "POSIX"})
_PLAIN_TERMINALS = frozenset({"dumb", "vt100", "vt220"})
_BLOCKS = re.compile("[▁▂▃▄▅▆▇█]+")
_BRACKETS = "[[{}]]"  # as khazri explain marks words where there is no terminal


def can_show(signs: str, environment: Mapping[str, str] = os.environ) -> bool:
    """Say whether the terminal, or the file printed to, can show some signs."""
    locale = next((said for name in ("LC_ALL", "LC_CTYPE", "LANG") if (said := environment.get(name))), "")
    if locale in _ASCII or environment.get("TERM") in _PLAIN_TERMINALS:
        return False
    try:
        signs.encode(getattr(sys.stdout, "encoding", None) or "utf-8")
    except UnicodeEncodeError:
        return False
    return True


def draw(lines: Iterable[str]) -> None:
    """Print the lines of a chart, bars in colour."""
    console = terminal()
    for line in lines:
        text = Text(visible(line))
        text.highlight_regex(_BLOCKS, "cyan")
        console.print(text, no_wrap=True, crop=False, soft_wrap=True)


def print_marked(facts: str, title: Text, piece: Text) -> None:
    """Print what was found: a line of facts, the title, and a piece of the text."""
    console = terminal()
    console.print(Text(visible(facts), style="dim" if console.is_terminal else ""))
    console.print(Padding(title, (0, 0, 0, 4)))
    console.print(Padding(piece, (0, 0, 1, 4)))


def marked(text: str, marks: Sequence[Mark], *, before: str = "", after: str = "", console: Console | None = None) -> Text:
    """Return a text with words marked: bold and underlined on a terminal, in double brackets elsewhere."""
    styled = (console or terminal()).is_terminal
    shown, at = Text(before), 0
    for mark in marks:
        shown.append(visible(text[at : mark.start]))
        words = visible(text[mark.start : mark.end])
        shown.append(words if styled else _BRACKETS.format(words), style="bold underline yellow" if styled else "")
        at = mark.end
    shown.append(visible(text[at:]) + after)
    return shown
