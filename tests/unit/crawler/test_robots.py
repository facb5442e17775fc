"""robots.txt files, kept over crawls."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from scrapy.exceptions import IgnoreRequest

from crawler.robots import RobotsFiles
from news.fetches import STOPPING, NotAskedError

ORIGIN = "https://paper.example"
FORBIDS = (200, b"User-agent: *\nDisallow: /private/\nCrawl-delay: 7\n")
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


class Paper:
    """A server's robots.txt, and a clock that a test turns."""

    def __init__(self) -> None:
        self.answer: tuple[int, bytes] | Exception = FORBIDS
        self.asked: list[datetime] = []
        self.now = NOON
        self.files = RobotsFiles()

    async def ask(self, url: str) -> tuple[int, bytes]:
        assert url == f"{ORIGIN}/robots.txt"
        self.asked.append(self.now)
        await asyncio.sleep(0)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer

    def allows(self, path: str = "/page") -> bool | None:
        """Whether a page may be asked for; None where nothing may, for the file cannot be reached."""
        try:
            return asyncio.run(self.files.rules(ORIGIN, self.ask, lambda: self.now)).allows(ORIGIN + path)
        except NotAskedError:
            return None

    def live(self, hours: int, every: timedelta) -> None:
        """Ask for a page again and again."""
        end = self.now + timedelta(hours=hours)
        while self.now < end:
            self.allows()
            self.now += every


def test_a_file_is_read_once_and_anew_within_a_day() -> None:
    paper = Paper()
    paper.live(100, timedelta(minutes=10))
    assert len(paper.asked) == 5
    assert max(later - earlier for earlier, later in zip(paper.asked, paper.asked[1:], strict=False)) < timedelta(hours=24)


def test_a_change_to_disallow_is_heeded_within_a_day() -> None:
    paper = Paper()
    assert paper.allows()
    paper.answer = (200, b"User-agent: *\nDisallow: /\n")
    paper.now += timedelta(hours=24)
    assert paper.allows() is False


def test_a_file_that_cannot_be_reached_any_more_forbids_everything_whatever_it_said_before() -> None:
    paper = Paper()
    assert paper.allows()
    paper.now += timedelta(hours=24)
    for answer in ((503, b""), (500, b""), (429, b""), TimeoutError(), ConnectionError()):
        paper.answer = answer
        assert paper.allows() is None
        paper.now += timedelta(hours=2)
    paper.answer = (404, b"")
    assert paper.allows()


@pytest.mark.parametrize("answer", [(503, b""), TimeoutError()])
def test_a_server_that_is_down_for_a_month_is_asked_hourly_and_read_within_the_hour_of_its_return(
    answer: tuple[int, bytes] | Exception,
) -> None:
    paper = Paper()
    paper.answer = answer
    paper.live(30 * 24, timedelta(minutes=20))
    assert 24 * 30 <= len(paper.asked) <= 24 * 30 + 8
    paper.answer = FORBIDS
    back = paper.now
    while not paper.allows():
        paper.now += timedelta(minutes=1)
    assert paper.now - back <= timedelta(hours=1)


def test_a_clock_that_was_set_back_does_not_keep_an_old_file() -> None:
    paper = Paper()
    paper.allows()
    paper.now -= timedelta(days=400)
    paper.allows()
    assert len(paper.asked) == 2


def test_many_who_ask_at_once_make_one_request() -> None:
    paper = Paper()

    async def all_of_them() -> None:
        await asyncio.gather(*(paper.files.rules(ORIGIN, paper.ask, lambda: paper.now) for _ in range(50)))

    asyncio.run(all_of_them())
    assert len(paper.asked) == 1
    assert paper.files.delay(ORIGIN) == 7


def test_a_crawl_that_is_stopped_meanwhile_teaches_nothing() -> None:
    paper = Paper()
    paper.answer = IgnoreRequest(STOPPING)
    with pytest.raises(IgnoreRequest, match=STOPPING):
        paper.allows()
    assert paper.files.ban(ORIGIN, paper.now) is None
    paper.answer = FORBIDS
    assert paper.allows("/private/1") is False


def test_servers_that_are_not_asked_any_more_are_forgotten() -> None:
    paper = Paper()
    paper.allows()
    paper.files.forget_old(paper.now + timedelta(days=2))
    assert paper.files.delay(ORIGIN) == 0
