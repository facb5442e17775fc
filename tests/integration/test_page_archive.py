"""Crawls keep what they fetch as WARC: readable by others, read again by khazri, whole after kills, and never at an article's cost."""

import gzip
import sqlite3
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator, WarcRecordType
from papers import LOCAL, OFF_BEAT, ON_BEAT, Answer, Khazri, Newspaper, Ran, article_page, rss, sources_file

pytestmark = pytest.mark.thorough

KEPT = LOCAL | {"KHAZRI_ARCHIVE": "warc"}
GAS = (
    "Gazprom and SOCAR have signed a gas swap under which Russian volumes reach Azerbaijan through the northern pipeline this winter.",
    "Azerbaijan will export the same amount of natural gas to Europe, the companies said in Baku and Moscow on Monday evening.",
    "The deal runs until March and covers one billion cubic metres; the transit fee was not disclosed by either of the two sides.",
)


@pytest.fixture
def press(paper: Newspaper, tmp_path: Path) -> Path:
    """The sources file of a newspaper with two pages on the beat, one of them packed and behind a redirect, and one off it."""
    packed = article_page("A gas swap in winter", *GAS)
    paper.answers |= {
        "/rss": rss(paper, ("/shells", "Shells"), ("/short", "Swap"), ("/match", "Match")),
        "/shells": Answer(article_page("Baku refuses to supply shells", *ON_BEAT).body, headers={"Set-Cookie": "visitor=s3cret"}),
        "/short": Answer(b"", status=301, headers={"Location": "/swap"}),
        "/swap": Answer(gzip.compress(packed.body), packed.kind, headers={"Content-Encoding": "gzip"}),
        "/match": article_page("Third win in a row", *OFF_BEAT),
    }
    return sources_file(tmp_path, ("rss", f"{paper.url}/rss"))


def crawl(khazri: Khazri, press: Path, **variables: str) -> Ran:
    return khazri("crawl", "--sources", str(press), "--force", **(KEPT | variables))


def files(folder: Path) -> list[Path]:
    return sorted((folder / "warc").iterdir())


def records(file: Path) -> list[tuple[str, str, bytes]]:
    """Each record's type, address and body."""
    with file.open("rb") as opened:
        every = ArchiveIterator(opened, record_types=WarcRecordType.any_type, parse_http=False)
        return [(each.headers.get("WARC-Type") or "", each.headers.get("WARC-Target-URI") or "", each.reader.read()) for each in every]


def articles(folder: Path, name: str = "khazri.db") -> list[tuple[str, ...]]:
    with sqlite3.connect(folder / name) as connection:
        return connection.execute("SELECT url, title, text, lang, fingerprint, source_id FROM articles ORDER BY url").fetchall()


def test_what_was_fetched_is_in_one_file_and_ingested_elsewhere_it_gives_the_same_articles(
    khazri: Khazri, paper: Newspaper, press: Path, tmp_path: Path
) -> None:
    assert "2 stored" in crawl(khazri, press).out
    (file,) = files(tmp_path)
    assert file.name.startswith("khazri-20")
    assert file.name.endswith("-00001.warc.gz")
    found = records(file)
    assert found[0][0] == "warcinfo"
    answers = sorted(url.removeprefix(paper.url) for kind, url, _ in found if kind == "response")
    assert answers == ["/match", "/rss", "/shells", "/short", "/swap"]
    assert sorted(url for kind, url, _ in found if kind == "request") == sorted(url for kind, url, _ in found if kind == "response")
    swap = next(body for kind, url, body in found if kind == "response" and url.endswith("/swap"))
    head, _, body = swap.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200 OK\r\n")
    assert f"Content-Length: {len(body)}".encode() in head
    assert body == paper.answers["/swap"].body
    ran = khazri("--database", "sqlite:///elsewhere.db", "ingest", "--sources", str(press), str(file))
    assert "2 stored" in ran.out, ran.err
    assert articles(tmp_path, "elsewhere.db") == articles(tmp_path) != []


def test_no_digest_is_wrong_and_each_record_stands_by_itself(khazri: Khazri, press: Path, tmp_path: Path) -> None:
    crawl(khazri, press)
    (file,) = files(tmp_path)
    with file.open("rb") as opened:
        for each in ArchiveIterator(opened, record_types=WarcRecordType.any_type, parse_http=False):
            assert each.verify_block_digest()
            assert each.headers.get("WARC-Date", "").endswith("Z")
            assert each.record_type == WarcRecordType.warcinfo or each.headers.get("WARC-IP-Address") == "127.0.0.1"
    starts = [place for place in range(len(file.read_bytes())) if file.read_bytes()[place : place + 3] == b"\x1f\x8b\x08"]
    assert len(starts) >= 11  # a warcinfo, and five times an answer and a question


def test_without_the_setting_nothing_is_kept(khazri: Khazri, press: Path, tmp_path: Path) -> None:
    assert "2 stored" in crawl(khazri, press, KHAZRI_ARCHIVE="off").out
    assert not (tmp_path / "warc").exists()


def test_cookies_and_names_in_addresses_are_not_written(khazri: Khazri, paper: Newspaper, press: Path, tmp_path: Path) -> None:
    moved = f"{paper.url.replace('http://', 'http://user:s3cret@')}/shells"
    paper.answers["/match"] = Answer(b"", status=302, headers={"Location": moved})
    crawl(khazri, press)
    written = gzip.decompress(files(tmp_path)[0].read_bytes())
    assert b"/match" in written
    assert b"s3cret" not in written


def test_a_crawl_killed_while_it_writes_leaves_whole_records_and_the_next_closes_the_file(
    khazri: Khazri, press: Path, tmp_path: Path
) -> None:
    assert crawl(khazri, press, KHAZRI_FAILPOINT="exchange-half-written:4").code == -9
    (left,) = files(tmp_path)
    assert left.name.endswith(".warc.gz.open")
    ran = khazri("--database", "sqlite:///elsewhere.db", "ingest", str(left))
    assert ran.code == 0, ran.err
    crawl(khazri, press)
    old, new = files(tmp_path)
    assert old.name == left.name.removesuffix(".open")
    assert new.name.endswith(".warc.gz")
    assert 5 <= len(records(old)) < 7  # a warcinfo, two exchanges, and of a third at most the answer
    assert len(articles(tmp_path)) == 2
    ran = khazri("--database", "sqlite:///elsewhere.db", "ingest", str(old), str(new))
    assert "damaged" not in ran.out


def test_where_nothing_can_be_written_the_articles_are_stored_and_one_line_says_why(khazri: Khazri, press: Path, tmp_path: Path) -> None:
    (tmp_path / "warc").write_text("no folder")
    ran = crawl(khazri, press)
    assert ran.code == 0
    assert "2 stored" in ran.out
    (said,) = [line for line in ran.err.splitlines() if "warc" in line]
    assert "pages are not kept" in said
