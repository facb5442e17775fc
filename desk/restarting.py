"""``khazri run`` as a parent: it keeps the scheduler running in a process of its own, and starts it again when that has ended too soon.

The order of work: start the scheduler → pass signals on to it → wait for its end → end with it, or start it again after a pause that
grows with every early end. See docs/decisions/0017-run-restarts-itself.md.
"""

import os
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from types import FrameType

from desk.printing import say

START_AGAIN = 75  # the exit code with which the scheduler asks to be started again (EX_TEMPFAIL of sysexits.h)
FAILED = 1  # its exit code where something failed; 2 is wrong use, which only a person can mend
STEADY = 60.0  # seconds; what ends sooner has a reason that a new start will meet again
LONGEST_PAUSE = 60.0  # seconds between two starts
_PASSED_ON = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def name_of_holder() -> str:
    """Return what a scheduler is called in the table of leaders: host, process, and a mark that no other process ever has."""
    return f"{socket.gethostname()} {os.getpid()} {secrets.token_hex(4)}"


def keep_running(arguments: Sequence[str], module: str = "scheduler") -> int:
    """Run the scheduler, or the worker of another module, with these arguments until it is told to stop; return its exit code.

    It is started again when it asks for it (its memory is full), when it was killed, and when it failed after a steady time.
    An error at the start is its own to tell, and ends us too.
    """
    command = [sys.executable, "-m", module, *arguments, "--holder", name_of_holder(), "--parent", str(os.getpid())]
    return Parent(command, module.rpartition(".")[2]).run()


class Parent:
    """Keeps one child process running."""

    def __init__(self, command: Sequence[str], name: str = "scheduler") -> None:
        self.command = list(command)
        self.name = name
        self._told_to_stop = threading.Event()
        self._child: subprocess.Popen[bytes] | None = None
        self._had_terminal = os.isatty(2)

    def run(self) -> int:
        """Start the child as often as is needed, and return the exit code of the last."""
        for number in _PASSED_ON:
            signal.signal(number, self._pass_on)
        early, has_worked = 0, False
        while True:
            started = time.monotonic()
            code = self._run_child()
            steady = time.monotonic() - started >= STEADY
            early = 0 if steady else early + 1
            has_worked |= steady or code == START_AGAIN
            passes = steady or (has_worked and code == FAILED)  # at a new start the database may be away for a while
            if self._told_to_stop.is_set() or not is_to_start_again(code, steady=passes):
                return exit_code(code, told_to_stop=self._told_to_stop.is_set())
            pause = pause_before(early)
            if code != START_AGAIN:
                say(f"khazri: the {self.name} ended ({_told(code)}); it is started again in {pause:g} s")
            if self._told_to_stop.wait(pause):
                return 0

    def _run_child(self) -> int:
        # A process group of its own: Ctrl-C in a terminal comes to us alone, and is passed on once.
        self._child = subprocess.Popen(self.command, process_group=0)  # noqa: S603 - our own command
        if self._told_to_stop.is_set():  # while it was being started
            self._child.terminate()
        return self._child.wait()

    def _pass_on(self, number: int, _frame: FrameType | None) -> None:
        # SIGHUP means "read the files anew", but where our terminal is gone it was closed under us.
        if number == signal.SIGHUP and self._had_terminal and not os.isatty(2):
            number = signal.SIGTERM
        if number != signal.SIGHUP:
            self._told_to_stop.set()
        if self._child is not None:
            self._child.send_signal(number)


def is_to_start_again(code: int, *, steady: bool) -> bool:
    """Whether a scheduler that ended with this code is started again; negative codes are those of signals."""
    return code == START_AGAIN or code < 0 or (code != 0 and steady)


def pause_before(early: int) -> float:
    """Return the seconds to wait after so many early ends in a row."""
    return 0.0 if early == 0 else min(2.0 ** (early - 1), LONGEST_PAUSE)


def exit_code(code: int, *, told_to_stop: bool) -> int:
    """Return our exit code for the child's: one that a signal ended as we were told to stop has ended well."""
    if code == START_AGAIN or (code < 0 and told_to_stop):
        return 0
    return 128 - code if code < 0 else code


def _told(code: int) -> str:
    return f"killed by signal {-code}" if code < 0 else f"exit code {code}"
