"""Polite by the letter, as the servers that were asked tell it."""

import asyncio
import gzip
import sqlite3
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise
from pathlib import Path

import pytest
from crawling import House
from papers import ON_BEAT, Newspaper, article_page, rss, sources_file
from rude import Rudeness, RudeServer, endless, hang_up, moved, reply, silence

pytestmark = pytest.mark.thorough


@pytest.fixture
def server() -> Iterator[RudeServer]:
    """A server that knows no page."""
    made = RudeServer()
    yield made
    made.close()


Servers = Callable[..., dict[str, RudeServer]]


@pytest.fixture
def servers() -> Iterator[Servers]:
    """A function that makes a server for each name."""
    made: dict[str, RudeServer] = {}

    def make(*names: str) -> dict[str, RudeServer]:
        made.update({name: RudeServer() for name in names})
        return {name: made[name] for name in names}

    yield make
    for each in made.values():
        each.close()


def feed(server: RudeServer | Newspaper, *paths: str) -> bytes:
    return reply(rss(server, *((path, path) for path in paths)).body, kind="application/rss+xml")  # type: ignore[arg-type]


def page(number: int) -> bytes:
    return reply(article_page(f"Note number {number}", f"This is note number {number} of many. " + ON_BEAT[0], *ON_BEAT[1:]).body)


def publish(server: RudeServer, count: int, name: str = "rss") -> list[str]:
    """Let a server have a feed with so many good pages."""
    paths = [f"/{name}-{number}" for number in range(count)]
    server.answers |= {path: page(number) for number, path in enumerate(paths)}
    server.answers[f"/{name}"] = feed(server, *paths)
    return paths


def ledger(folder: Path, wanted: str = "state, reason") -> list[tuple[str, ...]]:
    with sqlite3.connect(folder / "khazri.db") as connection:
        rows = connection.execute(f"SELECT {wanted} FROM urls ORDER BY url").fetchall()
    connection.close()
    return rows


def test_a_host_that_asks_for_quiet_hears_nothing_more_from_any_spider_nor_after_a_restart(
    house: House, server: RudeServer, tmp_path: Path
) -> None:
    first = publish(server, 5)
    publish(server, 5, "map")
    server.answers["/map"] = reply(
        b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        + b"".join(f"<url><loc>{server.url}/map-{number}</loc></url>".encode() for number in range(5))
        + b"</urlset>",
        kind="application/xml",
    )
    for path in (*first, *(f"/map-{number}" for number in range(5))):
        server.answers[path] = reply(b"later", 429, Retry_After="3600")
    file = sources_file(tmp_path, ("rss", f"{server.url}/rss"), ("sitemap", f"{server.url}/map"))
    house.crawl(tmp_path, file)
    pages = [path for path in server.paths() if path not in {"/rss", "/map"}]
    assert len(pages) == 1, "one answer was enough for all"
    assert {state for state, _ in ledger(tmp_path)} <= {"retry", "seen"}
    asked = len(server.log)
    again = house.crawl(tmp_path, file)
    assert len(server.log) == asked
    assert "paper-1/rss: put off until" in again.said
    assert "paper-2/sitemap: put off until" in again.said
    assert {attempts for (attempts,) in ledger(tmp_path, "attempts")} <= {0, 1}, "what was not asked is no try"


def clock(seconds: float) -> str:
    return format_datetime(datetime.now(UTC) + timedelta(seconds=seconds), usegmt=True)


QUIET: dict[str, tuple[dict[str, str], int]] = {
    "seconds": ({"Retry_After": "600"}, 600),
    "a date by the server's own clock": ({"Retry_After": clock(600 - 30 * 3600), "Date": clock(-30 * 3600)}, 600),
    "ten years": ({"Retry_After": "315360000"}, 86400),
    "negative": ({"Retry_After": "-30"}, 300),
    "garbage": ({"Retry_After": "when we are back"}, 300),
    "nothing": ({}, 300),
}


