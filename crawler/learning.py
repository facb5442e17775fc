"""Repeated paragraphs, learnt while a crawl goes on: counted by host, and taken out of what was stored before they were known."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from crawler.parsers import ParserPool
from crawler.parsing import Reading
from news.duplicates import fingerprint
from news.fetches import Fetched
from news.repeats import LEARNT, is_learnt, without_repeats
from news.urls import host_of
from storage import articles, blocks
from storage.blocks import Block
from storage.database import Database
from storage.failpoints import failpoint
from storage.recasts import Recast


@dataclass
class Host:
    """What is known of one host's paragraphs."""

    pages: int
    blocks: dict[str, Block]
    """All that was counted, this crawl included."""
    known: frozenset[str]
    fresh: set[str] = field(default_factory=set)
    """What became known in this crawl."""
    seen: dict[str, Block] = field(default_factory=dict)
    """What this crawl alone counted."""
    texts: set[str] = field(default_factory=set)
    """Fingerprints of this crawl: one text at two addresses counts once."""


class Learning:
    """What a crawl learns of the paragraphs that hosts repeat."""

    def __init__(self, database: Database, parsers: ParserPool, countries: Mapping[str, str]) -> None:
        self.database = database
        self.parsers = parsers
        self.countries = countries
        """Of the sources, by id: an outlet need not name its own country."""
        self._hosts: dict[str, Host] = {}

    async def known(self, fetched: Fetched) -> frozenset[str]:
        """Return the keys of the repeated paragraphs of a page's host; a page of shared stories is nobody's own."""
        if fetched.entry.content is not None:
            return frozenset()
        name = host_of(fetched.page.url)
        if name not in self._hosts:
            pages, found = await asyncio.to_thread(blocks.of, self.database, name)
            known = frozenset(key for key, block in found.items() if block.learnt)
            self._hosts.setdefault(name, Host(pages, found, known))
        return self._hosts[name].known

    def has_begun(self, fetched: Fetched) -> bool:
        """Tell whether enough pages of a page's host were read to know a repeated paragraph, once ``known`` was asked."""
        host = self._hosts.get(host_of(fetched.page.url))
        return host is not None and host.pages >= LEARNT

    def saw(self, fetched: Fetched, reading: Reading) -> None:
        """Count the paragraphs of an article that was read for the first time."""
        host = self._hosts.get(host_of(fetched.page.url))
        if host is None or fetched.entry.content is not None or fetched.again or reading.fingerprint in host.texts:
            return
        host.texts.add(reading.fingerprint)
        host.pages += 1
        now = fetched.page.fetched_at or datetime.now(UTC)
        for key, paragraph in reading.blocks.items():
            block = host.blocks.setdefault(key, Block(0, host.pages, now))
            seen = host.seen.setdefault(key, Block(0, block.since, block.first_seen_at))
            block.pages, seen.pages = block.pages + 1, seen.pages + 1
            seen.sample = paragraph if block.pages > 1 else None
            if not block.learnt and is_learnt(block.pages, host.pages - block.since + 1):
                block.learnt = seen.learnt = True
                host.fresh.add(key)
        host.known |= host.fresh

    async def finish(self) -> None:
        """Take newly known paragraphs out of the articles stored before, and write down what was learnt.

        In this order: what a crash keeps from being written down is learnt again, and then taken out wherever it is left.
        """
        for name, host in self._hosts.items():
            if host.fresh:
                await self._clean(name, host)
            if host.texts:
                failpoint("repeats-uncounted")
                await asyncio.to_thread(blocks.add, self.database, name, len(host.texts), host.seen)

    async def _clean(self, name: str, host: Host) -> None:
        since = min(host.blocks[key].first_seen_at for key in host.fresh)
        for stored in await asyncio.to_thread(articles.of_host, self.database, name, since):
            was = stored.article
            text = without_repeats(was.text, frozenset(host.fresh))
            if text == was.text:
                continue
            reading = await self.parsers.judge_again(replace(was, text=text), self.countries.get(stored.source_id))
            if reading is not None:
                recast = Recast(fingerprint(was.title, was.text), reading.article, reading.judgement, reading.fingerprint, reading.indexed)
                await asyncio.to_thread(articles.clean, self.database, stored, recast)
