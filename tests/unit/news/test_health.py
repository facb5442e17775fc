"""Invented sources that live for weeks, hour by hour; troubles are put into their lives, and normal lives must stay quiet."""

import math
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest

from news.health import KINDS, Alarm, FailingFeed, Opened, SourceDay, SourceRecord, is_poorly_read, judge

START = datetime(2026, 1, 5, tzinfo=UTC)  # a Monday
TROUBLE = START + timedelta(weeks=8)
HOUR = timedelta(hours=1)
OFFICE = tuple(1.0 if 5 <= hour < 17 else 0.1 for hour in range(24))


@dataclass
class Life:
    """One source's days, its trouble and what is judged of it each hour."""

    a_day: float = 14
    weekend: float = 0.2
    seed: int = 1
    bunch: int = 1
    hours: tuple[float, ...] = OFFICE
    trouble: Callable[[SourceDay, random.Random], SourceDay] | None = None
    looks: Callable[[datetime], int] = lambda _: 4
    failing: tuple[FailingFeed, ...] = ()
    reasons: Mapping[str, int] = field(default_factory=dict)
    waiting: int = 0
    ends_at: datetime | None = None
    judged_every: int = 3
    troubled_until: datetime | None = None

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)
        self.days: dict[datetime, SourceDay] = {}
        self.rhythm = [0] * 24
        self.newest_at: datetime | None = None
        self.looked_at = START
        self.now = START
        self.opened: dict[str, Opened] = {}
        self.told: list[Alarm] = []
        self.ended: list[str] = []

    def live(self, until: datetime) -> "Life":
        while self.now < until:
            self.hour()
            self.now += HOUR
            if self.now.hour % self.judged_every == 0:
                self.judge()
        return self

    def hour(self) -> None:
        midnight = self.now.replace(hour=0)
        day = self.days.get(midnight, SourceDay(midnight.date()))
        looks = self.looks(self.now)
        rate = self.a_day * (self.weekend if self.now.weekday() >= 5 else 1) * self.hours[self.now.hour] / sum(self.hours)
        found = 60 if self.now == START else self.bunch * self.poisson(rate / self.bunch)
        new = replace(SourceDay(day.day), looks=looks)
        if looks:
            self.looked_at = self.now
            kinds = self.random.choices(("stored", "copies", "off_beat", "rejected"), (6, 2, 85, 7), k=found)
            read = {name: kinds.count(name) for name in ("stored", "copies", "off_beat", "rejected")}
            new = replace(new, found=found, **read, undated=sum(self.random.random() < 0.02 for _ in range(found)))
        if self.is_ill and self.trouble:
            new = self.trouble(new, self.random)
        names = [name for name in SourceDay.__dataclass_fields__ if name != "day"]
        if looks or new.found:
            self.days[midnight] = SourceDay(day.day, *(getattr(day, name) + getattr(new, name) for name in names))
        if new.found:
            self.newest_at = self.now
            self.rhythm[self.now.hour] += min(new.found, 10)

    @property
    def is_ill(self) -> bool:
        return self.now >= TROUBLE and (self.ends_at is None or self.now < self.ends_at)

    def record(self) -> SourceRecord:
        return SourceRecord(
            "northwind",
            tuple(self.days.values())[-92:],
            self.newest_at,
            tuple(self.rhythm),
            self.looked_at,
            failing=self.failing if self.is_ill else (),
            waiting=self.waiting if self.is_ill else 0,
            opened=self.opened,  # type: ignore[arg-type]
            troubled_until=self.troubled_until,
        )

    def judge(self) -> None:
        record = self.record()
        if is_poorly_read(record, self.now):
            record = replace(record, reasons=self.reasons)
        alarms = {alarm.kind: alarm for alarm in judge(record, self.now)}
        self.told += [alarm for kind, alarm in alarms.items() if kind not in self.opened]
        over = [kind for kind in self.opened if kind not in alarms]
        self.ended += over
        if set(over) - {"falling-yield"}:
            self.troubled_until = self.now
        self.opened = {kind: Opened(alarm.since, alarm.detail) for kind, alarm in alarms.items()}

    def poisson(self, rate: float) -> int:
        count, left = 0, math.exp(-rate)
        product = self.random.random()
        while product > left:
            count += 1
            product *= self.random.random()
        return count


def nothing(day: SourceDay, _: random.Random) -> SourceDay:
    return SourceDay(day.day, looks=day.looks)


def one_in_five(day: SourceDay, chance: random.Random) -> SourceDay:
    left = sum(chance.random() < 0.2 for _ in range(day.found))
    return replace(nothing(day, chance), found=left, off_beat=left)


def failed(day: SourceDay, _: random.Random) -> SourceDay:
    return SourceDay(day.day, looks=day.looks, failed=day.looks)


def unread(**counted: str) -> Callable[[SourceDay, random.Random], SourceDay]:
    def change(day: SourceDay, _: random.Random) -> SourceDay:
        lost = replace(SourceDay(day.day), looks=day.looks, found=day.found)
        return replace(lost, **dict.fromkeys(counted.values(), day.found))

    return change


def undated(day: SourceDay, _: random.Random) -> SourceDay:
    return replace(day, undated=day.read)


def changing_addresses(day: SourceDay, _: random.Random) -> SourceDay:
    return replace(day, found=day.found + 40, off_beat=day.off_beat + 40)


def as_it_is(day: SourceDay, _: random.Random) -> SourceDay:
    return day


