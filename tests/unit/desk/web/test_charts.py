from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from desk.web.charts import MOST_SERIES, OTHERS, Chart, Column, Mark, bars, lanes, spark, spread

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
names = st.lists(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff")), min_size=1, max_size=9
)


def drawn(svg: str) -> Any:
    return etree.fromstring(svg)


def columns(counts: list[list[int]]) -> list[Column]:
    return [Column(f"{number + 1} Mar", tuple(each)) for number, each in enumerate(counts)]


@given(names, st.data())
def test_a_chart_is_well_formed_whatever_the_names_and_counts_and_no_count_is_lost(given_names: list[str], data: st.DataObject) -> None:
    row = st.lists(st.integers(0, 10**7), min_size=len(given_names), max_size=len(given_names))
    counts = data.draw(st.lists(row, max_size=20))
    chart = bars("Over time", given_names, columns(counts))
    drawn(chart.svg)
    total = sum(map(sum, counts))
    assert sum(each.total for each in chart.legend) == (total if len(given_names) > 1 else 0)
    assert sum(cell for row in chart.rows for cell in row[1:] if isinstance(cell, int)) == total
    assert len(chart.heads) <= MOST_SERIES + 1


def test_a_chart_says_in_words_what_it_shows() -> None:
    chart = bars("Articles over time", ["Azerbaijani", "Russian"], columns([[1, 2], [4, 0], [0, 0]]))
    told = drawn(chart.svg)
    assert told.get("aria-label") == "Articles over time: 7 articles from 1 Mar to 3 Mar; most on 2 Mar: 4"
    assert [each.text for each in told.findall("{*}title")] == ["Articles over time"] or told[0].text == "Articles over time"
    assert "1 Mar: 3 (Azerbaijani 1, Russian 2)" in chart.svg
    assert chart.rows == (("1 Mar", 1, 2), ("2 Mar", 4, 0), ("3 Mar", 0, 0))


def test_the_most_frequent_series_come_first_and_what_has_no_colour_is_added_up() -> None:
    chart = bars("Over time", [f"lang {number}" for number in range(9)], columns([list(range(9))]))
    assert [each.name for each in chart.legend] == ["lang 8", "lang 7", "lang 6", "lang 5", "lang 4", OTHERS]
    assert chart.legend[-1].total == 0 + 1 + 2 + 3


def test_columns_can_be_followed_and_nothing_in_a_name_is_markup() -> None:
    chart = bars("<b>", ["<script>"], [Column('1 "Mar"', (3,), "/search?q=a&b")])
    assert "<script>" not in chart.svg
    assert [each.get("href") for each in drawn(chart.svg).iter("{*}a", "a")] == ["/search?q=a&b"]
    assert 'role="group"' in chart.svg, "what holds links is no picture"


def test_nothing_to_draw_is_no_mistake() -> None:
    assert bars("Over time", [], []).description == "no articles"
    assert bars("Over time", ["az"], columns([[0], [0]])).description == "no articles"
    drawn(spark([], "nothing"))


@given(st.lists(st.integers(0, 10**9), max_size=60))
def test_a_spark_has_a_bar_for_every_day_none_higher_than_its_place(counts: list[int]) -> None:
    found = list(drawn(spark(counts, "by day")).iter("rect"))
    assert len(found) == len(counts)
    assert all(0 <= int(each.get("y")) <= 20 for each in found)


def test_marks_of_a_story_differ_by_shape_and_stay_inside_the_drawing() -> None:
    marks = [
        Mark("az", NOON, "first", "Northwind", "#p1"),
        Mark("ru", NOON + timedelta(hours=3), "own", "Lighthouse", "#p2"),
        Mark("ru", NOON + timedelta(hours=9), "copy", "Wire", "#p3"),
    ]
    chart: Chart = lanes("When", marks, [("az", "Azerbaijani"), ("ru", "Russian")])
    shapes = [next(iter(each.iter("path", "circle"))) for each in drawn(chart.svg).iter("a")]
    assert [(each.tag, "ring" in each.get("class")) for each in shapes] == [("path", False), ("circle", False), ("circle", True)]
    assert all(0 <= float(each.get("cx").rstrip("%")) <= 100 for each in shapes if each.tag == "circle")
    assert chart.description == "3 publications in 2 languages"


def test_one_moment_alone_can_be_drawn() -> None:
    drawn(lanes("When", [Mark("", NOON, "first", "a", "#p1")], [("", "unknown")]).svg)


def test_days_without_anything_count_nought() -> None:
    assert spread([(date(2026, 3, 2), 5)], date(2026, 3, 1), date(2026, 3, 4)) == (0, 5, 0, 0)
