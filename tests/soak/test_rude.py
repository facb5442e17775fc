"""Many servers that drip or stay silent, as long as the settings let them: nobody else is held up."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from crawling import House
from papers import ON_BEAT, article_page, plain_environment, rss, sources_file
from rude import RudeServer, endless, reply, silence

SLOW = int(os.environ.get("SOAK_SLOW", "40"))
TIMEOUT = 8.0
GOOD = 10


@pytest.fixture
def house() -> Iterator[House]:
    """A process that crawls."""
    made = House(plain_environment())
    yield made
    made.close()


@pytest.fixture
def servers() -> Iterator[list[RudeServer]]:
    """Servers, of which the last is an honest one."""
    made = [RudeServer() for _ in range(SLOW + 1)]
    yield made
    for each in made:
        each.close()


def test_servers_that_drip_or_stay_silent_hold_up_nobody_else(house: House, servers: list[RudeServer], tmp_path: Path) -> None:
    *slow, good = servers
    for number, each in enumerate(slow):
        drip = (silence, endless(b"HTTP/1.1 200 OK\r\n", b"X", 0.4), endless(b"HTTP/1.1 200 OK\r\n\r\n", b" ", 0.4))[number % 3]
        each.answers["/robots.txt"] = drip if number % 2 else reply(b"", kind="text/plain")
        each.answers["/rss"] = drip
    paths = [f"/{number}" for number in range(GOOD)]
    good.answers |= {path: reply(article_page(f"Note {path}", f"This is note {path}. " + ON_BEAT[0], *ON_BEAT[1:]).body) for path in paths}
    good.answers["/rss"] = reply(rss(good, *((path, path) for path in paths)).body, kind="application/rss+xml")  # type: ignore[arg-type]
    urls = [each.url.replace("http", "https") if number % 5 == 0 else each.url for number, each in enumerate(slow)]
    file = sources_file(tmp_path, *(("rss", f"{url}/rss") for url in [*urls, good.url]))
    crawled = house.crawl(tmp_path, file, timeout=TIMEOUT)
    first = min(at for each in servers for at in each.times())
    took = max(good.times()) - first
    print(f"{SLOW} slow servers; the good one's {GOOD} pages within {took:.1f} s; at most {crawled.peak} MB")
    assert crawled.stored == (GOOD,)
    assert took < TIMEOUT, "all of the good server's pages were fetched before the first of the others timed out"
    assert crawled.said.count("timed out") == SLOW
