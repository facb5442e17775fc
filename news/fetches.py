"""What a spider hands over: a page that answered, or an address that did not."""

from dataclasses import dataclass

from news.feeds import Entry
from news.pages import Page
from news.sources import Feed, Source

STOPPING = "the crawl is stopping"  # why a request was given up that the next crawl will make


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page that answered, with the entry that announced it."""

    page: Page
    entry: Entry
    feed: Feed
    source: Source


@dataclass(frozen=True, slots=True)
class Missed:
    """An announced page that could not be fetched."""

    entry: Entry
    feed: Feed
    reason: str
    """One short phrase: ``timed out``, ``robots.txt forbids it``."""
    retry: bool
    """Whether it is worth asking again."""
