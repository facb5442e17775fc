"""What benchmarks find is kept, written down and held against what was: the parts of them that measure nothing."""

import json
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from backfill_archive import Body, record
from check_ratios import PYTHON, Ratios, check, offenders, read_ratios, settle, written
from drawing import Bar, bars, lines, number_of
from fastwarc.warc import ArchiveIterator, WarcRecordType
from hypothesis import given
from hypothesis import strategies as st
from processes import Held, memory_rows
from report import BEGIN, END, figures, filled_in
from rows import GROWTH, Kept, Row, keep_in, read, read_all
from run_all import SMALL, arguments_for
from serving import read_question

NOW = datetime(2026, 3, 16, tzinfo=UTC)
HELD = (Held("main process", 120.0, 140.0), Held("parser process", 130.0, 238.0), Held("parser process", 140.0, 143.0))
KEPT = {"a page read": 4.0, "an article stored": 1.5}


def kept(*rows: Row) -> list[Kept]:
    return [Kept(row, "2026-03-16", "3.11", 2) for row in rows]


def never(_: Sequence[str]) -> Ratios:
    raise AssertionError("nothing was to be measured again")


def test_a_planted_slowdown_of_a_quarter_is_an_offender_with_its_name_and_both_ratios() -> None:
    slowed = KEPT | {"a page read": KEPT["a page read"] * 1.25}
    (offender,) = offenders(KEPT, slowed)
    assert str(offender) == "a page read: 25% slower (5.000 of its reference, 4.000 are kept)"


def test_a_slowdown_that_stays_within_a_fifth_is_none() -> None:
    assert offenders(KEPT, {name: ratio * 1.19 for name, ratio in KEPT.items()}) == []


def test_the_worst_offender_comes_first() -> None:
    slowed = {"a page read": 5.0, "an article stored": 3.0}
    assert [each.name for each in offenders(KEPT, slowed)] == ["an article stored", "a page read"]


def test_a_busy_moment_is_measured_again_and_forgiven() -> None:
    again: list[Sequence[str]] = []

    def measure(names: Sequence[str]) -> Ratios:
        again.append(names)
        return {"a page read": 4.1}

    found, slower = settle(KEPT, KEPT | {"a page read": 9.0}, measure, 2)
    assert (found["a page read"], slower, again) == (4.1, [], [["a page read"]])


def test_what_stays_slow_is_told_by_its_least_ratio() -> None:
    ratios = iter([5.2, 5.6])
    _, slower = settle(KEPT, KEPT | {"a page read": 6.0}, lambda names: dict.fromkeys(names, next(ratios)), 2)
    assert [each.found for each in slower] == [5.2]


def test_nothing_is_measured_again_where_all_is_well() -> None:
    assert settle(KEPT, dict(KEPT), never, 2) == (KEPT, [])


@given(st.dictionaries(st.text("abc 30-", min_size=1, max_size=20), st.floats(0.01, 1000), max_size=5))
def test_written_ratios_are_read_back_to_four_digits(ratios: dict[str, float]) -> None:
    back = read_ratios(written({"3.11": ratios})).get("3.11", {})
    assert back == pytest.approx(ratios, rel=1e-3)


def test_the_ratios_that_ship_can_be_read() -> None:
    text = (Path(__file__).parents[2] / "benchmarks" / "ratios.toml").read_text(encoding="utf-8")
    assert all(ratio > 0 for ratios in read_ratios(text).values() for ratio in ratios.values())


def test_a_python_without_kept_ratios_is_told_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    assert check({"2.7": KEPT}, []) == 2
    told = capsys.readouterr().err
    assert PYTHON in told
    assert "--keep" in told


def test_a_row_takes_the_place_of_its_like_alone(tmp_path: Path) -> None:
    keep_in(tmp_path, "grouping", [Row("adding", 37.0, size=10_000), Row("adding", 36.0, size=1_000_000)], NOW)
    keep_in(tmp_path, "grouping", [Row("adding", 40.0, size=10_000)], NOW)
    assert [(each.row.size, each.row.ours) for each in read(tmp_path, "grouping")] == [(10_000, 40.0), (1_000_000, 36.0)]


def test_a_kept_row_comes_back_as_it_was(tmp_path: Path) -> None:
    row = Row("reading", 9.4, 12.3, "ms a page", "a rival", ">= 0.5", note="79 pages", ratio=0.76)
    keep_in(tmp_path, "extraction", [row], NOW)
    (found,) = read_all(tmp_path)["extraction"]
    assert found.row == row
    assert found.on == "2026-03-16"


def test_a_goal_that_cannot_be_read_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r">= 3\.2"):
        keep_in(tmp_path, "crawl", [Row("all", 1.0, goal="fast")], NOW)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("row", "is_met"),
    [
        (Row("crawl", 100.0, 30.0, goal=">= 3.2"), True),
        (Row("crawl", 90.0, 30.0, goal=">= 3.2"), False),
        (Row("poll", 1.0, 100.0, goal="<= 0.02"), True),
        (Row("digest", 0.9, goal="<= 1"), True),
        (Row("digest", 0.9), None),
        (Row("crawl", 100.0, 30.0, goal=">= 3.2", ratio=3.0), False),
    ],
)
def test_a_goal_is_about_the_ratio_or_about_a_figure_that_stands_alone(row: Row, is_met: bool | None) -> None:
    assert row.is_met is is_met


def test_the_table_says_who_it_is_beside_and_whether_the_goal_is_met() -> None:
    told = figures({"crawl": kept(Row("all on the beat", 90.0, 30.0, "pages/s", "Scrapy | inline", ">= 3.2"))}, {})
    assert "beside Scrapy \\| inline | 90.0 | 30.0 | pages/s | 3.00 | at least 3.2: **not met** |" in told


