"""How a source is doing: what it gave on its days is held against what it usually gives, and what is wrong gets a name.

The order of judging, the cause before its effect: its feeds fail, nobody looks at them → it is silent → pages are announced and not read
(challenges, refusals, servers that do not answer, empty bodies, a new template) → far too many are → less is read than usual, texts lose
their dates. Of a silent source it is not also said that it gives less.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Literal, NamedTuple, get_args

from news.rates import Rate, chance_of_at_most, chance_of_none, expected_between, rate_of
from news.unread import Unread, main_trouble

AlarmKind = Literal["feed-failing", "not-looked-at", "silence", "too-many", "backlog", "falling-yield", "missing-dates"] | Unread
UNREAD: tuple[Unread, ...] = get_args(Unread)
KINDS: tuple[AlarmKind, ...] = tuple(kind for part in get_args(AlarmKind) for kind in get_args(part))

KEPT_DAYS = 92  # of history to judge by: eight weeks of the usual before five weeks of trouble

_DAY, _HOUR = timedelta(days=1), timedelta(hours=1)
_FALSE_A_DAY = 1e-4  # false alarms of silence a day and source, at most: of 130 sources one in two months and a half
_SHORTEST_SILENCE = 6 * _HOUR  # however much a source prints: its feeds may be looked at every hour or two
_PACE = 20  # pages by which it is seen whether a source has slowed down: then it yields less, and is not silent between two pages
_YIELD_DAYS, _FALLEN, _RISEN, _LEAST_YIELD = 7, 0.3, 0.5, 10  # days; parts of the norm that begin and end the alarm; articles in the norm
_YIELD_CHANCE = 1e-4  # judged once a day in effect: of 130 sources one in two months and a half
_LEAST_PAGES = 10  # pages below which a share of them says nothing
_LEAST_TEXTS = 8  # the same for texts without a date or a body, and for challenges
_DATELESS, _EMPTY, _CHALLENGED = 0.5, 0.3, 0.3  # parts of a source's texts; and this much more than it always had:
_MORE = 0.25
_LEAST_READ = 0.3  # of what a source announced; where less was always read, its feed announces what is no article
_FALLEN_READ, _RISEN_READ = 0.5, 0.75  # of the usual part: where that alarm begins and ends
_KEPT_FROM_US: tuple[Unread, ...] = ("refused", "unreachable", "challenges")  # plain without a past to compare with
_SHARE_DAYS = 3  # what is said of shares is said of today and two days before
_MANY, _MANY_MARGIN = 5, 50  # pages of a day: more than five times the usual and fifty
_LOOKS = 4  # a day: who looks less often does it by hand


@dataclass(frozen=True, slots=True)
class SourceDay:
    """What one source gave on one day, UTC."""

    day: date
    looks: int = 0
    failed: int = 0
    """Looks that failed."""
    found: int = 0
    """Pages that were announced for the first time."""
    stored: int = 0
    copies: int = 0
    off_beat: int = 0
    rejected: int = 0
    """Pages that held no article, or were given up."""
    undated: int = 0
    """Of the articles stored, copied or off the beat."""
    empty: int = 0
    """Pages without a text, each once; they are asked for again before they are rejected."""
    challenged: int = 0
    """Pages in whose place a challenge came, each once."""

    @property
    def read(self) -> int:
        """Pages that held an article."""
        return self.stored + self.copies + self.off_beat

    @property
    def is_observed(self) -> bool:
        """Whether the source answered: a day on which it or we were down says nothing of what it published."""
        return self.looks > self.failed


class FailingFeed(NamedTuple):
    """A feed whose last look failed."""

    feed_id: str
    since: datetime
    problem: str


class Opened(NamedTuple):
    """An alarm that is open."""

    since: datetime
    detail: str


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """What is known of a source when it is judged."""

    source_id: str
    days: tuple[SourceDay, ...] = ()
    """The oldest first, without days on which nothing happened."""
    newest_at: datetime | None = None
    """When a page of it was last found."""
    hours: tuple[int, ...] = (0,) * 24
    """Found pages by hour of the day, UTC."""
    looked_at: datetime | None = None
    is_crawling: bool = True
    """Whether other sources were looked at yesterday."""
    feed_count: int = 1
    failing: tuple[FailingFeed, ...] = ()
    waiting: int = 0
    """Pages announced and not asked for yet."""
    reasons: Mapping[str, int] = field(default_factory=dict)
    """Why pages of the last days were not read, counted; needed where `is_poorly_read` says so."""
    opened: Mapping[AlarmKind, Opened] = field(default_factory=dict)
    troubled_until: datetime | None = None
    """When the last alarm of another kind than falling yield ended: what that cost is told already."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """Something that is wrong with a source."""

    source_id: str
    kind: AlarmKind
    since: datetime
    detail: str
    """One short phrase: ``no pages for 9 h, usually 14 a day``."""


def judge(record: SourceRecord, now: datetime) -> tuple[Alarm, ...]:
    """Return everything that is wrong with a source at a moment in UTC; alarms that are open end later than they began."""
    alarms = [*_failing(record, now), *_unlooked(record, now)]
    whole = bool(record.failing) and len(record.failing) >= record.feed_count
    if not whole:
        alarms += _silence(record, now)
    alarms += _poorly_read(record, now)
    alarms += _challenges(record, now) if not _has(alarms, "challenges") else []
    alarms += _empty_bodies(record, now) if not _has(alarms, "empty-bodies") else []
    alarms += _too_many(record, now)
    alarms += _backlog(record, now)
    if not whole and not alarms and not record.opened.keys() - {"falling-yield"}:  # what ends now explains the week, too
        alarms += _falling_yield(record, now)
    alarms += _missing_dates(record, now)
    return tuple(alarms)


def is_poorly_read(record: SourceRecord, now: datetime) -> bool:
    """Whether so few of its announced pages are read that the reasons are needed to say why."""
    return _read_share(record, now).is_bad


def _failing(record: SourceRecord, now: datetime) -> list[Alarm]:
    """A feed that fails for a day is told; one that failed is polled on, however long."""
    old = [feed for feed in record.failing if now - feed.since >= _DAY]
    if not old:
        return []
    first = min(old, key=lambda feed: feed.since)
    more = f", and {len(old) - 1} more" if len(old) > 1 else ""
    return [Alarm(record.source_id, "feed-failing", first.since, f"{first.feed_id}{more}: {first.problem or 'failed'}")]


def _unlooked(record: SourceRecord, now: datetime) -> list[Alarm]:
    """Nobody looks at it any more, though others are looked at."""
    at = record.looked_at
    before = [day.looks for day in record.days if at is not None and day.day < at.date()]
    if at is None or now - at < 2 * _DAY or len(before) < 7 or sum(before) < _LOOKS * len(before) or not record.is_crawling:
        return []
    return [Alarm(record.source_id, "not-looked-at", at, f"not looked at for {span(now - at)}")]


def _silence(record: SourceRecord, now: datetime) -> list[Alarm]:
    """Nothing found for so long that it is no chance; an alarm that is open ends with the next page."""
    since = record.newest_at
    if since is None:
        return []
    opened = record.opened.get("silence")
    if opened and since > opened.since:
        opened = None
    rate = _rate(record, since.date(), lambda day: day.found)
    if rate is None:
        return [Alarm(record.source_id, "silence", *opened)] if opened else []
    observed = frozenset(day.day for day in record.days if day.is_observed)
    expected = expected_between(rate, record.hours, observed, max(since, now - 120 * _DAY), now)
    expected *= 1.0 if opened else _pace(record, rate, since.date())
    allowed = min(_FALSE_A_DAY, _FALSE_A_DAY / max(rate.a_day, 0.01))
    if not opened and (now - since < _SHORTEST_SILENCE or chance_of_none(expected, rate.spread) > allowed):
        return []
    return [Alarm(record.source_id, "silence", since, f"no pages for {span(now - since)}, usually {_often(rate.a_day)}")]


def _pace(record: SourceRecord, rate: Rate, until: date) -> float:
    """Return which part of its usual pages a source gave on its last days before one, 1 at most; so many days that a part can be told."""
    found = expected = 0.0
    for day in reversed(record.days):
        if day.day < until and day.is_observed:
            found, expected = found + day.found, expected + rate.on(day.day)
            if expected >= _PACE:
                break
    return min(1.0, (found + _PACE / 4) / (expected + _PACE / 4))


class _ReadShare(NamedTuple):
    found: int
    read: int
    usual: float | None
    is_bad: bool


def _read_share(record: SourceRecord, now: datetime) -> _ReadShare:
    """Hold what was read of the last pages against the usual; of a source without a past it is bad where nothing was."""
    opened = _unread(record)
    recent = _recent(record, now, _SHARE_DAYS - 1)
    found, read = sum(day.found for day in recent) - record.waiting, sum(day.read for day in recent)
    usual = _share(_usual(record, now, opened), lambda day: day.read, lambda day: day.found)
    most = 0.0 if usual is None else (_RISEN_READ if opened else _FALLEN_READ) * min(usual, 1.0) * found
    is_low = read <= most and (usual is None or usual >= _LEAST_READ)
    return _ReadShare(found, read, usual, is_low and found >= _LEAST_PAGES)


def _unread(record: SourceRecord) -> Unread | None:
    return next((kind for kind in UNREAD if kind in record.opened), None)


def _poorly_read(record: SourceRecord, now: datetime) -> list[Alarm]:
    """Pages are announced as ever, and far fewer of them are read than usual: the reasons say what it is called."""
    share, opened = _read_share(record, now), _unread(record)
    if opened and share.found < _LEAST_PAGES:  # a weekend tells nothing
        return [Alarm(record.source_id, opened, *record.opened[opened])]
    kind, reason = main_trouble(record.reasons)
    if not share.is_bad or (share.usual is None and kind not in _KEPT_FROM_US):
        return []
    norm = "" if share.usual is None else f", usually {min(share.usual, 1.0):.0%}".replace("%", " %")
    most = f"; most: {reason}" if reason else ""
    detail = f"{share.read} of {share.found} new pages held an article{norm}{most}"
    return [_alarm(record, kind, _recent(record, now, _SHARE_DAYS - 1), detail)]


def _challenges(record: SourceRecord, now: datetime) -> list[Alarm]:
    recent = _recent(record, now, _SHARE_DAYS)
    part, whole = sum(day.challenged for day in recent), sum(day.challenged + day.read for day in recent)
    least = _CHALLENGED / 2 if "challenges" in record.opened else _CHALLENGED
    if part < (1 if "challenges" in record.opened else _LEAST_TEXTS) or part < least * whole:
        return []
    return [_alarm(record, "challenges", recent, f"a challenge instead of {part} of {whole} pages")]


def _empty_bodies(record: SourceRecord, now: datetime) -> list[Alarm]:
    def empty(day: SourceDay) -> int:
        return day.empty

    def texts(day: SourceDay) -> int:
        return day.empty + day.read

    return _more(record, now, "empty-bodies", (empty, texts, _EMPTY), "pages without a text")


def _missing_dates(record: SourceRecord, now: datetime) -> list[Alarm]:
    def undated(day: SourceDay) -> int:
        return day.undated

    def texts(day: SourceDay) -> int:
        return day.read

    return _more(record, now, "missing-dates", (undated, texts, _DATELESS), "articles without a date")


_Count = Callable[[SourceDay], int]


def _more(record: SourceRecord, now: datetime, kind: AlarmKind, counted: tuple[_Count, _Count, float], what: str) -> list[Alarm]:
    """A part of its texts lacks something, and far more of them than ever before."""
    part, whole, least = counted
    recent = _recent(record, now, _SHARE_DAYS)
    lacking, texts = sum(map(part, recent)), sum(map(whole, recent))
    usual = _share(_usual(record, now, kind), part, whole)
    opened = record.opened.get(kind)
    if opened and texts < _LEAST_TEXTS:
        return [Alarm(record.source_id, kind, *opened)] if lacking or not texts else []
    more = _MORE / 2 if opened else _MORE
    if texts < _LEAST_TEXTS or usual is None or lacking < max(least / 2 if opened else least, usual + more) * texts:
        return []
    return [_alarm(record, kind, recent, f"{lacking} of {texts} {what}, usually {round(usual * 100)} %")]


def _too_many(record: SourceRecord, now: datetime) -> list[Alarm]:
    """Two days running far more pages than ever: addresses that change with every look, or a trap."""
    last = [day for day in record.days if now.date() - 2 * _DAY <= day.day < now.date()]
    until = record.opened["too-many"].since.date() if "too-many" in record.opened else now.date() - 2 * _DAY
    rate = _rate(record, until, lambda day: day.found)
    if rate is None or len(last) < 2 or any(day.found <= _MANY * rate.on(day.day) + _MANY_MARGIN for day in last):
        return []
    return [_alarm(record, "too-many", last, f"{last[-1].found:,} new addresses in a day, usually {_often(rate.a_day)}")]


def _backlog(record: SourceRecord, now: datetime) -> list[Alarm]:
    """More pages wait than a week brings: they come faster than its hosts may be asked."""
    rate = _rate(record, now.date(), lambda day: day.found)
    least = 3 if "backlog" in record.opened else 7
    if rate is None or record.waiting <= least * rate.a_day + 2 * _MANY_MARGIN:
        return []
    return [_alarm(record, "backlog", record.days[-1:], f"{record.waiting:,} pages wait to be read, usually {_often(rate.a_day)} come")]


def _falling_yield(record: SourceRecord, now: datetime) -> list[Alarm]:
    """In a week less than a third of the articles that a usual week gives."""
    opened = record.opened.get("falling-yield")
    first = now.date() - _YIELD_DAYS * _DAY
    told = record.troubled_until.date() if record.troubled_until else date.min
    week = [day for day in record.days if max(first, told + _DAY) <= day.day < now.date() and day.is_observed]
    rate = _rate(record, min(first, opened.since.date()) if opened else first, lambda day: day.read)
    if rate is None or len(week) <= _YIELD_DAYS // 2:
        return []
    read, norm = sum(day.read for day in week), sum(rate.on(day.day) for day in week)
    fallen = read < (_RISEN if opened else _FALLEN) * norm and norm >= _LEAST_YIELD
    if not fallen or (not opened and chance_of_at_most(read, norm, rate.spread) > _YIELD_CHANCE):
        return []
    return [_alarm(record, "falling-yield", week, f"{read} articles in {len(week)} days, usually {round(norm)}")]


def _alarm(record: SourceRecord, kind: AlarmKind, days: Sequence[SourceDay], detail: str) -> Alarm:
    opened = record.opened.get(kind)
    return Alarm(record.source_id, kind, opened.since if opened else _start(days), detail)


def _start(days: Sequence[SourceDay]) -> datetime:
    return datetime.combine(days[0].day, datetime.min.time(), UTC)


def _has(alarms: Sequence[Alarm], kind: AlarmKind) -> bool:
    return any(alarm.kind == kind for alarm in alarms)


def _recent(record: SourceRecord, now: datetime, count: int) -> list[SourceDay]:
    return [day for day in record.days if now.date() - count * _DAY < day.day <= now.date()]


def _usual(record: SourceRecord, now: datetime, opened: AlarmKind | None) -> list[SourceDay]:
    """Return the days that tell what is usual: those before the trouble, without the first, on which everything was new."""
    until = now.date() - (_SHARE_DAYS - 1) * _DAY
    if opened is not None and opened in record.opened:
        until = min(until, record.opened[opened].since.date())
    return [day for day in record.days[1:] if day.day < until]


def _share(days: Sequence[SourceDay], part: _Count, whole: _Count) -> float | None:
    """Return which part of some days' pages were so; nothing where there were too few."""
    total = sum(map(whole, days))
    return None if len(days) < 7 or total < _LEAST_PAGES else sum(map(part, days)) / total


def _rate(record: SourceRecord, until: date, count: _Count) -> Rate | None:
    """Learn what a source usually gives from its days before one; its first and those without an answer say nothing."""
    return rate_of([(day.day, count(day)) for day in record.days[1:] if day.day < until and day.is_observed])


def span(length: timedelta) -> str:
    """Write a length of time as people say it: ``9 h``, ``3 days``."""
    hours = length / _HOUR
    return f"{hours:.0f} h" if hours < 48 else f"{hours / 24:.0f} days"


def _often(a_day: float) -> str:
    return f"{a_day:.0f} a day" if a_day >= 1 else f"{a_day * 7:.0f} a week" if a_day * 7 >= 1 else f"{a_day * 30:.0f} a month"
