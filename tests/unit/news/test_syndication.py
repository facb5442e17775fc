"""RSS and Atom feeds, well-formed and otherwise."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from news.dates import UNDATED, Dating
from news.feeds import FeedReading, read_feed
from news.pages import Page
from news.sources import Feed, FeedKind, Source

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
SOURCE = Source("northwind", "Northwind Post", "https://northwind.example/", "AZ", ("az",), "Asia/Baku", "independent")


def read(body: str | bytes, kind: FeedKind = "rss", content_type: str = "application/rss+xml", status: int = 200) -> FeedReading:
    raw = body if isinstance(body, bytes) else body.encode()
    feed = Feed("northwind/feed", "northwind", "https://northwind.example/feed", kind)
    return read_feed(Page("https://northwind.example/feed", status, raw, content_type), feed, SOURCE, NOW)


def rss(*items: str, head: str = "") -> str:
    return f"<?xml version='1.0'?><rss version='2.0'><channel><title>Northwind</title>{head}{''.join(f'<item>{item}</item>' for item in items)}</channel></rss>"


ITEM = "<title>A pipeline opens</title><link>https://northwind.example/a</link>"


def test_an_entry_says_all_the_feed_says() -> None:
    reading = read(
        rss(
            "<title>Oil &amp;amp; gas: &lt;b&gt;a deal&lt;/b&gt;</title><link>https://northwind.example/a/?utm_source=rss</link>"
            "<description>&lt;p&gt;Two lines&lt;/p&gt; of text</description><author>desk@northwind.example (Aynur Quliyeva)</author>"
            "<pubDate>Fri, 20 Nov 2026 14:30:00 AZT</pubDate>",
            head="<language>az-AZ</language>",
        )
    )
    (entry,) = reading.entries
    assert reading.problem is None
    assert entry.url == "https://northwind.example/a/"
    assert entry.link == "https://northwind.example/a/?utm_source=rss"
    assert (entry.title, entry.summary, entry.author, entry.lang) == ("Oil & gas: a deal", "Two lines of text", "Aynur Quliyeva", "az")
    assert entry.published == Dating(datetime(2026, 11, 20, 10, 30, tzinfo=UTC), "exact", "feed")


@pytest.mark.parametrize(
    ("written", "published"),
    [
        ("20.11.2026 14:30", datetime(2026, 11, 20, 10, 30, tzinfo=UTC)),
        ("Cümə, 20 noyabr 2026 14:30", datetime(2026, 11, 20, 10, 30, tzinfo=UTC)),
        ("Fri, 20 Nov 2026 13:30:00 MSK", datetime(2026, 11, 20, 10, 30, tzinfo=UTC)),
        ("2026-11-19", date(2026, 11, 19)),
        ("Thu, 01 Jan 2099 00:00:00 GMT", None),
        ("yesterday-ish", None),
    ],
)
def test_dates_are_right_or_unknown(written: str, published: object) -> None:
    assert read(rss(f"{ITEM}<pubDate>{written}</pubDate>")).entries[0].published.at == published


ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://northwind.example/az/"><title>N</title>
<entry><title type="html">A &lt;i&gt;first&lt;/i&gt; title</title><link rel="self" href="/self"/><link rel="alternate" href="a1"/><id>urn:1</id>
<published>2026-11-20T10:00:00Z</published><updated>2026-11-20T11:00:00Z</updated></entry>
<entry><title>B</title><link href="https://northwind.example/b"/><id>urn:2</id><updated>2026-11-20T09:00:00Z</updated></entry></feed>"""


@pytest.mark.parametrize("kind", ["rss", "atom"])
def test_rss_and_atom_are_read_whichever_is_named(kind: FeedKind) -> None:
    first, second = read(ATOM, kind).entries
    assert first.url == "https://northwind.example/az/a1"
    assert first.title == "A first title"
    assert first.published.at == datetime(2026, 11, 20, 10, tzinfo=UTC)
    assert first.updated_at == datetime(2026, 11, 20, 11, tzinfo=UTC)
    assert second.published.at == second.updated_at == datetime(2026, 11, 20, 9, tzinfo=UTC)
    assert read(rss(ITEM), kind).entries[0].title == "A pipeline opens"


def test_identity_is_the_link_not_the_guid() -> None:
    items = [f"<title>T{n}</title><link>https://northwind.example/{n}</link><guid>same</guid>" for n in range(3)]
    assert [entry.url[-1] for entry in read(rss(*items)).entries] == ["0", "1", "2"]


def test_one_page_is_one_entry() -> None:
    twice = [ITEM, "<title>Again</title><link>https://northwind.example/a?fbclid=1</link>", "<title>B</title><link>/b</link>"]
    assert [entry.title for entry in read(rss(*twice)).entries] == ["A pipeline opens", "B"]


def test_a_guid_that_is_an_address_stands_in_for_the_link() -> None:
    assert read(rss("<title>T</title><guid>https://northwind.example/g</guid>")).entries[0].url == "https://northwind.example/g"


