"""Sources and their feeds: the outlets that are watched, and the addresses looked at again and again."""

from dataclasses import dataclass, field
from typing import Literal, get_args

FeedKind = Literal["rss", "atom", "sitemap", "news-sitemap", "listing", "shared-stories"]
FEED_KINDS: tuple[FeedKind, ...] = get_args(FeedKind)


@dataclass(frozen=True, slots=True)
class Feed:
    """One address of a source that is looked at again and again."""

    id: str
    """The source's id, a slash and the feed's own name: ``northwind/rss``."""
    source_id: str
    url: str
    kind: FeedKind
    lang: str | None = None
    """The language of everything this feed announces, where the outlet has several."""
    links: str | None = None
    """Listing: CSS selector of the links to articles."""
    pattern: str | None = None
    """Listing or sitemap: a glob (``*`` and ``?``) that the path of an article's address must match."""
    story: str | None = None
    """Shared-stories page: CSS selector of one story's block."""
    link: str | None = None
    """Shared-stories page: CSS selector, inside the block, of the link to the story's own page; its text is the title."""
    content: str | None = None
    """Shared-stories page: CSS selector, inside the block, of the story's text."""


@dataclass(frozen=True, slots=True)
class Source:
    """An outlet."""

    id: str
    name: str
    homepage: str
    country: str
    """ISO 3166 code of the country it works from, in capitals: ``AZ``."""
    languages: tuple[str, ...]
    """ISO 639-1 codes, the main one first."""
    timezone: str
    """IANA name; dates without a zone are read in it."""
    ownership: str
    """Who owns it, in the words of the sources file: ``state``, ``independent``, …"""
    delay: float = 1.0
    """Seconds between two requests to one host of this source."""
    feeds: tuple[Feed, ...] = field(default=())