def test_the_quiet_lasts_as_long_as_was_asked_for(house: House, tmp_path: Path, servers: Servers) -> None:
    made = servers(*QUIET)
    for name, server in made.items():
        server.answers["/rss"] = reply(b"later", 429, **QUIET[name][0])
    house.crawl(tmp_path, sources_file(tmp_path, *(("rss", f"{server.url}/rss") for server in made.values())))
    with sqlite3.connect(tmp_path / "khazri.db") as connection:
        until = dict(connection.execute("SELECT host, quiet_until FROM quiet_hosts").fetchall())
    connection.close()
    for name, server in made.items():
        left = datetime.fromisoformat(until[server.url.removeprefix("http://")]).replace(tzinfo=UTC) - datetime.now(UTC)
        assert QUIET[name][1] - 100 < left.total_seconds() <= QUIET[name][1], name


def test_after_the_quiet_everything_is_fetched_that_was_put_off(house: House, server: RudeServer, tmp_path: Path) -> None:
    paths = publish(server, 6)
    calls: list[float] = []

    async def once(writer: asyncio.StreamWriter) -> None:
        calls.append(time.monotonic())
        writer.write(reply(b"later", 503, Retry_After="2") if len(calls) == 1 else page(2))

    server.answers[paths[2]] = once
    house.crawl(tmp_path, sources_file(tmp_path, ("rss", f"{server.url}/rss")), crawls=3, pause=1.1)
    quiet = [at for at in server.times() if calls[0] < at < calls[0] + 2]
    assert quiet == []
    states = [state for state, reason in ledger(tmp_path) if reason != "HTTP 503"]
    assert states == ["stored"] * 5
    assert ("retry", "HTTP 503") in ledger(tmp_path), "the page itself has its own time"


