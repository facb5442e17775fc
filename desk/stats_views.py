"""Counts laid out for a person: tables that fit the window, and charts of block letters.

The order of work: points → ``grid_of`` (every day, week or month from the first to the last, a row for each value, the greatest first)
→ ``chart_over_time``, ``chart_by_value`` or ``rows_over_time``, each a list of lines. Nothing is said by colour alone: every chart has
its numbers and its legend, and a terminal without block letters gets signs of ASCII.
"""

import textwrap
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size

from desk.printing import visible
from storage.searching.counting import Bucket, Facet, Facets, Point

UNKNOWN = "unknown"
_HEIGHT = 8  # lines of a chart over time: with eighths of a block, 64 steps
_WIDEST_BAR = 6  # columns of one day: beyond that the eye takes a bar for an area
_WIDEST_NAME = 32
_SHOWN_VALUES = 12  # of each facet in the overview
_DAY = timedelta(days=1)


class Signs(NamedTuple):
    """The letters that bars are drawn with."""

    steps: str
    """From nothing to full, for parts of a line's height."""
    bar: str
    corner: str
    rule: str
    edge: str
    cut: str
    """Stands where a name is cut off."""


BLOCKS = Signs(" ▁▂▃▄▅▆▇█", "█", "└", "─", "│", "…")
PLAIN = Signs(" .:-=+*%#", "#", "+", "-", "|", "~")


@dataclass(frozen=True, slots=True)
class Grid:
    """Counts of some values over time, without a gap between two times."""

    bucket: Bucket
    begins: tuple[date, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]
    """Each value with its counts, one for every begin; the greatest total first."""

    @property
    def totals(self) -> list[tuple[str, int]]:
        """Each value with the sum of its counts, the greatest first."""
        return [(value, sum(counts)) for value, counts in self.rows]


def begin_of(day: date, bucket: Bucket) -> date:
    """Return the first day of the day, week or month that a day belongs to."""
    if bucket == "month":
        return day.replace(day=1)
    return day - timedelta(days=day.weekday()) if bucket == "week" else day


def begins_between(first: date, last: date, bucket: Bucket) -> tuple[date, ...]:
    """Return the first days of all days, weeks or months from one to another, both included."""
    begins = []
    at, end = begin_of(first, bucket), begin_of(last, bucket)
    while at <= end:
        begins.append(at)
        at = _after(at, bucket)
    return tuple(begins)


def fitting_bucket(first: date, last: date, columns: int) -> Bucket:
    """Return the shortest bucket by which a time can be drawn in so many columns, a month where none can."""
    days = (last - first) // _DAY + 1
    if days <= columns:
        return "day"
    return "week" if days <= 7 * (columns - 1) else "month"


def coarser(points: Sequence[Point], bucket: Bucket) -> tuple[Point, ...]:
    """Return counts of articles by days as counts by a longer bucket."""
    sums = Counter[tuple[date, str]]()
    for point in points:
        sums[begin_of(point.begin, bucket), point.value] += point.count
    return tuple(Point(begin, value, count) for (begin, value), count in sorted(sums.items()))


def grid_of(points: Sequence[Point], bucket: Bucket, first: date | None = None, last: date | None = None) -> Grid:
    """Lay counts out from the first day to the last, those of the points where none are given; empty without both."""
    times = [point.begin for point in points]
    times += [begin_of(day, bucket) for day in (first, last) if day is not None]
    begins = begins_between(min(times), max(times), bucket) if times else ()
    places = {begin: number for number, begin in enumerate(begins)}
    rows: dict[str, list[int]] = {}
    for point in points:
        rows.setdefault(point.value, [0] * len(begins))[places[point.begin]] += point.count
    ordered = sorted(rows.items(), key=lambda row: (-sum(row[1]), row[0]))
    return Grid(bucket, begins, tuple((value, tuple(counts)) for value, counts in ordered))


def newest(grid: Grid, columns: int) -> Grid:
    """Return what of a grid fits into so many columns: the newest; values that have nothing there are left out."""
    if len(grid.begins) <= columns:
        return grid
    rows = [(value, counts[-columns:]) for value, counts in grid.rows]
    kept = sorted((row for row in rows if any(row[1])), key=lambda row: (-sum(row[1]), row[0]))
    return Grid(grid.bucket, grid.begins[-columns:], tuple(kept))


