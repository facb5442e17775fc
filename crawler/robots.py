"""What robots.txt of each server says, kept over crawls: read anew within a day, and asked for rarely while it cannot be reached."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from scrapy.exceptions import IgnoreRequest

from news.fetches import STOPPING, NotAskedError
from news.politeness import ROBOTS_FRESH, robots_pause
from news.robots import Rules, read_robots

MOST_KEPT = 2000  # servers; a feed that names ever new ones shall not fill the memory


@dataclass(frozen=True, slots=True)
class Robots:
    """What became of asking for one robots.txt."""

    asked_at: datetime
    rules: Rules | None
    """None where it could not be reached: nothing of the server may be asked for."""
    failures: int = 0
    """In a row, this one included."""
    why: str = ""
    cause: Exception | None = None

    @property
    def until(self) -> datetime:
        """When it is to be asked for again."""
        return self.asked_at + (ROBOTS_FRESH if self.rules else robots_pause(self.failures))

    def holds(self, now: datetime) -> bool:
        """Whether this is still what counts; a clock that was set back counts as time gone by."""
        return self.asked_at <= now < self.until


Answer = tuple[int, bytes]
"""The status of a robots.txt and its body."""


class RobotsFiles:
    """The robots.txt files of all servers that were asked, by origin (scheme, host and port: 2.3 of RFC 9309)."""

    def __init__(self) -> None:
        self._files: dict[str, Robots] = {}
        self._asking: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def rules(self, origin: str, ask: Callable[[str], Awaitable[Answer]], clock: Callable[[], datetime]) -> Rules:
        """Return the rules of a server; ``ask`` is called with the address of its robots.txt where that is unknown or too old.

        Only one asks at a time, and all others take what it found. Raises NotAskedError where it cannot be reached.
        """
        known = self._files.get(origin)
        if known is None or not known.holds(clock()):
            async with self._asking[origin]:
                known = self._files.get(origin)
                if known is None or not known.holds(clock()):
                    known = self._files[origin] = await _read(origin, ask, clock, known.failures if known else 0)
        if known.rules is None:
            raise NotAskedError(known.why, known.until) from known.cause
        return known.rules

    def delay(self, origin: str) -> float:
        """Return the seconds that a server wants between two requests, 0 where it said nothing."""
        known = self._files.get(origin)
        return known.rules.delay if known and known.rules else 0.0

    def ban(self, origin: str, now: datetime) -> Robots | None:
        """Return why nothing of a server may be asked for now: its robots.txt could not be reached."""
        known = self._files.get(origin)
        return known if known and known.rules is None and known.holds(now) else None

    def forget_old(self, now: datetime) -> None:
        """Forget what counts no more, and the oldest where there are too many; servers that failed are remembered for a day."""
        kept = [(origin, file) for origin, file in self._files.items() if abs(now - file.asked_at) < ROBOTS_FRESH]
        self._files = dict(sorted(kept, key=lambda item: item[1].asked_at)[-MOST_KEPT:])
        for origin in [origin for origin, lock in self._asking.items() if not lock.locked()]:
            del self._asking[origin]


async def _read(origin: str, ask: Callable[[str], Awaitable[Answer]], clock: Callable[[], datetime], failures: int) -> Robots:
    """Ask for a robots.txt; one that is missing (4xx, or more redirects than we follow) permits everything (2.3.1.2, 2.3.1.3)."""
    cause: Exception | None = None
    try:
        status, body = await ask(f"{origin}/robots.txt")
    except NotAskedError:
        raise
    except IgnoreRequest as error:
        said = str(error)
        if said == STOPPING or said.startswith("not asked"):  # its pages will hear the same
            raise
        if said.startswith("max redirections"):
            return Robots(clock(), Rules())
        why = said if said.startswith("robots.txt") else "robots.txt cannot be read"
    except Exception as error:  # noqa: BLE001 - whatever went wrong, it could not be reached
        why, cause = "", error
    else:
        if 200 <= status < 300:
            return Robots(clock(), await asyncio.to_thread(read_robots, body))
        if status < 500 and status != 429:
            return Robots(clock(), Rules())
        why = f"robots.txt answers HTTP {status}"
    return Robots(clock(), None, failures + 1, why, cause)
