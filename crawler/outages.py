"""Outages of our own connection: where several hosts in a row are silent and none answers, no feed is charged with it."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from crawler.context import Progress
from news.urls import host_of
from storage import feeds
from storage.database import Database

FEWEST_SILENT = 2  # hosts of which none answers when our own connection is to blame: a single one may be down itself


@dataclass
class Outages:
    """Who was silent since somebody answered last, over the crawls of one process, which may run side by side."""

    hosts: set[str] = field(default_factory=set)
    charged: dict[str, datetime] = field(default_factory=dict)
    """Feeds whose silence counts against them, with when the crawl began that asked."""

    async def forgive(self, database: Database, progress: Progress, urls: Mapping[str, str], look_every: timedelta) -> None:
        """Charge no feed with silence where nobody answered; ``urls`` are the addresses of the crawl's feeds by their ids."""
        if progress.has_answer:
            self.hosts.clear()
            self.charged.clear()
            return
        silent = {feed_id: progress.started_at for feed_id in progress.silent if feed_id in urls}
        self.hosts |= {host_of(urls[feed_id]) for feed_id in silent}
        self.charged |= silent
        if not silent or len(self.hosts) < FEWEST_SILENT:
            return
        charged, self.charged = self.charged, {}
        soon = progress.started_at + look_every
        await asyncio.to_thread(feeds.forgive, database, sorted(charged), min(charged.values()), soon)
        progress.problems.append(f"none of {len(self.hosts)} hosts answered: look at this machine's connection; no feed is charged with it")
