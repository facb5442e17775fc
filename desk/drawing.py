"""Drawings and marked words on a terminal: what it can show, and in which colours; without colour nothing of the meaning is lost."""

import os
import re
import sys
from collections.abc import Iterable, Mapping, Sequence

from rich.console import Console
from rich.text import Text

from desk.printing import terminal, visible
from news.searching.marks import Mark

_ASCII = frozenset({"C", "POSIX"})
_PLAIN_TERMINALS = frozenset({"dumb", "vt100", "vt220"})
_BLOCKS = re.compile("[▁▂▃▄▅▆▇█]+")
_INDENT = "    "
_NARROWEST = 20  # columns of a piece of text
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
    """Print what was found: a line of facts, the title, a piece of the text, and an empty line."""
    console = terminal()
    console.print(Text(visible(facts), style="dim" if console.is_terminal else ""))
    for text in (title, piece):
        for line in text.wrap(console, max(_NARROWEST, console.width - len(_INDENT))):
            line.rstrip()
            console.print(Text(_INDENT).append_text(line), no_wrap=True, crop=False, soft_wrap=True)
    console.print()


def marked(text: str, marks: Sequence[Mark], *, before: str = "", after: str = "", console: Console | None = None) -> Text:
    """Return a text with words marked: bold and underlined on a terminal that can show this, in double brackets elsewhere."""
    styled = (console or terminal()).color_system is not None
    shown, at = Text(before), 0
    for mark in marks:
        shown.append(visible(text[at : mark.start]))
        words = visible(text[mark.start : mark.end])
        shown.append(words if styled else _BRACKETS.format(words), style="bold underline yellow" if styled else "")
        at = mark.end
    shown.append(visible(text[at:]) + after)
    return shown
