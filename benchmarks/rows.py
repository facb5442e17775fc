"""What benchmarks found, kept so that a document can be written from it.

``rows.keep("crawl", Row("all pages on the beat", ours, theirs, "pages/s", than="bare Scrapy", goal=">= 0.5"))``

Each benchmark has a file of its own in ``benchmarks/results``. A row takes the place of the earlier one of the same name, other side and
size; all others stay, so that a long run at a size of a million is not lost to a short one.
"""

import json
import os
import re
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

RESULTS = Path(__file__).parent / "results"
ELSEWHERE = "KHAZRI_BENCH_RESULTS"
"""A variable of the environment: another folder for the results, for runs that shall change no figure of the document."""
GROWTH = "<= 1.2"
"""What a step may cost beside the largest archive measured, in parts of its cost beside the smallest."""
MEMORY = "MiB"
"""The unit by which rows of memory are known."""
_GOAL = re.compile(r"(<=|>=) (\d+(?:\.\d+)?)")


class Row(NamedTuple):
    """One figure, beside that of another where there is one."""

    name: str
    """What was done: ``reading a page``."""
    ours: float
    theirs: float | None = None
    unit: str = "ms"
    than: str = ""
    """Who or what the other is: ``trafilatura, fast``."""
    goal: str = ""
    """What the ratio is to be, or our figure where nothing stands beside it, or the growth over sizes: ``>= 3.2`` or ``<= 0.02``."""
    size: int | None = None
    """How many stored articles it was done beside: what rows of one name show by it is growth."""
    note: str = ""
    """What a reader must know to understand the figure: how many of what."""
    ratio: float | None = None
    """Ours by theirs, where it is not simply that: the median of rounds."""

    @property
    def measure(self) -> float:
        """What the goal is about: the ratio, or our figure where there is nothing beside it."""
        if self.ratio is not None:
            return self.ratio
        return self.ours / self.theirs if self.theirs else self.ours

    @property
    def is_met(self) -> bool | None:
        """Whether the goal is met; None where there is none."""
        if not self.goal:
            return None
        sign, bound = read_goal(self.goal)
        return self.measure <= bound if sign == "<=" else self.measure >= bound


class Kept(NamedTuple):
    """A row with the circumstances of its measurement."""

    row: Row
    on: str
    """The day, ``2026-03-16``."""
    python: str
    cores: int


def read_goal(goal: str) -> tuple[str, float]:
    """Return the sign and the bound of a goal; raises ValueError for what is none."""
    found = _GOAL.fullmatch(goal)
    if not found:
        raise ValueError(f"a goal is written like '>= 3.2' or '<= 0.02', not {goal!r}")
    return found[1], float(found[2])


def keep(benchmark: str, *rows: Row) -> None:
    """Write down what a benchmark found."""
    folder = Path(os.environ.get(ELSEWHERE) or RESULTS)
    keep_in(folder, benchmark, rows, datetime.now(UTC))


def keep_in(folder: Path, benchmark: str, rows: Sequence[Row], now: datetime) -> None:
    """Write rows into a folder beside those that are there; raises ValueError for a goal that cannot be read."""
    for row in rows:
        if row.goal:
            read_goal(row.goal)
    circumstances = (f"{now:%Y-%m-%d}", f"{sys.version_info.major}.{sys.version_info.minor}", len(os.sched_getaffinity(0)))
    fresh = {_key(row): Kept(row, *circumstances) for row in rows}
    merged = {_key(kept.row): kept for kept in read(folder, benchmark)} | fresh
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{benchmark}.json"
    unfinished = path.with_suffix(".new")
    unfinished.write_text(json.dumps([_as_dict(kept) for kept in merged.values()], indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    unfinished.replace(path)


def read(folder: Path, benchmark: str) -> list[Kept]:
    """Return what is kept of a benchmark, in the order in which it came."""
    path = folder / f"{benchmark}.json"
    return [_kept(each) for each in json.loads(path.read_text(encoding="utf-8"))] if path.exists() else []


def read_all(folder: Path = RESULTS) -> dict[str, list[Kept]]:
    """Return everything that is kept, by benchmark."""
    return {path.stem: read(folder, path.stem) for path in sorted(folder.glob("*.json"))}


def _key(row: Row) -> tuple[str, str, int | None]:
    return row.name, row.than, row.size


def _as_dict(kept: Kept) -> dict[str, Any]:
    values = kept.row._asdict() | {"on": kept.on, "python": kept.python, "cores": kept.cores}
    return {name: _shortened(value) for name, value in values.items() if value not in (None, "")}


def _shortened(value: Any) -> Any:
    """Five digits: more would only make files differ."""
    return float(f"{value:.5g}") if isinstance(value, float) else value


def _kept(values: dict[str, Any]) -> Kept:
    circumstances = {name: values.pop(name) for name in ("on", "python", "cores")}
    return Kept(Row(**values), **circumstances)


def growth(kept: Iterable[Kept]) -> dict[str, list[Row]]:
    """Return rows that were measured at several sizes, by name, the smallest first."""
    by_name: dict[str, list[Row]] = {}
    for each in kept:
        if each.row.size is not None:
            by_name.setdefault(each.row.name, []).append(each.row)
    return {name: sorted(rows, key=lambda row: row.size or 0) for name, rows in by_name.items() if len(rows) > 1}
