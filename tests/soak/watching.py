"""How much memory a program and all processes below it take, as the kernel counts it."""

import re
import threading
from pathlib import Path

FIELDS = re.compile(r"^(PPid|VmHWM|VmRSS):\s+(\d+)", re.MULTILINE)
PAUSE = 0.1  # seconds between two looks: a parser process lives longer


def memory(pid: int | str) -> dict[str, int]:
    """Return what a process's status says: its parent, and kilobytes."""
    try:
        return {name: int(value) for name, value in FIELDS.findall(Path(f"/proc/{pid}/status").read_text())}
    except OSError:  # it has ended
        return {}


def family(pid: int) -> dict[int, dict[str, int]]:
    """Return a process and all below it."""
    every = {int(path.name): memory(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()}
    ours, size = {pid}, 0
    while len(ours) != size:
        size = len(ours)
        ours |= {each for each, status in every.items() if status.get("PPid") in ours}
    return {each: every[each] for each in ours if "VmHWM" in every.get(each, {})}


class Watch:
    """Looks at a program and its processes until it is closed."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.peaks: dict[int, int] = {}
        """The most that each process ever held, in MB."""
        self.most_together = 0
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def _look(self) -> None:
        while not self._done.wait(PAUSE):
            found = family(self.pid)
            self.peaks |= {pid: status["VmHWM"] >> 10 for pid, status in found.items()}
            self.most_together = max(self.most_together, sum(status["VmRSS"] for status in found.values()) >> 10)

    def close(self) -> None:
        self._done.set()
        self._thread.join()
