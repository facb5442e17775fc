"""Several crawls of one process, as the scheduler does them: ``daemons.py SOURCES CRAWLS TIMEOUT PAGES_A_HOST PAUSE``."""

import asyncio
import re
import sys
from ipaddress import ip_network
from pathlib import Path

import crawler.settings
from crawler.crawls import CrawlPlan, Crawls
from crawler.loop import run_in_loop
from news.sources import read_sources
from storage.database import open_database


def main(file: str, count: str, timeout: str, pages: str, pause: str) -> None:
    """Look at every source as often as is said, and print what went wrong and how much memory was needed."""
    crawler.settings.DOWNLOAD_TIMEOUT = float(timeout)  # type: ignore[assignment]
    sources = read_sources(Path(file))
    with open_database("sqlite:///khazri.db") as database:
        plan = CrawlPlan(sources, allowed=(ip_network("127.0.0.0/8"),), pages_a_host=int(pages))
        crawls = Crawls(database, plan)

        async def work(stop: asyncio.Event) -> None:
            for _ in range(int(count)):
                report = await crawls.crawl([source.id for source in sources])
                print(*report.problems, f"{report.stored} stored", sep="\n", flush=True)
                await asyncio.sleep(float(pause))

        try:
            run_in_loop(work)
        finally:
            crawls.close()
    print(f"peak {peak_megabytes()} MB")


def peak_megabytes() -> int:
    """Return the most memory this program ever held; not ``ru_maxrss``, which begins with what the process that started it held."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    return int(found[1]) // 1024 if found else 0


if __name__ == "__main__":
    main(*sys.argv[1:])
