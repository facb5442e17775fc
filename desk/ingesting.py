"""Reading archives: what others fetched goes the same way as what a crawl brings.

The order of work, batch by batch, the next being read while one is parsed: records come out of the archive, those of a large WARC file in
the parser processes; what is no page, or does not name both sides of the beat, is passed over, and so are addresses whose articles we
hold; the rest is read in the parser processes and kept as a crawl keeps it; then it is written down how far the file was read. A kill
costs the batch at hand, which is read again.
"""

import asyncio
import time
from collections import Counter, deque
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from crawler.archives.opening import open_archive
from crawler.archives.records import Archive, Identity, Record, Skipped, identity_of
from crawler.archives.stretches import STRETCH, Gathered, Stretch, look_at, stretches_of
from crawler.archives.warcs import Warc
from crawler.learning import Learning
from crawler.parsers import ParserPool, Unreadable
from crawler.parsing import Reading
from news.articles import Article, Rejection
from news.dates import UNDATED, parse_date
from news.feeds import Entry
from news.fetches import Fetched
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
    addresses: set[str] = field(default_factory=set)
    size: int = 0
    """Bytes of the pages to be parsed."""
    ends_at: float = field(default_factory=lambda: time.monotonic() + BATCH_SECONDS)

    @property
    def is_full(self) -> bool:
        """Whether it is time to parse what was found."""
        return len(self.finds) >= BATCH or self.size >= BATCH_BYTES or time.monotonic() >= self.ends_at


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

    def __init__(
        self, database: Database, listed: Sequence[Source], parsers: ParserPool, pregate: Pregate | None, stretch: int = STRETCH
    ) -> None:
        """Take what every archive is read with; without a gate before the parser every page is parsed.

        ``stretch`` is how many bytes of a WARC file a parser process looks through at once.
        """
        self._stretch = stretch
        self._database = database
        self._parsers = parsers
        self._hosts = Hosts(listed)
        self._gate = (pregate, self._hosts.homes(pregate.homes)) if pregate is not None else None
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
        stretches = stretches_of(path, before.place, self._stretch) if isinstance(archive, Warc) else []
        tally.began_at = before.place or 0 if stretches else archive.position
        batches = self._far_batches(stretches) if stretches else self._near_batches(archive, before.place)
        await self._read_all(batches, identity, tally, shown)
        await self._finish_learning()
        return tally

    async def _read_all(self, batches: AsyncIterator[Batch], identity: Identity, tally: Tally, shown: Callable[[Tally], None]) -> None:
        place: int | None = None
        async for batch in batches:
            refused = await self._keep_all(batch)
            place = place if batch.place is None else batch.place
            tally.counts += batch.counts
            tally.problems += batch.problems
            tally.position = batch.position
            stands = Standing(place, batch.is_last, tally.counts)
            now = datetime.now(UTC)
            await asyncio.to_thread(ingests.note, self._database, identity.path, identity.size, identity.changed_at, stands, refused, now)
            shown(tally)

    async def _near_batches(self, archive: Archive, place: int | None) -> AsyncIterator[Batch]:
        """Give the records of an archive, read in this process, one batch ahead."""
        records = archive.records(place or 0)
        if place is not None:
            next(records, None)
        upcoming = asyncio.create_task(asyncio.to_thread(self._gather, records, lambda: archive.position))
        while not (batch := await upcoming).is_last:
            upcoming = asyncio.create_task(asyncio.to_thread(self._gather, records, lambda: archive.position))
            yield batch
        yield batch

    async def _far_batches(self, stretches: Sequence[Stretch]) -> AsyncIterator[Batch]:
        """Give the records of a WARC file, read in the parser processes, a few stretches ahead."""
        left = deque(stretches)
        ahead: deque[tuple[Stretch, asyncio.Task[Gathered | None]]] = deque()
        batch = Batch()
        while left or ahead:
            while left and len(ahead) <= self._parsers.workers:
                stretch = left.popleft()
                ahead.append((stretch, asyncio.create_task(self._parsers.gather(stretch, self._gate[1] if self._gate else None))))
            stretch, task = ahead.popleft()
            gathered = await task
            is_last = not (left or ahead)
            batch.position = stretch.start
            if gathered is not None:
                self._add(gathered, batch)
                batch.position, batch.is_last = stretch.end, is_last
            if gathered is None or batch.is_full or is_last:
                await asyncio.to_thread(self._leave_out_held, batch)
                yield batch
                batch = Batch()
            if gathered is None:
                async for each in self._slow_batches(stretch, is_last=is_last):
                    yield each

    async def _slow_batches(self, stretch: Stretch, *, is_last: bool) -> AsyncIterator[Batch]:
        """Give the records of a stretch that a parser process could not look through."""
        records = Warc(stretch.path).stretch(stretch.start, stretch.end)
        if stretch.is_begun:
            next(records, None)
        is_end = False
        while not is_end:
            batch = await asyncio.to_thread(self._gather, records, lambda: stretch.start)
            is_end = batch.is_last
            batch.is_last = is_end and is_last
            yield batch

    def _gather(self, records: Iterator[Record | Skipped], position: Callable[[], int]) -> Batch:
        """Read records until enough are to be parsed."""
        batch = Batch()
        while not batch.is_full:
            record = next(records, None)
            if record is None:
                batch.is_last = True
                break
            gathered = Gathered()
            look_at(record, gathered, self._gate)
            self._add(gathered, batch)
        batch.position = position()
        self._leave_out_held(batch)
        return batch

    def _add(self, gathered: Gathered, batch: Batch) -> None:
        batch.counts.update(gathered.counts)
        batch.problems += gathered.problems
        batch.place = batch.place if gathered.place is None else gathered.place
        for record in gathered.records:
            find = self._find(record)
            if find is None or find.entry.url in batch.addresses:
                batch.counts["no address" if find is None else "known already"] += 1
            else:
                batch.finds.append(find)
                batch.addresses.add(find.entry.url)
                batch.size += len(record.body)

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

    def _leave_out_held(self, batch: Batch) -> None:
        held = ingests.held(self._database, batch.addresses) if batch.addresses else frozenset()
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
        """Have a record read."""
        if find.record.is_text:
            return await self._text_of(find)
        fetched = _fetched(find)
        repeats = await self._learning.known(fetched)
        self._learning_of.add(host_of(find.entry.url))
        now = find.record.captured_at or datetime.now(UTC)
        return await self._parsers.read_page_in_the_end(fetched, repeats, now)

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
