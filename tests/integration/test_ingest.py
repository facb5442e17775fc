"""Archives go the way of crawled pages: WARC, folders, JSON lines and feeds; killed, damaged, old, and with or without the gate."""

import asyncio
import gzip
import json
import sqlite3
import uuid
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from papers import Khazri, beat_read_once

from crawler.archives.records import identity_of
from crawler.archives.warcs import Warc
from crawler.parsers import ParserPool
from desk.ingesting import Ingestion, Tally
from news.pregate import pregate_of
from storage import ingests
from storage.database import open_database
from storage.ingests import Standing

SENTENCES = (
    "Azerbaijan and Russia signed an agreement on gas transit number {0} in Baku on Tuesday, officials of both countries said.",
    "The Russian delegation {0} stayed for two days and spoke with the Azerbaijani foreign minister about the pipeline.",
    "Deliveries of {0} million cubic metres a year are to begin in the spring, according to the document.",
    "Moscow had asked for a longer term, while Baku wanted a price that follows the market of hub {0}.",
)
ROADS = "The city council of ward {0} met on Tuesday to talk about roads, schools and the budget, officials said."


def page(number: int, *, title: str | None = None, sentences: Sequence[str] = SENTENCES, published: str = "2024-05-01T09:00:00Z") -> bytes:
    title = title or f"Azerbaijan and Russia agree on gas transit {number}"
    text = "".join(f"<p>{each.format(number)}</p>" for each in sentences * 2)
    dated = f'<meta property="article:published_time" content="{published}">' if published else ""
    head = f'<head><title>{title}</title><meta property="og:type" content="article">{dated}</head>'
    return f"<!doctype html><html lang=en>{head}<body><article><h1>{title}</h1>{text}</article></body></html>".encode()


def one_sided_page(number: int) -> bytes:
    """A page that names one side alone: on the beat where the outlet is at home on the other."""
    told = ["Moscow will supply gas through the pipeline of district {0}, the ministry said.", ROADS, ROADS]
    return page(number, title=f"Russia agrees on gas transit and gas prices {number}", sentences=told)


def off_page(number: int) -> bytes:
    return page(number, title=f"Ward {number} mends its roads", sentences=[ROADS] * 4)


def record(url: str, body: bytes, *, status: str = "200 OK", content_type: str = "text/html; charset=utf-8") -> bytes:
    """One record of a WARC file, compressed by itself."""
    answer = f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\n\r\n".encode() + body
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-05-01T10:00:00Z\r\n"
    head += f"WARC-Record-ID: <urn:uuid:{uuid.uuid4()}>\r\nContent-Type: application/http; msgtype=response\r\n"
    return gzip.compress(f"{head}Content-Length: {len(answer)}\r\n\r\n".encode() + answer + b"\r\n\r\n")


def archive(folder: Path, count: int = 12, name: str = "news.warc.gz") -> Path:
    """A WARC file with so many pages on the beat, each beside two that are not, and what else a crawl comes by."""
    records = [record("https://north.example/logo.png", b"png", content_type="image/png")]
    records.append(record("https://north.example/gone", b"<html>", status="404 Not Found"))
    for number in range(count):
        records.append(record(f"https://north.example/roads/{number}", off_page(number)))
        records.append(record(f"https://north.example/gas/{number}", page(number)))
        records.append(record(f"https://south.example/roads/{number}", off_page(number + 500)))
    path = folder / name
    path.write_bytes(b"".join(records))
    return path


def articles(folder: Path, name: str = "khazri.db") -> list[tuple[str, str, str, str, int]]:
    with sqlite3.connect(folder / name) as connection:
        columns = "url, title, text, relevance, quiet"
        return connection.execute(f"SELECT {columns} FROM articles ORDER BY url").fetchall()


def test_a_warc_is_read_as_if_it_had_been_crawled(khazri: Khazri, tmp_path: Path) -> None:
    path = archive(tmp_path)
    ran = khazri("ingest", str(path))
    assert ran.code == 0, ran.err
    assert "38 records: 12 stored, 0 copies, 1 not HTML, 1 not found, 24 do not name both sides" in ran.out
    found = khazri("search", "gas", "--source", "ingested-north-example", "--limit", "20")
    assert "12 articles" in found.out
    again = khazri("ingest", str(path))
    assert "read before" in again.out
    assert "12 known already" in khazri("ingest", "--again", str(path)).out
    assert len(articles(tmp_path)) == 12
    assert "nothing found" in khazri("audit", "--strict").out


