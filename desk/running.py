"""What a process that works for months looks at by itself: its parent, its memory, and its end."""

import argparse
import asyncio
import logging
import os
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from desk.memory import megabytes
from desk.printing import say
from desk.restarting import START_AGAIN
from news.errors import KhazriError

LAST_SECONDS = 8.5  # that it may take to stop: what then still goes on is cut off, which loses nothing
FULL_LOOKS = 3  # looks at the memory in a row: one hostile page may fill a parser process for 10 seconds
LOOK_AT_MEMORY = 5.0  # seconds between two


def options_of_process(module: str, description: str) -> argparse.ArgumentParser:
    """Return a parser of the options that every process of ours takes which a parent keeps running."""
    parser = argparse.ArgumentParser(prog=f"python -m {module}", description=description)
    parser.add_argument("--config", type=Path, help="settings file; khazri.toml in the working folder by default")
    parser.add_argument("--database", help="database URL, over the settings")
    parser.add_argument("--beat", type=Path, help="folder of another beat, over the settings")
    parser.add_argument("--verbose", action="store_true", help="log to standard error")
    parser.add_argument("--holder", default="", help=argparse.SUPPRESS)
    parser.add_argument("--parent", type=int, help=argparse.SUPPRESS)
    return parser


def exit_code_of(work: Callable[[], int], *, verbose: bool) -> int:
    """Do the work of such a process; return its exit code, once what ended it was told."""
    logging.basicConfig(level=logging.INFO if verbose else logging.CRITICAL, format="%(asctime)s %(name)s %(levelname)s %(message)s")
    try:
        code = work()
    except KhazriError as error:
        say(f"khazri: {error}")
        return error.exit_code
    except KeyboardInterrupt:
        return 130
    if code != START_AGAIN:
        say("khazri: stopped")
    return code


@dataclass
class Running:
    """One such process."""

    name: str
    """What it is called in what it says: the scheduler, this worker."""
    stop: asyncio.Event
    parent: int | None = None
    exit_code: int = 0

    async def watch(self, memory_limit: Callable[[], int], each_second: Callable[[], None] = lambda: None) -> None:
        """Set ``stop`` when our parent has ended or more than so many MB are in use; look until then, and call a function each second."""
        looked_at, full = time.monotonic(), 0
        while not self.stop.is_set():
            if self.parent is not None and os.getppid() != self.parent:
                self.stop.set()
            each_second()
            if time.monotonic() - looked_at >= LOOK_AT_MEMORY:
                taken, most = await asyncio.to_thread(megabytes, os.getpid()) or 0.0, memory_limit()
                looked_at, full = time.monotonic(), full + 1 if taken > most else 0
                if full >= FULL_LOOKS:
                    say(f"khazri: {taken:.0f} MB are in use, memory_limit is {most}: {self.name} starts itself anew")
                    self.start_again()
            with suppress(TimeoutError):
                await asyncio.wait_for(self.stop.wait(), 1.0)

    def start_again(self) -> None:
        """End, and let our parent start us again."""
        self.exit_code = START_AGAIN
        self.stop.set()

    def end_soon(self) -> None:
        """End this process after some seconds, whatever still goes on: the ledgers are whole at every moment."""

        def end() -> None:
            say("khazri: stopped; what was still going on is taken up at the next start")
            os._exit(self.exit_code)

        timer = threading.Timer(LAST_SECONDS, end)
        timer.daemon = True
        timer.start()
