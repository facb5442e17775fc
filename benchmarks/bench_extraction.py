"""Reading a page whole (kind, metadata, body) against trafilatura's fast mode alone, on the invented press's pages."""

from datetime import UTC, datetime

import trafilatura
from side_by_side import compare

from demo.contents import LAST_ROUND, read_contents
from demo.press import Press
from news.articles import read_page
from news.feeds import Entry
from news.pages import Page
from news.sources import Source

NOW = datetime(2026, 3, 16, tzinfo=UTC)
SOURCE = Source("outlet", "Outlet", "https://outlet.example/", "AZ", ("en",), "Asia/Baku", "independent")


def demo_pages() -> list[Page]:
    contents = read_contents()
    press = Press(contents, {outlet.id: f"https://{outlet.id}.example/" for outlet in contents.outlets})
    pages = []
    for piece in contents.pieces:
        url = press.url(piece)
        answer = press.answer(piece.outlet_id, "/" + url.split("/", 3)[3], {}, LAST_ROUND)
        if piece.answers == "article":
            pages.append(Page(url, answer.status, answer.body, answer.header("Content-Type") or "", NOW, url))
    return pages


PAGES = demo_pages()


def ours() -> None:
    for page in PAGES:
        read_page(page, Entry(page.url, page.url), SOURCE, NOW)


def theirs() -> None:
    for page in PAGES:
        trafilatura.extract(page.body, fast=True, include_comments=False)


if __name__ == "__main__":
    compare("read_page / trafilatura fast", ours, theirs, len(PAGES))
