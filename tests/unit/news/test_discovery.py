"""Finding the feeds of an outlet from its home page."""

from hypothesis import given
from hypothesis import strategies as st

from news.discovery import (
    announced_feeds,
    describe,
    discover,
    distinct,
    header_feeds,
    identifier,
    kind_of_answer,
    newest_sitemap,
    robots_sitemaps,
    same_address,
    usual_places,
)
from news.pages import Page, parse_html
from news.sources import FEED_KINDS

URL = "https://www.northwind.az/"
HEADLINES = "".join(
    f"<a href='/{n}'>{line}</a>"
    for n, line in enumerate(
        (
            "Bakıda yeni dəmir yolu stansiyası istifadəyə verildi",
            "Nazirlik qaz ixracının həcmini açıqladı və müqavilələri dərc etdi",
            "Prezident bu gün xarici işlər nazirini qəbul edib",
            "Şəhərdə məktəblilər üçün yeni kitabxana açılacaq",
        )
    )
)


def page(markup: str, url: str = URL) -> Page:
    return Page(url, 200, markup.encode("utf-8", "replace"), "text/html; charset=utf-8")


def announced(head: str) -> list[tuple[str, str]]:
    tree = parse_html(page(f"<html><head>{head}</head><body>x</body></html>"))
    assert tree is not None
    return [(each.kind, each.url) for each in announced_feeds(tree, URL)]


def test_feeds_are_found_whichever_way_the_page_writes_them() -> None:
    assert announced('<link rel="alternate" type="application/rss+xml" href="/rss">') == [("rss", f"{URL}rss")]
    assert announced('<LINK REL="Alternate" TYPE="application/atom+xml; charset=utf-8" HREF="atom.xml">') == [("atom", f"{URL}atom.xml")]
    based = '<base href="https://feeds.northwind.az/"><link rel="alternate home" type="application/rss+xml" href="all">'
    assert announced(based) == [("rss", "https://feeds.northwind.az/all")]


def test_what_is_no_feed_of_news_is_left_out() -> None:
    assert announced('<link rel="alternate" hreflang="ru" href="/ru">') == []
    assert announced('<link rel="alternate" type="application/json+oembed" href="/embed">') == []
    assert announced('<link rel="stylesheet" type="application/rss+xml" href="/rss">') == []
    assert announced('<link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">') == []
    assert announced('<link rel="alternate" type="application/rss+xml" href="/comments/feed/">') == []
    assert announced('<link rel="alternate" type="application/rss+xml" href="/?feed=comments-rss2">') == []


def test_headers_name_feeds_too() -> None:
    said = ['</style.css>; rel=preload, </rss>; rel="alternate"; type="application/rss+xml"; title="News", <x>; rel="next"']
    assert [(each.kind, each.url, each.title) for each in header_feeds(said, URL)] == [("rss", f"{URL}rss", "News")]
    assert header_feeds(["", "<", "<>;;;=", "<a>; rel"], URL) == ()


def test_sitemaps_of_robots_txt_are_found_those_of_news_first() -> None:
    text = "User-agent: *\nDisallow: /x\nSitemap: /sitemap.xml # all\nSITEMAP:https://www.northwind.az/news-sitemap.xml\nSitemap: /sitemap.xml\n"
    robots = Page(f"{URL}robots.txt", 200, text.encode(), "text/plain")
    assert [(each.kind, each.url) for each in robots_sitemaps(robots)] == [
        ("news-sitemap", f"{URL}news-sitemap.xml"),
        ("sitemap", f"{URL}sitemap.xml"),
    ]


def test_one_address_in_two_spellings_is_tried_once() -> None:
    found = discover(
        page(
            '<link rel="alternate" type="application/rss+xml" href="http://northwind.az/rss/">'
            '<link rel="alternate" type="application/rss+xml" href="https://www.northwind.az/rss">'
        )
    )
    assert len(found.candidates) == 1
    assert len({same_address(each.url) for each in distinct(usual_places(URL) * 2)}) == len(usual_places(URL))


