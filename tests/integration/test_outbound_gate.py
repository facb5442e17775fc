"""Nothing inside our walls is ever connected to, however its address is spelled and whichever way it comes in.

The newspapers of these tests stand on 127.0.0.64 to 127.0.0.127, which alone is allowed; on 127.0.0.1 and ::1 a canary listens.
"""

import asyncio
import contextlib
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from papers import Khazri, article_page, plain_environment, sources_file
from rude import RudeServer, moved, reply

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux answers on all of 127.0.0.0/8")

OURS = {"KHAZRI_ALLOW_NETWORKS": "127.0.0.64/26"}

SPELLINGS = [
    "127.0.0.1",
    "127.1",
    "127.0.1",
    "127.000.000.001",
    "0177.0.0.1",
    "0177.0.1",
    "0177.1",
    "017700000001",
    "00177.00.00.01",
    "0x7f.0.0.1",
    "0x7f.0x0.0x0.0x1",
    "0x7f.1",
    "0x7f000001",
    "0X7F000001",
    "0x000000007f000001",
    "2130706433",
    "02130706433",
    "127.0.0.1.",
    "127.0x1",
    "127.0.0x1",
    "127.255.255.254",
    "0",
    "0.0.0.0",
    "0x0",
    "00",
    "0.0",
    "localhost",
    "localhost.",
    "LOCALHOST",
    "LocalHost.",
    "localhost.localdomain",
    "ip6-localhost",
    "ip6-loopback",
    "[::1]",
    "[0:0:0:0:0:0:0:1]",
    "[0000:0000:0000:0000:0000:0000:0000:0001]",
    "[::]",
    "[::0001]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[::FFFF:7F00:0001]",
    "[0:0:0:0:0:ffff:127.0.0.1]",
    "[::127.0.0.1]",
    "[::7f00:1]",
    "[64:ff9b::7f00:1]",
    "[64:ff9b::127.0.0.1]",
    "[64:ff9b:1::7f00:1]",
    "[2002:7f00:1::]",
    "[2002:7f00:1::1]",
    "[2001:0:4136:e378:8000:63bf:80ff:fffe]",
    "[fe80::1]",
    "[fe80::1%25lo]",
    "[fc00::1]",
    "[fd00::1]",
    "[fec0::1]",
    "[ff02::1]",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.0.1",
    "169.254.169.254",
    "0xa9fea9fe",
    "2852039166",
    "100.64.0.1",
    "192.0.0.8",
    "198.18.0.1",
    "224.0.0.1",
    "255.255.255.255",
    "240.0.0.1",
    "①②⑦.⓪.⓪.①",
    "１２７.０.０.１",
    "127。0。0。1",
    "⑫7.0.0.1",
    "ｌｏｃａｌｈｏｓｔ",
    "127.0.0.1%2f@ours",
    "%6c%6f%63%61%6c%68%6f%73%74",
    "127.0.0.1%00.ours",
    "user@127.0.0.1",
    "ours@127.0.0.1",
    "a@b@127.0.0.1",
    "127.0.0.1\\@ours",
    "ours\\@127.0.0.1",
    "127.0.0.1#@ours",
    "127.0.0.1?@ours",
]


