"""Sources tried on the network: the feeds of a new outlet, and what every feed of the list answers today.

To find the feeds of an address: ask for it → take it as a feed, or read the home page and robots.txt → try what they name → try the
usual places, where that gave no feed → take the home page for a listing, where nothing else is left.
"""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from typing import NamedTuple

from crawler.parsers import ParserPool, Unreadable
from crawler.probes import Answer, Prober
from news.articles import Rejection
from news.blocking import blocked_by
from news.discovery import (
    Candidate,
    Outlet,
    distinct,
    kind_of_answer,
    newest_sitemap,
    robots_sitemaps,
    same_address,
    usual_places,
)
from news.errors import Failure
from news.feeds import Entry, FeedReading
from news.fetches import Fetched
from news.sources import Feed, Source

FEEDS = ("rss", "atom")
REFUSALS = frozenset({401, 403, 406, 429, 451, 503})
Watch = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Tried:
    """What became of one candidate."""

    candidate: Candidate
    """With the kind that its answer showed."""
    problem: str | None = None
    entries: tuple[Entry, ...] = ()
    held_by: str | None = None
    """The source in the list that looks at this address already."""

    @property
    def usable(self) -> bool:
        """Whether it announces pages, and is not looked at already."""
        return bool(self.entries) and self.held_by is None


