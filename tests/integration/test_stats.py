"""Counts, charts, pieces of text and pages, on the demonstration's archive and on real terminals."""

import csv
import fcntl
import io
import json
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from papers import Ran, plain_environment, run_khazri
from rich.cells import cell_len

BLOCKS = re.compile("[▁▂▃▄▅▆▇█]")


@pytest.fixture
def folder(demo_folder: Path, demonstrated: Ran) -> Path:
    assert demonstrated.code == 0
    return demo_folder


@pytest.fixture(scope="module")
def stored(demo_folder: Path, demonstrated: Ran) -> list[dict[str, Any]]:
    """Every article of the archive, against which counts are held."""
    assert demonstrated.code == 0
    return run_khazri(demo_folder, "search", "--format", "jsonl").objects


def asked(folder: Path, *arguments: str, **variables: str) -> str:
    ran = run_khazri(folder, *arguments, **{"LANG": "C.UTF-8", **variables})
    assert (ran.code, ran.err) == (0, "")
    return ran.out


def by_topic(articles: list[dict[str, Any]]) -> Counter[str]:
    topics = Counter[str]()
    for article in articles:
        topics.update([topic["id"] for topic in article["topics"] if topic["rank"] != "background"] or ["none"])
    return topics


def test_the_overview_counts_everything_articles_can_be_counted_by(folder: Path, stored: list[dict[str, Any]]) -> None:
    lines = asked(folder, "stats").splitlines()
    assert lines[0] == f"{len(stored)} articles"
    told = dict(line.split(maxsplit=1) for line in lines[2:])
    assert {"topic", "lang", "source", "country", "owner", "relevance"} <= set(told)
    ((topic, number),) = by_topic(stored).most_common(1)
    assert told["topic"].startswith(f"{topic} {number}, ")
    assert asked(folder, "stats", "wordthatnobodywrote") == "0 articles\n"
    assert asked(folder, "stats", "--lang", "ru").startswith(f"{sum(article['lang'] == 'ru' for article in stored)} articles\n")


def test_counts_by_topic_are_those_of_the_articles(folder: Path, stored: list[dict[str, Any]]) -> None:
    lines = asked(folder, "stats", "--by", "topic").splitlines()
    assert lines[-1] == f"{len(stored)} articles"
    assert {line.split()[0]: int(line.split()[1]) for line in lines[1:-1]} == by_topic(stored)
    objects = json.loads(asked(folder, "stats", "--by", "topic", "--format", "json"))
    assert {each["value"]: each["count"] for each in objects} == by_topic(stored)
    assert [each["count"] for each in objects] == sorted(by_topic(stored).values(), reverse=True)


def test_weeks_have_all_articles(folder: Path, stored: list[dict[str, Any]]) -> None:
    lines = asked(folder, "stats", "--bucket", "week").splitlines()
    assert lines[0].split() == ["week", "count"]
    assert sum(int(line.split()[1]) for line in lines[1:-1]) == len(stored)
    assert lines[-1] == f"{len(stored)} articles; days in Asia/Baku"
    split = run_khazri(folder, "stats", "--by", "lang", "--bucket", "week", "--format", "jsonl").objects
    assert sum(each["count"] for each in split) == len(stored)
    assert {each["value"] for each in split} == {article["lang"] for article in stored}
    assert set(split[0]) == {"begin", "value", "count"}


@pytest.mark.parametrize(("variables", "has_blocks"), [({"TERM": "xterm"}, True), ({"TERM": "dumb"}, False), ({"LANG": "C"}, False)])
@pytest.mark.parametrize("columns", [40, 80, 140])
@pytest.mark.parametrize("by", [(), ("--by", "source"), ("--by", "topic", "--bucket", "day")], ids=" ".join)
def test_a_chart_fits_the_window_and_what_the_terminal_can_show(
    by: tuple[str, ...], columns: int, variables: dict[str, str], has_blocks: bool, folder: Path, stored: list[dict[str, Any]]
) -> None:
    drawn = asked(folder, "stats", "--chart", *by, COLUMNS=str(columns), LC_ALL="", LC_CTYPE="", **variables)
    assert bool(BLOCKS.search(drawn)) is has_blocks
    assert ("#" in drawn) is not has_blocks
    assert max(map(cell_len, drawn.splitlines())) <= columns
    assert f"\n{len(stored)} articles\n" in drawn
    if by[:2] == ("--by", "source"):
        shown = {int(number) for number in re.findall(r"  +(\d+) [█#]", drawn)}
        assert shown == set(Counter(article["source"] for article in stored).values())


def test_independent_texts_are_no_more_than_articles(folder: Path, stored: list[dict[str, Any]]) -> None:
    said = asked(folder, "stats", "--independent", "--by", "lang").splitlines()
    total = int(said[-1].removesuffix(" independent texts"))
    assert 0 < total <= len(stored)
    assert f"{total} independent texts" in asked(folder, "stats", "--independent", "--chart")