class Canary:
    """A listener that must never be connected to; on a port that crawls may use, where one is free."""

    def __init__(self) -> None:
        self.visits: list[str] = []
        self.port, self._sockets = next(taken for port in (8080, 8443, 80, 0) if (taken := self._listen(port)))
        for each in self._sockets:
            threading.Thread(target=self._count, args=(each,), daemon=True).start()

    @staticmethod
    def _listen(port: int) -> tuple[int, list[socket.socket]] | None:
        try:
            first = socket.create_server(("127.0.0.1", port))
        except OSError:
            return None
        port = first.getsockname()[1]
        listening = [first]
        with contextlib.suppress(OSError):
            listening.append(socket.create_server(("::1", port), family=socket.AF_INET6))
        return port, listening

    def _count(self, listening: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, address = listening.accept()
                self.visits.append(f"{address} {connection.recv(200)!r}")
                connection.close()

    def close(self) -> None:
        for each in self._sockets:
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()


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


def inside(spelling: str, canary: Canary, press: RudeServer, path: str = "/inside") -> str:
    """Return an address of the canary, spelled so."""
    host = spelling.replace("ours", f"127.0.0.64:{press.port}")
    return f"http://{host}{path}" if host.endswith(("@", f":{press.port}")) else f"http://{host}:{canary.port}{path}"


def escaped(url: str) -> str:
    return url.replace("&", "&amp;")


def test_there_are_enough_spellings() -> None:
    assert len(set(SPELLINGS)) >= 60


def test_no_spelling_by_no_way_in_reaches_the_inside(khazri: Khazri, canary: Canary, press: RudeServer, tmp_path: Path) -> None:
    """Feeds' links, sitemaps, indexes, listings, redirects of five kinds for feeds, pages, sitemaps and robots.txt, marks on pages."""
    home = f"http://127.0.0.64:{press.port}"
    targets = [inside(spelling, canary, press) for spelling in SPELLINGS]
    head = "".join(
        f'<link rel="canonical" href="{url}"><link rel="amphtml" href="{url}"><meta http-equiv="refresh" content="0;url={url}">'
        for url in map(escaped, targets)
    )
    links = [*targets, *(f"{home}/{status}-{number}" for number in range(len(targets)) for status in (301, 302, 303, 307))]
    links += [f"{home}/refresh-{number}" for number in range(len(targets))]
    items = "".join(
        f'<item><title>{n}</title><link>{escaped(url)}</link><enclosure url="{escaped(url)}" type="text/html"/></item>'
        for n, url in enumerate(links)
    )
    press.answers |= {
        "/robots.txt": reply("".join(f"Sitemap: {url}\n" for url in targets).encode(), kind="text/plain"),
        "/rss": reply(
            f'<?xml version="1.0"?><rss version="2.0"><channel><title>P</title>{items}</channel></rss>'.encode(), kind="text/xml"
        ),
        "/map": reply(_sitemap("urlset", "url", targets), kind="application/xml"),
        "/index": reply(_sitemap("sitemapindex", "sitemap", [*targets, f"{home}/map"]), kind="application/xml"),
        "/list": reply("".join(f'<p><a href="{escaped(url)}">A story</a></p>' for url in targets).encode()),
    }
    for number, url in enumerate(targets):
        press.answers |= {f"/{status}-{number}": _moved(url, status) for status in (301, 302, 303, 307)}
        body = article_page("A page", "A page that would lead inside.", head=head).body
        press.answers[f"/refresh-{number}"] = _refresh(body, url)
        press.answers[f"/map-{number}"] = press.answers[f"/feed-{number}"] = _moved(url, 308)
    feeds = [("rss", f"{home}/rss"), ("sitemap", f"{home}/map"), ("sitemap", f"{home}/index"), ("listing", f'{home}/list"\npattern = "*"')]
    feeds += [(kind, f"{home}/{name}-{n}") for n in range(len(targets)) for kind, name in (("rss", "feed"), ("sitemap", "map"))]
    file = sources_file(tmp_path, *feeds)
    ran = khazri("crawl", "--sources", str(file), **OURS)
    assert canary.visits == []
    assert ran.code == 0, ran.err[-500:]
    ways = {f"/{way}-{number}" for number in range(len(targets)) for way in (301, 302, 303, 307, "refresh", "feed", "map")}
    assert ways <= set(press.paths()), "each way was tried with each spelling"
    assert "private address" in khazri("status").out


def test_no_robots_txt_leads_inside(khazri: Khazri, canary: Canary, press: RudeServer, tmp_path: Path) -> None:
    hosts = [f"127.0.0.{number}" for number in range(64, 128)]
    count = iter(range(10_000))
    targets = [inside(spelling, canary, press, "/robots.txt") for spelling in SPELLINGS]

    async def lead(writer: asyncio.StreamWriter) -> None:
        writer.write(_moved(targets[next(count) % len(targets)], 301))

    press.answers |= {"/robots.txt": lead, "/rss": reply(b"<rss/>", kind="text/xml")}
    khazri("crawl", "--sources", str(sources_file(tmp_path, *(("rss", f"http://{host}:{press.port}/rss") for host in hosts))), **OURS)
    assert canary.visits == []
    assert press.paths(robots=True).count("/robots.txt") >= len(hosts)


@pytest.mark.parametrize("kind", ["rss", "sitemap", "listing", "shared-stories"])
def test_no_source_leads_inside(kind: str, khazri: Khazri, canary: Canary, press: RudeServer, tmp_path: Path) -> None:
    """Those that the sources file lets through, all at once."""
    from news.errors import TableError
    from news.sources import read_sources

    rest = {"listing": '"\npattern = "*', "shared-stories": '"\nstory = "p"\nlink = "a"\ncontent = "p'}.get(kind, "")
    fine = []
    for number, spelling in enumerate(SPELLINGS):
        url = inside(spelling, canary, press, f"/inside-{number}").replace("\\", "\\\\") + rest
        with contextlib.suppress(TableError):
            read_sources(sources_file(tmp_path, (kind, url + '"')))
            fine.append((kind, url + '"'))
    assert fine
    ran = khazri("crawl", "--sources", str(sources_file(tmp_path, *fine)), **OURS)
    assert canary.visits == []
    assert "private address" in ran.err


def test_a_proxy_of_the_environment_is_not_used(canary: Canary, press: RudeServer, tmp_path: Path) -> None:
    home = f"http://127.0.0.64:{press.port}"
    press.answers["/rss"] = reply(b'<rss version="2.0"><channel><title>P</title></channel></rss>', kind="text/xml")
    proxy = f"http://127.0.0.1:{canary.port}"
    environment = plain_environment(**OURS, http_proxy=proxy, https_proxy=proxy, HTTP_PROXY=proxy, HTTPS_PROXY=proxy, all_proxy=proxy)
    command = [sys.executable, "-m", "desk.cli", "crawl", "--sources", str(sources_file(tmp_path, ("rss", f"{home}/rss")))]
    subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, timeout=120, check=True)
    assert canary.visits == []
    assert "/rss" in press.paths()


def _sitemap(outer: str, inner: str, urls: list[str]) -> bytes:
    rows = "".join(f"<{inner}><loc>{escaped(url)}</loc></{inner}>" for url in urls)
    return f'<{outer} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</{outer}>'.encode()


def _moved(url: str, status: int) -> bytes:
    return moved(url.encode().decode("latin-1"), status)


def _refresh(body: bytes, url: str) -> bytes:
    return reply(body, Refresh=f"0; url={url}".encode().decode("latin-1"))


def test_the_canary_sings_when_it_is_visited(canary: Canary) -> None:
    socket.create_connection(("127.0.0.1", canary.port)).close()
    for _ in range(100):
        if canary.visits:
            break
        os.sched_yield()
        threading.Event().wait(0.01)
    assert canary.visits
