"""Lists of feeds that go to other readers, and come from them."""

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from news.errors import InputError
from news.opml import read_opml, write_opml
from news.sources import Feed, Source, read_sources

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
FEED = Feed("paper/rss", "paper", "https://paper.az/rss?a=1&b=2", "rss")
PAPER = Source("paper", 'The "Paper" & Sons', "https://paper.az/", "AZ", ("az",), "Asia/Baku", "independent", feeds=(FEED,))


def read(body: str, head: str = '<?xml version="1.0"?>') -> list[str]:
    return [each.xml_url for each in read_opml(f"{head}<opml><body>{body}</body></opml>".encode(), "mine.opml")]


def test_nested_outlines_are_found_with_the_folders_around_them() -> None:
    text = (
        '<opml><body><outline title="News"><outline text="Baku"><outline text="A" xmlUrl="http://a.az/"/></outline></outline></body></opml>'
    )
    [outline] = read_opml(text.encode(), "mine.opml")
    assert outline.folders == ("News", "Baku")
    assert (outline.title, outline.html_url, outline.kind) == ("A", None, "rss")


def test_spellings_of_other_readers_are_understood() -> None:
    assert read('<outline XMLURL="https://a.az/rss"/><outline xmlurl=" https://b.az/rss "/>') == ["https://a.az/rss", "https://b.az/rss"]
    assert read('<outline xmlUrl="https://a.az/rss"/><outline xmlUrl="https://a.az/rss"/>') == ["https://a.az/rss"]
    assert read('<outline xmlUrl="javascript:alert(1)"/><outline xmlUrl=""/><outline text="folder"/>') == []
    assert read('<outline xmlUrl="https://a.az/Ə"/>', '<?xml version="1.0" encoding="utf-8"?>') == ["https://a.az/Ə"]
    body = '<?xml version="1.0" encoding="windows-1251"?><opml><body><outline text="Ветер" xmlUrl="https://a.ru/"/></body></opml>'
    assert read_opml(body.encode("windows-1251"), "mine.opml")[0].title == "Ветер"


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE o [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><opml><outline text="&b;" xmlUrl="https://a.az/"/></opml>',
        '<!DOCTYPE o [<!ENTITY % p SYSTEM "http://127.0.0.1/x"> %p;]><opml/>',
        "<opml>" + "<outline>" * 100_000,
        "<opml><outline text='a'",
        "not xml",
        "",
        "<html><body/></html>",
    ],
)
def test_a_bad_or_hostile_file_gets_one_line_that_names_it(text: str) -> None:
    with pytest.raises(InputError, match=r"^mine\.opml: ") as caught:
        read_opml(text.encode(), "mine.opml")
    assert "\n" not in str(caught.value)


def test_utf_16_hides_no_entities() -> None:
    with pytest.raises(InputError, match="entities"):
        read_opml('<!DOCTYPE o [<!ENTITY a "x">]><opml/>'.encode("utf-16"), "mine.opml")


def test_an_export_is_opml_2_escaped_and_read_back() -> None:
    written = write_opml([PAPER], "Mine", NOW)
    root = etree.fromstring(written)
    assert root.get("version") == "2.0"
    assert root.findtext("head/title") == "Mine"
    assert root.findtext("head/dateCreated") == "Mon, 02 Mar 2026 08:00:00 +0000"
    leaf = root.find("body/outline/outline")
    assert leaf is not None
    assert (leaf.get("type"), leaf.get("text"), leaf.get("htmlUrl")) == ("rss", PAPER.name, PAPER.homepage)
    [outline] = read_opml(written, "mine.opml")
    assert (outline.xml_url, outline.outlet, outline.country, outline.timezone) == (FEED.url, PAPER.name, "AZ", "Asia/Baku")
    assert (outline.source_id, outline.ownership, outline.lang) == ("paper", "independent", "az")


def test_every_rss_and_atom_feed_of_the_shipped_list_goes_out() -> None:
    sources = read_sources()
    feeds = [feed.url for source in sources for feed in source.feeds if feed.kind in {"rss", "atom"}]
    assert sorted(each.xml_url for each in read_opml(write_opml(sources, "All", NOW), "all.opml")) == sorted(feeds)


@given(st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co")), min_size=1))
def test_any_name_survives_the_way_out_and_in(name: str) -> None:
    [outline] = read_opml(write_opml([replace(PAPER, name=name)], "x", NOW), "x.opml")
    assert outline.xml_url == FEED.url


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader(raw: bytes) -> None:
    with suppress(InputError):
        assert isinstance(read_opml(raw, "mine.opml"), tuple)