def test_an_outlet_is_described_by_what_its_page_says() -> None:
    outlet = discover(page(f'<html lang="en"><meta property="og:site_name" content="North &amp;amp; Wind">{HEADLINES}')).outlet
    assert outlet.name == "North & Wind"
    assert outlet.lang == "az", "headlines say more than the template's declaration"
    assert outlet.country is not None
    assert (outlet.country.code, outlet.country.timezone) == ("AZ", "Asia/Baku")


def test_a_name_is_cut_out_of_a_title() -> None:
    for title in ("Northwind – latest news of the day", "Latest news of the day | Northwind", "Northwind"):
        assert discover(page(f"<title>{title}</title><p>x")).outlet.name == "Northwind"
    assert discover(page("<p>x")).outlet.name == "northwind.az"
    assert describe(None, URL).name == "northwind.az"


def test_a_country_is_guessed_from_the_address_the_locale_or_the_language_and_else_unknown() -> None:
    def country(url: str, markup: str = "<p>x") -> str | None:
        found = discover(page(markup, url)).outlet.country
        return found and found.code

    assert country("https://paper.co.uk/") == "GB"
    assert country("https://xn--80aaa.xn--p1ai/") == "RU"
    assert country("https://paper.com/", '<meta property="og:locale" content="tr_TR"><p>x') == "TR"
    assert country("https://paper.com/", HEADLINES) == "AZ"
    assert country("https://paper.com/", '<html lang="en"><p>x') is None
    assert country("https://paper.me/") is None, "the world uses .me for other things than Montenegro"


def test_an_answer_is_known_by_what_it_holds() -> None:
    def kind(text: str) -> str | None:
        return kind_of_answer(Page(URL, 200, text.encode(), ""))

    assert kind('<?xml version="1.0"?><rss version="2.0">') == "rss"
    assert kind('<rdf:RDF xmlns="http://purl.org/rss/1.0/">') == "rss"
    assert kind('<feed xmlns="http://www.w3.org/2005/Atom">') == "atom"
    assert kind("<urlset><url><loc>x</loc></url></urlset>") == "sitemap"
    assert kind("<urlset><url><news:news><news:publication_date>2026</news:publication_date>") == "news-sitemap"
    assert kind("<sitemapindex>") == "sitemap"
    assert kind("<!doctype html><html>") is None
    assert kind("") is None


def test_of_an_index_the_sitemap_with_the_newest_pages_is_read() -> None:
    assert newest_sitemap(["https://a.az/2024-12.xml", "https://a.az/2026-03.xml", "https://a.az/2025-01.xml"]).endswith("2026-03.xml")
    assert newest_sitemap(["https://a.az/post-9.xml", "https://a.az/news.xml"]).endswith("news.xml")
    assert newest_sitemap(["https://a.az/pages.xml"]).endswith("pages.xml")


def test_ids_are_made_from_addresses_and_never_taken_twice() -> None:
    assert identifier("https://www.north-wind.az/ru", ()) == "north-wind"
    assert identifier("https://az.north-wind.com.tr/", ()) == "north-wind"
    assert identifier("https://northwind.az/", {"northwind"}, "ru") == "northwind-ru"
    assert identifier("https://northwind.az/", {"northwind", "northwind-ru", "northwind-2"}, "ru") == "northwind-3"
    assert identifier("http://127.0.0.1:8080/", ()) == "127-0-0-1"


@given(st.text(), st.lists(st.text(), max_size=3))
def test_no_page_and_no_header_breaks_the_search(markup: str, headers: list[str]) -> None:
    found = discover(page(markup), headers)
    assert found.outlet.name
    assert all(each.kind in FEED_KINDS and each.url.startswith("http") for each in found.candidates)
    robots_sitemaps(page(markup))
