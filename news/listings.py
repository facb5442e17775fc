"""Pages that link to articles: listings of an outlet's own, and pages on which a reader shares other outlets' stories."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from urllib.parse import urljoin

from lxml import etree, html
from lxml.cssselect import SelectorError

from news.dating.item_dates import item_date
from news.feeds import Entry, FeedReading
from news.pages import Page, parse_html
from news.sources import Feed, Source
from news.texts import clean_line
from news.urls import absolute_url, canonical_url, matches_pattern, path_of, site_of

MAX_LINKS = 5000
"""Links of one page that are looked at: an archive page of a large outlet has 1,500."""
_HEADLINE_WORDS = 4
"""Words of a link that may be a headline; sections and buttons have fewer."""


def read(page: Page, feed: Feed, source: Source, now: datetime) -> FeedReading:
    """Read the links to articles from a listing: by selector, by pattern, or the links that look like headlines of the same host."""
    tree = parse_html(page)
    if tree is None:
        return FeedReading(problem="not an HTML page; check the feed's address and kind in the sources file")
    anchors = _select(tree, feed.links) if feed.links else list(tree.iter("a"))
    if anchors is None:
        return FeedReading(problem=f"{feed.links!r} is no CSS selector; correct `links` in the sources file")
    base = _base(tree, page.url)
    entries: dict[str, Entry] = {}
    for link in anchors[:MAX_LINKS]:
        entry = _entry(link, base, feed)
        if entry is None or entry.url == canonical_url(page.url) or not _is_wanted(entry, feed, page.url):
            continue
        known = entries.get(entry.url)
        dated = known.published if known and known.published.at else item_date(link, source.timezone, now)
        # A picture and a headline lead to the same article: the longer text is the headline.
        best = entry if known is None or len(entry.title or "") > len(known.title or "") else known
        entries[entry.url] = replace(best, published=dated)
    return FeedReading(
        tuple(entries.values()),
        None if entries else "no links to articles found; check `links` and `pattern` of the feed in the sources file",
    )


def read_stories(page: Page, feed: Feed, source: Source, now: datetime) -> FeedReading:
    """Read the stories that stand in full on one page, each with the address of its own outlet."""
    tree = parse_html(page)
    if tree is None:
        return FeedReading(problem="not an HTML page; check the feed's address and kind in the sources file")
    blocks = _select(tree, feed.story or "article")
    if blocks is None:
        return FeedReading(problem=f"{feed.story!r} is no CSS selector; correct `story` in the sources file")
    base = _base(tree, page.url)
    found = [_story(block, base, feed) for block in blocks]
    entries = {entry.url: entry for entry in reversed(found) if entry is not None}
    left_out = found.count(None)
    problems = [
        "" if found else "no stories found; check `story` of the feed in the sources file",
        f"{left_out} {'story' if left_out == 1 else 'stories'} without a usable link or text left out" if left_out else "",
    ]
    return FeedReading(tuple(reversed(entries.values())), "; ".join(problem for problem in problems if problem) or None)


def _base(tree: html.HtmlElement, url: str) -> str:
    declared = next((element.get("href") for element in tree.iter("base") if element.get("href")), None)
    return urljoin(url, declared) if declared and canonical_url(declared, url) else url


def _select(tree: html.HtmlElement, selector: str) -> list[html.HtmlElement] | None:
    try:
        return list(tree.cssselect(selector))
    except (SelectorError, etree.XPathError):
        return None


def _anchors(element: html.HtmlElement) -> Iterator[html.HtmlElement]:
    """Give the links of a selected element: itself, those inside it, or the one around it."""
    if element.tag == "a":
        yield element
        return
    inside = list(element.iter("a"))
    yield from inside or element.iterancestors("a")


def _entry(element: html.HtmlElement, base: str, feed: Feed) -> Entry | None:
    for link in _anchors(element):
        href = link.get("href") or ""
        url = canonical_url(href, base) if href and not href.startswith("#") else None
        if url is not None:
            return Entry(url=url, link=absolute_url(href, base) or url, title=_title(link), lang=feed.lang)
    return None


def _title(link: html.HtmlElement) -> str | None:
    said = clean_line(" ".join(link.itertext())) or clean_line(link.get("title"))
    return said or clean_line(next((image.get("alt") for image in link.iter("img") if image.get("alt")), None))


def _is_wanted(entry: Entry, feed: Feed, page_url: str) -> bool:
    if feed.pattern:
        return matches_pattern(entry.url, feed.pattern)
    if feed.links:
        return True
    return site_of(entry.url) == site_of(page_url) and len((entry.title or "").split()) >= _HEADLINE_WORDS and _is_deep(entry.url)


def _is_deep(url: str) -> bool:
    """Tell whether a path names an article rather than a section: it has a number, a slug of several words, or three steps."""
    steps = [step for step in path_of(url).split("/") if step]
    return len(steps) >= 3 or bool(steps and re.search(r"\d{4}|[^-]+-[^-]+-[^-]+", steps[-1])) or "id=" in url


def _story(block: html.HtmlElement, base: str, feed: Feed) -> Entry | None:
    links = _select(block, feed.link or "a[href]") or []
    content = next(iter(_select(block, feed.content) or []), None) if feed.content else block
    link = next((anchor for element in links for anchor in _anchors(element) if _is_elsewhere(anchor, base)), None)
    if link is None or content is None:
        return None
    href = link.get("href") or ""
    url = canonical_url(href, base)
    if url is None:
        return None
    markup = html.tostring(content, encoding="unicode", with_tail=False)
    return Entry(url=url, link=absolute_url(href, base) or url, title=_title(link), lang=feed.lang, content=markup)


def _is_elsewhere(anchor: html.HtmlElement, base: str) -> bool:
    """Tell whether a link has a web address: not a script, not an anchor of the page itself."""
    href = (anchor.get("href") or "").strip()
    return bool(href) and not href.startswith("#") and canonical_url(href, base) is not None
