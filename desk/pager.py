"""Long answers on a terminal, page by page: held until they are whole, and handed to a pager where they do not fit the window.

As with git: ``KHAZRI_PAGER``, else ``PAGER``, else ``less``; an empty one or ``cat`` turns paging off, and what is piped is never paged.
"""

import io
import os
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import TextIO

from rich.cells import cell_len
from rich.text import Text

from desk.printing import say

_LESS = "FRX"  # ends by itself where all fits, shows colours, leaves what was read on the screen: what git asks of it
_OFF = frozenset({"", "cat"})


@contextmanager
def paged() -> Iterator[None]:
    """Hold what is printed meanwhile; then print it, through a pager where it does not fit the terminal."""
    command = pager_of(os.environ) if all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout)) else []
    if not command:
        yield
        return
    real, held = sys.stdout, _Held(sys.stdout)
    sys.stdout = held
    try:
        yield
    finally:
        sys.stdout = real
        _show(held.text(), command)


def pager_of(environment: Mapping[str, str]) -> list[str]:
    """Return the command of the pager that is wished for; nothing where none is."""
    said = environment.get("KHAZRI_PAGER", environment.get("PAGER"))
    try:
        command = shlex.split("less" if said is None else said)
    except ValueError:  # quotation marks that do not end
        return []
    return command if command and command[0] not in _OFF and shutil.which(command[0]) else []


def lines_needed(text: str, width: int) -> int:
    """Return how many lines of a terminal so wide a text takes; colours take no room."""
    return sum(max(1, -(-_columns(line) // width)) for line in text.splitlines())


def _columns(line: str) -> int:
    return cell_len(Text.from_ansi(line).plain if "\x1b" in line else line)


class _Held(io.TextIOWrapper):
    """A standard output that is kept, and in which all find the terminal that it stands for."""

    def __init__(self, real: TextIO) -> None:
        super().__init__(io.BytesIO(), encoding=real.encoding or "utf-8", errors=real.errors, newline="", write_through=True)

    def isatty(self) -> bool:
        return True

    def text(self) -> str:
        self.seek(0)
        return self.read()


def _show(text: str, command: list[str]) -> None:
    window = shutil.get_terminal_size()
    if lines_needed(text, window.columns) < window.lines or not _is_paged(text, command):  # a line is left for the prompt
        sys.stdout.write(text)
        sys.stdout.flush()


def _is_paged(text: str, command: list[str]) -> bool:
    """Give a text to the pager and wait until its reader has enough; say whether it could be started."""
    environment = {"LESS": _LESS, "LV": "-c", **os.environ}
    try:
        pager = subprocess.Popen(command, stdin=subprocess.PIPE, env=environment)  # noqa: S603 - the operator's own command, without a shell
    except OSError as error:
        say(f"khazri: {command[0]}: {error.strerror}; set KHAZRI_PAGER to another pager, or to cat")
        return False
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the pager's
    try:
        with suppress(BrokenPipeError):
            pager.communicate(text.encode(sys.stdout.encoding or "utf-8", sys.stdout.errors or "replace"))
        pager.wait()
    finally:
        signal.signal(signal.SIGINT, before)
    return True