def test_rows_of_several_sizes_become_growth_with_one_verdict() -> None:
    sizes = [Row("adding", ms, goal=GROWTH, size=size) for size, ms in ((10_000, 37.0), (100_000, 40.0), (1_000_000, 36.0))]
    told = figures({"grouping": kept(*sizes)}, {})
    assert "| adding | 37.0 | 40.0 | 36.0 | ms | 0.973 | at most 1.2: met |" in told


def test_growth_is_told_with_its_benchmark_and_the_days_of_its_measurement() -> None:
    first = Kept(Row("adding", 37.0, goal=GROWTH, size=10_000), "2026-03-14", "3.11", 2)
    told = figures({"grouping": [first, *kept(Row("adding", 50.0, goal=GROWTH, size=1_000_000))]}, {})
    assert "### Growth with the archive" in told
    assert "| grouping | adding | 37.0 | 50.0 | ms | 1.35 | at most 1.2: **not met** | 2026-03-14 to 2026-03-16 |" in told


def test_growth_of_what_was_asked_no_goal_for_has_no_verdict() -> None:
    told = figures({"search": kept(Row("a question", 10.0, size=10_000), Row("a question", 20.0, size=100_000))}, {})
    assert "| a question | 10.0 | 20.0 | ms | 2.00 |  | 2026-03-16 |" in told


def test_growth_over_less_than_was_asked_for_is_no_verdict_yet() -> None:
    sizes = [Row("adding", 30.0, goal=GROWTH, size=size) for size in (10_000, 100_000)]
    assert "at most 1.2: met so far |" in figures({"grouping": kept(*sizes)}, {})


def test_memory_stands_in_a_table_of_its_own() -> None:
    rows = memory_rows("a crawl", HELD, {"Scrapy": (Held("main process", 90.0, 95.0),)}, "40 pages")
    side_by_side, memory = figures({"crawl": kept(*rows, Row("pages", 90.0, 30.0, "pages/s", "Scrapy"))}, {}).split("### Memory")
    assert "a crawl" not in side_by_side
    assert "| crawl | a crawl: the main process, 40 pages | 140 |  |  | 2026-03-16 |" in memory
    assert "| crawl | a crawl: the largest parser process, of 2, 40 pages | 238 |  |  | 2026-03-16 |" in memory
    assert "| crawl | a crawl: all processes, 40 pages — beside Scrapy | 521 | 95.0 | 5.48 | 2026-03-16 |" in memory
    assert "pages/s" not in memory


def test_what_stands_outside_of_the_markers_stays() -> None:
    text = f"# Title\n{BEGIN}\nold\n{END}\nA story.\n"
    filled = filled_in(text, "new\n")
    assert filled == f"# Title\n{BEGIN}\n\nnew\n\n{END}\nA story.\n"
    assert filled_in(filled, "new\n") == filled


def test_a_document_without_markers_is_told_in_one_line() -> None:
    with pytest.raises(SystemExit, match=r"two lines"):
        filled_in("# Title\n", "new")


def test_plots_are_sound_svg_that_tells_its_numbers_to_those_who_do_not_see_it() -> None:
    drawn = bars("Reading <a> page", "ms", [Bar("ours & more", 9.4, is_ours=True), Bar("theirs", 176.0, is_ours=False)])
    grown = lines("Cost", {"adding": [(10_000, 1.0), (100_000, 1.08)], "asking": [(10_000, 1.0), (100_000, 0.9)]}, 1.2)
    for svg in (drawn, grown):
        assert ET.fromstring(svg).tag == "{http://www.w3.org/2000/svg}svg"
    assert "ours &amp; more 9.40; theirs 176" in drawn
    assert "100,000 1.08" in grown


@pytest.mark.parametrize(("value", "told"), [(1234.5, "1,234"), (12.34, "12.3"), (1.234, "1.23"), (0.01234, "0.012"), (0.0, "0")])
def test_numbers_are_written_with_the_digits_that_count(value: float, told: str) -> None:
    assert number_of(value) == told


def test_a_question_is_read_with_its_path_and_its_host() -> None:
    question = read_question(b'GET /News/1 HTTP/1.1\r\nHost: Paper.Example:80\r\nIf-None-Match: "a"')
    assert question[:2] == ("/News/1", "paper.example:80")
    assert b'if-none-match: "a"' in question.head


def test_every_benchmark_that_is_named_with_small_arguments_is_there_and_gets_the_options_it_knows() -> None:
    assert all(arguments_for(name, {}) == [*small] for name, small in SMALL.items())
    given = {"pages": Path("pages"), "others": Path("python"), "fundus": None}
    assert arguments_for("extraction", given) == ["--pages", "pages", "--others", "python"]
    assert arguments_for("judging", given) == []


def test_records_of_archives_are_read_by_those_who_check_digests(tmp_path: Path) -> None:
    path = tmp_path / "one.warc.gz"
    path.write_bytes(record("https://paper.example/1", Body(b"<p>Text.</p>")))
    with path.open("rb") as file:
        (read_back,) = ArchiveIterator(file, record_types=WarcRecordType.response, verify_digests=True)
        assert read_back.headers["WARC-Target-URI"] == "https://paper.example/1"
        assert read_back.reader.read() == b"<p>Text.</p>"


def test_the_results_that_ship_can_be_read() -> None:
    folder = Path(__file__).parents[2] / "benchmarks" / "results"
    assert all(json.loads(path.read_text(encoding="utf-8")) for path in folder.glob("*.json"))
    read_all(folder)
