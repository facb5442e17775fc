"""What ``khazri stats`` counts for a wish: which days, in which zone, and of what the sums are."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from small_archives import HOSTILE, NOON, add, make

from desk.archive import Archive
from desk.counts import Wish, count, lines_of
from desk.stats_views import BLOCKS
from news.queries import Query

PLAIN = 5
ALL = PLAIN + len(HOSTILE)
NOW = NOON + timedelta(days=2)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory, url_of_module: str) -> Iterator[Archive]:
    """Articles of an hour of one day, and one of a year before."""
    with make(tmp_path_factory.mktemp("archive"), PLAIN, url_of_module) as made:
        add(made.database, -60 * 24 * 365, "Gas for Baku, a year ago", lang="az")
        yield made


def test_days_are_those_of_the_readers_zone(archive: Archive) -> None:
    recent = Query(since=NOON - timedelta(hours=1))
    for zone, day in (("UTC", 1), ("Asia/Baku", 1), ("Pacific/Kiritimati", 2), ("Pacific/Honolulu", 1)):
        counted = count(archive.database, recent, Wish(bucket="day"), zone, 80, NOON + timedelta(hours=1))
        assert [(point.begin, point.count) for point in counted.points] == [(date(2026, 3, day), ALL)]
        assert counted.told == f"{ALL} articles; days in {zone}"


def test_silence_that_was_asked_for_is_drawn(archive: Archive) -> None:
    week = Query(since=NOON - timedelta(days=4), until=NOON + timedelta(days=9))
    counted = count(archive.database, week, Wish(is_drawn=True), "UTC", 80, NOW)
    assert (counted.grid.begins[0], counted.grid.begins[-1]) == (date(2026, 2, 25), NOW.date()), "nothing is drawn of the future"
    assert sum(map(bool, counted.grid.rows[0][1])) == 1
    ages = count(archive.database, Query(since=NOON - timedelta(days=9000)), Wish(is_drawn=True), "UTC", 80, NOW)
    assert ages.grid.begins[0] >= date(2025, 2, 1), "what was before the archive began is no silence"


@pytest.mark.parametrize(("width", "bucket"), [(500, "day"), (140, "week"), (80, "week"), (40, "month")])
def test_a_chart_takes_the_shortest_time_that_fits_the_window(width: int, bucket: str, archive: Archive) -> None:
    for wish in (Wish(is_drawn=True), Wish(is_drawn=True, independent=True)):
        counted = count(archive.database, Query(), wish, "Asia/Baku", width, NOW)
        assert counted.grid.bucket == bucket
        assert counted.total == sum(number for _, number in counted.grid.totals) == ALL + 1
        assert max(map(len, lines_of(counted, {}, width, BLOCKS))) <= width


def test_nothing_counted_is_nothing_drawn(archive: Archive) -> None:
    counted = count(archive.database, Query(langs=("fa",)), Wish(is_drawn=True, independent=True), "Asia/Baku", 80, NOW)
    assert (counted.points, counted.total, counted.told) == ((), 0, "0 independent texts")


def test_one_is_told_as_one(archive: Archive) -> None:
    counted = count(archive.database, Query(langs=("az",)), Wish("lang"), "Asia/Baku", 80, NOW)
    assert (counted.grid.totals, counted.told) == ([("az", 1)], "1 article")
