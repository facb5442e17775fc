"""Processor time of this process and of all that it started, which on a machine with other work says more than the clock."""

import os
import time
from pathlib import Path
from typing import NamedTuple

_TICK = 1 / os.sysconf("SC_CLK_TCK")


class Spent(NamedTuple):
    """Seconds of processor time."""

    here: float
    """Of this process."""
    below: float
    """Of the processes it started that are still there."""

    @property
    def whole(self) -> float:
        """All together."""
        return self.here + self.below

    def since(self, before: "Spent") -> "Spent":
        """Return what was spent since."""
        return Spent(self.here - before.here, self.below - before.below)


def spent() -> Spent:
    """Return what was spent so far."""
    below = sum(_seconds(pid) for pid in descendants(os.getpid()))
    return Spent(time.process_time(), below)


def descendants(pid: int) -> list[int]:
    """Return the processes that a process started, and those that these started."""
    children: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        fields = _fields(path)
        if fields:
            children.setdefault(int(fields[1]), []).append(int(path.parent.name))
    found, last = [], [pid]
    while last:
        last = [child for each in last for child in children.get(each, ())]
        found += last
    return found


def _seconds(pid: int) -> float:
    fields = _fields(Path(f"/proc/{pid}/stat"))
    return sum(map(int, fields[11:13])) * _TICK if fields else 0.0


def _fields(path: Path) -> list[str]:
    """Return what /proc says of a process behind its name, which may hold anything; nothing where it has gone."""
    try:
        return path.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    except OSError:
        return []
