"""Processes that are watched while they run: how much memory each of them held at its most, and the time of all."""

import os
import re
import subprocess
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from rows import ELSEWHERE, MEMORY, Row

_PAUSE = 0.1  # seconds between two looks
_FIELD = re.compile(r"^(VmHWM|VmRSS):\s+(\d+) kB", re.MULTILINE)
_NOT_INHERITED = {"PYTHONDONTWRITEBYTECODE", ELSEWHERE}  # Khazri ends at a variable of its prefix that it does not know
TICK = 1 / os.sysconf("SC_CLK_TCK")  # seconds
_ROLES = ("main process", "helper", "parser process")
"""By how far a process stands below the one that was started. A helper starts the parser processes, or clears up behind them."""


class Held(NamedTuple):
    """Memory of one process, in MiB."""

    role: str
    """What it is there for: ``main process``."""
    now: float
    most: float
    """Ever since it began."""


@dataclass(frozen=True)
class Watched:
    """What a process and its children took."""

    code: int
    said: str
    cpu_seconds: float
    """To within a tenth of a second of each process."""
    peaks: tuple[Held, ...]
    """The memory of each process, the first that was started before all others, and of these the largest first."""


def run_watched(command: Sequence[str | Path], folder: Path, variables: Mapping[str, str]) -> Watched:
    """Run a command in a folder, with more variables, until it ends."""
    with (folder / "said.txt").open("w+") as said:
        process = subprocess.Popen(command, cwd=folder, env=environment(**variables), stdout=said, stderr=said)
        held: dict[int, Held] = {}
        seconds: dict[int, float] = {}
        ended = threading.Event()
        watcher = threading.Thread(target=_watch, args=(process.pid, held, seconds, ended))
        watcher.start()
        code = process.wait()
        ended.set()
        watcher.join()
        said.seek(0)
        told = said.read()
    first = [held[process.pid]] if process.pid in held else []
    others = sorted((each for pid, each in held.items() if pid != process.pid), key=lambda each: -each.most)
    return Watched(code, told, sum(seconds.values()), (*first, *others))


def environment(**variables: str) -> dict[str, str]:
    """Return the variables of this process, but for those of benchmarks, and more."""
    return {name: value for name, value in os.environ.items() if name not in _NOT_INHERITED} | variables


def _watch(pid: int, held: dict[int, Held], seconds: dict[int, float], ended: threading.Event) -> None:
    while not ended.wait(_PAUSE):
        held |= memory(pid)
        seconds |= {each: cpu_seconds(each) for each in held if Path(f"/proc/{each}").exists()}


def memory(pid: int) -> dict[int, Held]:
    """Return what a process and each of its descendants hold."""
    found = {}
    for each, depth in family(pid).items():
        try:
            status = Path(f"/proc/{each}/status").read_text()
        except OSError:
            continue
        mebibytes = {name: int(value) / 1024 for name, value in _FIELD.findall(status)}
        if "VmHWM" in mebibytes:  # one that has ended and waits to be fetched has none
            found[each] = Held(_ROLES[min(depth, len(_ROLES) - 1)], mebibytes["VmRSS"], mebibytes["VmHWM"])
    return found


def cpu_seconds(pid: int) -> float:
    """Return the processor time of a process; nothing where it has gone."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) * TICK


def family(pid: int) -> dict[int, int]:
    """Return a process with all its descendants, and how far each stands below it."""
    found, last = {pid: 0}, [pid]
    while last:
        last = [child for each in last for child in _children(each) if child not in found]
        found |= dict.fromkeys(last, max(found.values()) + 1)
    return found


def _children(pid: int) -> Iterator[int]:
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            yield from map(int, task.read_text().split())
        except OSError:
            continue


def memory_rows(name: str, ours: Sequence[Held], theirs: Mapping[str, Sequence[Held]], note: str) -> Iterator[Row]:
    """Give a row for each kind of process with the peak of the largest, and one for each rival with the peaks of all processes added up."""
    by_role: dict[str, list[float]] = {}
    for each in ours:
        by_role.setdefault(each.role, []).append(each.most)
    for role, peaks in by_role.items():
        told = f"{name}: the {role}" if len(peaks) == 1 else f"{name}: the largest {role}"
        yield Row(told, max(peaks), unit=MEMORY, note=note if len(peaks) == 1 else f"of {len(peaks)}, {note}")
    whole = sum(each.most for each in ours)
    for rival, held in theirs.items():
        yield Row(f"{name}: all processes", whole, sum(each.most for each in held), MEMORY, rival, note=note)
