"""Articles are stored; everything else ends in the ledger with its reason."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal, Self

from scrapy.crawler import Crawler

from crawler.context import Context, context_of
from crawler.middlewares.skip_known import record_look
from crawler.parsers import Unreadable
from crawler.parsing import Reading
from crawler.writing import Writer
from news.articles import Passed, Rejection
from news.fetches import TOO_MUCH, Fetched, Missed, Unmodified
from news.ledger import OFF_BEAT, FeedLook, Kept, Settled
from storage import articles, ledger, rereads
from storage.articles import Arrival

RETRY_AFTER = timedelta(hours=1)  # a challenge or an overloaded server rarely lasts longer; five tries make five hours

_COUNTED: dict[Kept, str] = {
    "stored": "stored",
    "copy": "copies",
    "version": "versions",
    "unchanged": "unchanged_pages",
    "set aside": "rejected",
}


@dataclass(frozen=True, slots=True)
class Read:
    """A fetched page and what reading it gave."""

    fetched: Fetched
    reading: Reading | Rejection | Passed | Unreadable


class KeepArticles:
    """Stores articles on the beat and settles every other address in the ledger."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.writer = Writer(context.database)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Fetch the context of this crawl."""
        return cls(context_of(crawler))

    async def process_item(self, item: Any) -> Any:
        """Keep what a spider handed over: a page that was read, an address that was missed, a look that failed."""
        with self.context.progress.watching():
            await self.keep(item)
        return item

    async def keep(self, item: Any) -> None:
        """Write one item down."""
        self.context.progress.has_answer |= isinstance(item, Read | Unmodified)
        match item:
            case Read():
                await self.keep_page(item.fetched, item.reading)
            case Unmodified(entry):
                await self.writer.write(rereads.putting_off(entry.url, datetime.now(UTC)))
                self.context.progress.counts["unchanged_pages"] += 1
            case Missed(entry, _, reason, retry, not_before, is_silent):
                if is_silent and not_before is None and not self.context.progress.has_answer:  # no try of the page's, see Outages
                    not_before = datetime.now(UTC) + RETRY_AFTER
                await self.settle(entry.url, reason, "retry" if retry else "rejected", not_before)
            case FeedLook():
                await record_look(self.context, item)

    async def keep_page(self, fetched: Fetched, reading: Reading | Rejection | Passed | Unreadable) -> None:
        """Write down what reading a page gave."""
        url = fetched.entry.url
        match reading:
            case Rejection(reason, retry):
                await self.settle(url, reason, "retry" if retry else "rejected")
            case Unreadable(reason, retry):
                later = datetime.now(UTC) + RETRY_AFTER if reason == TOO_MUCH else None
                await self.settle(url, reason, "retry" if retry else "quarantined", later)
            case Passed(is_undated):
                await self.settle(url, OFF_BEAT, "rejected", is_undated=is_undated)
            case Reading() if reading.judgement.relevance == "none":
                if not self.context.force:
                    self.context.learning.saw(fetched, reading)
                await self.settle(url, OFF_BEAT, "rejected", is_undated=reading.article.published.at is None)
            case Reading():
                await self.store(fetched, reading)

    async def store(self, fetched: Fetched, reading: Reading) -> None:
        """Store an article on the beat."""
        arrival = Arrival(
            reading.article,
            fetched.entry,
            fetched.feed,
            reading.judgement,
            reading.fingerprint,
            reading.indexed,
            datetime.now(UTC),
            sketch=reading.sketch,
            gist=reading.gist,
            validators=fetched.validators,
            redirects=fetched.redirects,
        )
        kept, _ = await self.writer.write(articles.adding(arrival))
        if kept == "stored":
            self.context.learning.saw(fetched, reading)
        self.context.progress.counts[_COUNTED[kept]] += 1

    async def settle(
        self,
        url: str,
        reason: str,
        state: Literal["rejected", "retry", "quarantined"],
        not_before: datetime | None = None,
        *,
        is_undated: bool = False,
    ) -> None:
        """Write into the ledger why an address holds no article of ours; ``not_before`` where its host is to be left alone."""
        now = datetime.now(UTC)
        retry_at = (not_before or now + RETRY_AFTER) if state == "retry" else None
        settled = Settled(url, state, reason, now, retry_at, asked=not_before is None, is_undated=is_undated)
        await self.writer.write(ledger.settling(settled))
        counted = "off_beat" if reason == OFF_BEAT else "retry" if state == "retry" else "rejected"
        self.context.progress.counts[counted] += 1
