"""What feeds, sitemaps, listings and shared-stories pages say of pages nobody has seen yet."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from news.answers import Page
from news.dates import UNDATED, Dating
from news.sources import Feed, Source


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
    pause: timedelta | None = None
    """How long the feed itself wants to be left alone after a look."""
    older: str | None = None
    """The address at which the feed says that its older entries are."""


def read_feed(page: Page, feed: Feed, source: Source, now: datetime) -> FeedReading:
    """Read whatever a feed's address answered, by the feed's kind; never fails, whatever the bytes."""
    # Each reader brings its own parser, and those who only name an Entry shall not pay for them.
    from news import listings, sitemaps, syndication  # noqa: PLC0415

    if not 200 <= page.status < 300:
        return FeedReading(problem=f"the server answered HTTP {page.status}; check the feed's address in the sources file if that goes on")
    if not page.body.strip():
        return FeedReading(problem="an empty answer, not a feed; check the feed's address in the sources file if that goes on")
    readers = {
        "rss": syndication.read,
        "atom": syndication.read,
        "sitemap": sitemaps.read,
        "news-sitemap": sitemaps.read,
        "listing": listings.read,
    }
    return readers.get(feed.kind, listings.read_stories)(page, feed, source, now)
