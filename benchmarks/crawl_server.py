"""A server of pages that costs next to nothing beside what reads them: ``crawl_server.py FOLDER``.

The folder holds ``pages.json`` (host, path and file of each page) and the files. Each host is an address of 127.0.0.0/8, all on one port,
which is printed. ``/rss.xml`` announces the pages of a host. It also notes when the first question came, and how many pages were asked for.
"""

import asyncio
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from serving import Question, serve, whole

_ITEM = "<item><title>{}</title><link>{}</link><guid>{}</guid><pubDate>Mon, 16 Mar 2026 09:15:00 +0000</pubDate></item>"
_NOTHING = whole(b"nothing", "text/plain", "404 Not Found")


class Shelf:
    """The answers, and what was asked."""

    def __init__(self, answers: dict[str, bytes]) -> None:
        self.answers = answers
        self.first_at: float | None = None
        self.asked = 0

    def answer(self, question: Question) -> bytes:
        """Return the whole answer to a question."""
        if question.path == "/noted":
            told = json.dumps({"first_at": self.first_at, "asked": self.asked}).encode()
            self.first_at, self.asked = None, 0
            return whole(told, "application/json")
        self.first_at = self.first_at or time.monotonic()
        self.asked += question.path.startswith("/news/")
        return self.answers.get(question.host + question.path, _NOTHING)


def filled(folder: Path, pages: Sequence[dict[str, Any]], port: int) -> Shelf:
    """Read all pages and write the feeds."""
    answers: dict[str, bytes] = {}
    items: dict[str, list[str]] = {}
    for page in pages:
        host = f"{_host(page)}:{port}"
        url = f"http://{host}{page['path']}"
        answers[f"{host}{page['path']}"] = whole((folder / page["file"]).read_bytes(), "text/html; charset=utf-8")
        items.setdefault(host, []).append(_ITEM.format(escape(page["title"]), escape(url), escape(url)))
    for host, told in items.items():
        rss = f'<?xml version="1.0"?><rss version="2.0"><channel><title>{host}</title>{"".join(told)}</channel></rss>'
        answers[f"{host}/rss.xml"] = whole(rss.encode(), "application/rss+xml; charset=utf-8")
    return Shelf(answers)


def _host(page: dict[str, Any]) -> str:
    return f"127.0.0.{page['host'] + 1}"


def main(folder: Path) -> None:
    """Serve until standard input ends."""
    pages = json.loads((folder / "pages.json").read_text(encoding="utf-8"))
    hosts = dict.fromkeys(["127.0.0.1", *map(_host, pages)])
    asyncio.run(serve(hosts, lambda port: filled(folder, pages, port).answer))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
