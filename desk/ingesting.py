"""Reading archives: what others fetched goes the same way as what a crawl brings.

The order of work, batch by batch, the next being read while one is parsed: records come out of the archive; what is no page, or names
neither side of the beat, is passed over, and so are addresses whose articles we hold; the rest is read in the parser processes and kept as
a crawl keeps it; then it is written down how far the file was read. A kill costs the batch at hand, which is read again.
"""

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from crawler.archives.opening import open_archive
from crawler.archives.records import Archive, Identity, Record, Skipped, identity_of
from crawler.learning import Learning
from crawler.parsers import ParserPool, Unreadable
from crawler.parsing import Reading
from news.articles import Article, Rejection
from news.dates import UNDATED, parse_date
from news.feeds import Entry
from news.fetches import TOO_MUCH, Fetched
from news.languages import language_code, language_of
from news.ledger import OFF_BEAT
from news.pages import Page
from news.pregate import Pregate
from news.site_sources import Hosts
from news.sources import Source
from news.texts import clean_line, clean_text
from news.urls import canonical_url, host_of
from storage import articles, ingests, sources
from storage.database import Database
from storage.ingests import Refused, Standing

BATCH = 64  # pages to be parsed, which is what a kill can cost
BATCH_BYTES = 16 * 1024 * 1024  # of these pages: what of an archive is in memory at once, twice
BATCH_SECONDS = 2.0  # after which a batch ends, however few pages are to be parsed, so that progress is shown and kept
MOST_HOSTS = 500  # whose repeated paragraphs are learnt at once
_KEPT = {"stored": "stored", "copy": "copies", "version": "versions", "unchanged": "known already", "set aside": "rejected"}


class Find(NamedTuple):
    """A record that is to be parsed."""

    record: Record
    entry: Entry
    source: Source


@dataclass(slots=True)
class Batch:
    """Some records of an archive."""

    finds: list[Find] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)
    place: int | None = None
    position: int = 0
    is_last: bool = False


@dataclass(slots=True)
class Tally:
    """What one archive gave so far."""

    size: int
    """In the archive's own unit, mostly bytes."""
    position: int = 0
    began_at: int = 0
    """The position at which this run began."""
    counts: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)
    was_done: bool = False
    """Whether an earlier run had read all of it."""


