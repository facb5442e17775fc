"""Older pages of a feed: where what it has forgotten may still stand."""

from typing import Literal, NamedTuple
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from news.urls import canonical_url, site_of

MOST_PAGES = 10
"""Older pages of one feed that are asked for: ten times what it shows is days of news; further back a sitemap must help."""

Way = Literal["next", "paged", "page"]
"""The feed's own link (RFC 5005), WordPress's parameter, and that of most others."""


class OlderPage(NamedTuple):
    """One older page of a feed."""

    url: str
    number: int
    """The feed itself is 1."""
    way: Way


def first_older(feed_url: str, announced: str | None) -> OlderPage | None:
    """Return the page before the feed's own: the one it announces on its own site, else the one that WordPress would have."""
    if announced:
        return OlderPage(announced, 2, "next") if _is_next(announced, feed_url) else None
    return OlderPage(_numbered(feed_url, "paged", 2), 2, "paged")


def next_older(feed_url: str, page: OlderPage, announced: str | None, fresh: int) -> OlderPage | None:
    """Return the page to ask for after an older one that brought ``fresh`` new entries, or None where there is no use in going on.

    A first guess that brought nothing is followed by the other one.
    """
    number = page.number + 1
    if number > MOST_PAGES + 1:
        return None
    if page.way == "next":
        goes_on = fresh and announced and announced != page.url and _is_next(announced, feed_url)
        return OlderPage(announced, number, "next") if goes_on and announced else None
    if fresh:
        return OlderPage(_numbered(feed_url, page.way, number), number, page.way)
    return OlderPage(_numbered(feed_url, "page", 2), 2, "page") if page.way == "paged" and page.number == 2 else None


def _is_next(url: str, feed_url: str) -> bool:
    return site_of(url) == site_of(feed_url) != "" and canonical_url(url) != canonical_url(feed_url)


def _numbered(url: str, name: str, number: int) -> str:
    parts = urlsplit(url)
    query = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] != name]
    return urlunsplit(parts._replace(query=urlencode([*query, (name, str(number))])))
