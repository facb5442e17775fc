"""What lies inside our walls, however it is spelled, a canary that sings when it is visited, and answers that lead there.

The newspapers of such tests stand on 127.0.0.64 to 127.0.0.127, which alone is allowed; on 127.0.0.1 and ::1 the canary listens.
"""

import contextlib
import socket
import threading
from ipaddress import ip_address, ip_network

from crawling import Crawled
from rude import RudeServer, reply
from rude import moved as moved_to

NETWORK = "127.0.0.64/26"
OURS = {"allowed": (NETWORK,)}

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


def inside(spelling: str, canary: Canary, press: RudeServer, path: str = "/inside") -> str:
    """Return an address of the canary, spelled so."""
    host = spelling.replace("ours", f"127.0.0.64:{press.port}")
    return f"http://{host}{path}" if host.endswith(("@", f":{press.port}")) else f"http://{host}:{canary.port}{path}"


def stayed_outside(done: Crawled, canary: Canary) -> bool:
    """Whether nothing was connected to but what is allowed, be there a canary or not."""
    reached = {ip_address(each.rpartition(":")[0]) for each in done.reached}
    return canary.visits == [] and all(each in ip_network(NETWORK) for each in reached)


def escaped(url: str) -> str:
    return url.replace("&", "&amp;")


def sitemap(outer: str, inner: str, urls: list[str]) -> bytes:
    rows = "".join(f"<{inner}><loc>{escaped(url)}</loc></{inner}>" for url in urls)
    return f'<{outer} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</{outer}>'.encode()


def moved(url: str, status: int) -> bytes:
    return moved_to(url.encode().decode("latin-1"), status)


def refresh(body: bytes, url: str) -> bytes:
    return reply(body, Refresh=f"0; url={url}".encode().decode("latin-1"))


def feed(items: str) -> bytes:
    return f'<rss version="2.0"><channel><title>P</title>{items}</channel></rss>'.encode()


def rss(items: str) -> bytes:
    return reply(b'<?xml version="1.0"?>' + feed(items), kind="text/xml")