class Ingestion:
    """Reads archives into one archive of articles."""

    def __init__(self, database: Database, listed: Sequence[Source], parsers: ParserPool, pregate: Pregate | None) -> None:
        """Take what every archive is read with; without a gate before the parser every page is parsed."""
        self._database = database
        self._parsers = parsers
        self._pregate = pregate
        self._hosts = Hosts(listed)
        self._registered: set[str] = set()
        self._learning = self._learn()
        self._learning_of: set[str] = set()

    async def read(self, path: Path, url_prefix: str | None, *, again: bool, shown: Callable[[Tally], None]) -> Tally:
        """Read one file or folder, from where an earlier run ended unless ``again``; ``shown`` is told the tally after each batch.

        Raises InputError where it cannot be read.
        """
        archive = open_archive(path, url_prefix)
        identity = identity_of(path)
        before = Standing() if again else ingests.standing(self._database, identity.path, identity.size, identity.changed_at)
        tally = Tally(archive.size, counts=Counter(before.counts), was_done=before.is_done)
        if before.is_done:
            return tally
        records = archive.records(before.place or 0)
        if before.place is not None:
            next(records, None)
        tally.began_at = archive.position
        await self._read_all(archive, records, identity, tally, shown)
        await self._finish_learning()
        return tally

    async def _read_all(
        self, archive: Archive, records: Iterator[Record | Skipped], identity: Identity, tally: Tally, shown: Callable[[Tally], None]
    ) -> None:
        upcoming = asyncio.create_task(asyncio.to_thread(self._gather, archive, records))
        place: int | None = None
        while True:
            batch = await upcoming
            if not batch.is_last:
                upcoming = asyncio.create_task(asyncio.to_thread(self._gather, archive, records))
            refused = await self._keep_all(batch)
            place = place if batch.place is None else batch.place
            tally.counts += batch.counts
            tally.problems += batch.problems
            tally.position = batch.position
            stands = Standing(place, batch.is_last, tally.counts)
            now = datetime.now(UTC)
            await asyncio.to_thread(ingests.note, self._database, identity.path, identity.size, identity.changed_at, stands, refused, now)
            shown(tally)
            if batch.is_last:
                return

    def _gather(self, archive: Archive, records: Iterator[Record | Skipped]) -> Batch:
        """Read records until enough are to be parsed."""
        batch = Batch()
        end = time.monotonic() + BATCH_SECONDS
        size = 0
        addresses: set[str] = set()
        while len(batch.finds) < BATCH and size < BATCH_BYTES and time.monotonic() < end:
            record = next(records, None)
            if record is None:
                batch.is_last = True
                break
            batch.place = record.place
            batch.counts["records"] += 1
            if isinstance(record, Skipped):
                batch.counts[record.why] += 1
                batch.problems += [record.problem] if record.problem else []
            elif (why := self._passed_over(record)) is not None:
                batch.counts[why] += 1
            elif (find := self._find(record)) is None or find.entry.url in addresses:
                batch.counts["no address" if find is None else "known already"] += 1
            else:
                batch.finds.append(find)
                addresses.add(find.entry.url)
                size += len(record.body)
        batch.position = archive.position
        self._leave_out_held(batch, addresses)
        return batch

    def _passed_over(self, record: Record) -> str | None:
        if self._pregate is None:
            return None
        named = self._pregate.may_name(record.body, record.content_type) or (
            record.title is not None and self._pregate.may_name(record.title.encode("utf-8", "replace"))
        )
        return None if named else "neither side"

    def _find(self, record: Record) -> Find | None:
        url = canonical_url(record.url)
        if url is None:
            return None
        source = self._hosts.source_of(url)
        published = UNDATED
        if record.published:
            published = parse_date(record.published, source.timezone, origin="feed", now=record.captured_at or datetime.now(UTC))
        content = record.body.decode("utf-8", "replace") if record.is_fragment else None
        entry = Entry(url, record.url, clean_line(record.title), published=published, lang=language_code(record.lang), content=content)
        return Find(record, entry, source)

    def _leave_out_held(self, batch: Batch, addresses: set[str]) -> None:
        held = ingests.held(self._database, addresses) if addresses else frozenset()
        batch.counts["known already"] += len(held)
        batch.finds = [find for find in batch.finds if find.entry.url not in held]

    async def _keep_all(self, batch: Batch) -> list[Refused]:
        """Have the pages of a batch read, and keep them in their order; return those that hold no article of ours."""
        if not batch.finds:
            return []
        fresh = {find.source.id: find.source for find in batch.finds if find.source.id not in self._registered}
        if fresh:
            await asyncio.to_thread(sources.register, self._database, list(fresh.values()))
            self._registered |= fresh.keys()
        readings = await asyncio.gather(*map(self._reading_of, batch.finds))
        refused: list[Refused] = []
        for find, reading in zip(batch.finds, readings, strict=True):
            outcome, refusal = await self._keep(find, reading)
            batch.counts[outcome] += 1
            refused += [refusal] if refusal else []
        if len(self._learning_of) > MOST_HOSTS:
            await self._finish_learning()
        return refused

    async def _reading_of(self, find: Find) -> Reading | Rejection | Unreadable:
        """Have a record read; what is put off because much is waiting is tried until there is room."""
        if find.record.is_text:
            return await self._text_of(find)
        fetched = _fetched(find)
        repeats = await self._learning.known(fetched)
        self._learning_of.add(host_of(find.entry.url))
        now = find.record.captured_at or datetime.now(UTC)
        while True:
            reading = await self._parsers.read_page(fetched, repeats, now)
            if not isinstance(reading, Unreadable) or reading.reason != TOO_MUCH:
                return reading
            await asyncio.sleep(0.5)

    async def _text_of(self, find: Find) -> Reading | Rejection | Unreadable:
        """Judge a text that came without a page around it."""
        title, text = find.entry.title, clean_text(find.record.body.decode("utf-8", "replace"))
        if title is None or not text:
            return Rejection("no text" if title else "no title")
        lang = find.entry.lang or language_of(f"{title}\n{text}", hints=find.source.languages)
        article = Article(find.entry.url, title, text, lang, None, find.entry.published)
        return await self._parsers.judge_again(article, find.source.country) or Unreadable("it cannot be judged", retry=True)

    async def _keep(self, find: Find, reading: Reading | Rejection | Unreadable) -> tuple[str, Refused | None]:
        """Keep what a record gave; return what it is counted as, and what the ledger is to say of an address without an article."""
        feed = find.source.feeds[0]
        match reading:
            case Rejection(reason, retry):
                return "rejected", None if retry else Refused(find.entry, feed, "rejected", reason)
            case Unreadable(reason, retry):
                return "rejected", None if retry else Refused(find.entry, feed, "quarantined", reason)
            case Reading() if reading.judgement.relevance == "none":
                return "off the beat", Refused(find.entry, feed, "rejected", OFF_BEAT)
        now = datetime.now(UTC)
        kept, _ = await asyncio.to_thread(
            articles.add,
            self._database,
            reading.article,
            entry=find.entry,
            feed=feed,
            judgement=reading.judgement,
            fingerprint=reading.fingerprint,
            indexed=reading.indexed,
            now=now,
            sketch=reading.sketch,
            gist=reading.gist,
            captured_at=find.record.captured_at or now,
        )
        if kept == "stored" and not find.record.is_text:
            self._learning.saw(_fetched(find), reading)
        return _KEPT[kept], None

    def _learn(self) -> Learning:
        return Learning(self._database, self._parsers, {})

    async def _finish_learning(self) -> None:
        """Write down which paragraphs hosts repeat, and forget the hosts."""
        await self._learning.finish()
        self._learning, self._learning_of = self._learn(), set()


def _fetched(find: Find) -> Fetched:
    record = find.record
    url = find.entry.link if find.record.is_fragment else record.url
    page = Page(url, 200, record.body, record.content_type, record.captured_at, record.url)
    return Fetched(page, find.entry, find.source.feeds[0], find.source)