@dataclass(frozen=True, slots=True)
class Found:
    """An outlet, and everything that was tried for it, in the order of trying."""

    outlet: Outlet
    tried: tuple[Tried, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """What one feed of a source answers today."""

    feed: Feed
    state: str
    """``ok``, or why it cannot be read: ``HTTP 403``, ``timed out``, ``robots.txt forbids it``, …"""
    entries: tuple[Entry, ...] = ()
    remark: str | None = None
    """What is wrong with a feed that can be read."""
    page: str | None = None
    """The address of the newest entry."""
    body: str | None = None
    """``yes`` or ``teaser``, or why its page gave no article: ``challenge``, ``consent wall``, ``HTTP 403``."""
    blocked_by: str | None = None
    """The service that refused the feed or the page."""

    @property
    def is_good(self) -> bool:
        """Whether the feed and the newest page can be read."""
        return self.state == "ok" and self.body in {"yes", "teaser"}


class Tools(NamedTuple):
    """What asks, and what reads the answers."""

    prober: Prober
    parsers: ParserPool


async def find_feeds(tools: Tools, url: str, known: Sequence[Source], watch: Watch = lambda done, total: None) -> Found:
    """Find and try the feeds of an outlet by any address of it, or take the address for the feed that it is.

    Raises Failure where the address does not answer.
    """
    answer = await tools.prober.ask(url)
    if answer.page is None or answer.failure:
        raise Failure(f"{url}: {_failure(answer)}", "try it in a browser; an outlet that turns crawlers away can only be asked for a feed")
    given = kind_of_answer(answer.page)
    home = await tools.prober.ask(usual_home(answer.page.url)) if given else answer
    page = home.page if home.page is not None and home.failure is None else replace(answer.page, url=home.url, body=b"")
    discovery = await tools.parsers.discover(page, home.links)
    trial = _Trial(tools, _provisional(discovery.outlet), known, watch)
    if given:
        found = [await trial.read(Candidate(answer.url, given, "given"), answer)]
        return Found(discovery.outlet, tuple(found))
    robots = await tools.prober.ask(usual_home(page.url) + "robots.txt", robots=False)
    named = robots_sitemaps(robots.page) if robots.page is not None and robots.failure is None else ()
    tried = await trial.ask_all(distinct([*discovery.candidates, *named]))
    if not any(each.entries and each.candidate.kind in FEEDS for each in tried):
        tried += await trial.ask_until_found(usual_places(page.url), skip=tried)
    if not any(each.entries for each in tried):
        tried.append(await trial.read(Candidate(page.url, "listing", "the page itself"), home))
    return Found(discovery.outlet, tuple(tried))


def usual_home(url: str) -> str:
    """Return the front page of an address's host."""
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{rest.partition('/')[0].partition('?')[0]}/"


def choose(tried: Iterable[Tried]) -> tuple[Tried, ...]:
    """Choose the feeds worth looking at: those that announce pages the others do not.

    RSS and Atom come first, then sitemaps of news. A sitemap of everything, or a listing, is a choice only where there is nothing
    better: the first holds the outlet's whole past.
    """
    ranks = {"rss": 0, "atom": 1, "news-sitemap": 2, "sitemap": 3, "listing": 4}
    chosen: list[Tried] = []
    seen: set[str] = set()
    for each in sorted((each for each in tried if each.usable), key=lambda each: (ranks[each.candidate.kind], -len(each.entries))):
        urls = {entry.url for entry in each.entries}
        if ranks[each.candidate.kind] >= 3 and chosen:
            break
        if len(urls - seen) > 0.2 * len(urls):  # two feeds of one desk differ by what was published between the two looks
            chosen.append(each)
            seen |= urls
    return tuple(chosen)


async def check_sources(tools: Tools, sources: Sequence[Source], watch: Watch) -> list[Checked]:
    """Try every feed of some sources, and the page of its newest entry, side by side; in the order of the sources."""
    feeds = [(source, feed) for source in sources for feed in source.feeds]
    done = 0

    async def check(source: Source, feed: Feed) -> Checked:
        nonlocal done
        checked = await check_feed(tools, source, feed)
        done += 1
        watch(done, len(feeds))
        return checked

    watch(0, len(feeds))
    return list(await asyncio.gather(*(check(source, feed) for source, feed in feeds)))


async def check_feed(tools: Tools, source: Source, feed: Feed) -> Checked:
    """Ask for a feed, read it, ask for the page of its newest entry, and read that."""
    answer = await tools.prober.ask(feed.url, delay=source.delay)
    if answer.page is None or answer.failure:
        return Checked(feed, answer.failure or "", blocked_by=_blocker(answer))
    reading = await _read_whole(tools, answer, feed, source)
    if not reading.entries:
        return Checked(feed, reading.problem or "no entries", blocked_by=_blocker(answer, refused=bool(reading.problem)))
    newest = max(reading.entries, key=lambda entry: moment_of(entry) or datetime.min.replace(tzinfo=UTC))
    checked = Checked(feed, "ok", reading.entries, reading.problem, newest.link)
    if newest.content is not None:
        return replace(checked, body="yes")  # a shared story stands on the page itself
    asked = await tools.prober.ask(newest.link, delay=source.delay)
    if asked.page is None or asked.failure:
        return replace(checked, body=asked.failure, blocked_by=_blocker(asked))
    result = await tools.parsers.read_page(Fetched(asked.page, newest, feed, source), frozenset(), _now())
    if isinstance(result, Rejection | Unreadable):
        return replace(checked, body=result.reason, blocked_by=_blocker(asked, refused=result.reason == "challenge"))
    return replace(checked, body="teaser" if result.article.partial else "yes")


def moment_of(entry: Entry) -> datetime | None:
    """Return when an entry was published or, failing that, changed."""
    at = entry.published.at or entry.updated_at
    return at if isinstance(at, datetime) or at is None else datetime.combine(at, time(), UTC)


def newest_of(entries: Iterable[Entry]) -> datetime | None:
    """Return when the newest of some entries was published; nothing where none has a date."""
    return max((moment for entry in entries if (moment := moment_of(entry))), default=None)


def dated(entries: Iterable[Entry]) -> int:
    """Count the entries that have a date."""
    return sum(moment_of(entry) is not None for entry in entries)


class _Trial:
    """Tries candidates for one outlet."""

    def __init__(self, tools: Tools, source: Source, known: Sequence[Source], watch: Watch) -> None:
        self.tools = tools
        self.watch = watch
        self.done = self.total = 0
        self.source = source
        self.holders = {same_address(feed.url): source.id for source in known for feed in source.feeds}

    async def ask(self, candidate: Candidate) -> Tried:
        """Ask for a candidate, and read what comes; not for one that a source in the list has."""
        if holder := self.holders.get(same_address(candidate.url)):
            return Tried(candidate, f"in the list already, as {holder}", held_by=holder)
        self.total += 1
        answer = await self.tools.prober.ask(candidate.url)
        self.done += 1
        self.watch(self.done, self.total)
        if answer.page is None or answer.failure:
            return Tried(candidate, _failure(answer))
        return await self.read(candidate, answer)

    async def ask_all(self, candidates: Sequence[Candidate]) -> list[Tried]:
        """Try several side by side; in the same order."""
        return list(await asyncio.gather(*(self.ask(each) for each in candidates)))

    async def ask_until_found(self, candidates: Sequence[Candidate], skip: Sequence[Tried]) -> list[Tried]:
        """Try places one after the other, until one announces pages; only that one is worth telling, or an address in the list."""
        known = {same_address(each.candidate.url) for each in skip}
        for candidate in candidates:
            if same_address(candidate.url) not in known:
                tried = await self.ask(candidate)
                if tried.entries or tried.held_by:
                    return [tried]
        return []

    async def read(self, candidate: Candidate, answer: Answer) -> Tried:
        """Read what a candidate answered."""
        assert answer.page is not None
        if holder := self.holders.get(same_address(candidate.url)):
            return Tried(candidate, f"in the list already, as {holder}", held_by=holder)
        kind = candidate.kind if candidate.kind == "listing" else kind_of_answer(answer.page) or candidate.kind
        secure = same_address(answer.page.url) == same_address(candidate.url)
        candidate = replace(candidate, kind=kind, url=answer.page.url if secure else candidate.url)
        feed = Feed(f"{self.source.id}/{kind}", self.source.id, candidate.url, kind)
        reading = await _read_whole(self.tools, answer, feed, self.source)
        return Tried(candidate, reading.problem or (None if reading.entries else "no entries"), reading.entries)


async def _read_whole(tools: Tools, answer: Answer, feed: Feed, source: Source) -> FeedReading:
    """Read what a feed answered; of an index of sitemaps, the sitemap that is likely to hold the newest pages."""
    assert answer.page is not None
    reading = await tools.parsers.read_feed(answer.page, feed, source, _now())
    if reading.entries or not reading.children:
        return reading
    inner = await tools.prober.ask(newest_sitemap(reading.children), delay=source.delay)
    if inner.page is None or inner.failure:
        return FeedReading(problem=f"an index of {len(reading.children)} sitemaps; {inner.url}: {inner.failure}")
    return await tools.parsers.read_feed(inner.page, feed, source, _now())


def _provisional(outlet: Outlet) -> Source:
    """Return a source good enough to read feeds with, before anything is decided."""
    country = outlet.country
    code, zone = (country.code, country.timezone) if country else ("", "UTC")
    return Source("new", outlet.name, outlet.homepage, code, (outlet.lang or "en",), zone, "private")


def _blocker(answer: Answer, *, refused: bool = False) -> str | None:
    if answer.page is None or not (refused or answer.page.status in REFUSALS):
        return None
    return blocked_by(answer.headers, answer.page.body)


def _failure(answer: Answer) -> str:
    by = _blocker(answer)
    return f"{answer.failure}{f', blocked by {by}' if by else ''}"


def _now() -> datetime:
    return datetime.now(UTC)
