"""Reading a page whole (kind, metadata, body) against trafilatura's fast mode alone, side by side on the invented press's pages."""

import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime

import trafilatura

from demo.contents import LAST_ROUND, read_contents
from demo.press import Press
from news.articles import read_page
from news.feeds import Entry
from news.pages import Page
from news.sources import Source

ROUNDS = 7
NOW = datetime(2026, 3, 16, tzinfo=UTC)


def main() -> None:
    contents = read_contents()
    press = Press(contents, {outlet.id: f"https://{outlet.id}.example/" for outlet in contents.outlets})
    pieces = [piece for piece in contents.pieces if piece.answers == "article"]
    pages = []
    for piece in pieces:
        url = press.url(piece)
        answer = press.answer(piece.outlet_id, "/" + url.split("/", 3)[3], {}, LAST_ROUND)
        pages.append(Page(url, answer.status, answer.body, answer.header("Content-Type") or "", NOW, url))
    source = Source("outlet", "Outlet", "https://outlet.example/", "AZ", ("en",), "Asia/Baku", "independent")

    def ours() -> None:
        for page in pages:
            read_page(page, Entry(page.url, page.url), source, NOW)

    def theirs() -> None:
        for page in pages:
            trafilatura.extract(page.body, fast=True, include_comments=False)

    ours(), theirs()  # both warm
    ratios = [timed(ours) / timed(theirs) for _ in range(ROUNDS)]
    each = timed(ours) / len(pages) * 1000
    spread = f"{min(ratios):.2f}–{max(ratios):.2f} in {ROUNDS} rounds of {len(pages)} pages"
    print(f"read_page / trafilatura fast: {statistics.median(ratios):.2f} ({spread}; {each:.1f} ms a page here)")


def timed(work: Callable[[], None]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
