"""How much memory the scheduler and its parser processes take."""

from pathlib import Path

_PROCESSES = Path("/proc")


def megabytes(process: int) -> float | None:
    """Return the resident memory of a process and all that it started, in MB; nothing where the system does not tell.

    A page that several of them share counts once, where the system tells that too.
    """
    parents = _parents()
    if process not in parents:
        return None
    family = {process}
    while grown := {child for child, parent in parents.items() if parent in family} - family:
        family |= grown
    return sum(map(_kilobytes, family)) / 1024


def _parents() -> dict[int, int]:
    """Return the parent of every process."""
    found = {}
    for folder in _PROCESSES.glob("[0-9]*"):
        try:
            # The name in brackets may hold anything; state and parent follow the last bracket.
            found[int(folder.name)] = int((folder / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()[1])
        except (OSError, ValueError, IndexError):  # it has ended meanwhile
            continue
    return found


def _kilobytes(process: int) -> int:
    for name, field in (("smaps_rollup", "Pss:"), ("status", "VmRSS:")):
        try:
            lines = (_PROCESSES / str(process) / name).read_text("utf-8", "replace").splitlines()
        except OSError:
            continue
        for line in lines:
            if line.startswith(field):
                return int(line.split()[1])
    return 0
