"""Sitemaps, news sitemaps and indexes."""

import gzip
from datetime import UTC, datetime

import pytest

from news import sitemaps
from news.feeds import FeedReading, read_feed
from news.pages import Page
from news.sources import Feed, Source

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
SOURCE = Source("northwind", "Northwind Post", "https://northwind.example/", "AZ", ("az",), "Asia/Baku", "independent")
HERE = "https://northwind.example/sitemap.xml"
OPEN = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://i.example/">'


def read(body: str | bytes, pattern: str | None = None) -> FeedReading:
    raw = body if isinstance(body, bytes) else body.encode()
    return read_feed(
        Page(HERE, 200, raw, "application/xml"), Feed("northwind/map", "northwind", HERE, "sitemap", pattern=pattern), SOURCE, NOW
    )


def urls(*paths: str) -> str:
    return "".join(f"<url><loc>https://northwind.example{path}</loc></url>" for path in paths)


NEWS = f"""<?xml version="1.0" encoding="UTF-8"?>{OPEN}<url><image:image><image:loc>https://northwind.example/p.jpg</image:loc></image:image>
<loc> https://northwind.example/a?utm_source=map&amp;id=1 </loc><lastmod>2026-11-20T11:00:00+04:00</lastmod>
<news:news><news:publication><news:name>Northwind</news:name><news:language>az</news:language></news:publication>
<news:publication_date>2026-11-20T10:30:00+04:00</news:publication_date><news:title>Neft &amp;amp; qaz</news:title></news:news></url></urlset>"""


def test_a_news_sitemap_tells_date_title_and_language() -> None:
    (entry,) = read(NEWS).entries
    assert entry.url == "https://northwind.example/a?id=1"
    assert entry.title == "Neft & qaz"
    assert entry.lang == "az"
    assert entry.published.at == datetime(2026, 11, 20, 6, 30, tzinfo=UTC)
    assert entry.updated_at == datetime(2026, 11, 20, 7, tzinfo=UTC)


def test_a_wrong_or_missing_namespace_does_no_harm() -> None:
    plain = NEWS.replace("http://www.google.com/schemas/sitemap-news/0.9", "http://typo.example/")
    assert read(plain).entries == read(NEWS).entries
    assert len(read(f"<urlset>{urls('/a')}</urlset>").entries) == 1


def test_a_packed_sitemap_is_unpacked() -> None:
    assert read(gzip.compress(NEWS.encode())).entries == read(NEWS).entries


def test_a_bomb_is_read_to_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemaps, "MAX_BYTES", 2000)
    reading = read(gzip.compress((OPEN + urls("/a") + " " * 100_000 + urls("/b") + "</urlset>").encode()))
    assert [entry.url for entry in reading.entries] == ["https://northwind.example/a"]
    assert "unpacked: the rest was not read" in str(reading.problem)


def test_a_damaged_package_is_told() -> None:
    assert "cannot be unpacked" in str(read(b"\x1f\x8b" + b"x" * 50).problem)


def test_an_index_gives_its_children_and_never_itself() -> None:
    index = f"<sitemapindex><sitemap><loc>{HERE}</loc></sitemap><sitemap><loc>/2026-11.xml.gz</loc></sitemap></sitemapindex>"
    reading = read(index)
    assert reading.children == ("https://northwind.example/2026-11.xml.gz",)
    assert reading.entries == ()
    assert reading.problem is None


def test_the_pattern_chooses() -> None:
    reading = read(OPEN + urls("/az/news/1", "/ru/news/2", "/az/video/3") + "</urlset>", pattern="/az/news/*")
    assert [entry.url for entry in reading.entries] == ["https://northwind.example/az/news/1"]


def test_an_empty_sitemap_is_no_problem() -> None:
    assert read(OPEN + "</urlset>") == FeedReading()


def test_a_broken_sitemap_keeps_what_came_before_the_break() -> None:
    reading = read(OPEN + urls("/a", "/b") + "<url><loc>https://northwind.example/c?x=1&y=2</loc></url></urlset>")
    assert [entry.url[-1] for entry in reading.entries] == ["a", "b"]
    assert str(reading.problem).startswith("broken XML at line 1")


def test_links_that_no_crawler_may_ask_for_are_counted() -> None:
    reading = read(OPEN + urls("/a") + "<url><loc>ftp://x/</loc></url><url/></urlset>")
    assert len(reading.entries) == 1
    assert reading.problem == "2 entries without a usable link left out"


def test_more_addresses_than_the_protocol_allows_are_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemaps, "MAX_URLS", 3)
    reading = read(OPEN + urls(*(f"/{n}" for n in range(9))) + "</urlset>")
    assert len(reading.entries) == 3
    assert "the rest was not read" in str(reading.problem)


@pytest.mark.parametrize("body", ["<html><body>No</body></html>", "<rss><channel/></rss>", "plain words", "{}"])
def test_what_is_no_sitemap_says_so(body: str) -> None:
    reading = read(body)
    assert reading.entries == ()
    assert "not a sitemap" in str(reading.problem)


def test_no_entity_is_resolved() -> None:
    evil = '<!DOCTYPE urlset [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY b "https://northwind.example/b">]>'
    reading = read(evil + "<urlset><url><loc>&x;</loc></url><url><loc>https://northwind.example/a</loc></url></urlset>")
    assert [entry.url for entry in reading.entries] == ["https://northwind.example/a"]


def test_a_cyrillic_sitemap_in_the_old_code_page_keeps_its_letters() -> None:
    body = f"<?xml version='1.0' encoding='utf-8'?>{OPEN}<url><loc>https://northwind.example/a</loc><news:news><news:title>Министр провёл встречу</news:title></news:news></url></urlset>"
    assert read(body.encode("windows-1251")).entries[0].title == "Министр провёл встречу"


def test_of_an_index_with_times_of_change_the_newest_come_first() -> None:
    days = {"a": "2024-05-01", "b": "2026-11-19T10:00:00+04:00", "c": "", "d": "2026-11-20", "e": ""}
    index = "".join(f"<sitemap><loc>/{name}</loc><lastmod>{day}</lastmod></sitemap>" for name, day in days.items())
    assert "".join(child[-1] for child in read(f"<sitemapindex>{index}</sitemapindex>").children) == "dbace"


def test_a_news_sitemap_of_more_addresses_than_google_takes_is_read_whole() -> None:
    assert len(read(OPEN + urls(*(f"/{number}" for number in range(2500))) + "</urlset>").entries) == 2500
