"""What the parts of one crawl share."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.settings import Settings

from crawler.learning import Learning
from crawler.outbound import Outbound
from crawler.parsers import ParserPool
from news.errors import KhazriError
from news.feeds import Entry
from news.ledger import CrawlReport, FeedLook, FeedState
from storage.database import Database

if TYPE_CHECKING:
    from crawler.archives.keeping import PageArchive


@dataclass
class Progress:
    """What a crawl has done so far."""

    started_at: datetime
    feeds_asked: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)
    silent: set[str] = field(default_factory=set)
    """Feeds of which no server answered."""
    has_answer: bool = False
    """Whether any feed's server answered, if only to refuse."""
    failure: KhazriError | None = None
    """What makes it impossible to go on: the crawl stops and raises it. Pages in hand stay in the ledger."""

    def count_look(self, look: FeedLook, found: int) -> None:
        """Count one look at a feed."""
        self.counts["feeds"] += 1
        self.counts["found"] += found
        self.counts["unchanged"] += look.outcome == "unchanged"
        self.counts["failed"] += look.outcome == "failed"
        if look.problem:
            self.problems.append(f"{look.feed_id}: {look.problem}")

    def report(self, finished_at: datetime | None = None) -> CrawlReport:
        """Return the counts as a value."""
        names = [each.name for each in fields(CrawlReport) if each.type is int]
        counts = {name: self.counts[name] for name in names}
        return CrawlReport(self.started_at, finished_at, problems=tuple(self.problems), **counts)

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Take note of an error in a piece of work before Scrapy, which only logs it, sees it."""
        try:
            yield
        except KhazriError as error:
            self.failure = self.failure or error
            raise
        except Exception as error:
            self.problems.append(f"a defect of ours ({type(error).__name__}: {error}); please report it")
            raise


@dataclass(frozen=True)
class Context:
    """The things a crawl works with: they live as long as the crawl, or longer."""

    database: Database
    parsers: ParserPool
    outbound: Outbound
    progress: Progress
    learning: Learning
    look_every: timedelta
    states: Mapping[str, FeedState]
    """What was known of each feed before this crawl, by its id; one that is not named is asked for unconditionally."""
    force: bool = False
    archive: "PageArchive | None" = None
    """Where what is fetched is kept as it came."""
    taken: set[tuple[str, bool]] = field(default_factory=set)
    """Addresses that this crawl has in hand, for two feeds may announce one page at the same moment; and whether as a shared story."""

    def take(self, entries: Iterable[Entry]) -> tuple[Entry, ...]:
        """Take entries in hand, and return those that were not yet."""
        fresh = {(entry.url, entry.content is not None): entry for entry in entries}
        fresh = {key: entry for key, entry in fresh.items() if key not in self.taken}
        self.taken.update(fresh)
        return tuple(fresh.values())


class HouseCrawler(Crawler):
    """A Scrapy crawler that carries the context of our crawl to its components."""

    def __init__(self, spidercls: type[Spider], settings: Settings, context: Context) -> None:
        super().__init__(spidercls, settings)
        self.context = context


def context_of(crawler: Crawler) -> Context:
    """Return the context of a crawl; raise NotConfigured under plain ``scrapy crawl``, which only looks and keeps nothing."""
    if not isinstance(crawler, HouseCrawler):
        raise NotConfigured("nothing is kept under 'scrapy crawl'; 'khazri crawl' keeps what it finds")
    return crawler.context
