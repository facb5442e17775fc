"""Repeated paragraphs, learnt while a crawl goes on: counted by host, and taken out of what was stored before they were known."""

import asyncio
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from crawler.parsers import ParserPool
from crawler.parsing import Reading
from news.fetches import Fetched
from news.repeats import is_learnt, without_repeats
from news.urls import host_of
from storage import articles, blocks
from storage.blocks import Block
from storage.database import Database


@dataclass
class Host:
    """What is known of one host's paragraphs."""

    pages: int
    blocks: dict[str, Block]
    known: frozenset[str]
    known_before: frozenset[str]
    changed: set[str] = field(default_factory=set)
    texts: set[str] = field(default_factory=set)
    """Fingerprints of this crawl: one text at two addresses counts once."""
    sources: dict[str, str] = field(default_factory=dict)
    """The countries of the sources that use the host, by id."""


class Learning:
    """What a crawl learns of the paragraphs that hosts repeat."""

    def __init__(self, database: Database, parsers: ParserPool) -> None:
        self.database = database
        self.parsers = parsers
        self._hosts: dict[str, Host] = {}

    async def known(self, fetched: Fetched) -> frozenset[str]:
        """Return the keys of the repeated paragraphs of a page's host; a page of shared stories is nobody's own."""
        if fetched.entry.content is not None:
            return frozenset()
        name = host_of(fetched.page.url)
        if name not in self._hosts:
            pages, found = await asyncio.to_thread(blocks.of, self.database, name)
            known = _known(pages, found)
            self._hosts.setdefault(name, Host(pages, found, known, known))
        return self._hosts[name].known

    def saw(self, fetched: Fetched, reading: Reading) -> None:
        """Count the paragraphs of an article that was read for the first time."""
        host = self._hosts.get(host_of(fetched.page.url))
        if host is None or fetched.entry.content is not None or reading.fingerprint in host.texts:
            return
        host.texts.add(reading.fingerprint)
        host.sources[fetched.source.id] = fetched.source.country
        host.pages += 1
        for key, paragraph in reading.blocks.items():
            block = host.blocks.setdefault(key, Block(0, host.pages, fetched.page.fetched_at or datetime.now(UTC)))
            block.pages += 1
            block.sample = paragraph if block.pages > 1 else None
            host.changed.add(key)
        host.known = _known(host.pages, host.blocks)

    async def finish(self) -> None:
        """Write down what was learnt, and take newly known paragraphs out of the articles stored before."""
        for name, host in self._hosts.items():
            if not host.texts:
                continue
            changed = {key: host.blocks[key] for key in host.changed}
            await asyncio.to_thread(blocks.keep, self.database, name, host.pages, changed)
            if fresh := host.known - host.known_before:
                await self._clean(host, fresh)

    async def _clean(self, host: Host, fresh: frozenset[str]) -> None:
        since = min(host.blocks[key].first_seen_at for key in fresh)
        for source_id, country in host.sources.items():
            held = await asyncio.to_thread(articles.of_source, self.database, source_id, since)
            for stored in held:
                text = without_repeats(stored.article.text, fresh)
                if text != stored.article.text:
                    reading = await self.parsers.judge_again(replace(stored.article, text=text), country)
                    if reading is not None:
                        await asyncio.to_thread(_write, self.database, stored.id, reading)


def _write(database: Database, article_id: int, reading: Reading) -> None:
    article, judgement = reading.article, reading.judgement
    articles.clean(database, article_id, article, judgement=judgement, fingerprint=reading.fingerprint, search_words=reading.search_words)


def _known(pages: int, found: dict[str, Block]) -> frozenset[str]:
    return frozenset(key for key, block in found.items() if is_learnt(block.pages, pages - block.since + 1))
