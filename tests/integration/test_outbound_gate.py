"""Nothing inside our walls is ever connected to, however its address is spelled and whichever way it comes in."""

import asyncio
import contextlib
import os
import socket
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from canaries import OURS, SPELLINGS, Canary, escaped, inside, moved, refresh, rss, sitemap, stayed_outside
from crawling import House
from papers import Khazri, article_page, sources_file
from rude import RudeServer, reply

pytestmark = [pytest.mark.thorough, pytest.mark.skipif(sys.platform != "linux", reason="only Linux answers on all of 127.0.0.0/8")]


@pytest.fixture
def canary() -> Iterator[Canary]:
    """A canary."""
    made = Canary()
    yield made
    made.close()


@pytest.fixture
def press() -> Iterator[RudeServer]:
    """A server on every address that is allowed, and on the canary's not at all: its port is another."""
    made = RudeServer("0.0.0.0")
    yield made
    made.close()


def test_there_are_enough_spellings() -> None:
    assert len(set(SPELLINGS)) >= 60


def test_no_spelling_by_no_way_in_reaches_the_inside(
    house: House, khazri: Khazri, canary: Canary, press: RudeServer, tmp_path: Path
) -> None:
    """Feeds' links, sitemaps, indexes, listings, redirects of five kinds for feeds, pages and sitemaps, marks on pages, older pages."""
    home = f"http://127.0.0.64:{press.port}"
    targets = [inside(spelling, canary, press) for spelling in SPELLINGS]
    links = [*targets, *(f"{home}/{status}-{number}" for number in range(len(targets)) for status in (301, 302, 303, 307, 308))]
    links += [f"{home}/refresh-{number}" for number in range(len(targets))]
    items = "".join(
        f'<item><title>{n}</title><link>{escaped(url)}</link><enclosure url="{escaped(url)}" type="text/html"/></item>'
        for n, url in enumerate(links)
    )
    press.answers |= {
        "/robots.txt": reply("".join(f"Sitemap: {url}\n" for url in targets).encode(), kind="text/plain"),
        "/rss": rss(items),
        "/map": reply(sitemap("urlset", "url", targets), kind="application/xml"),
        "/index": reply(sitemap("sitemapindex", "sitemap", [*targets, f"{home}/map"]), kind="application/xml"),
        "/list": reply("".join(f'<p><a href="{escaped(url)}">A story</a></p>' for url in targets).encode()),
    }
    for number, url in enumerate(targets):
        press.answers |= {f"/{status}-{number}": moved(url, status) for status in (301, 302, 303, 307, 308)}
        marks = f'<link rel="canonical" href="{escaped(url)}"><link rel="amphtml" href="{escaped(url)}">'
        marks += f'<meta http-equiv="refresh" content="0;url={escaped(url)}">'
        body = article_page("A page", "A page that would lead inside.", head=marks).body
        press.answers[f"/refresh-{number}"] = refresh(body, url)
        status = (301, 302, 303, 307, 308)[number % 5]
        press.answers[f"/map-{number}"] = press.answers[f"/feed-{number}"] = moved(url, status)
    feeds = [("rss", f"{home}/rss"), ("sitemap", f"{home}/map"), ("sitemap", f"{home}/index"), ("listing", f'{home}/list"\npattern = "*"')]
    feeds += [(kind, f"{home}/{name}-{n}") for n in range(len(targets)) for kind, name in (("rss", "feed"), ("sitemap", "map"))]
    done = house.crawl(tmp_path, sources_file(tmp_path, *feeds), pages=5000, **OURS)
    assert stayed_outside(done, canary)
    ways = {f"/{way}-{number}" for number in range(len(targets)) for way in (301, 302, 303, 307, 308, "refresh", "feed", "map")}
    assert ways <= set(press.paths()), "each way was tried with each spelling"
    assert "private address" in khazri("status").out


