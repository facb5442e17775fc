"""Counts as tables and charts: they fit the window, and every number in them is right."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from desk.counts import Counted, Wish, lines_of, table_of
from desk.printing import visible
from desk.stats_views import (
    BLOCKS,
    PLAIN,
    Signs,
    chart_by_value,
    chart_over_time,
    coarser,
    fitting_bucket,
    grid_of,
    legend_lines,
    newest,
    overview_rows,
    rows_over_time,
    share,
    table_over_time,
)
from storage.searching.counting import BUCKETS, Bucket, Facets, Point

FIRST = date(2024, 2, 28)
VALUES = ("gas-routes", "arms-transfers", "", "a-topic-whose-name-nobody-could-ever-fit-into-a-narrow-window", "az")
NAMES = {"gas-routes": "北京日报国际新闻通讯社总部的晚报增刊", "az": "Yeni\nRıhtım \x1b[31m🚀", "arms-transfers": "روزنامه صبح باکو"}

widths = st.sampled_from((40, 80, 140))
buckets = st.sampled_from(BUCKETS)
signs = st.sampled_from((BLOCKS, PLAIN))
counts = st.one_of(st.integers(1, 9), st.integers(1, 10_000_000))
named = st.one_of(st.just({}), st.just(NAMES), st.dictionaries(st.sampled_from(VALUES), st.text(max_size=60)))


def points_of(days: Sequence[int]) -> st.SearchStrategy[tuple[Point, ...]]:
    keys = st.tuples(st.sampled_from(days), st.sampled_from(VALUES))
    made = st.dictionaries(keys, counts, min_size=1, max_size=40)
    return made.map(lambda found: tuple(Point(FIRST + timedelta(day), value, number) for (day, value), number in sorted(found.items())))


one_day, two_years = points_of([0]), points_of(range(731))
points = st.one_of(one_day, points_of(range(14)), points_of(range(100)), two_years)


def counted(given_points: tuple[Point, ...], *, by: bool, bucket: Bucket | None, width: int) -> Counted:
    """What ``khazri stats --chart`` makes of counts by days."""
    if not by:
        sums = Counter[date]()
        for point in given_points:
            sums[point.begin] += point.count
        given_points = tuple(Point(begin, "", number) for begin, number in sorted(sums.items()))
    fitting = bucket or fitting_bucket(given_points[0].begin, given_points[-1].begin, width - 8)
    laid = coarser(given_points, fitting)
    total = sum(point.count for point in given_points)
    return Counted(
        Wish("topic" if by else None, bucket, is_drawn=True), laid, grid_of(laid, fitting), total, "America/Argentina/Buenos_Aires"
    )


@given(points, st.booleans(), st.none() | buckets, widths, signs, named)
def test_no_line_of_a_chart_is_wider_than_the_window(
    made: tuple[Point, ...], by: bool, bucket: Bucket | None, width: int, drawn_with: Signs, names: Mapping[str, str]
) -> None:
    lines = lines_of(counted(made, by=by, bucket=bucket, width=width), names, width, drawn_with)
    assert max(map(cell_len, lines)) <= width
    assert all(line == line.rstrip() == visible(line).replace("\t", "") and len(line.splitlines()) <= 1 for line in lines)


@given(points, buckets)
def test_longer_times_have_the_same_sums(made: tuple[Point, ...], bucket: Bucket) -> None:
    for value in VALUES:
        total = sum(point.count for point in made if point.value == value)
        assert sum(point.count for point in coarser(made, bucket) if point.value == value) == total
        assert dict(grid_of(coarser(made, bucket), bucket).totals).get(value, 0) == total


@given(points, buckets, widths)
def test_a_table_over_time_leaves_nothing_out(made: tuple[Point, ...], bucket: Bucket, width: int) -> None:
    grid = grid_of(coarser(made, bucket), bucket)
    heading, rows = table_over_time(grid, width)
    assert all(len(row) == len(heading) for row in rows)
    assert sum(int(number) for row in rows for number in row[1:]) == sum(point.count for point in made)
    assert [row[0] for row in rows] == [begin.isoformat() for begin in grid.begins]
    widest = [max(cell_len(str(cell)) for cell in column) for column in zip(heading, *rows, strict=True)]
    assert sum(widest) + 2 * (len(widest) - 1) <= width or len(heading) <= 3, "beside one value and the others nothing is given up"


@given(points, widths, signs)
def test_bars_tell_their_numbers(made: tuple[Point, ...], width: int, drawn_with: Signs) -> None:
    grid = grid_of(coarser(made, "month"), "month")
    lines = chart_by_value(grid.totals, {}, width, drawn_with)
    told = [int(re.findall(r"  +([\d,]+)(?= |$)", line)[-1].replace(",", "")) for line in lines]
    assert told == [number for _, number in grid.totals]
    bars = [line.count(drawn_with.bar) for line in lines]
    assert bars == sorted(bars, reverse=True)
    assert min(bars) >= 1, "what was counted can be seen"


@given(two_years, widths, buckets)
def test_what_does_not_fit_is_the_oldest_and_is_told(made: tuple[Point, ...], width: int, bucket: Bucket) -> None:
    whole = grid_of(coarser(made, bucket), bucket)
    shown = newest(whole, width)
    assert shown.begins == whole.begins[-width:]
    assert sum(number for _, number in shown.totals) == sum(point.count for point in coarser(made, bucket) if point.begin in shown.begins)
    left_out = len(whole.begins) - len(shown.begins)
    told = " ".join(legend_lines(shown, "articles", "UTC", BLOCKS, width, left_out=left_out))
    assert ("not fit the window" in told) == bool(left_out)
    assert (f"{left_out:,} earlier {bucket}" in told) == bool(left_out)


@given(st.dates(date(2020, 1, 1), date(2026, 1, 1)), st.integers(0, 40_000), widths)
def test_the_shortest_time_that_fits_is_drawn(first: date, days: int, width: int) -> None:
    last = first + timedelta(days)
    found = fitting_bucket(first, last, width)
    fits = [bucket for bucket in BUCKETS if len(grid_of((), bucket, first, last).begins) <= width]
    assert found == (fits or ["month"])[0] or (found == "month" and fits == ["week", "month"]), "a week may begin before the first day"


@given(st.dictionaries(st.sampled_from(("topic", "source", "lang", "day")), st.lists(st.tuples(st.sampled_from(VALUES), counts))), widths)
def test_the_overview_fits_and_keeps_each_value_beside_its_count(found: dict[str, list[tuple[str, int]]], width: int) -> None:
    rows = overview_rows(Facets(9, False, {name: tuple(values) for name, values in found.items()}), width)  # type: ignore[misc]
    assert [facet for facet, _ in rows] == [facet for facet in found if facet != "day"]
    assert all(cell_len(line) <= width - len(facet) - 2 for facet, told in rows for line in told.split("\n"))
    whole = [(facet, f"{value or 'unknown'} {number:,}") for facet in found if facet != "day" for value, number in found[facet][:12]]
    assert all(told in dict(rows)[facet] for facet, told in whole if len(told) < 20), "broken between two, not inside of one"


def test_an_empty_archive_is_drawn_as_nothing() -> None:
    grid = grid_of((), "day")
    assert (grid.begins, grid.rows, grid.totals) == ((), (), [])
    assert table_over_time(grid, 80) == (["day", "count"], [])
    assert chart_by_value((), {}, 80, BLOCKS) == []
    assert not re.search("[▁▂▃▄▅▆▇█]", "".join([*chart_over_time(grid, 80, BLOCKS), *rows_over_time(grid, {}, 80, BLOCKS)]))
    assert legend_lines(grid, "articles", "UTC", BLOCKS, 80) == ["articles a day; days in UTC"]
    assert overview_rows(Facets(0, False, {}), 80) == []


def test_days_without_anything_are_drawn_as_a_gap() -> None:
    made = (Point(date(2026, 3, 1), "", 4), Point(date(2026, 3, 4), "", 8))
    grid = grid_of(made, "day")
    assert grid.rows == (("", (4, 0, 0, 8)),)
    assert table_over_time(grid, 80) == (["day", "count"], [["2026-03-01", 4], ["2026-03-02", 0], ["2026-03-03", 0], ["2026-03-04", 8]])
    asked_for = grid_of(made, "day", date(2026, 2, 27), date(2026, 3, 5))
    assert asked_for.rows == (("", (0, 0, 4, 0, 0, 8, 0)),)
    assert grid_of(coarser(made, "week"), "week").begins == (date(2026, 2, 23), date(2026, 3, 2)), "weeks begin on Monday"


def test_a_chart_over_time_looks_like_this() -> None:
    made = (Point(date(2026, 3, 1), "", 4), Point(date(2026, 3, 2), "", 1), Point(date(2026, 3, 3), "", 8), Point(date(2026, 3, 4), "", 0))
    lines = chart_over_time(grid_of(made, "day"), 40, BLOCKS)
    assert lines[0] == "8 │            █████"
    assert lines[4] == "4 │█████       █████"
    assert lines[7] == "  │█████ █████ █████"
    assert lines[8:] == ["0 └────────────────────────", "   2026-03-01  03-03"]
    plain = chart_over_time(grid_of(made, "day"), 40, PLAIN)
    assert "\n".join(plain).isascii()
    assert plain[7] == "  |##### ##### #####"


def test_little_beside_much_can_still_be_seen() -> None:
    made = (Point(date(2026, 3, 1), "a", 1), Point(date(2026, 3, 2), "b", 1_000_000))
    assert chart_over_time(grid_of(made, "day"), 40, BLOCKS)[-3].startswith("          │▁▁▁▁▁ █████")
    assert rows_over_time(grid_of(made, "day"), {}, 40, BLOCKS)[:2] == ["b  1,000,000 │   ██", "a          1 │▁▁"]
    assert chart_by_value([("b", 1_000_000), ("a", 1)], {}, 40, BLOCKS)[1] == "a          1 █"
    assert [share(number, 1000) for number in (0, 1, 5, 1000)] == ["   0%", "  <1%", "   0%", " 100%"]


@pytest.mark.parametrize(
    ("name", "shown"), [("北京" * 20, "北京北京北京…"), ("Каспийский бульвар", "Каспийский б…"), ("a\x1b[2Jb", "a [2Jb")]
)
def test_a_name_that_is_too_long_is_cut_where_it_stops_fitting(name: str, shown: str) -> None:
    (line,) = chart_by_value([("x", 7)], {"x": name}, 40, BLOCKS)
    assert line.startswith(shown + " ")
    assert cell_len(line) <= 40


def test_shares_are_of_all_articles_though_one_may_have_two_topics() -> None:
    made = (Point(date(2026, 3, 1), "gas-routes", 3), Point(date(2026, 3, 1), "oil-energy", 2))
    heading, rows = table_of(Counted(Wish("topic"), made, grid_of(made, "month"), 4, "UTC"), {}, 80)
    assert heading == ["topic", "articles", "share"]
    assert rows == [["gas-routes", 3, "  75%"], ["oil-energy", 2, "  50%"]]
    heading, rows = table_of(Counted(Wish("source"), made, grid_of(made, "month"), 4, "UTC"), {"gas-routes": "Name"}, 80)
    assert heading == ["source", "name", "articles", "share"]
    assert rows[0] == ["gas-routes", "Name", 3, "  75%"]
    assert rows[1][1] == ""
