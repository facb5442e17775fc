"""Two things timed side by side: their ratio travels from machine to machine, their times do not."""

import statistics
import time
from collections.abc import Callable

ROUNDS = 7


def compare(name: str, ours: Callable[[], object], theirs: Callable[[], object], count: int) -> None:
    """Print the median ratio of two pieces of work over some rounds, each warm; ``count`` is how many things each does."""
    ours()
    theirs()
    ratios = [timed(ours) / timed(theirs) for _ in range(ROUNDS)]
    each = timed(ours) / count * 1000
    spread = f"{min(ratios):.2f}–{max(ratios):.2f} in {ROUNDS} rounds of {count}"
    print(f"{name}: {statistics.median(ratios):.2f} ({spread}; {each:.2f} ms each here)")


def timed(work: Callable[[], object]) -> float:
    """Return the seconds that a piece of work takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
