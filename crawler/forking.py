"""The process that parser processes are forked from: it imports for all of them what they use, while its parent does something else."""

import multiprocessing
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import forkserver, resource_tracker
from multiprocessing.context import ForkServerContext
from pathlib import Path


def begin_forking(beat_folder: Path | None) -> ForkServerContext:
    """Start that process, where it is not there yet, without waiting for it; return what makes parser processes.

    Neither fork (the reactor and its threads would come along) nor spawn (each process would import everything anew).
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["crawler.uncollected", "crawler.parsing", "trafilatura", *([] if beat_folder else ["crawler.warm"])])
    resource_tracker.ensure_running()  # the fork server starts it otherwise, and it lets SIGINT through again
    with _interrupts_held():
        forkserver.ensure_running()
    return context


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Hold back SIGINT while a process is started: it inherits that, and Ctrl-C in a terminal then reaches us alone."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