def chart_over_time(grid: Grid, width: int, signs: Signs) -> list[str]:
    """Draw the sum of all values as columns over time, with a scale and dates, no line wider than the window."""
    counts = [sum(column) for column in zip(*(row for _, row in grid.rows), strict=True)] or [0] * len(grid.begins)
    most = max(counts, default=0)
    margin = len(f"{most:,}")
    cell = _cell(len(counts), width - margin - 2)
    lines = []
    for level in range(_HEIGHT, 0, -1):
        scale = {_HEIGHT: f"{most:,}", _HEIGHT // 2: f"{most // 2:,}" if most > 1 and most % 2 == 0 else ""}.get(level, "")
        bars = "".join(_piece(count, most, level, cell, signs) for count in counts)
        lines.append(f"{scale:>{margin}} {signs.edge}{bars}".rstrip())
    lines.append(f"{0:>{margin}} {signs.corner}{signs.rule * (cell * len(counts))}")
    lines.append(" " * (margin + 2) + _dates(grid, cell, width - margin - 2))
    return lines


def chart_by_value(totals: Sequence[tuple[str, int]], names: Mapping[str, str], width: int, signs: Signs) -> list[str]:
    """Draw each value as a bar to the right, with its count and its share of the greatest; no line wider than the window."""
    most = max((count for _, count in totals), default=0)
    labels = [_label(value, names) for value, _ in totals]
    wide, digits = _label_width(labels, width), len(f"{most:,}")
    room = max(1, width - wide - digits - 3)
    lines = []
    for (_, count), label in zip(totals, labels, strict=True):
        length = max(1, round(count * room / most)) if count else 0
        lines.append(f"{_sized(label, wide, signs)}  {count:>{digits},} {signs.bar * length}".rstrip())
    return lines


def rows_over_time(grid: Grid, names: Mapping[str, str], width: int, signs: Signs) -> list[str]:
    """Draw each value as a row over time on one scale, with its name and its sum; no line wider than the window."""
    most = max((count for _, counts in grid.rows for count in counts), default=0)
    labels = [_label(value, names) for value, _ in grid.rows]
    wide, digits = _label_width(labels, width), len(f"{max((total for _, total in grid.totals), default=0):,}")
    room = width - wide - digits - 4
    cell = min(3, _cell(len(grid.begins), room))
    lines = []
    for (_, counts), label in zip(grid.rows, labels, strict=True):
        drawn = "".join(_piece(count, most, 1, cell, signs, height=1) for count in counts)
        lines.append(f"{_sized(label, wide, signs)}  {sum(counts):>{digits},} {signs.edge}{drawn}".rstrip())
    lines.append(" " * (wide + digits + 4) + _dates(grid, cell, room))
    return lines


def room_over_time(values: Sequence[str], names: Mapping[str, str], width: int, total: int) -> int:
    """Return how many columns are left for time beside the names of values and their sums."""
    return max(1, width - _label_width([_label(value, names) for value in values], width) - len(f"{total:,}") - 4)


def legend_lines(grid: Grid, what: str, zone: str, signs: Signs, width: int, *, left_out: int = 0) -> list[str]:
    """Say what a chart over time counts, in which steps, where most was, and what it leaves out, in lines that fit the window."""
    told = [f"{what} a {grid.bucket}"]
    sums = [(sum(counts), begin) for begin, *counts in zip(grid.begins, *(row for _, row in grid.rows), strict=True)]
    if len(grid.rows) > 1:
        told.append(f"{signs.steps[-1]} = {max(count for _, counts in grid.rows for count in counts):,}")
    elif sums:
        most, at = max(sums, key=lambda pair: (pair[0], pair[1]))
        when = {"day": f"on {at}", "week": f"in the week of {at}", "month": f"in {at:%Y-%m}"}[grid.bucket]
        told.append(f"most {most:,} {when}")
    told.append(f"days in {zone}")
    if left_out:
        told.append(f"{left_out:,} earlier {grid.bucket}{'s do' if left_out != 1 else ' does'} not fit the window")
    return wrapped(told, width, ";")


def table_over_time(grid: Grid, width: int) -> tuple[list[str], list[list[str | int]]]:
    """Return heading and lines of a table, a line a day, week or month: the greatest values as columns that fit, the rest as one."""
    if [value for value, _ in grid.rows] in ([], [""]):
        counts = grid.rows[0][1] if grid.rows else (0,) * len(grid.begins)
        return [grid.bucket, "count"], [[begin.isoformat(), count] for begin, count in zip(grid.begins, counts, strict=True)]
    most = max(sum(column) for column in zip(*(counts for _, counts in grid.rows), strict=True))
    widths = [max(cell_len(value or UNKNOWN), len(str(max(counts)))) for value, counts in grid.rows]
    shown = _columns_that_fit(widths, max(len("others"), len(str(most))), width - len("2026-03-01"))
    rest = [counts for _, counts in grid.rows[shown:]]
    table: list[list[str | int]] = []
    for number, begin in enumerate(grid.begins):
        cells = [counts[number] for _, counts in grid.rows[:shown]]
        table.append([begin.isoformat(), *cells, *([sum(counts[number] for counts in rest)] if rest else [])])
    return [grid.bucket, *(value or UNKNOWN for value, _ in grid.rows[:shown]), *(["others"] if rest else [])], table


def share(number: int, total: int) -> str:
    """Return a part of a whole in percent; less than half a percent is not nothing."""
    part = number / max(1, total)
    return f"{'<1%' if 0 < part < 0.005 else f'{part:.0%}':>5}"


def wrapped(parts: Sequence[str], width: int, comma: str) -> list[str]:
    """Write parts one behind the other, each whole where it fits, in lines no wider than the window."""
    lines: list[str] = []
    for number, part in enumerate(parts):
        told = part + comma * (number < len(parts) - 1)
        if lines and cell_len(f"{lines[-1]} {told}") <= width:
            lines[-1] += f" {told}"
        else:
            lines += textwrap.wrap(told, width)
    return lines


def overview_rows(facets: Facets, width: int) -> list[tuple[Facet, str]]:
    """Return for each facet its most frequent values with their counts, in lines that fit the window; days are for charts."""
    room = max(20, width - max(map(len, facets.counts), default=0) - 2)
    rows: list[tuple[Facet, str]] = []
    for facet, counts in facets.counts.items():
        if facet != "day":
            told = [f"{value or UNKNOWN} {count:,}" for value, count in counts[:_SHOWN_VALUES]]
            more = [f"and {len(counts) - _SHOWN_VALUES} more"] if len(counts) > _SHOWN_VALUES else []
            rows.append((facet, "\n".join(wrapped(told + more, room, ","))))
    return rows


def _columns_that_fit(widths: Sequence[int], others: int, room: int) -> int:
    """Return how many columns a table has room for; where not all have, room is kept for the one of the others."""
    if sum(widths) + 2 * len(widths) <= room:
        return len(widths)
    shown, used = 0, others + 2
    while shown < len(widths) and used + widths[shown] + 2 <= room:
        used += widths[shown] + 2
        shown += 1
    return max(1, shown)


def _after(begin: date, bucket: Bucket) -> date:
    if bucket == "month":
        return date(begin.year + begin.month // 12, begin.month % 12 + 1, 1)
    return begin + (7 * _DAY if bucket == "week" else _DAY)


def _cell(count: int, room: int) -> int:
    """Return the columns that each of some bars takes, the space behind it included."""
    return max(1, min(_WIDEST_BAR, room // max(1, count)))


def _piece(count: int, most: int, level: int, cell: int, signs: Signs, height: int = _HEIGHT) -> str:
    """Return the part of a bar that stands in one line of a chart; whatever is more than nothing can be seen."""
    parts = len(signs.steps) - 1
    full = max(1, round(count * height * parts / most)) if count else 0
    part = min(max(full - (level - 1) * parts, 0), parts)
    gap = 1 if cell > 1 else 0
    return signs.steps[part] * (cell - gap) + " " * gap


def _dates(grid: Grid, cell: int, room: int) -> str:
    """Return the dates under a chart, each where its bar begins, as many as there is room for."""
    line, year = "", 0
    for number, begin in enumerate(grid.begins):
        written = f"{begin:%Y-%m}" if grid.bucket == "month" else begin.isoformat() if begin.year != year else f"{begin:%m-%d}"
        at = number * cell
        if (not line or at >= len(line) + 2) and at + len(written) <= room:
            line, year = line.ljust(at) + written, begin.year
    return line


def _label(value: str, names: Mapping[str, str]) -> str:
    return " ".join(visible(names.get(value, value)).split()) or UNKNOWN


def _sized(label: str, wide: int, signs: Signs) -> str:
    return set_cell_size(label, wide) if cell_len(label) <= wide else set_cell_size(label, wide - 1) + signs.cut


def _label_width(labels: Sequence[str], width: int) -> int:
    return min(max(map(cell_len, labels), default=0), _WIDEST_NAME, max(8, width // 3))
