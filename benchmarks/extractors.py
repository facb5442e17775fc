"""One way of finding an article's text in a page, in a process of its own: ``extractors.py NAME PAGES.jsonl``.

Run with the Python of whatever environment has the extractor. It reads the pages once, says ``{"ready": version}``, and for each line that
comes in reads every page once more and answers with the milliseconds of its processor time for each; the first time with the texts, too.
Nothing of ours is imported unless the name is ``khazri``.
"""

import importlib
import importlib.metadata
import json
import logging
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

Extractor = Callable[[bytes, str], str]


def khazri() -> Extractor:
    """The product's path: what kind of page it is, its metadata and its text."""
    sys.path.insert(0, str(Path(__file__).parents[1]))
    names = ("news.articles", "news.feeds", "news.pages", "news.sources")
    articles, feeds, pages, sources = map(importlib.import_module, names)
    dates = importlib.import_module("datetime")
    now = dates.datetime(2026, 3, 16, tzinfo=dates.UTC)
    source = sources.Source("outlet", "Outlet", "https://outlet.example/", "AZ", ("en",), "Asia/Baku", "independent")

    def extract(body: bytes, url: str) -> str:
        found = articles.read_page(pages.Page(url, 200, body, "", now, url), feeds.Entry(url, url), source, now)
        return getattr(found, "text", "")

    return extract


def trafilatura(**how: Any) -> Extractor:
    """Trafilatura without the comments of readers, which are no article."""
    module = importlib.import_module("trafilatura")
    return lambda body, url: module.extract(body, url=url, include_comments=False, **how) or ""


def newspaper4k() -> Extractor:
    """As its readme does with a page that is there already."""
    module = importlib.import_module("newspaper")

    def extract(body: bytes, url: str) -> str:
        article = module.Article(url, fetch_images=False)
        article.download(input_html=body.decode("utf-8", "replace"))
        article.parse()
        return str(article.text)

    return extract


def news_please() -> Extractor:
    """As its readme does with a page that is there already."""
    module = importlib.import_module("newsplease")

    def extract(body: bytes, url: str) -> str:
        found = module.NewsPlease.from_html(body.decode("utf-8", "replace"), url=url, fetch_images=False)
        return getattr(found, "maintext", None) or ""

    return extract


def goose3() -> Extractor:
    """As its readme does, without pictures."""
    module = importlib.import_module("goose3")
    goose = module.Goose({"enable_image_fetching": False})
    return lambda body, url: goose.extract(raw_html=body.decode("utf-8", "replace"), url=url).cleaned_text or ""


def readability() -> Extractor:
    """The summary's text: the library gives markup."""
    module = importlib.import_module("readability")
    html = importlib.import_module("lxml.html")

    def extract(body: bytes, url: str) -> str:
        found = html.fromstring(module.Document(body, url=url).summary(html_partial=True))
        return "\n".join(found.itertext())

    return extract


def resiliparse() -> Extractor:
    """Main content alone, without links' lists."""
    module = importlib.import_module("resiliparse.extract.html2text")
    return lambda body, url: module.extract_plain_text(body.decode("utf-8", "replace"), main_content=True, alt_texts=False)


EXTRACTORS: dict[str, tuple[str, Callable[[], Extractor]]] = {
    "khazri": ("", khazri),
    "trafilatura": ("trafilatura", trafilatura),
    "trafilatura, fast": ("trafilatura", lambda: trafilatura(fast=True)),
    "newspaper4k": ("newspaper4k", newspaper4k),
    "news-please": ("news-please", news_please),
    "goose3": ("goose3", goose3),
    "readability-lxml": ("readability-lxml", readability),
    "resiliparse": ("resiliparse", resiliparse),
}
"""What each is called here → the package whose version is told, and what makes it."""


def main(name: str, path: str) -> None:
    """Serve one extractor."""
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    package, make = EXTRACTORS[name]
    try:
        extract = make()
    except ImportError as error:
        print(json.dumps({"absent": str(error)}), flush=True)
        return
    pages = [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines()]
    bodies = [(Path(page["file"]).read_bytes(), page["url"]) for page in pages]
    print(json.dumps({"ready": importlib.metadata.version(package) if package else ""}), flush=True)
    for number, _ in enumerate(sys.stdin):
        told = [_read(extract, *each) for each in bodies]
        answer = {"milliseconds": [spent for spent, _ in told]} | ({} if number else {"texts": [text for _, text in told]})
        print(json.dumps(answer), flush=True)


def _read(extract: Extractor, body: bytes, url: str) -> tuple[float, str]:
    started = time.process_time()
    try:
        text = extract(body, url)
    except Exception:  # noqa: BLE001 - a page that an extractor fails on has no text for it
        text = ""
    return (time.process_time() - started) * 1000, text


if __name__ == "__main__":
    main(*sys.argv[1:])
