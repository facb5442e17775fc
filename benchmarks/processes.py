"""Processes that are watched while they run: how much memory each of them held at its most, and the time of all."""

import os
import re
import subprocess
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_PAUSE = 0.2  # seconds between two looks
_PEAK = re.compile(r"VmHWM:\s+(\d+) kB")
_TICKS = os.sysconf("SC_CLK_TCK")  # a second


@dataclass(frozen=True)
class Watched:
    """What a process and its children took."""

    code: int
    said: str
    cpu_seconds: float
    """To within a fifth of a second of each process."""
    peaks: tuple[int, ...]
    """The most memory of each process, in kB, the largest first."""


def run_watched(command: Sequence[str | Path], folder: Path, variables: Mapping[str, str]) -> Watched:
    """Run a command in a folder, with more variables, until it ends."""
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with (folder / "said.txt").open("w+") as said:
        process = subprocess.Popen(command, cwd=folder, env={**inherited, **variables}, stdout=said, stderr=said)
        seen: dict[int, _Seen] = {}
        ended = threading.Event()
        watcher = threading.Thread(target=_watch, args=(process.pid, seen, ended))
        watcher.start()
        code = process.wait()
        ended.set()
        watcher.join()
        said.seek(0)
        told = said.read()
    peaks = sorted((each.peak for each in seen.values()), reverse=True)
    return Watched(code, told, sum(each.seconds for each in seen.values()), tuple(peaks))


@dataclass
class _Seen:
    """What was last seen of one process."""

    peak: int = 0
    seconds: float = 0.0


def _watch(pid: int, seen: dict[int, _Seen], ended: threading.Event) -> None:
    while not ended.wait(_PAUSE):
        for each in family(pid):
            try:
                found = _PEAK.search(Path(f"/proc/{each}/status").read_text())
                fields = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if found:
                seen.setdefault(each, _Seen()).peak = int(found[1])
                seen[each].seconds = (int(fields[11]) + int(fields[12])) / _TICKS


def family(pid: int) -> list[int]:
    """Return a process with all its descendants."""
    found = [pid]
    for each in found:
        for task in Path(f"/proc/{each}/task").glob("*/children"):
            try:
                found += [int(child) for child in task.read_text().split()]
            except OSError:
                continue
    return found
