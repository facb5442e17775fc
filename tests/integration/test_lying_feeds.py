"""Servers whose feeds lie about what is new, looked at by real crawls: nothing is stored twice, nothing is told twice, nothing is missed."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from crawling import House
from papers import ON_BEAT, Answer, Khazri, Newspaper, article_page, plain_environment, sources_file

pytestmark = pytest.mark.thorough

LOOKS = 6
SHOWN = 3  # articles in a feed; one is published before each look
START = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=LOOKS + SHOWN)


def item(url: str, at: datetime, more: str = "") -> str:
    return f"<item><title>Note</title><link>{url}</link>{more}<pubDate>{format_datetime(at)}</pubDate></item>"


LIES: dict[str, Callable[[str, datetime, int, int], str]] = {
    "guids": lambda url, at, number, look: item(url, at, f"<guid>urn:{look}-{number}</guid>"),
    "one-guid": lambda url, at, number, look: item(url, at, "<guid>urn:same</guid>"),
    "dates": lambda url, at, number, look: item(url, datetime.now(UTC) if look % 2 else at),
    "refilled": lambda url, at, number, look: "" if look % 4 == 2 else item(url, at),
    "trackers": lambda url, at, number, look: item(f"{url}?utm_source={look}", at),
}


class Liar(dict[str, Answer]):
    """A newspaper's answers: the feeds are others at each look, and one of them moves to another address on the way."""

    def __init__(self, paper: Newspaper) -> None:
        super().__init__()
        self.paper = paper
        self.looks: dict[str, int] = {}

    def get(self, path: str, default: Answer | None = None) -> Answer:  # type: ignore[override]
        kind = path.removeprefix("/feed/")
        if kind == "moves" and self.looks.get(kind, 0) >= LOOKS // 2:
            return Answer(b"", status=301, headers={"Location": "/feed/moved"})
        if kind in {"moves", "moved"}:
            return self.feed("moves", LIES["guids"])
        return self.feed(kind, LIES[kind]) if kind in LIES else self.article(path.partition("?")[0])

    def feed(self, kind: str, lie: Callable[[str, datetime, int, int], str]) -> Answer:
        look = self.looks[kind] = self.looks.get(kind, -1) + 1
        shown = range(look, look + SHOWN)
        items = "".join(lie(f"{self.paper.url}/{kind}/{number}", START + number * timedelta(hours=1), number, look) for number in shown)
        return Answer(f'<rss version="2.0"><channel><title>P</title>{items}</channel></rss>'.encode(), "application/rss+xml")

    def article(self, path: str) -> Answer:
        if path == "/robots.txt":
            return Answer(b"", "text/plain", 404)
        kind, number = path.strip("/").split("/")
        name = f"number {100 * [*LIES, 'moves'].index(kind) + int(number)}"
        return article_page(f"Note {name} from Baku", f"This is note {name} of a long series. {ON_BEAT[0]}", *ON_BEAT[1:])


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    made = House(plain_environment())
    yield made
    made.close()


def test_feeds_that_lie_repeat_nothing_and_hide_nothing(house: House, khazri: Khazri, paper: Newspaper, tmp_path: Path) -> None:
    paper.answers = Liar(paper)
    kinds = (*LIES, "moves")
    file = sources_file(tmp_path, *(("rss", f"{paper.url}/feed/{kind}") for kind in kinds))
    crawled = house.crawl(tmp_path, file, crawls=LOOKS)
    published = {f"/{kind}/{number}" for kind in kinds for number in range(LOOKS - 1 + SHOWN)}
    found = [article["url"].removeprefix(paper.url) for article in khazri("search", "--limit", "999", "--format", "jsonl").objects]
    assert sorted(found) == sorted(published)
    assert sum(crawled.stored) == len(published)
    pages = [path for path in paper.paths() if not path.startswith("/feed/")]
    assert len(pages) == len({page.partition("?")[0] for page in pages}) == len(published), "each page was asked for once"
    assert "gap" not in crawled.said
    told = khazri("digest", "--format", "json")
    assert told.code == 0
    assert khazri("audit", "--strict").code == 0
