"""How the monitor is doing, and what of it is wrong."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from desk.fleet import FleetState, state_of
from desk.settings import Settings
from desk.subscribing import is_reached, subscriptions_of
from news.digests import SourceHealth
from news.errors import KhazriError
from news.gaps import Gap
from news.health import Alarm, SourceDay, span
from news.ledger import CrawlReport, FeedState, Tally
from news.politeness import QuietHost
from news.queries import Query
from news.subscriptions import DAILY, Subscription
from storage import alarms, articles, crawls, days, deliveries, feeds, gaps, hosts, ledger, slots, sources
from storage.database import Database
from storage.deliveries import Delivery

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
    unresolved: tuple[Delivery, ...]
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
    closed: Mapping[str, tuple[datetime, str]] = field(default_factory=dict)
    """Channels to which nothing is sent any more: since when, and why."""
    fleet: FleetState | None = None
    """Of the machines that crawl together, where they do."""

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
    unresolved = deliveries.unresolved(database)
    closed = deliveries.closed(database)
    fleet = state_of(database, now) if settings.fleet else None
    own = (
        *(fleet.wrong(now) if fleet else ()),
        *_asleep(woke_at, crawl, settings, now),
        *_undelivered(unresolved, closed, now),
        *_closed(closed),
        *_no_digest(database, settings, now),
    )
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
        closed=closed,
        fleet=fleet,
    )


def health_of(states: tuple[FeedState, ...], raised: tuple[Alarm, ...] = (), names: Mapping[str, str] | None = None) -> SourceHealth:
    """Sum up how the feeds and their sources are doing."""
    failing = tuple(f"{state.feed_id}: {state.problem or 'failed'}" for state in states if state.outcome == "failed")
    looked_at = sum(state.outcome is not None for state in states)
    told = tuple(f"{(names or {}).get(each.source_id, each.source_id)}: {each.detail}" for each in raised if each.kind != "feed-failing")
    checked = {state.source_id for state in states if state.outcome is not None}
    answered = {state.source_id for state in states if state.outcome not in {None, "failed"}}
    silent = sum(_STATES.get(each.kind) == "silent" for each in raised)
    return SourceHealth(looked_at, looked_at - len(failing), failing, told, len(checked), silent, len(checked - answered))


def _asleep(woke_at: datetime | None, crawl: CrawlReport | None, settings: Settings, now: datetime) -> list[str]:
    """Tell a scheduler that ran once and does not wake up any more, or crawls by hand that nobody starts any more."""
    if woke_at is not None:
        longest = timedelta(seconds=settings.look_every + 3 * settings.crawl_every) + _LATE
        return [f"the scheduler has not woken up for {_for(now - woke_at)}; start khazri run"] if now - woke_at > longest else []
    at = crawl.finished_at if crawl else None
    if at is None:
        return ["nothing was crawled yet; start khazri run"]
    return [f"no crawl for {_for(now - at)}; start khazri run"] if now - at > timedelta(days=1) else []


def _undelivered(unresolved: Sequence[Delivery], closed: Collection[str], now: datetime) -> list[str]:
    """Tell what has not arrived; what waits for a closed channel is told with the channel."""
    waits = [each for each in unresolved if each.state in {"pending", "committing"} and each.channel not in closed]
    stuck = [
        each
        for each in unresolved
        if each.state in {"failed", "in doubt"} or (each in waits and now - (each.begun_at or each.state_at) > _PENDING)
    ]
    return [f"{_named(each.subscription)} to {told_recipient(each)}: {told_state(each)}" for each in stuck]


def _closed(closed: Mapping[str, tuple[datetime, str]]) -> list[str]:
    return [f"channel {name} is closed since {at:%Y-%m-%d}: {why}; khazri digest open {name}" for name, (at, why) in sorted(closed.items())]


def _no_digest(database: Database, settings: Settings, now: datetime) -> list[str]:
    """Tell what subscriptions had no digest: it was not made, though some were made before, or none arrived for two of its times."""
    try:
        known = subscriptions_of(settings, database)
    except KhazriError as error:
        return [str(error)]
    sent = deliveries.last_sent(database)
    found = (_missing(database, each, sent.get(each.name), now) for each in known.values() if is_reached(each, settings))
    return [line for line in found if line]


def _missing(database: Database, subscription: Subscription, sent_at: datetime | None, now: datetime) -> str | None:
    is_disturbed = any(subscription.is_quiet(at) for at in (now, now - _DIGEST_LATE))
    first, last = slots.first(database, subscription.job), slots.latest(database, subscription.job)
    if subscription.is_immediate or is_disturbed or first is None or last is None:
        return None
    slot = subscription.latest_slot(now)
    if now - slot <= _DIGEST_LATE:
        return None
    if last < slot:
        return f"{_named(subscription.name)} of {slot:%Y-%m-%d %H:%M} UTC was not made; see that khazri run is running"
    before = subscription.latest_slot(slot - timedelta(seconds=1))
    if subscription.when_empty == "skip" or first >= before or (sent_at is not None and sent_at >= before):
        return None
    when = f"since {sent_at:%Y-%m-%d %H:%M} UTC" if sent_at else "yet"
    return f"{_named(subscription.name)} has reached nobody {when}; khazri digest list {subscription.name} says why"


def told_recipient(delivery: Delivery) -> str:
    """Name whom a delivery goes to, and through what where that is no mail."""
    return delivery.recipient if delivery.channel in {"mail", delivery.recipient} else f"{delivery.recipient} by {delivery.channel}"


def told_state(delivery: Delivery) -> str:
    """Say how far a delivery is, and what the other side said last."""
    return f"{delivery.state}{f' ({delivery.reply})' if delivery.reply else ''}"


def _named(subscription: str) -> str:
    return "the digest" if subscription == DAILY else f"the digest {subscription}"


def _for(length: timedelta) -> str:
    return span(length) if length >= timedelta(hours=2) else f"{length / timedelta(minutes=1):.0f} min"
