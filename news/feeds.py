"""What feeds, sitemaps, listings and shared-stories pages say of pages nobody has seen yet."""

from dataclasses import dataclass
from datetime import datetime

from news.dates import UNDATED, Dating


@dataclass(frozen=True, slots=True)
class Entry:
    """What a feed says of one page."""

    url: str
    """The canonical address: the entry's identity in the ledger."""
    link: str
    """The address as the feed spells it, made absolute: what is fetched."""
    title: str | None = None
    summary: str | None = None
    author: str | None = None
    published: Dating = UNDATED
    updated_at: datetime | None = None
    """When the outlet says it last changed the page (Atom ``updated``); a later one than we know makes us read it again."""
    lang: str | None = None
    content: str | None = None
    """The story itself, as HTML: only on a shared-stories page, where the story's own address is never fetched."""


@dataclass(frozen=True, slots=True)
class FeedReading:
    """Everything that one look at a feed found."""

    entries: tuple[Entry, ...] = ()
    problem: str | None = None
    """What is wrong with the feed, in one line with the remedy; entries may be there all the same."""
    children: tuple[str, ...] = ()
    """Addresses of further sitemaps, where a sitemap index was read."""
