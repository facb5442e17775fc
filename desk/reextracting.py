"""Reading kept pages anew: what the extraction of today makes of them that an earlier one did not.

The order of work: all files are gone through for the latest capture of each address → batch by batch, the next being gathered while one is
parsed: captures of articles we hold, and of pages that were refused, are read in the parser processes → what is another text for a reader
becomes a version, and what was refused wrongly an article; nobody is told of either → it is written down how far the file was read. A
kill costs the batch at hand. When all files are done that is forgotten, for the next run is one of a later extraction.
"""

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal, NamedTuple

from crawler.archives.opening import present, warcs_in
from crawler.archives.records import Identity, Record, Skipped, identity_of
from crawler.archives.warcs import Warc
from crawler.learning import Learning
from crawler.parsers import ParserPool, Unreadable
from crawler.parsing import Reading
from desk.ingesting import BATCH, BATCH_BYTES, BATCH_SECONDS, MOST_HOSTS, Tally
from news.articles import Rejection
from news.changes import compare_versions
from news.duplicates import are_related
from news.fetches import Fetched
from news.pages import Page
from news.pregate import Pregate
from news.site_sources import Hosts
from news.sources import Source
from news.urls import canonical_url, host_of
from news.version import VERSION
from storage import articles, captures, ingests
from storage.captures import Known, Shown
from storage.database import Database
from storage.ingests import Standing
from storage.latest import Capture, LatestCaptures

SAMPLES = 3  # changes that are shown
# A text is stored some time after its page came: it may wait for a parser. A page is read again after an hour at the earliest.
STORED_WITHIN = timedelta(minutes=15)

_KEPT = {"stored": "stored", "version": "new texts", "copy": "copies", "unchanged": "the same", "set aside": "refused again"}
Outcome = Literal["the same", "new texts", "stored", "refused again", "refused now and kept", "of another article"]


class Sample(NamedTuple):
    """A text that changes, or that is new: then there is no old one."""

    url: str
    old_title: str
    old_text: str
    title: str
    text: str


class Find(NamedTuple):
    """A capture that is to be parsed."""

    record: Record
    known: Known
    fetched: Fetched


@dataclass(slots=True)
class Batch:
    """Some captures of one file."""

    finds: list[Find] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)
    place: int | None = None
    position: int = 0
    is_last: bool = False


@dataclass(slots=True)
class Result:
    """What reading anew gave so far."""

    tally: Tally
    samples: list[Sample] = field(default_factory=list)
    """The first few changes."""