def test_programs_get_one_object_or_row_for_each_count(folder: Path, stored: list[dict[str, Any]]) -> None:
    facets = json.loads(asked(folder, "stats", "--format", "json"))
    assert facets["total"] == len(stored)
    rows = list(csv.DictReader(io.StringIO(asked(folder, "stats", "--format", "csv"))))
    objects = run_khazri(folder, "stats", "--format", "jsonl").objects
    assert [{**each, "count": str(each["count"]), "value": each["value"] or ""} for each in objects] == rows
    assert sum(each["count"] for each in objects if each["facet"] == "lang") == len(stored)
    assert asked(folder, "stats", "--by", "lang", "--format", "csv").splitlines()[0] == "value,count"
    assert asked(folder, "stats", "--bucket", "month", "--format", "csv").splitlines()[0] == "begin,value,count"


WRONG = [
    (("stats", "--chart", "--format", "json"), "--chart"),
    (("stats", "--independent"), "--by"),
    (("stats", "--topic", "weather"), "weather"),
    (("stats", "--source", "nobody"), "nobody"),
    (("stats", "--lang", "klingon"), "klingon"),
    (("stats", "--relevance", "huge"), "huge"),
    (("stats", "--since", "lately"), "lately"),
    (("search", "gas", "--snippets", "--format", "json"), "--snippets"),
]


@pytest.mark.parametrize(("arguments", "said"), WRONG, ids=lambda value: " ".join(value) if isinstance(value, tuple) else "")
def test_what_cannot_be_counted_is_told_in_one_line(arguments: tuple[str, ...], said: str, folder: Path) -> None:
    ran = run_khazri(folder, *arguments)
    assert (ran.code, ran.out) == (2, "")
    (line,) = ran.err.splitlines()
    assert said in line
    assert "; " in line, "with the remedy"


@pytest.mark.parametrize(("option", "value"), [("--by", "weather"), ("--bucket", "year"), ("--format", "xml")])
def test_a_value_that_does_not_exist_is_told_with_those_that_do(option: str, value: str, folder: Path) -> None:
    ran = run_khazri(folder, "stats", option, value)
    assert (ran.code, ran.out) == (2, "")
    assert value in ran.err
    assert {"--by": "country", "--bucket": "month", "--format": "jsonl"}[option] in ran.err


def test_snippets_show_where_the_words_stand(folder: Path) -> None:
    said = asked(folder, "search", "gas", "--snippets", "--limit", "3", COLUMNS="80")
    blocks = said.split("\n\n")
    assert len(blocks) == 4
    assert re.fullmatch(r"3 of \d+ articles\n", blocks[-1])
    for block in blocks[:-1]:
        facts, title, *piece = block.split("\n")
        assert re.match(r" +\d+  2026-03-\d\d \d\d:\d\d  [a-z]{2}  ", facts)
        assert title.startswith("    ")
        assert "[[gas]]" in block.lower()
        assert all(line.startswith("    ") and len(line) <= 80 for line in piece)


def on_a_terminal(folder: Path, *arguments: str, columns: int = 80, lines: int = 24, **variables: str) -> tuple[int, str]:
    """Run the command on a terminal of its own; return its exit code and all that stood there in the end."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
    inherited = {
        name: value for name, value in plain_environment().items() if name not in {"COLUMNS", "LINES", "PAGER", "LESS", "NO_COLOR"}
    }
    environment = {**inherited, "TERM": "xterm-256color", "LANG": "C.UTF-8", **variables}
    command = [sys.executable, "-m", "desk.cli", *arguments]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, cwd=folder, env=environment) as process:
        os.close(theirs)
        told = b""
        try:
            while piece := os.read(ours, 65536):
                told += piece
        except OSError:  # the last who had it open has closed it
            pass
        finally:
            os.close(ours)
    return process.returncode, told.decode().replace("\r\n", "\n")


def test_a_wrong_query_shows_its_place_on_a_terminal(folder: Path) -> None:
    query = "Qaz kəməri və Bakı OR газопровод из Баку " * 3 + "tpoic:gas-routes " + "самолёт упал под Грозным " * 4
    code, said = on_a_terminal(folder, "search", *query.split(), columns=80)
    shown, carets, remedy = said.splitlines()[:3]
    assert code == 2
    assert max(map(cell_len, (shown, carets))) <= 80
    assert shown[carets.index("^") : len(carets)] == "tpoic:"
    assert set(carets) == {" ", "^"}
    assert "topic:gas-routes" in remedy
    assert "\x1b" not in said


def test_a_narrow_terminal_that_can_do_little_gets_what_fits_it(folder: Path) -> None:
    code, said = on_a_terminal(folder, "stats", "--by", "lang", "--chart", columns=50, TERM="dumb")
    assert code == 0
    assert "\x1b" not in said
    assert max(map(cell_len, said.splitlines())) == 50


def test_a_long_answer_on_a_terminal_goes_through_the_pager(folder: Path) -> None:
    code, said = on_a_terminal(folder, "search", lines=20, KHAZRI_PAGER="sh -c 'echo the pager; cat'")
    assert code == 0
    assert said.startswith("the pager\n")
    assert "\x1b[1m" in said, "headings stand out there, too"
    assert max(cell_len(re.sub("\x1b\\[[0-9;]*m", "", line)) for line in said.splitlines()) <= 80
