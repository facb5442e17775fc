"""Many crawls of one process over what changes between them: ``loops.py SOURCES``; each line of its input is one crawl.

It answers each with what the process then holds: kilobytes, kilobytes of the parser processes, open files, bytes of the
database's journal, articles stored.
"""

import asyncio
import gc
import json
import os
import sys
from ipaddress import ip_network
from pathlib import Path

from soak.watching import family

from crawler.crawls import CrawlPlan, Crawls
from crawler.loop import run_in_loop
from news.sources import read_sources
from storage.database import open_database


def main(file: str) -> None:
    """Crawl as often as is asked for."""
    sources = read_sources(Path(file))
    with open_database("sqlite:///khazri.db") as database:
        crawls = Crawls(database, CrawlPlan(sources, allowed=(ip_network("127.0.0.0/8"),)))

        async def work(stop: asyncio.Event) -> None:
            while await asyncio.to_thread(sys.stdin.readline):
                report = await crawls.crawl([source.id for source in sources])
                print(json.dumps({**held(), "stored": report.stored + report.versions, "looks": report.feeds}), flush=True)

        try:
            run_in_loop(work)
        finally:
            crawls.close()


def held() -> dict[str, int]:
    """Return what this process holds now; garbage that waits for its collector is not held."""
    gc.collect()
    statuses = family(os.getpid())
    own = statuses.pop(os.getpid())["VmRSS"]
    journal = Path("khazri.db-wal")
    return {
        "own": own,
        "parsers": sum(status["VmRSS"] for status in statuses.values()),
        "files": len(list(Path("/proc/self/fd").iterdir())),
        "journal": journal.stat().st_size if journal.exists() else 0,
    }


if __name__ == "__main__":
    main(*sys.argv[1:])
