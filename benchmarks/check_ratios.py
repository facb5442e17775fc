"""Holds the hot paths against the ratios that are kept: ``check_ratios.py [--keep] [NAME …]``; ends with 1 where one is 20 % slower.

The order of work: a process with a fixed seed of hashes measures each path by turns with its reference, in processor time, and takes the
median of the rounds' ratios → what seems slower is measured again, for a busy minute is no regression → one line for each that stays so.
The ratios are those of one version of Python; ``--keep`` writes them into ``ratios.toml`` (the median of five measurements).
"""

import argparse
import gc
import json
import os
import statistics
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

RATIOS = Path(__file__).with_name("ratios.toml")
SLOWER = 1.2  # of the ratio that is kept, from which on it is a regression
ROUNDS = 20
SECONDS = 0.02  # of processor time that one round of a path takes at least: the clock's steps and a cold cache are nothing beside it
TRIES = 3
MEASUREMENTS = 5
PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"

Ratios = Mapping[str, float]


class Offender(NamedTuple):
    """A path that is slower than it was."""

    name: str
    kept: float
    found: float

    def __str__(self) -> str:
        return f"{self.name}: {self.found / self.kept - 1:.0%} slower ({self.found:.3f} of its reference, {self.kept:.3f} are kept)"


def main() -> int:
    """Measure, compare and tell; return the exit code."""
    parser = argparse.ArgumentParser(prog="./run bench --check", description=__doc__.partition("\n")[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help="only these paths")
    parser.add_argument("--keep", action="store_true", help="write what is measured into benchmarks/ratios.toml")
    parser.add_argument("--measure", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.measure:
        print(json.dumps(measure(given.names)))
        return 0
    if given.keep:
        return keep(given.names)
    return check(read_ratios(RATIOS.read_text(encoding="utf-8")), given.names)


def check(kept_by_python: Mapping[str, Ratios], names: Sequence[str]) -> int:
    """Hold all paths, or the named ones, against what is kept."""
    kept = kept_by_python.get(PYTHON)
    if kept is None:
        told = ", ".join(sorted(kept_by_python))
        print(
            f"no ratios are kept for Python {PYTHON}, only for {told}; ./run bench --check --keep writes those of this version",
            file=sys.stderr,
        )
        return 2
    found = measured(names)
    for name, ratio in found.items():
        print(
            f"{name:40} {ratio:7.3f}   kept {kept[name]:7.3f}" if name in kept else f"{name:40} {ratio:7.3f}   new: --keep writes it down"
        )
    found, slower = settle(kept, found, measured, TRIES - 1)
    for each in slower:
        print(each, file=sys.stderr)
    gone = sorted(kept.keys() - found.keys()) if not names else []
    for name in gone:
        print(f"{name}: is kept and not measured any more; --keep forgets it", file=sys.stderr)
    print(f"{len(found)} paths, {len(slower)} slower than they were")
    return 1 if slower or gone else 0


def settle(kept: Ratios, found: Ratios, again: Callable[[Sequence[str]], Ratios], tries: int) -> tuple[dict[str, float], list[Offender]]:
    """Measure what seems slower again, up to so many times, and keep its least ratio; return all, and those that stay slower."""
    least = dict(found)
    for _ in range(tries):
        slower = offenders(kept, least)
        if not slower:
            break
        more = again([each.name for each in slower])
        least |= {name: min(ratio, least[name]) for name, ratio in more.items()}
    return least, offenders(kept, least)


def offenders(kept: Ratios, found: Ratios, slower: float = SLOWER) -> list[Offender]:
    """Return the paths whose ratio has grown by more than what is allowed, the worst first; one that is not kept is none."""
    grown = [Offender(name, kept[name], ratio) for name, ratio in found.items() if name in kept and ratio > kept[name] * slower]
    return sorted(grown, key=lambda each: each.kept / each.found)


def keep(names: Sequence[str]) -> int:
    """Measure several times and write the medians down for this version of Python."""
    rounds = [measured(names) for _ in range(MEASUREMENTS)]
    found = {name: statistics.median(each[name] for each in rounds) for name in rounds[0]}
    for name, ratio in found.items():
        values = [each[name] for each in rounds]
        print(f"{name:40} {ratio:7.3f}   {min(values):.3f}–{max(values):.3f}")
    known = read_ratios(RATIOS.read_text(encoding="utf-8")) if RATIOS.exists() else {}
    before = known.get(PYTHON, {}) if names else {}
    RATIOS.write_text(written({**known, PYTHON: {**before, **found}}), encoding="utf-8")
    return 0


def read_ratios(text: str) -> dict[str, Ratios]:
    """Return the ratios of a file, by version of Python."""
    return dict(tomllib.loads(text).get("python", {}))


def written(ratios: Mapping[str, Ratios]) -> str:
    """Write ratios as a file."""
    lines = [
        "# What each hot path costs, in parts of its reference: written by ./run bench --check --keep, read by ./run bench --check.",
        "",
    ]
    for python in sorted(ratios):
        lines.append(f'[python."{python}"]')
        lines += [f"{json.dumps(name)} = {ratio:.4g}" for name, ratio in ratios[python].items()]
        lines.append("")
    return "\n".join(lines)


def measured(names: Sequence[str]) -> dict[str, float]:
    """Measure in a process of its own: the order in which sets give their words would change with each else."""
    command = [sys.executable, __file__, "--measure", *names]
    done = subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": "0"}, stdout=subprocess.PIPE, text=True, check=True)
    ratios: dict[str, float] = json.loads(done.stdout)
    return ratios


def measure(names: Sequence[str]) -> dict[str, float]:
    """Return the ratio of each path, or of the named ones, to its reference."""
    from hot_paths import hot_paths  # noqa: PLC0415 - the comparison alone needs nothing of ours

    with hot_paths() as paths:
        unknown = sorted(set(names) - {path.name for path in paths})
        if unknown:
            sys.exit(f"there is no path {unknown[0]!r}; there are: {', '.join(path.name for path in paths)}")
        gc.collect()
        gc.freeze()
        gc.disable()
        return {path.name: ratio(path.work, path.reference) for path in paths if not names or path.name in names}


def ratio(work: Callable[[], object], reference: Callable[[], object]) -> float:
    """Return what a piece of work takes in parts of another, in the median of some rounds by turns.

    Not the least of each: on a busy machine one of the two has its one quiet moment, and the other has not.
    """
    both = [(each, _times(each)) for each in (work, reference)]
    ratios = [mine / other for mine, other in _rounds(both)]
    gc.collect()
    return statistics.median(ratios)


def _rounds(both: Sequence[tuple[Callable[[], object], int]]) -> Iterator[list[float]]:
    for _ in range(ROUNDS):
        yield [_seconds(work, times) / times for work, times in both]


def _times(work: Callable[[], object]) -> int:
    """How often a piece of work is to be done for it to take long enough; this also warms it up."""
    work()
    return max(1, round(SECONDS / max(_seconds(work, 1), 1e-6)))


def _seconds(work: Callable[[], object], times: int) -> float:
    started = time.process_time()
    for _ in range(times):
        work()
    return time.process_time() - started


if __name__ == "__main__":
    sys.exit(main())
