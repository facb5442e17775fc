"""A hundred servers that no crawler would wish for, as data: ``zoo.py COUNT`` serves them until its input ends, and prints where they are.

They run in a process of their own, so that what they cost is not taken from the healthy servers they stand beside.
"""

import gzip
import json
import random
import sys
import zlib
from collections.abc import Callable
from itertools import cycle, islice

from papers import ON_BEAT, article_page
from rude import Rudeness, RudeServer, endless, hang_up, moved, reply, silence

Answers = dict[str, bytes | Rudeness]
MEGABYTE = 1 << 20
SENTENCE = "Azerbaijan has refused to supply artillery shells to Ukraine, the ministry in Baku said after a question from Moscow. "
STORY = "<h1>Shells</h1>" + f"<p>{SENTENCE}</p>" * 6
PAGES = 5  # of each server that spoils pages, not the feed
# 64 MB of zeros; made once by brotli at its best, which not every machine has.
BROTLI = "cfffff7ff82700e2b14020f7fe9ffffffff04f00c4610180eefd3fffffffe19f0088c32200ddfb7ffeffffc33f0110870500baf7ff03"
SITEMAP = b'<?xml version="1.0"?><%s xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'


class Maze(dict[str, bytes | Rudeness]):
    """Answers of which there is no end: each address is made up when it is asked for."""

    def __init__(self, known: Answers, make: Callable[[str], bytes]) -> None:
        super().__init__(known)
        self.make = make

    def get(self, path: str, default: bytes | Rudeness | None = None) -> bytes | Rudeness | None:  # type: ignore[override]
        return self[path] if path in self else default if path == "/robots.txt" else self.make(path)


def feed(home: str, *paths: str, author: str = "") -> bytes:
    items = "".join(f"<item><title>{path}</title><link>{home}{path}</link>{author}</item>" for path in paths)
    return reply(f'<?xml version="1.0"?><rss version="2.0"><channel><title>P</title>{items}</channel></rss>'.encode(), kind="text/xml")


def html(body: str) -> bytes:
    return f"<html><head><title>Shells</title></head><body><article>{body}</article></body></html>".encode()


def spoiled(answer: bytes | Rudeness) -> Callable[[str], Answers]:
    """A server whose feed is fine and whose pages are all of one kind."""
    paths = [f"/page-{number}" for number in range(PAGES)]
    return lambda home: {"/feed": feed(home, *paths), **dict.fromkeys(paths, answer)}


def rotten(answer: bytes | Rudeness) -> Callable[[str], Answers]:
    """A server whose feed itself is spoiled."""
    return lambda _: {"/feed": answer}


def packed(body: bytes, encoding: str) -> bytes:
    return reply(body, Content_Encoding=encoding)


