"""What a process that works for months looks at by itself: its parent, its memory, and its end."""

import asyncio
import os
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from desk.memory import megabytes
from desk.printing import say
from desk.restarting import START_AGAIN

LAST_SECONDS = 8.5  # that it may take to stop: what then still goes on is cut off, which loses nothing
FULL_LOOKS = 3  # looks at the memory in a row: one hostile page may fill a parser process for 10 seconds
LOOK_AT_MEMORY = 5.0  # seconds between two


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