def test_the_gate_before_the_parser_changes_nothing_but_the_time(khazri: Khazri, tmp_path: Path) -> None:
    path = archive(tmp_path, 5)
    assert "10 do not name both sides" in khazri("ingest", str(path)).out
    ran = khazri("--database", "sqlite:///whole.db", "ingest", "--without-gate", str(path))
    assert "10 off the beat" in ran.out
    assert articles(tmp_path) == articles(tmp_path, "whole.db") != []


def test_one_side_is_enough_where_the_outlet_is_at_home_on_the_other(khazri: Khazri, tmp_path: Path) -> None:
    hosts = ["north.example", "north.az", "north.ru", "north.pl"]
    path = tmp_path / "news.warc.gz"
    path.write_bytes(b"".join(record(f"https://{host}/gas/{number}", one_sided_page(number)) for number, host in enumerate(hosts)))
    assert "4 records: 1 stored, 0 copies, 3 do not name both sides" in khazri("ingest", str(path)).out
    ran = khazri("--database", "sqlite:///whole.db", "ingest", "--without-gate", str(path))
    assert "1 stored, 0 copies, 3 off the beat" in ran.out
    assert articles(tmp_path) == articles(tmp_path, "whole.db") != []


@pytest.mark.thorough
def test_a_kill_in_the_middle_loses_and_doubles_nothing(khazri: Khazri, tmp_path: Path) -> None:
    path = archive(tmp_path, 8)
    killed = khazri("ingest", str(path), KHAZRI_FAILPOINT="article-stored:5")
    assert killed.code == -9
    assert len(articles(tmp_path)) == 5
    ran = khazri("ingest", str(path))
    assert "3 stored" in ran.out
    assert "5 known already" in ran.out  # of the batch at hand
    assert len(articles(tmp_path)) == 8


def test_a_run_goes_on_at_the_record_where_the_last_one_stood(khazri: Khazri, tmp_path: Path) -> None:
    path = archive(tmp_path, 4)
    records = list(Warc(path).records(0))
    identity = identity_of(path)
    with open_database(f"sqlite:///{tmp_path / 'khazri.db'}") as database:
        stands = Standing(records[-4].place, counts={"records": len(records) - 3})
        ingests.note(database, identity.path, identity.size, identity.changed_at, stands, (), datetime.now(UTC))
    ran = khazri("ingest", str(path))
    assert f"{len(records)} records: 1 stored, 0 copies, 2 do not name both sides" in ran.out
    assert [row[0] for row in articles(tmp_path)] == ["https://north.example/gas/3"]


def test_what_is_old_is_kept_where_it_was_published_and_told_to_nobody(khazri: Khazri, tmp_path: Path) -> None:
    khazri("ingest", str(archive(tmp_path, 2)))
    fresh = (datetime.now(UTC) - timedelta(hours=3)).isoformat()
    lines = [{"url": "https://north.example/new", "html": page(900, published=fresh).decode()}]
    lines.append({"url": "https://north.example/undated", "html": page(901, published="").decode()})
    (tmp_path / "lines.jsonl").write_text("\n".join(map(json.dumps, lines)), "utf-8")
    khazri("ingest", "lines.jsonl")
    assert {row[0].rsplit("/", 1)[1]: row[4] for row in articles(tmp_path)} == {"0": 1, "1": 1, "new": 0, "undated": 1}
    told = " ".join(khazri("digest", KHAZRI_DIGEST__HISTORY_DAYS="0").out.split())
    assert "gas transit 900" in told
    assert "gas transit 901" not in told
    assert "gas transit 1" not in told
    assert "2 articles" in khazri("search", "gas", "--since", "2024-04-30", "--until", "2024-05-03").out


