"""When something is due: slots on the calendar, worked out from the time alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from cronsim import CronSim, CronSimError

EVERY_DAY = frozenset(range(7))  # Monday is 0, as in Python
_DAY = timedelta(days=1)
_LEAP = timedelta(hours=3)  # more than any clock on the wall was ever moved by


@dataclass(frozen=True, slots=True)
class Daily:
    """Once each local day, or on some days of the week, at a time of the clock on the wall."""

    at: time
    timezone: str
    days: frozenset[int] = EVERY_DAY

    def latest_slot(self, now: datetime) -> datetime:
        """Return the moment, in UTC, of the last slot that has begun.

        Each local day has exactly one: a time that the clock skips in spring counts from before the jump, one that comes twice in
        autumn counts the first time.
        """
        zone = ZoneInfo(self.timezone)
        day = now.astimezone(zone).date()
        while day.weekday() not in self.days or (slot := _moment(datetime.combine(day, self.at), zone)) > now:
            day -= _DAY
        return slot


@dataclass(frozen=True, slots=True)
class Cron:
    """The times of a crontab's five fields, on the clock on the wall."""

    expression: str
    timezone: str

    def latest_slot(self, now: datetime) -> datetime:
        """Return the moment, in UTC, of the last slot that has begun; skipped and repeated hours are as for `Daily`.

        Raises ValueError where the fields mean no time.
        """
        zone = ZoneInfo(self.timezone)
        before = CronSim(self.expression, now.astimezone(zone).replace(tzinfo=None) + _LEAP, reverse=True)
        try:
            slots = list(_until_begun(before, zone, now))
        except (CronSimError, StopIteration, RuntimeError) as error:
            raise ValueError(f"{self.expression!r} has no slot") from error
        return max(slot for slot in slots if slot <= now)


@dataclass(frozen=True, slots=True)
class Every:
    """Again and again, at the same distance, counted from the epoch: whoever asks gets the same slots."""

    seconds: float

    def latest_slot(self, now: datetime) -> datetime:
        """Return the moment of the last slot that has begun."""
        number = int(now.timestamp() // self.seconds)
        return datetime.fromtimestamp(number * self.seconds, UTC)


@dataclass(frozen=True, slots=True)
class QuietHours:
    """A time of each local day in which nobody wants to be disturbed; it may reach over midnight."""

    begin: time
    end: time
    timezone: str

    def hold(self, now: datetime) -> bool:
        """Whether a moment lies in them."""
        clock = now.astimezone(ZoneInfo(self.timezone)).time()
        if self.begin <= self.end:
            return self.begin <= clock < self.end
        return clock >= self.begin or clock < self.end


def check_cron(expression: str) -> str | None:
    """Return what is wrong with the fields of a crontab, in a few words; nothing where they are right."""
    if len(expression.split()) != 5:
        return "write five fields: minute hour day month weekday"
    try:
        next(CronSim(expression, datetime(2026, 1, 1)))  # noqa: DTZ001 - no zone: only the fields matter
    except (CronSimError, StopIteration) as error:
        return str(error).lower() or "no day has such a time"
    return None


def _until_begun(before: Iterator[datetime], zone: ZoneInfo, now: datetime) -> Iterator[datetime]:
    """Return slots, walking back, until one has begun and no other can have begun later: clocks that jump mix their order."""
    begun: datetime | None = None
    for local in before:
        if begun is not None and begun - local > _LEAP:
            return
        slot = _moment(local, zone)
        yield slot
        if begun is None and slot <= now:
            begun = local


def _moment(local: datetime, zone: ZoneInfo) -> datetime:
    return local.replace(tzinfo=zone).astimezone(UTC)