def gzipped(megabytes: int, start: bytes = b"", piece: bytes = bytes(MEGABYTE)) -> bytes:
    """A small packed file of many megabytes."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return packer.compress(start) + b"".join(packer.compress(piece) for _ in range(megabytes)) + packer.flush()


def zstd(megabytes: int) -> bytes:
    """A frame of blocks that each say one byte 128 KB long (RFC 8878, 3.1.1.2)."""
    block = 128 * 1024
    heads = [(block << 3 | 1 << 1 | (number == megabytes * 8 - 1)).to_bytes(3, "little") for number in range(megabytes * 8)]
    return b"\x28\xb5\x2f\xfd\x00\x38" + b"".join(head + b"a" for head in heads)


def layers(count: int) -> bytes:
    body = gzipped(256)
    for _ in range(count - 1):
        body = gzip.compress(body)
    return packed(body, ", ".join(["gzip"] * count))


def index(home: str, *paths: str) -> bytes:
    rows = "".join(f"<sitemap><loc>{home}{path}</loc></sitemap>" for path in paths)
    return reply(SITEMAP % b"sitemapindex" + rows.encode() + b"</sitemapindex>", kind="application/xml")


def huge_sitemap(home: str) -> Answers:
    """50 MB of the 50,000 addresses that the protocol allows."""
    row = "<url><loc>{}/{:05d}</loc><lastmod>2026-03-02</lastmod><x>" + "x" * 920 + "</x></url>"
    rows = "".join(row.format(home, number) for number in range(50_000)).encode()
    return {"/feed": reply(gzip.compress(SITEMAP % b"urlset" + rows + b"</urlset>", 1), kind="application/gzip")}


def endless_indexes(home: str) -> Answers:
    return Maze({}, lambda path: index(home, *(f"{path}/{number}" for number in range(20))))


def calendar(home: str) -> Answers:
    """Every page is a day, and every look at the feed finds a thousand new ones."""
    days = "".join(f'<a href="/day-{number}">{number} March</a> ' for number in range(200))
    paths = [f"/day-{random.random()}" for _ in range(1000)]
    return Maze({"/feed": feed(home, *paths)}, lambda _: reply(html(days)))


def sessions(home: str) -> Answers:
    """One article under a thousand addresses, each of which leads to a new one."""
    paths = [f"/s{random.getrandbits(64):x}/news" for _ in range(1000)]
    page = article_page("Baku refuses to supply shells", *ON_BEAT).body
    return Maze({"/feed": feed(home, *paths)}, lambda path: reply(page) if path.endswith("!") else moved(f"{path}!"))


def loop(home: str) -> Answers:
    paths = [f"/loop-{number}" for number in range(PAGES)]
    return {"/feed": feed(home, *paths), **{path: moved(paths[number - 1]) for number, path in enumerate(paths)}}


def laughs() -> bytes:
    lines = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    text = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "ha">{lines}]><rss><channel><title>&l11;</title></channel></rss>'
    return reply(text.encode(), kind="text/xml")


def redos(home: str) -> Answers:
    return {"/feed": feed(home, *map(str, range(20)), author=f"<author>{'a.' * 40_000}</author>")}


NOISE = random.Random(7).randbytes(2 * MEGABYTE)  # always the same
ATTRIBUTES = reply(html(STORY + "<p " + " ".join(f"a{number}=1" for number in range(700_000)) + ">"))
KINDS: dict[str, tuple[str, Callable[[str], Answers]]] = {
    "gzip bomb": ("rss", spoiled(packed(gzipped(512), "gzip"))),
    "deflate bomb": ("rss", spoiled(packed(zlib.compress(bytes(512 * MEGABYTE), 9), "deflate"))),
    "brotli bomb": ("rss", spoiled(packed(bytes.fromhex(BROTLI), "br"))),
    "zstd bomb": ("rss", rotten(packed(zstd(512), "zstd"))),
    "20 encodings": ("rss", spoiled(layers(20))),
    "bomb just under the limit": ("rss", rotten(packed(gzipped(19, piece=b"<item/>" * 149_000), "gzip"))),
    "bomb in a redirect": ("rss", spoiled(reply(gzipped(512), 302, Content_Encoding="gzip", Location="/feed"))),
    "bomb of a sitemap": ("sitemap", rotten(reply(gzipped(512, SITEMAP % b"urlset"), kind="application/gzip"))),
    "50 MB sitemap": ("sitemap", huge_sitemap),
    "index of itself": ("sitemap", lambda home: {"/feed": index(home, "/feed", "/other"), "/other": index(home, "/feed", "/other")}),
    "endless indexes": ("sitemap", endless_indexes),
    "endless headers": ("rss", rotten(endless(b"HTTP/1.1 200 OK\r\n", b"X-A: b\r\n" * 8000))),
    "drip of headers": ("rss", spoiled(endless(b"HTTP/1.1 200 OK\r\n", b"X", 0.5))),
    "drip of body": ("rss", rotten(endless(b"HTTP/1.1 200 OK\r\n\r\n", b"<", 0.5))),
    "silence": ("rss", rotten(silence)),
    "endless body": ("rss", rotten(endless(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", b"<p>" * 20_000))),
    "lying length": ("rss", spoiled(reply(html(STORY)).replace(b"Content-Length: ", b"Content-Length: 9"))),
    "cut gzip": ("rss", spoiled(packed(gzip.compress(html(STORY))[:-20], "gzip"))),
    "redirect loop": ("rss", loop),
    "calendar": ("rss", calendar),
    "session ids": ("rss", sessions),
    "billion laughs": ("rss", rotten(laughs())),
    "deep nesting": ("rss", spoiled(reply(html(STORY + "<div>" * 100_000 + SENTENCE)))),
    "700,000 attributes": ("rss", spoiled(ATTRIBUTES)),
    "author that reads for minutes": ("rss", redos),
    "quadratic page": ("rss", spoiled(reply(html(STORY + "".join(f"<a href='/{n}'>link {n}</a> " for n in range(200_000)))))),
    "10 MB of text": ("rss", spoiled(reply(html(STORY + "<p>" + SENTENCE * 75_000)))),
    "429 for ever": ("rss", rotten(reply(b"later", 429, Retry_After="1"))),
    "hang up": ("rss", spoiled(hang_up)),
    "wrong charset": ("rss", spoiled(reply("Азербайджан и Россия ".encode("cp1251") * 500, kind="text/html; charset=utf-16"))),
    "binary noise": ("rss", spoiled(reply(NOISE))),
    "noise for a feed": ("rss", rotten(reply(NOISE, kind="text/xml"))),
}


def main(count: str) -> None:
    """Start so many servers, tell the kind and address of each, and serve until nobody listens."""
    servers = []
    for name, (kind, beast) in islice(cycle(KINDS.items()), int(count)):
        server = RudeServer()
        server.answers = beast(server.url)
        servers.append(server)
        print(json.dumps([kind, f"{server.url}/feed", name]), flush=True)
    print(flush=True)
    sys.stdin.read()
    for server in servers:
        server.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