def damaged(data: bytes) -> bytes:
    at = data.index(b"\x1f\x8b\x08", len(data) // 2)
    return data[: at + 30] + b"x" * 40 + data[at + 70 :]


@pytest.mark.parametrize(("spoil", "lost"), [(damaged, 1), (lambda data: data[:-40], 1)], ids=["a damaged record", "a truncated file"])
def test_damage_costs_one_line_and_the_records_it_hit(khazri: Khazri, tmp_path: Path, spoil: Callable[[bytes], bytes], lost: int) -> None:
    path = archive(tmp_path, 8)
    path.write_bytes(spoil(path.read_bytes()))
    ran = khazri("ingest", str(path))
    assert ran.code == 0, ran.err
    assert f"{lost} damaged" in ran.out
    assert ran.err.count(str(path)) == lost
    assert len(articles(tmp_path)) >= 7


def test_a_file_compressed_as_a_whole_and_one_not_at_all_are_read_too(khazri: Khazri, tmp_path: Path) -> None:
    plain = gzip.decompress(archive(tmp_path, 3).read_bytes())
    (tmp_path / "plain.warc").write_bytes(plain)
    (tmp_path / "whole.warc.gz").write_bytes(gzip.compress(plain))
    for name in ("plain.warc", "whole.warc.gz"):
        ran = khazri("--database", f"sqlite:///{name}.db", "ingest", name)
        assert "3 stored" in ran.out, ran.err


def test_folders_json_lines_and_feeds_are_read(khazri: Khazri, tmp_path: Path) -> None:
    (tmp_path / "pages" / "2024").mkdir(parents=True)
    (tmp_path / "pages" / "2024" / "gas.html").write_bytes(page(1))
    ran = khazri("ingest", "--url-prefix", "https://west.example/", "pages")
    assert "1 records: 1 stored" in ran.out, ran.err
    own = page(2).replace(b"<head>", b'<head><link rel="canonical" href="https://west.example/own">')
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "a.html").write_bytes(own)
    (tmp_path / "own" / "b.html").write_bytes(page(3))
    assert "2 records: 1 stored, 0 copies, 1 no address" in khazri("ingest", "own").out
    text = "\n".join(each.format(4) for each in SENTENCES)
    told = {"url": "https://west.example/4", "title": "Baku and Moscow on gas", "text": text, "published_at": "2024-05-02", "lang": "en"}
    with gzip.open(tmp_path / "lines.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write(json.dumps(told) + "\nno json\n")
    ran = khazri("ingest", "lines.jsonl.gz")
    assert "1 stored" in ran.out
    assert "1 damaged" in ran.out
    content = "".join(f"<p>{each.format(5)}</p>" for each in SENTENCES)
    item = f"<item><link>https://west.example/5</link><title>Gas five</title><description><![CDATA[{content}]]></description></item>"
    (tmp_path / "feed.xml").write_text(f'<rss version="2.0"><channel>{item}</channel></rss>', "utf-8")
    assert "1 records: 1 stored" in khazri("ingest", "feed.xml").out
    urls = [row[0] for row in articles(tmp_path)]
    assert urls == [f"https://west.example/{name}" for name in ("2024/gas.html", "4", "5", "own")]


def test_a_wrong_file_is_told_in_one_line(khazri: Khazri, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear reader", "utf-8")
    for name in ("letter.txt", "missing.warc.gz"):
        ran = khazri("ingest", name)
        assert ran.code == 1
        assert len(ran.err.splitlines()[-1:]) == 1
        assert name in ran.err
        assert "Traceback" not in ran.err


def test_a_file_read_in_stretches_goes_on_after_a_stop_and_gives_every_article_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desk.ingesting.BATCH", 2)
    path = archive(tmp_path, 8)
    runs: list[int] = []

    def stop_at_first(tally: Tally) -> None:
        runs.append(tally.counts["records"])
        if len(runs) == 1:
            raise KeyboardInterrupt

    with open_database(f"sqlite:///{tmp_path / 'stretches.db'}") as database, ParserPool(None, 2) as parsers:
        ingestion = Ingestion(database, (), parsers, pregate_of(beat_read_once()), stretch=1500)
        with suppress(KeyboardInterrupt):
            asyncio.run(ingestion.read(path, None, again=False, shown=stop_at_first))
        tally = asyncio.run(ingestion.read(path, None, again=False, shown=stop_at_first))
    assert 0 < runs[0] < 26
    assert tally.position == path.stat().st_size
    assert tally.counts["records"] == 26
    assert tally.counts["not both sides"] == 16
    assert [row[0] for row in articles(tmp_path, "stretches.db")] == [f"https://north.example/gas/{number}" for number in range(8)]
