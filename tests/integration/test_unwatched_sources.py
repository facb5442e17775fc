"""Sources that are kept in the list and not watched, as a person meets them."""

from pathlib import Path

import pytest
from papers import LOCAL, ON_BEAT, Khazri, Newspaper, article_page, rss, sources_file

NO_FEED = """
[[source]]
id = "lost"
name = "Lost"
homepage = "http://127.0.0.1/"
country = "AZ"
languages = ["en"]
timezone = "Asia/Baku"
ownership = "independent"
enabled = false
reason = "no feed known"
"""


@pytest.fixture
def file(paper: Newspaper, tmp_path: Path) -> Path:
    """A watched paper, one that is not watched, and one of which no feed is known."""
    paper.answers |= {
        "/rss": rss(paper),
        "/second": rss(paper, ("/shells", "Shells")),
        "/shells": article_page("Baku refuses to supply shells", *ON_BEAT),
    }
    path = sources_file(tmp_path, ("rss", f"{paper.url}/rss"), ("rss", f"{paper.url}/second"))
    off = 'id = "paper-2"\nenabled = false\nreason = "it answers with a challenge"'
    path.write_text(path.read_text(encoding="utf-8").replace('id = "paper-2"', off) + NO_FEED, encoding="utf-8")
    return path


@pytest.mark.parametrize("rest", [(), ("--force",)])
def test_a_source_that_is_not_enabled_is_never_asked_by_itself(khazri: Khazri, paper: Newspaper, file: Path, rest: tuple[str, ...]) -> None:
    assert khazri("crawl", "--sources", str(file), *rest, **LOCAL).code == 0
    assert paper.paths() == ["/rss"]


def test_a_source_that_is_not_enabled_is_looked_at_when_it_is_named(khazri: Khazri, paper: Newspaper, file: Path) -> None:
    ran = khazri("crawl", "--sources", str(file), "paper-2", **LOCAL)
    assert "1 found, 1 stored" in ran.out
    assert paper.paths() == ["/second", "/shells"]


def test_naming_a_source_of_which_no_feed_is_known_says_what_to_do(khazri: Khazri, paper: Newspaper, file: Path) -> None:
    ran = khazri("crawl", "--sources", str(file), "lost", **LOCAL)
    assert ran.code == 2
    assert ran.err == "khazri: no feed of lost is known (no feed known); add a [[source.feed]] to it in the sources file\n"
    assert paper.requests == []


def test_the_list_shows_what_is_not_watched_and_why(khazri: Khazri, file: Path) -> None:
    told = khazri("sources", "list", "--sources", str(file)).out
    assert "not watched" in told
    assert "it answers with a challenge" in told
    assert "3 sources (2 not watched), 1 feeds" in told
    objects = khazri("sources", "list", "--sources", str(file), "--format", "jsonl").objects
    assert [(each["id"], each["enabled"], each["reason"]) for each in objects] == [
        ("paper-1", True, None),
        ("paper-2", False, "it answers with a challenge"),
        ("lost", False, "no feed known"),
    ]