def test_no_robots_txt_leads_inside(house: House, canary: Canary, press: RudeServer, tmp_path: Path) -> None:
    hosts = [f"127.0.0.{number}" for number in range(64, 128)]
    count = iter(range(10_000))
    targets = [inside(spelling, canary, press, "/robots.txt") for spelling in SPELLINGS]

    async def lead(writer: asyncio.StreamWriter) -> None:
        number = next(count)
        writer.write(moved(targets[number % len(targets)], (301, 302, 303, 307, 308)[number % 5]))

    press.answers |= {"/robots.txt": lead, "/rss": reply(b"<rss/>", kind="text/xml")}
    file = sources_file(tmp_path, *(("rss", f"http://{host}:{press.port}/rss") for host in hosts))
    assert stayed_outside(house.crawl(tmp_path, file, **OURS), canary)
    assert stayed_outside(house.crawl(tmp_path, file, **OURS), canary)
    assert press.paths(robots=True).count("/robots.txt") >= 2 * len(hosts) > len(SPELLINGS)


def test_no_source_leads_inside(house: House, canary: Canary, press: RudeServer, tmp_path: Path) -> None:
    """Those that the sources file lets through, of every kind, all at once."""
    from news.errors import TableError
    from news.sources import read_sources
    from news.urls import canonical_url

    fine: dict[str | None, tuple[str, str]] = {}
    for number, spelling in enumerate(SPELLINGS):
        for kind, rest in KINDS.items():
            url = inside(spelling, canary, press, f"/{kind}-{number}").replace("\\", "\\\\") + rest
            with contextlib.suppress(TableError):
                read_sources(sources_file(tmp_path, (kind, url + '"')))
                fine[canonical_url(url.partition('"')[0])] = (kind, url + '"')
    assert {kind for kind, _ in fine.values()} == KINDS.keys()
    done = house.crawl(tmp_path, sources_file(tmp_path, *fine.values()), **OURS)
    assert stayed_outside(done, canary)
    assert "private address" in done.said


KINDS = {"rss": "", "sitemap": "", "listing": '"\npattern = "*', "shared-stories": '"\nstory = "p"\nlink = "a"\ncontent = "p'}


def test_looking_for_the_feeds_of_an_outlet_leads_nowhere_inside(house: House, canary: Canary, press: RudeServer, tmp_path: Path) -> None:
    targets = list(enumerate(inside(spelling, canary, press) for spelling in SPELLINGS))
    press.answers |= {f"/feed-{number}": moved(url, (301, 302, 303, 307, 308)[number % 5]) for number, url in targets}
    tried: dict[str, str] = {}
    for start in range(0, len(targets), 8):  # of one page no more than 24 are tried, and each gives three
        some = targets[start : start + 8]
        marks = [f'<link rel="alternate" type="application/rss+xml" href="{escaped(url)}">' for _, url in some]
        marks += [f'<link rel="alternate" type="application/rss+xml" href="/feed-{number}">' for number, _ in some]
        press.answers["/"] = reply(f"<html><head><title>Paper</title>{''.join(marks)}</head></html>".encode())
        press.answers["/robots.txt"] = reply("".join(f"Sitemap: {url}?map\n" for _, url in some).encode(), kind="text/plain")
        found = house.find(tmp_path, f"http://127.0.0.64:{press.port}/", **OURS)
        assert stayed_outside(found, canary)
        tried |= found.tried
    assert {f"/feed-{number}" for number, _ in targets} <= set(press.paths())
    assert sum("private address" in said for said in tried.values()) > len(targets)
    assert "ok" not in tried.values()


def test_no_dead_mans_switch_leads_inside(house: House, canary: Canary, press: RudeServer, tmp_path: Path) -> None:
    targets = [inside(spelling, canary, press) for spelling in SPELLINGS[:: len(SPELLINGS) // 20]]
    press.answers["/moved"] = moved(inside("127.0.0.1", canary, press), 307)
    pinged = house.ping(tmp_path, *targets, f"http://127.0.0.64:{press.port}/moved", f"http://127.0.0.64:{press.port}/", **OURS)
    assert stayed_outside(pinged, canary)
    *_, through, fine = pinged.said.splitlines()
    assert "private address" in pinged.said.splitlines()[0]
    assert "private address" in through
    assert fine == "ping_url cannot be reached: HTTP 404"


def test_the_canary_sings_when_it_is_visited(canary: Canary) -> None:
    socket.create_connection(("127.0.0.1", canary.port)).close()
    for _ in range(100):
        if canary.visits:
            break
        os.sched_yield()
        threading.Event().wait(0.01)
    assert canary.visits