async def cut_short(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nUser-agent: *\n")


ALLOW: dict[str, dict[str, bytes | Rudeness]] = {
    "404": {"/robots.txt": reply(b"<html>not here</html>", 404)},
    "403": {"/robots.txt": reply(b"no", 403)},
    "401": {"/robots.txt": reply(b"no", 401)},
    "an HTML page": {"/robots.txt": reply(b"<html><body>Disallow: /<br>User-agent: *</body></html>")},
    "empty": {"/robots.txt": reply(b"", kind="text/plain")},
    "six redirects": {"/robots.txt": moved("/r1")} | {f"/r{n}": moved(f"/r{n + 1}") for n in range(1, 9)},
    "a loop": {"/robots.txt": moved("/robots.txt")},
    "a rule after the first 500 KiB": {"/robots.txt": reply(b"# nothing\n" * 60_000 + b"User-agent: *\nDisallow: /\n")},
    "a rule for another": {"/robots.txt": reply(b"User-agent: other\nDisallow: /\n\nUser-agent: news\nDisallow: /\n")},
}
FORBID: dict[str, dict[str, bytes | Rudeness]] = {
    "a rule": {"/robots.txt": reply(b"User-agent: *\nDisallow: /\n")},
    "five redirects": {"/robots.txt": moved("/r1"), "/r5": reply(b"User-agent: khazri\nDisallow: /\n")}
    | {f"/r{n}": moved(f"/r{n + 1}") for n in range(1, 5)},
    "2 MB": {"/robots.txt": reply(b"User-agent: *\nDisallow: /\n" + b"# nothing\n" * 200_000)},
    "without end": {"/robots.txt": endless(b"HTTP/1.1 200 OK\r\n\r\nUser-agent: *\nDisallow: /\n", b"# nothing\n" * 1000)},
    "503": {"/robots.txt": reply(b"busy", 503)},
    "500": {"/robots.txt": reply(b"broken", 500)},
    "429": {"/robots.txt": reply(b"later", 429)},
    "silence": {"/robots.txt": silence},
    "a connection that breaks": {"/robots.txt": hang_up},
    "headers without end": {"/robots.txt": endless(b"HTTP/1.1 200 OK\r\n", b"X-A: b\r\n" * 1000)},
    "a body cut short": {"/robots.txt": cut_short},
    "a redirect inside our walls": {"/robots.txt": moved("http://10.0.0.1/robots.txt")},
}


def test_a_robots_txt_that_is_missing_or_says_nothing_of_us_forbids_nothing(house: House, tmp_path: Path, servers: Servers) -> None:
    made = servers(*ALLOW)
    for number, (name, server) in enumerate(made.items()):
        server.answers |= {"/rss": feed(server, "/page"), "/page": page(number)} | ALLOW[name]
    house.crawl(tmp_path, sources_file(tmp_path, *(("rss", f"{server.url}/rss") for server in made.values())))
    assert [name for name, server in made.items() if "/page" not in server.paths()] == []
    assert made["six redirects"].paths() == ["/r1", "/r2", "/r3", "/r4", "/r5", "/rss", "/page"]


def test_a_robots_txt_that_forbids_or_cannot_be_reached_is_asked_for_and_nothing_else(
    house: House, tmp_path: Path, servers: Servers
) -> None:
    made = servers(*FORBID)
    for name, server in made.items():
        server.answers |= {"/rss": feed(server, "/page"), "/page": page(1)} | FORBID[name]
    file = sources_file(tmp_path, *(("rss", f"{server.url}/rss") for server in made.values()))
    crawled = house.crawl(tmp_path, file, timeout=2, crawls=3)
    assert [name for name, server in made.items() if {"/rss", "/page"} & set(server.paths())] == []
    counts = {name: server.paths(robots=True).count("/robots.txt") for name, server in made.items()}
    assert counts == dict.fromkeys(made, 1), "over three crawls of one process"
    assert crawled.peak < 300


def test_robots_txt_is_read_once_for_many_spiders_and_crawls(house: House, server: RudeServer, tmp_path: Path) -> None:
    publish(server, 3)
    server.answers["/robots.txt"] = reply(b"User-agent: *\nDisallow: /private/\n")
    server.answers["/map"] = reply(b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"></urlset>', kind="application/xml")
    file = sources_file(tmp_path, ("rss", f"{server.url}/rss"), ("sitemap", f"{server.url}/map"))
    house.crawl(tmp_path, file, crawls=3)
    asked = server.paths(robots=True)
    assert asked.count("/robots.txt") == 1
    assert asked[0] == "/robots.txt"
    assert asked.count("/map") == 3


def test_the_delay_that_robots_txt_asks_for_is_kept_between_all_spiders(house: House, server: RudeServer, tmp_path: Path) -> None:
    publish(server, 3)
    publish(server, 3, "other")
    server.answers["/robots.txt"] = reply(b"User-agent: *\nCrawl-delay: 0.3\n")
    house.crawl(tmp_path, sources_file(tmp_path, ("rss", f"{server.url}/rss"), ("rss", f"{server.url}/other")))
    assert len(server.log) == 9
    assert all(later - earlier >= 0.29 for earlier, later in pairwise(server.times()))


def test_a_host_is_asked_one_thing_at_a_time_whichever_spider_asks(house: House, server: RudeServer, tmp_path: Path) -> None:
    publish(server, 8)
    publish(server, 8, "other")
    server.pause = 0.02
    kinds = [
        ("rss", f"{server.url}/rss"),
        ("rss", f"{server.url}/other"),
        ("sitemap", f"{server.url}/map"),
        ("listing", f"{server.url}/list"),
    ]
    house.crawl(tmp_path, sources_file(tmp_path, *kinds))
    assert len(server.log) == 21
    assert server.most_at_once == 1


def test_a_trap_gets_its_share_of_a_crawl_and_the_rest_waits_for_the_next(house: House, server: RudeServer, tmp_path: Path) -> None:
    paths = publish(server, 25)
    said = house.crawl(tmp_path, sources_file(tmp_path, ("rss", f"{server.url}/rss")), pages=10).said
    assert len(server.paths()) == 1 + 10
    assert "10 pages asked for, the next crawl goes on" in said
    assert [state for state, _ in ledger(tmp_path)].count("seen") == 15
    house.crawl(tmp_path, sources_file(tmp_path, ("rss", f"{server.url}/rss")), pages=10, crawls=2)
    assert sorted(path for path in server.paths() if path != "/rss") == sorted(paths), "each once"
    assert {state for state, _ in ledger(tmp_path)} == {"stored"}


def test_five_redirects_are_followed_and_no_sixth(house: House, server: RudeServer, tmp_path: Path) -> None:
    server.answers |= {"/rss": feed(server, "/five-1", "/six-1"), "/five-6": page(1), "/six-7": page(2)}
    server.answers |= {f"/five-{n}": moved(f"/five-{n + 1}", 301 + n % 2) for n in range(1, 6)}
    server.answers |= {f"/six-{n}": moved(f"/six-{n + 1}", 307 + n % 2) for n in range(1, 7)}
    assert house.crawl(tmp_path, sources_file(tmp_path, ("rss", f"{server.url}/rss"))).stored == (1,)
    assert "/five-6" in server.paths()
    assert "/six-6" in server.paths()
    assert "/six-7" not in server.paths()


HEADERS = {
    "lines": (b"HTTP/1.1 200 OK\r\n", b"X-A: b\r\n" * 8000),
    "long lines": (b"HTTP/1.1 200 OK\r\n", b"X-A: " + b"b" * 8000 + b"\r\n"),
    "one line": (b"HTTP/1.1 200 OK\r\nX-A: ", b"b" * 65536),
    "continued lines": (b"HTTP/1.1 200 OK\r\nX-A: b\r\n", b" b\r\n" * 16000),
    "interim answers": (b"", b"HTTP/1.1 102 Processing\r\n\r\n" * 2000),
    "trailers": (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n", b"X-A: b\r\n" * 8000),
    "a chunk's extension": (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;", b"a=b;" * 16000),
    "a status line": (b"HTTP/1.1 200 ", b"O" * 65536),
}


def test_headers_without_end_do_not_eat_the_machine(house: House, server: RudeServer, tmp_path: Path, servers: Servers) -> None:
    made = servers(*HEADERS)
    for name, (start, piece) in HEADERS.items():
        made[name].answers["/rss"] = endless(start, piece)
    publish(server, 3)
    kinds = [("rss", f"{each.url}/rss") for each in (server, *made.values())]
    crawled = house.crawl(tmp_path, sources_file(tmp_path, *kinds), timeout=20)
    assert crawled.stored == (3,)
    assert crawled.peak < 300


def test_servers_that_drip_or_stay_silent_hold_up_nobody_else(house: House, server: RudeServer, tmp_path: Path, servers: Servers) -> None:
    slow = list(servers(*map(str, range(12))).values())
    for number, each in enumerate(slow):
        drip = (silence, endless(b"HTTP/1.1 200 OK\r\n", b"X", 0.4), endless(b"HTTP/1.1 200 OK\r\n\r\n", b" ", 0.4))[number % 3]
        each.answers["/robots.txt"] = drip if number % 2 else reply(b"", kind="text/plain")
        each.answers["/rss"] = drip
    publish(server, 4)
    kinds = [("rss", f"{each.url.replace('http', 'https') if number % 5 == 0 else each.url}/rss") for number, each in enumerate(slow)]
    crawled = house.crawl(tmp_path, sources_file(tmp_path, *kinds, ("rss", f"{server.url}/rss")), timeout=4)
    first = min(at for each in (server, *slow) for at in each.times())
    assert crawled.stored == (4,)
    assert max(server.times()) - first < 4, "all of the good server's pages were fetched before the first of the others timed out"
    assert crawled.said.count("timed out") == 12


def test_an_answer_cut_short_is_never_taken_for_a_whole_one(house: House, server: RudeServer, tmp_path: Path) -> None:
    whole = page(1).partition(b"\r\n\r\n")[2] * 3
    packed = gzip.compress(whole)

    async def short(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 90000\r\n\r\n" + whole)

    async def chunk(writer: asyncio.StreamWriter) -> None:
        piece = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n"
        writer.write(piece % (len(whole), whole))

    server.answers |= {
        "/rss": feed(server, "/gzip", "/length", "/chunk", "/good"),
        "/gzip": reply(packed[: len(packed) - 60], Content_Encoding="gzip"),
        "/length": short,
        "/chunk": chunk,
        "/good": reply(gzip.compress(page(2).partition(b"\r\n\r\n")[2]), Content_Encoding="gzip"),
    }
    assert house.crawl(tmp_path, sources_file(tmp_path, ("rss", f"{server.url}/rss"))).stored == (1,)
    reasons = dict(ledger(tmp_path, "url, reason"))
    assert reasons[f"{server.url}/gzip"] == "answer cannot be read"
    assert reasons[f"{server.url}/length"] == reasons[f"{server.url}/chunk"] == "answer cut short"