def test_entries_without_a_usable_link_are_counted() -> None:
    reading = read(
        rss(
            ITEM,
            "<title>no link</title>",
            "<title>x</title><link>javascript:alert(1)</link>",
            "<title>y</title><link>https://u@h.example/</link>",
        )
    )
    assert len(reading.entries) == 1
    assert reading.problem == "3 entries without a usable link left out"


@pytest.mark.parametrize("codec", ["windows-1251", "koi8-r", "utf-8"])
@pytest.mark.parametrize("claim", ["application/xml", "application/rss+xml; charset=utf-8", "text/xml; charset=windows-1251"])
def test_russian_feeds_keep_their_letters_whatever_is_claimed(codec: str, claim: str) -> None:
    title = "Министр провёл встречу с коллегой в столице"
    body = rss(f"<title>{title}</title><link>https://northwind.example/a</link>").encode(codec)
    reading = read(body, content_type=claim)
    assert [entry.title for entry in reading.entries] == [title]
    assert reading.problem is None


def test_an_empty_feed_is_no_problem() -> None:
    assert read(rss()) == FeedReading()


def test_a_broken_feed_keeps_what_came_before_the_break() -> None:
    reading = read(rss(ITEM, "<title>B</title><link>https://northwind.example/b</link>", "<title>C & D</tit")[:-25])
    assert {"https://northwind.example/a", "https://northwind.example/b"} <= {entry.url for entry in reading.entries}
    assert reading.problem is not None
    assert reading.problem.startswith("broken XML")


def test_a_page_instead_of_a_feed_names_the_feed_it_announces() -> None:
    page = (
        "<!-- x --><!DOCTYPE html><html><head><link rel='alternate' type='application/rss+xml' href='/real.xml'></head><body></body></html>"
    )
    reading = read(page, content_type="text/html")
    assert reading.entries == ()
    assert reading.problem == (
        "an HTML page, not a feed; it announces a feed at https://northwind.example/real.xml: put that into the sources file"
    )
    assert str(read("<html><body>x</body></html>").problem).startswith("an HTML page, not a feed; ")


@pytest.mark.parametrize(
    ("body", "status"), [("", 200), ("  ", 200), ("/etc/passwd", 200), ("{}", 200), ("<a/>", 200), (rss(ITEM), 503), ("", 404)]
)
def test_what_is_no_feed_says_so(body: str, status: int) -> None:
    reading = read(body, status=status)
    assert reading.entries == ()
    assert reading.problem


def test_entities_are_never_fetched_or_blown_up() -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "xxxxxxxxxx"><!ENTITY b "&a;&a;&a;"><!ENTITY e SYSTEM "file:///etc/passwd">]>'
    reading = read(bomb + rss("<title>&e;&b;</title><link>https://northwind.example/a</link>").partition("?>")[2])
    assert all("root:" not in (entry.title or "") for entry in reading.entries)


def test_an_undated_entry_is_undated() -> None:
    assert read(rss(ITEM)).entries[0].published == UNDATED


@pytest.mark.parametrize(("head", "minutes"), [
    ("<ttl>60</ttl>", 60),
    ("<ttl> 5 </ttl>", 5),
    ("<ttl>0</ttl>", None),
    ("<ttl>soon</ttl>", None),
    ("<sy:updatePeriod> hourly </sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>", 15),
    ("<sy:updatePeriod>daily</sy:updatePeriod>", 24 * 60),
    ("<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>", 24 * 60),
    ("<sy:updatePeriod>now and then</sy:updatePeriod>", None),
    ("", None),
])  # fmt: skip
def test_how_often_a_feed_wants_to_be_asked(head: str, minutes: int | None) -> None:
    space = 'xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"'
    reading = read(f"<rss version='2.0' {space}><channel><title>N</title>{head}<item>{ITEM}</item></channel></rss>")
    assert reading.pause == (None if minutes is None else timedelta(minutes=minutes))
    assert reading.entries


def test_a_feed_names_its_older_entries() -> None:
    atom = ATOM.replace("<title>N</title>", '<title>N</title><link rel="next" href="?page=2"/><link rel="self" href="/self"/>', 1)
    assert read(atom).older == "https://northwind.example/az/?page=2"
    assert read(ATOM).older is None


PIECES = [
    "<rss version='2.0'>",
    "<channel>",
    "<item>",
    "</item>",
    "<link>https://a.example/",
    "</link>",
    "<title>",
    "<![CDATA[",
    "]]>",
    "&#0;",
    "&",
    "<feed>",
    "\x00",
    "я",
]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(PIECES) | st.text(max_size=10), max_size=20),
    st.sampled_from(["rss", "sitemap", "news-sitemap", "listing", "shared-stories"]),
)
def test_no_answer_breaks_the_reader(pieces: list[str], kind: FeedKind) -> None:
    assert isinstance(read("".join(pieces).encode("utf-8", "replace"), kind), FeedReading)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["rss", "atom", "sitemap", "listing", "shared-stories"]))
def test_no_bytes_break_the_reader(body: bytes, kind: FeedKind) -> None:
    assert isinstance(read(body, kind), FeedReading)
