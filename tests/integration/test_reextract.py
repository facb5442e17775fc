"""Kept pages read anew: better texts become versions, what was refused an article, and nobody hears of it."""

import json
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from papers import LOCAL, OFF_BEAT, ON_BEAT, Answer, Khazri, Newspaper, article_page, rss, run_khazri, sources_file

pytestmark = pytest.mark.thorough

KEPT = LOCAL | {"KHAZRI_ARCHIVE": "warc"}
GAS = (
    "Gazprom and SOCAR have signed a gas swap under which Russian volumes reach Azerbaijan through the northern pipeline this winter.",
    "Azerbaijan will export the same amount of natural gas to Europe, the companies said in Baku and Moscow on Monday evening.",
    "The deal runs until March and covers one billion cubic metres; the transit fee was not disclosed by either of the two sides.",
)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with an archive as an earlier extraction left it: of one text the end is missing, another was no text.

    The pages stand whole in the folder warc, kept by a crawl into another archive.
    """
    folder, paper = tmp_path_factory.mktemp("prepared"), Newspaper()
    file = sources_file(folder, ("rss", f"{paper.url}/rss"))
    paper.answers |= {
        "/rss": rss(paper, ("/shells", "Shells"), ("/short", "Swap"), ("/match", "Match")),
        "/shells": article_page("Baku refuses to supply shells", *ON_BEAT[:2]),
        "/short": Answer(b"", status=301, headers={"Location": "/swap"}),
        "/swap": Answer(b"<html><body><p>Loading</p></body></html>"),
        "/match": article_page("Third win in a row", *OFF_BEAT),
    }
    assert "1 stored" in run_khazri(folder, "crawl", "--sources", str(file), **LOCAL).out
    paper.answers["/shells"] = article_page("Baku refuses to supply shells", *ON_BEAT)
    paper.answers["/swap"] = article_page("A gas swap in winter", *GAS)
    run_khazri(folder, "--database", "sqlite:///other.db", "crawl", "--sources", str(file), **KEPT)
    yield folder
    paper.close()


@pytest.fixture
def press(prepared: Path, tmp_path: Path) -> Path:
    """The sources file of such a folder of one's own."""
    shutil.copytree(prepared, tmp_path, dirs_exist_ok=True)
    return tmp_path / "sources.toml"


def dump(folder: Path) -> list[list[tuple[object, ...]]]:
    """Everything that a reader could notice."""
    with sqlite3.connect(folder / "khazri.db") as archive:
        tables = ("articles", "article_versions", "article_urls", "copies", "tags", "urls", "rereads", "stories", "source_days", "about")
        return [archive.execute(f"SELECT * FROM {name} ORDER BY 1, 2").fetchall() for name in tables]


def test_a_better_text_is_a_version_and_a_refused_page_an_article_and_the_second_time_changes_nothing(
    khazri: Khazri, press: Path, tmp_path: Path
) -> None:
    before = json.loads(khazri("search", "--format", "jsonl").out)
    ran = khazri("reextract", "--sources", str(press))
    assert ran.code == 0, ran.err
    assert "5 records: 1 new texts, 1 stored that were refused, 1 do not name both sides, 1 not HTML, 1 not found" in ran.out
    found = {each["title"]: each for each in khazri("search", "--format", "jsonl").objects}
    shells = found["Baku refuses to supply shells"]
    assert ON_BEAT[2] in shells["text"]
    assert (shells["id"], shells["first_seen_at"], shells["versions"]) == (before["id"], before["first_seen_at"], 2)
    assert "none: read anew, the page had not changed" in khazri("show", str(shells["id"]), "--diff").out
    assert GAS[2] in found["A gas swap in winter"]["text"]
    assert "nothing found" in khazri("audit", "--strict").out
    after = dump(tmp_path)
    again = khazri("reextract", "--sources", str(press))
    assert "0 new texts, 0 stored that were refused, 2 the same" in again.out
    assert dump(tmp_path) == after


def test_nobody_is_told(khazri: Khazri, press: Path) -> None:
    khazri("reextract", "--sources", str(press))
    told = khazri("digest", KHAZRI_DIGEST__HISTORY_DAYS="0").out
    assert "Baku refuses to supply shells" in told  # it was news before
    assert "gas swap" not in told
    assert "changed" not in told.lower()
    assert "gas swap" not in khazri("radar").out


def test_a_dry_run_shows_what_would_change_and_writes_nothing(khazri: Khazri, press: Path, tmp_path: Path) -> None:
    before = dump(tmp_path)
    ran = khazri("reextract", "--dry-run", "--sources", str(press), "warc")
    assert "1 new texts, 1 stored that were refused" in ran.out
    assert f"{{+{ON_BEAT[2]}+}}" in ran.out
    assert "nothing is written" in ran.out
    assert dump(tmp_path) == before


def test_a_kill_in_the_middle_is_gone_on_from(khazri: Khazri, press: Path, tmp_path: Path) -> None:
    assert khazri("reextract", "--sources", str(press), KHAZRI_FAILPOINT="article-stored").code == -9
    ran = khazri("reextract", "--sources", str(press))
    assert ran.code == 0, ran.err
    with sqlite3.connect(tmp_path / "khazri.db") as archive:
        assert archive.execute("SELECT title, versions FROM articles ORDER BY id").fetchall() == [
            ("Baku refuses to supply shells", 2),
            ("A gas swap in winter", 1),
        ]


def test_where_nothing_was_kept_it_is_told_in_one_line(khazri: Khazri, press: Path, tmp_path: Path) -> None:
    ran = khazri("reextract", "--sources", str(press), "nowhere")
    assert ran.code == 1
    assert ran.err.splitlines()[-1].startswith("khazri: nowhere: is not there")
    ran = khazri("reextract", "--sources", str(press), str(press))
    assert "no WARC" in ran.err