class Reextraction:
    """Reads kept pages anew."""

    def __init__(self, database: Database, listed: Sequence[Source], parsers: ParserPool, pregate: Pregate, *, dry_run: bool) -> None:
        """Take what every file is read with; a dry run writes nothing at all."""
        self._database = database
        self._parsers = parsers
        self._pregate = pregate
        self._hosts = Hosts(listed)
        self._listed = {source.id: source for source in listed}
        self._dry_run = dry_run
        self._latest = LatestCaptures()
        self._learning = self._learn()
        self._learnt_of: set[str] = set()

    async def read(self, paths: Sequence[Path], shown: Callable[[Tally], None]) -> Result:
        """Read files, and folders of them, from where an earlier run was stopped; ``shown`` is told the tally after each batch.

        Raises InputError where one cannot be read.
        """
        files = [file for path in paths for file in warcs_in(path)]
        identities = [identity_of(file) for file in files]
        result = Result(Tally(sum(each.size for each in identities)))
        with self._latest:
            for number, file in enumerate(files):
                await asyncio.to_thread(self._note_captures, number, file)
                shown(Tally(result.tally.size, sum(each.size for each in identities[: number + 1])))
            for number, (file, identity) in enumerate(zip(files, identities, strict=True)):
                await self._read_file(number, file, identity, result, shown)
        if not self._dry_run:
            await asyncio.to_thread(ingests.forget, self._database, [_name(each) for each in identities])
        return result

    def _note_captures(self, number: int, file: Path) -> None:
        found = (each for each in Warc(present(file), heads_only=True).records(0) if isinstance(each, Record))
        self._latest.add(
            Capture(url, each.captured_at, number, each.place)
            for each in found
            if (url := _address(each)) is not None and each.captured_at is not None
        )

    async def _read_file(self, number: int, file: Path, identity: Identity, result: Result, shown: Callable[[Tally], None]) -> None:
        before = self._standing(identity)
        tally = result.tally
        base, counts_before = tally.position, tally.counts
        tally.position, tally.counts = base + identity.size, counts_before + Counter(before.counts)
        if before.is_done:
            return
        archive = Warc(present(file))
        records = archive.records(before.place or 0)
        if before.place is not None:
            next(records, None)
        counts, place = Counter(before.counts), before.place
        upcoming = asyncio.create_task(asyncio.to_thread(self._gather, number, archive, records))
        is_last = False
        while not is_last:
            batch = await upcoming
            is_last = batch.is_last
            if not is_last:
                upcoming = asyncio.create_task(asyncio.to_thread(self._gather, number, archive, records))
            await self._keep_all(batch, result)
            counts, place = counts + batch.counts, place if batch.place is None else batch.place
            await self._note(identity, Standing(place, is_last, counts))
            tally.problems += [f"{file}: {problem}" for problem in batch.problems]
            tally.position, tally.counts = base + batch.position, counts_before + counts
            shown(tally)

    def _standing(self, identity: Identity) -> Standing:
        if self._dry_run:
            return Standing()
        return ingests.standing(self._database, _name(identity), identity.size, identity.changed_at)

    async def _note(self, identity: Identity, stands: Standing) -> None:
        if not self._dry_run:
            now = datetime.now(UTC)
            await asyncio.to_thread(ingests.note, self._database, _name(identity), identity.size, identity.changed_at, stands, (), now)

    def _gather(self, number: int, archive: Warc, records: Iterator[Record | Skipped]) -> Batch:
        """Gather captures until enough are to be parsed."""
        batch = Batch()
        end = time.monotonic() + BATCH_SECONDS
        found: dict[str, Record] = {}
        size = 0
        while len(found) < BATCH and size < BATCH_BYTES and time.monotonic() < end:
            record = next(records, None)
            if record is None:
                batch.is_last = True
                break
            batch.place = record.place
            batch.counts["records"] += 1
            if isinstance(record, Skipped):
                batch.counts[record.why] += 1
                batch.problems += [record.problem] if record.problem else []
            elif (url := _address(record)) is None:
                batch.counts["no address"] += 1
            elif not self._latest.is_latest(url, number, record.place):
                batch.counts["captured later again"] += 1
            else:
                found[url] = record
                size += len(record.body)
        batch.position = archive.position
        self._choose(batch, found)
        return batch

    def _choose(self, batch: Batch, found: Mapping[str, Record]) -> None:
        """Take those captures of a batch that can change anything."""
        known = captures.known(self._database, found.keys()) if found else {}
        for url, record in found.items():
            source = self._source_of(url, known[url]) if url in known else None
            why = "not in the ledger" if url not in known else self._passed_over(record, known[url], source)
            fetched = None if why else self._fetched(record, known[url], source)
            if fetched is None:
                batch.counts[why or "of no source"] += 1
            else:
                batch.finds.append(Find(record, known[url], fetched))

    def _passed_over(self, record: Record, known: Known, source: Source | None) -> str | None:
        """Say why a capture is not to be parsed, nothing where it is."""
        if known.shown is not None:
            is_older = record.captured_at is None or record.captured_at < known.shown.read_at - STORED_WITHIN
            return "older than the text shown" if is_older else None
        if not known.is_refused:
            return "copies"
        home = {source.country} if source else None
        is_wanted = self._pregate.may_be_on_beat(record.body, record.content_type, home, known.entry.title)
        return None if is_wanted else "not both sides"

    def _source_of(self, url: str, known: Known) -> Source | None:
        source = self._listed.get(known.feed.source_id) or self._hosts.source_of(url)
        return source if source.id == known.feed.source_id else None

    def _fetched(self, record: Record, known: Known, source: Source | None) -> Fetched | None:
        if source is None:
            return None
        asked = known.entry.link if record.announced else record.url
        page = Page(record.url, 200, record.body, record.content_type, record.captured_at, asked)
        return Fetched(page, known.entry, known.feed, source, again=True)

    async def _keep_all(self, batch: Batch, result: Result) -> None:
        """Have the captures of a batch read, and keep what is new in them, in their order."""
        readings = await asyncio.gather(*(self._reading_of(find.fetched) for find in batch.finds))
        for find, reading in zip(batch.finds, readings, strict=True):
            outcome: str = outcome_of(find.known.shown, reading)
            if isinstance(reading, Reading) and outcome in {"new texts", "stored"}:
                outcome = await self._keep(find, reading, outcome, result)
            batch.counts[outcome] += 1

    async def _reading_of(self, fetched: Fetched) -> Reading | Rejection | Unreadable:
        """Have a page read."""
        if len(self._learnt_of) > MOST_HOSTS:
            self._learning, self._learnt_of = self._learn(), set()
        self._learnt_of.add(host_of(fetched.page.url))
        repeats = await self._learning.known(fetched)
        now = fetched.page.fetched_at or datetime.now(UTC)
        return await self._parsers.read_page_in_the_end(fetched, repeats, now)

    def _learn(self) -> Learning:
        """Return what says which paragraphs hosts repeat; pages that come again teach it nothing."""
        return Learning(self._database, self._parsers, {})

    async def _keep(self, find: Find, reading: Reading, outcome: str, result: Result) -> str:
        """Keep another text of an article, or an article; return what it is counted as."""
        if len(result.samples) < SAMPLES:
            old = find.known.shown
            result.samples.append(
                Sample(find.known.entry.url, old.title if old else "", old.text if old else "", reading.article.title, reading.article.text)
            )
        if self._dry_run:
            return outcome
        kept, _ = await asyncio.to_thread(
            articles.add,
            self._database,
            reading.article,
            entry=find.known.entry,
            feed=find.known.feed,
            judgement=reading.judgement,
            fingerprint=reading.fingerprint,
            indexed=reading.indexed,
            now=datetime.now(UTC),
            sketch=reading.sketch,
            gist=reading.gist,
            captured_at=find.record.captured_at,
            is_read_anew=True,
        )
        return _KEPT[kept]


def outcome_of(shown: Shown | None, reading: Reading | Rejection | Unreadable) -> Outcome:
    """Say what a page that is read anew is: another text of its article, an article, or nothing new.

    What today's rules refuse of an article we hold stays as it is: ``khazri topics retag`` judges the archive.
    """
    if not isinstance(reading, Reading) or reading.judgement.relevance == "none":
        return "refused again" if shown is None else "refused now and kept"
    if shown is None:
        return "stored"
    article = reading.article
    if article.partial != shown.is_teaser or (reading.fingerprint, article.title) == (shown.fingerprint, shown.title):
        return "the same"
    if not are_related(shown.title, shown.text, article.title, article.text):
        return "of another article"
    change = compare_versions(shown.title, shown.text, article.title, article.text, article.lang)
    return "the same" if change.kind == "none" else "new texts"


def _address(record: Record) -> str | None:
    return canonical_url(record.announced or record.url)


def _name(identity: Identity) -> str:
    """Return what a file is noted by: beside how far it was ingested."""
    return f"reextract {VERSION} {identity.path}"
