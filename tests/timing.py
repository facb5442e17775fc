"""Processor time of a piece of work, without what others add to it."""

import gc
import time
from collections.abc import Callable

TRIES = 3


def least_seconds(work: Callable[[], object]) -> float:
    """Return the least processor time of three tries, while no garbage is collected: the rest of a test run's objects are none of its cost.

    For work that remembers nothing: what is remembered would be free the second time.
    """
    collects = gc.isenabled()
    gc.collect()
    gc.disable()
    try:
        return min(_seconds(work) for _ in range(TRIES))
    finally:
        if collects:
            gc.enable()


def _seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began
