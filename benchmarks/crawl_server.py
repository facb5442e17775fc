"""A server of pages that costs next to nothing beside what reads them: ``crawl_server.py FOLDER``.

The folder holds ``pages.json`` (host, path and file of each page) and the files. Each host is an address of 127.0.0.0/8, all on one port,
which is printed. ``/rss.xml`` announces the pages of a host. It also notes when the first question came, and how many pages were asked for.
"""

import asyncio
import json
import sys
import time
from pathlib import Path
from xml.sax.saxutils import escape

_ITEM = "<item><title>{}</title><link>{}</link><guid>{}</guid><pubDate>Mon, 16 Mar 2026 09:15:00 +0000</pubDate></item>"


class Shelf:
    """The answers, and what was asked."""

    def __init__(self) -> None:
        self.answers: dict[bytes, bytes] = {}
        self.first_at: float | None = None
        self.asked = 0

    def answer(self, question: bytes) -> bytes:
        """Return the whole answer to a question."""
        path = question.split(b" ", 2)[1]
        host = question.lower().partition(b"\r\nhost:")[2].split(b"\r\n", 1)[0].strip()
        if path == b"/noted":
            told = json.dumps({"first_at": self.first_at, "asked": self.asked}).encode()
            self.first_at, self.asked = None, 0
            return _whole(told, "application/json")
        self.first_at = self.first_at or time.monotonic()
        self.asked += path.startswith(b"/news/")
        return self.answers.get(host + path, _NOTHING)


class Speaker(asyncio.Protocol):
    """One connection."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self.heard = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.heard += data
        while b"\r\n\r\n" in self.heard:
            question, _, self.heard = self.heard.partition(b"\r\n\r\n")
            self.transport.write(self.shelf.answer(question))


def _whole(body: bytes, kind: str, status: str = "200 OK") -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body


_NOTHING = _whole(b"nothing", "text/plain", "404 Not Found")


def fill(shelf: Shelf, folder: Path, port: int) -> list[str]:
    """Read all pages and write the feeds; return the hosts."""
    items: dict[str, list[str]] = {}
    for page in json.loads((folder / "pages.json").read_text(encoding="utf-8")):
        host = f"127.0.0.{page['host'] + 1}"
        url = f"http://{host}:{port}{page['path']}"
        shelf.answers[f"{host}:{port}{page['path']}".encode()] = _whole((folder / page["file"]).read_bytes(), "text/html; charset=utf-8")
        items.setdefault(host, []).append(_ITEM.format(escape(page["title"]), escape(url), escape(url)))
    for host, told in items.items():
        rss = f'<?xml version="1.0"?><rss version="2.0"><channel><title>{host}</title>{"".join(told)}</channel></rss>'
        shelf.answers[f"{host}:{port}/rss.xml".encode()] = _whole(rss.encode(), "application/rss+xml; charset=utf-8")
    return list(items)


async def serve(folder: Path) -> None:
    """Serve until killed."""
    shelf = Shelf()
    loop = asyncio.get_running_loop()
    first = await loop.create_server(lambda: Speaker(shelf), "127.0.0.1", 0)
    port = first.sockets[0].getsockname()[1]
    hosts = fill(shelf, folder, port)
    for host in hosts:
        if host != "127.0.0.1":
            await loop.create_server(lambda: Speaker(shelf), host, port)
    print(port, flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1])))
