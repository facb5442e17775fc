"""How the monitor is doing, and what of it is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from desk.settings import Settings
from news.digests import SourceHealth
from news.gaps import Gap
from news.health import Alarm, SourceDay, span
from news.ledger import CrawlReport, FeedState, Tally
from news.politeness import QuietHost
from news.queries import Query
from news.schedules import Daily
from storage import alarms, articles, crawls, days, digests, feeds, gaps, hosts, ledger, slots, sources
from storage.database import Database

SourceState = Literal["ok", "silent", "failing", "troubled", "new"]
"""``silent``: less comes than usual, or nothing; ``failing``: it does not answer; ``troubled``: another alarm; ``new``: never looked at."""
_STATES: Mapping[str, SourceState] = {"silence": "silent", "falling-yield": "silent", "feed-failing": "failing", "unreachable": "failing"}
_WORST: tuple[SourceState, ...] = ("failing", "silent", "troubled")

_LATE = timedelta(minutes=10)  # that the scheduler may be late over the longest crawl: a busy machine, a restart
_DIGEST_LATE = timedelta(minutes=30)  # after its time a digest is missing; a crawl does not hold it up
_PENDING = timedelta(hours=1)  # that a mail server may refuse a mail for the moment; it was tried again by then
_GAP = timedelta(days=1)  # that an open gap is an emergency: later its news is no news


@dataclass(frozen=True, slots=True)
class Status:
    """The archive, the crawls, the sources and the deliveries, at one moment."""

    database: str
    at: datetime
    articles: int
    tally: tuple[Tally, ...]
    feeds: tuple[FeedState, ...]
    crawl: CrawlReport | None
    unresolved: tuple[digests.Delivery, ...]
    names: Mapping[str, str]
    """Names of sources by id."""
    alarms: tuple[Alarm, ...]
    gaps: tuple[Gap, ...]
    quiet: tuple[QuietHost, ...]
    woke_at: datetime | None
    """When the scheduler last woke up; nothing where it never ran."""
    today: Mapping[str, SourceDay]
    """What each source gave on this day, UTC."""
    own: tuple[str, ...]
    """What is wrong with the monitor itself, one line each."""

    @property
    def wrong(self) -> tuple[str, ...]:
        """Everything that somebody should look at, one line each."""
        told = [f"{self.names.get(alarm.source_id, alarm.source_id)}: {alarm.detail}" for alarm in self.alarms]
        fresh = [f"{gap.feed_id}: {gap.told}" for gap in self.gaps if self.at - gap.found_at <= _GAP]
        return (*self.own, *told, *fresh)

    @property
    def sources(self) -> dict[str, SourceState]:
        """The state of every source that the archive knows a feed of, by its id."""
        found: dict[str, SourceState] = {}
        for feed in self.feeds:
            is_new = feed.outcome is None and found.get(feed.source_id, "new") == "new"
            found[feed.source_id] = "new" if is_new else "ok"
        raised = {(alarm.source_id, _STATES.get(alarm.kind, "troubled")) for alarm in self.alarms}
        return {each: next((worst for worst in _WORST if (each, worst) in raised), state) for each, state in found.items()}


def status_of(database: Database, now: datetime, settings: Settings) -> Status:
    """Gather how the monitor is doing."""
    woke_at = slots.latest(database, "crawl")
    crawl = crawls.last(database)
    unresolved = digests.unresolved(database)
    own = (*_asleep(woke_at, crawl, settings, now), *_undelivered(unresolved, now), *_no_digest(database, settings, now))
    given = days.read(database, now.date())
    return Status(
        database=database.url,
        at=now,
        articles=articles.count(database, Query()),
        tally=ledger.tally(database),
        feeds=feeds.states(database),
        crawl=crawl,
        unresolved=unresolved,
        names=sources.names(database),
        alarms=alarms.open_alarms(database),
        gaps=gaps.open_gaps(database),
        quiet=hosts.quiet(database, now),
        woke_at=woke_at,
        today={source_id: each[-1] for source_id, each in given.items()},
        own=own,
    )


def health_of(states: tuple[FeedState, ...], raised: tuple[Alarm, ...] = (), names: Mapping[str, str] | None = None) -> SourceHealth:
    """Sum up how the feeds and their sources are doing."""
    failing = tuple(f"{state.feed_id}: {state.problem or 'failed'}" for state in states if state.outcome == "failed")
    looked_at = sum(state.outcome is not None for state in states)
    told = tuple(f"{(names or {}).get(each.source_id, each.source_id)}: {each.detail}" for each in raised if each.kind != "feed-failing")
    return SourceHealth(looked_at, looked_at - len(failing), failing, told)


def _asleep(woke_at: datetime | None, crawl: CrawlReport | None, settings: Settings, now: datetime) -> list[str]:
    """Tell a scheduler that ran once and does not wake up any more, or crawls by hand that nobody starts any more."""
    if woke_at is not None:
        longest = timedelta(seconds=settings.look_every + 3 * settings.crawl_every) + _LATE
        return [f"the scheduler has not woken up for {_for(now - woke_at)}; start khazri run"] if now - woke_at > longest else []
    at = crawl.finished_at if crawl else None
    if at is None:
        return ["nothing was crawled yet; start khazri run"]
    return [f"no crawl for {_for(now - at)}; start khazri run"] if now - at > timedelta(days=1) else []


def _undelivered(unresolved: tuple[digests.Delivery, ...], now: datetime) -> list[str]:
    stuck = [each for each in unresolved if each.state in {"failed", "in doubt"} or now - each.state_at > _PENDING]
    return [f"digest to {each.recipient}: {each.state}{' (' + each.reply + ')' if each.reply else ''}" for each in stuck]


def _no_digest(database: Database, settings: Settings, now: datetime) -> list[str]:
    """Tell that the last digest was not made, though a mail server is set and one was made before."""
    last = slots.latest(database, "digest")
    slot = Daily(settings.digest.at, settings.digest.timezone).latest_slot(now)
    if not settings.mail.host or last is None or last >= slot or now - slot <= _DIGEST_LATE:
        return []
    return [f"the digest of {slot:%Y-%m-%d %H:%M} UTC was not made; see that khazri run is running"]


def _for(length: timedelta) -> str:
    return span(length) if length >= timedelta(hours=2) else f"{length / timedelta(minutes=1):.0f} min"
