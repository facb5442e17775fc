"""When something is due: slots on the calendar, worked out from the time alone."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Daily:
    """Once each local day, at a time of the clock on the wall."""

    at: time
    timezone: str

    def latest_slot(self, now: datetime) -> datetime:
        """Return the moment, in UTC, of the last slot that has begun.

        Each local day has exactly one: a time that the clock skips in spring counts from before the jump, one that comes twice in
        autumn counts the first time.
        """
        zone = ZoneInfo(self.timezone)
        day = now.astimezone(zone).date()
        slot = datetime.combine(day, self.at, zone).astimezone(UTC)
        return slot if slot <= now else datetime.combine(day - timedelta(days=1), self.at, zone).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Every:
    """Again and again, at the same distance, counted from the epoch: whoever asks gets the same slots."""

    seconds: float

    def latest_slot(self, now: datetime) -> datetime:
        """Return the moment of the last slot that has begun."""
        number = int(now.timestamp() // self.seconds)
        return datetime.fromtimestamp(number * self.seconds, UTC)
