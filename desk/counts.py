"""What ``khazri stats`` counts for a wish, and as which table or chart it is shown.

The order of work: ask for counts by days (by months where only sums are wanted) → take the shortest bucket that fits the window, where a
chart names none → lay them out as a grid → lines of a chart, or a table.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from desk.stats_views import (
    UNKNOWN,
    Grid,
    Signs,
    chart_by_value,
    chart_over_time,
    coarser,
    fitting_bucket,
    grid_of,
    legend_lines,
    newest,
    room_over_time,
    rows_over_time,
    share,
    table_over_time,
)
from news.queries import Query
from storage.database import Database
from storage.searching import counting, finding
from storage.searching.counting import Bucket, Facet, Point

_BESIDE = 8  # columns beside a chart over time: its scale and its edge
_INSTANT = timedelta(microseconds=1)
_LONGEST_SILENCE = 366  # days before the first article that are drawn as empty where they were asked for


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person wants counted."""

    by: Facet | None = None
    bucket: Bucket | None = None
    independent: bool = False
    is_drawn: bool = False

    @property
    def what(self) -> str:
        """What is counted, in words."""
        return "independent texts" if self.independent else "articles"


@dataclass(frozen=True, slots=True)
class Counted:
    """Counts, laid out."""

    wish: Wish
    points: tuple[Point, ...]
    grid: Grid
    total: int
    """Of all, each counted once."""
    zone: str

    @property
    def told(self) -> str:
        """How many there are in all, for the line under a table."""
        return f"{self.told_alone}; days in {self.zone}" if self.wish.bucket else self.told_alone

    @property
    def told_alone(self) -> str:
        """How many there are in all."""
        return f"{self.total:,} {self.wish.what if self.total != 1 else self.wish.what[:-1]}"


def count(database: Database, query: Query, wish: Wish, zone: str, width: int, now: datetime | None = None) -> Counted:
    """Count what a question means; days are those of the zone, and ``width`` columns are there for a chart."""
    now = now or datetime.now(UTC)
    ahead = now.astimezone(ZoneInfo(zone)).utcoffset() or timedelta()
    is_over_time = bool(wish.bucket) or (wish.is_drawn and wish.by is None)

    def ask(by: Facet | None, bucket: Bucket) -> tuple[Point, ...]:
        return counting.series(database, query, by=by, bucket=bucket, independent=wish.independent, ahead=ahead)

    bucket = wish.bucket or ("day" if is_over_time else "month")
    points = ask(wish.by, bucket)
    first, last = _span(query, points, now, ahead) if is_over_time else (None, None)
    if is_over_time and not wish.bucket and first and last:
        bucket = fitting_bucket(first, last, width - _BESIDE)
        if bucket != "day":
            points = ask(wish.by, bucket) if wish.independent else coarser(points, bucket)
    if wish.by is None:
        total = sum(point.count for point in points)
    else:
        total = sum(point.count for point in ask(None, bucket)) if wish.independent else finding.count(database, query)
    return Counted(wish, points, grid_of(points, bucket, first, last), total, zone)


def lines_of(counted: Counted, names: Mapping[str, str], width: int, signs: Signs) -> list[str]:
    """Draw counts: over time, by value, or a row over time for each value; the legend stands under them."""
    wish, grid = counted.wish, counted.grid
    if wish.by and not wish.bucket:
        return [*chart_by_value(grid.totals, names, width, signs), counted.told]
    if wish.by:
        shown = newest(grid, room_over_time([value for value, _ in grid.rows], names, width, counted.total))
        lines = rows_over_time(shown, names, width, signs)
    else:
        shown = newest(grid, width - len(f"{counted.total:,}") - 2)
        lines = chart_over_time(shown, width, signs)
    left_out = len(grid.begins) - len(shown.begins)
    return [*lines, counted.told_alone, *legend_lines(shown, wish.what, counted.zone, signs, width, left_out=left_out)]


def table_of(counted: Counted, names: Mapping[str, str], width: int) -> tuple[list[str], list[list[Any]]]:
    """Return the heading and the rows of a table of counts."""
    wish, grid = counted.wish, counted.grid
    if wish.bucket:
        return table_over_time(grid, width)
    rows: list[list[Any]] = [[value or UNKNOWN, number, share(number, counted.total)] for value, number in grid.totals]
    if names:
        rows = [[row[0], names.get(value, ""), *row[1:]] for row, (value, _) in zip(rows, grid.totals, strict=True)]
        return [wish.by or "", "name", wish.what, "share"], rows
    return [wish.by or "", wish.what, "share"], rows


def _span(query: Query, points: tuple[Point, ...], now: datetime, ahead: timedelta) -> tuple[date | None, date | None]:
    """Return the first and last day of a chart: those asked for, else those that have something."""
    if not points:
        return None, None
    first, last = points[0].begin, points[-1].begin
    if query.since is not None:
        asked = (query.since + ahead).date()
        first = asked if (first - asked).days <= _LONGEST_SILENCE else first
        last = max(last, (min(now, query.until or now) - _INSTANT + ahead).date())
    elif query.until is not None:
        last = max(last, (min(now, query.until) - _INSTANT + ahead).date())
    return first, last
