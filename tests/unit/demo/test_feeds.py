from email.utils import parsedate_to_datetime
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

import feedparser
import pytest
from lxml import etree, html

from demo.contents import LAST_ROUND, Channel, Contents, Outlet
from demo.press import Press

ROUNDS = range(LAST_ROUND + 1)
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"


def channels(contents: Contents, *kinds: str) -> list[tuple[Outlet, Channel]]:
    return [(outlet, channel) for outlet in contents.outlets for channel in outlet.channels if channel.kind in kinds]


def parsed(press: Press, outlet: Outlet, channel: Channel, round_: int) -> feedparser.FeedParserDict:
    answer = press.answer(outlet.id, channel.path, {}, round_)
    return feedparser.parse(BytesIO(answer.body), response_headers={"content-type": answer.header("Content-Type")})


@pytest.mark.parametrize("round_", ROUNDS)
def test_sound_feeds_parse_and_show_what_is_published_newest_first(press: Press, contents: Contents, round_: int) -> None:
    for outlet, channel in channels(contents, "rss", "atom"):
        if channel.fault is None:
            feed = parsed(press, outlet, channel, round_)
            assert not feed.bozo, outlet.id
            assert feed.feed.title == outlet.name
            assert [entry.title for entry in feed.entries] == [piece.title for piece in contents.published(outlet.id, round_)]
            days = [entry.published_parsed for entry in feed.entries]
            assert days == sorted(days, reverse=True)


def test_dates_in_feeds_are_the_moments_of_publication(press: Press, contents: Contents) -> None:
    for outlet, channel in channels(contents, "rss"):
        if channel.fault is None:
            entries = parsed(press, outlet, channel, LAST_ROUND).entries
            for entry, piece in zip(entries, contents.published(outlet.id, LAST_ROUND), strict=True):
                assert parsedate_to_datetime(entry.published) == piece.published


def test_some_feeds_append_trackers_and_the_page_answers_all_the_same(press: Press, contents: Contents) -> None:
    queries = set()
    for outlet, channel in channels(contents, "rss", "atom"):
        for entry in parsed(press, outlet, channel, LAST_ROUND).entries:
            if "link" in entry and (query := urlsplit(entry.link).query):
                queries.add(query.partition("=")[0])
                piece = next(piece for piece in contents.published(outlet.id, LAST_ROUND) if urlsplit(entry.link).path == piece.path)
                if piece.answers == "article":
                    assert press.answer(outlet.id, f"{piece.path}?{query}", {}, LAST_ROUND).status == 200
    assert {"utm_source", "fbclid"} <= queries


def test_an_edit_moves_updated_in_the_atom_feed_and_not_published(press: Press, contents: Contents) -> None:
    piece = next(piece for piece in contents.pieces if piece.edit)
    assert piece.edit is not None
    outlet = contents.outlet(piece.outlet_id)
    before, after = (
        next(entry for entry in parsed(press, outlet, outlet.channels[0], round_).entries if entry.link == press.url(piece))
        for round_ in (piece.round, LAST_ROUND)
    )
    assert after.published == before.published
    assert after.updated_parsed > before.updated_parsed
    assert after.title == piece.edit.title


@pytest.mark.parametrize("round_", ROUNDS)
def test_the_broken_feed_is_cut_behind_its_good_items(press: Press, contents: Contents, round_: int) -> None:
    ((outlet, channel),) = [pair for pair in channels(contents, "rss") if pair[1].fault == "cut"]
    with pytest.raises(etree.XMLSyntaxError):
        etree.fromstring(press.answer(outlet.id, channel.path, {}, round_).body)
    feed = parsed(press, outlet, channel, round_)
    assert feed.bozo
    linked = [entry.link for entry in feed.entries if entry.get("link")]
    assert linked == [press.url(piece) for piece in contents.published(outlet.id, round_)]
    assert linked


def test_one_feed_is_empty_and_one_is_a_page(press: Press, contents: Contents) -> None:
    faults = {channel.fault: (outlet, channel) for outlet, channel in channels(contents, "rss") if channel.fault}
    empty = parsed(press, *faults["empty"], LAST_ROUND)
    assert (empty.version, empty.entries) == ("rss20", [])
    outlet, channel = faults["html"]
    answer = press.answer(outlet.id, channel.path, {}, LAST_ROUND)
    assert answer.status == 200
    assert (answer.header("Content-Type") or "").startswith("text/html")


@pytest.mark.parametrize("round_", ROUNDS)
def test_sitemaps_name_what_is_published(press: Press, contents: Contents, round_: int) -> None:
    for outlet, channel in channels(contents, "sitemap", "news-sitemap"):
        root = etree.fromstring(press.answer(outlet.id, channel.path, {}, round_).body)
        places = [element.text for element in root.iter(f"{SITEMAP}loc")]
        addresses = [press.url(piece) for piece in contents.published(outlet.id, round_)]
        assert places[len(places) - len(addresses) :] == addresses
        titles = [element.text for element in root.iter(f"{NEWS}title")]
        assert titles == ([piece.title for piece in contents.published(outlet.id, round_)] if channel.kind == "news-sitemap" else [])


@pytest.mark.parametrize("round_", ROUNDS)
def test_the_listing_links_what_is_published(press: Press, contents: Contents, round_: int) -> None:
    ((outlet, channel),) = channels(contents, "listing")
    page: Any = html.fromstring(press.answer(outlet.id, channel.path, {}, round_).body.decode())
    links = [str(link) for link in page.xpath("//main//h2//a/@href")]
    assert links == [press.url(piece) for piece in contents.published(outlet.id, round_)]
    assert len(page.xpath("//a/@href")) > len(links)


def test_the_shelf_holds_one_block_a_story(press: Press, contents: Contents) -> None:
    ((outlet, channel),) = channels(contents, "shared-stories")
    page: Any = html.fromstring(press.answer(outlet.id, channel.path, {}, LAST_ROUND).body.decode())
    blocks = page.xpath("//div[@class='story']")
    shares = contents.shared(LAST_ROUND)
    assert [str(block.xpath("string(.//h3/a)")) for block in blocks] == [share.title for share in shares]
    for block, share in zip(blocks, shares, strict=True):
        assert block.xpath(".//h3/a/@href") == [press.share_url(share)]
        assert tuple(paragraph.text for paragraph in block.xpath(".//div[@class='text']/p")) == share.paragraphs
        if share.piece:
            assert share.paragraphs == contents.piece(share.piece).as_of(LAST_ROUND).paragraphs
