"""Reading a page whole (kind, metadata, body) against trafilatura's fast mode alone: ``bench_extraction.py [FOLDER]``.

Without a folder on pages of real size that are made of the invented press's articles; with one on its ``.html`` and ``.html.gz`` files.
"""

import gzip
import statistics
import sys
from pathlib import Path

import trafilatura
from realistic_pages import NOW, realistic_pages
from side_by_side import compare

from news.articles import read_page
from news.feeds import Entry
from news.pages import Page
from news.sources import Source

SOURCE = Source("outlet", "Outlet", "https://outlet.example/", "AZ", ("en",), "Asia/Baku", "independent")


def pages_in(folder: Path) -> list[Page]:
    """Read the HTML files of a folder as pages without a declared charset."""
    pages = []
    for path in sorted([*folder.glob("*.html"), *folder.glob("*.html.gz")]):
        body = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        url = f"https://outlet.example/{path.name.partition('.')[0]}"
        pages.append(Page(url, 200, body, "", NOW, url))
    return pages


def main(arguments: list[str]) -> None:
    """Time both on the same pages and print their ratio."""
    pages = pages_in(Path(arguments[0])) if arguments else realistic_pages()
    if not pages:
        sys.exit(f"no .html or .html.gz files in {arguments[0]}")
    sizes = [len(page.body) for page in pages]
    print(f"{len(pages)} pages of {statistics.median(sizes) / 1000:.0f} kB in the median, the largest {max(sizes) / 1000:.0f} kB")

    def ours() -> None:
        for page in pages:
            read_page(page, Entry(page.url, page.url), SOURCE, NOW)

    def theirs() -> None:
        for page in pages:
            trafilatura.extract(page.body, fast=True, include_comments=False)

    compare("read_page / trafilatura fast", ours, theirs, len(pages))


if __name__ == "__main__":
    main(sys.argv[1:])