GONE = (FailingFeed("northwind/rss", TROUBLE, "HTTP 503"),)
FAULTS = {
    "a feed that answers 503": ("feed-failing", "northwind/rss: HTTP 503", {"trouble": failed, "failing": GONE}),
    "a source that nobody looks at": ("not-looked-at", "not looked at for 12 days", {"looks": lambda now: 0 if now >= TROUBLE else 4}),
    "a feed that stands still": ("silence", "usually 11 a day", {"trouble": nothing}),
    "a selector that finds one link in five": ("falling-yield", "articles in 7 days, usually", {"trouble": one_in_five, "a_day": 60}),
    "dates that are gone": ("missing-dates", "without a date, usually 2 %", {"trouble": undated}),
    "texts put in by a script": ("empty-bodies", "most: no text", {"trouble": unread(a="empty"), "reasons": {"no text": 20}}),
    "captchas": ("challenges", "", {"trouble": unread(a="challenged"), "reasons": {"challenge": 20}}),
    "pages that are forbidden": ("refused", "most: HTTP 403", {"trouble": unread(a="rejected"), "reasons": {"HTTP 403": 20, "listing": 1}}),
    "a dead page server": ("unreachable", "most: timed out", {"trouble": unread(), "reasons": {"timed out": 20}}),
    "a redesign": ("template-change", "most: listing", {"trouble": unread(a="rejected"), "reasons": {"listing": 20, "HTTP 500": 2}}),
    "addresses that change with every look": ("too-many", "new addresses in a day", {"trouble": changing_addresses}),
    "more pages than may be asked for": ("backlog", "3,000 pages wait", {"trouble": as_it_is, "waiting": 3000}),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_each_of_twelve_faults_raises_the_alarm_of_its_name_once_and_no_other(fault: str) -> None:
    kind, detail, how = FAULTS[fault]
    life = Life(**how).live(TROUBLE + timedelta(days=12))  # type: ignore[arg-type]
    assert [alarm.kind for alarm in life.told] == [kind]
    assert detail in life.opened[kind].detail
    assert life.ended == []


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.thorough
def test_each_alarm_ends_when_the_fault_does(fault: str) -> None:
    kind, _, how = FAULTS[fault]
    looks = (lambda now: 0 if TROUBLE <= now < TROUBLE + timedelta(days=9) else 4) if kind == "not-looked-at" else (lambda _: 4)
    life = Life(**{**how, "ends_at": TROUBLE + timedelta(days=9), "looks": looks}).live(TROUBLE + timedelta(days=20))  # type: ignore[arg-type]
    assert [alarm.kind for alarm in life.told] == [kind]
    assert life.ended == [kind]


def test_the_faults_are_twelve_kinds_of_alarm_and_all_there_are() -> None:
    assert {kind for kind, _, _ in FAULTS.values()} == set(KINDS)
    assert len(KINDS) == 12


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(
    "usual",
    [
        {"a_day": 14.0},
        {"a_day": 14.0, "weekend": 0.0},
        {"a_day": 200.0, "hours": (1.0,) * 24},
        {"a_day": 60.0, "bunch": 6},
        {"a_day": 3.0},
        {"a_day": 0.4},
        {"a_day": 0.1},
    ],
    ids=str,
)
@pytest.mark.thorough
def test_no_alarm_in_sixteen_normal_weeks_with_their_nights_and_weekends(usual: dict[str, float], seed: int) -> None:
    life = Life(seed=seed, **usual).live(START + timedelta(weeks=16))  # type: ignore[arg-type]
    assert life.told == []


def test_a_source_is_silent_within_a_working_day_and_says_what_is_usual() -> None:
    life = Life(trouble=nothing, weekend=1.0, hours=(1.0,) * 24, a_day=28).live(TROUBLE + timedelta(hours=12))
    (alarm,) = life.told
    assert alarm.kind == "silence"
    assert alarm.detail.startswith("no pages for")
    assert "usually 2" in alarm.detail


def test_our_own_downtime_is_held_against_nobody() -> None:
    life = Life(looks=lambda now: 0 if TROUBLE <= now < TROUBLE + timedelta(days=4) else 4)
    life.live(TROUBLE)
    before = life.record()
    later = TROUBLE + timedelta(days=4, hours=1)
    assert judge(replace(before, looked_at=later, is_crawling=False), later) == ()


@pytest.mark.thorough
def test_a_source_that_has_been_silent_for_four_months_is_still_called_silent() -> None:
    life = Life(trouble=nothing).live(TROUBLE + timedelta(days=120))
    assert list(life.opened) == ["silence"]
    assert life.opened["silence"].since < TROUBLE
    assert len(life.told) == 1


def test_a_new_source_is_judged_by_what_needs_no_past() -> None:
    refused = SourceRecord("new", (SourceDay(START.date(), looks=5, found=50),), START, looked_at=START, reasons={"HTTP 403": 50})
    assert [alarm.kind for alarm in judge(refused, START + HOUR)] == ["refused"]
    fine = replace(refused, days=(SourceDay(START.date(), looks=5, found=50, off_beat=45),), reasons={})
    assert judge(fine, START + HOUR) == ()


def test_a_listing_that_never_had_dates_is_no_news() -> None:
    days = tuple(SourceDay((START + timedelta(days=day)).date(), 4, 0, 20, 2, 0, 18, 0, 20) for day in range(30))
    record = SourceRecord("undated", days, START + timedelta(days=29, hours=12), (1,) * 24, START + timedelta(days=29, hours=12))
    assert judge(record, START + timedelta(days=29, hours=13)) == ()
