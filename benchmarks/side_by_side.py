"""Two things timed side by side: their ratio travels from machine to machine, their times do not."""

import statistics
import time
from collections.abc import Callable
from typing import NamedTuple

ROUNDS = 7


class Comparison(NamedTuple):
    """What two pieces of work took for each thing, in milliseconds, and the median ratio of the rounds."""

    ours: float
    theirs: float
    ratio: float


def compare(name: str, ours: Callable[[], object], theirs: Callable[[], object], count: int) -> Comparison:
    """Print the median ratio of two pieces of work over some rounds, each warm; ``count`` is how many things each does."""
    ours()
    theirs()
    rounds = [(timed(ours), timed(theirs)) for _ in range(ROUNDS)]
    ratios = [mine / other for mine, other in rounds]
    mine, other = (statistics.median(column) / count * 1000 for column in zip(*rounds, strict=True))
    spread = f"{min(ratios):.2f}–{max(ratios):.2f} in {ROUNDS} rounds of {count}"
    print(f"{name}: {statistics.median(ratios):.2f} ({spread}; {mine:.2f} ms each here)")
    return Comparison(mine, other, statistics.median(ratios))


def timed(work: Callable[[], object]) -> float:
    """Return the seconds that a piece of work takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
