"""A subscription: who is told what, when and where; as a value."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from typing import Literal, get_args

from news.errors import SettingsError, UsageError
from news.schedules import EVERY_DAY, Cron, Daily, Every, QuietHours

Tells = Literal["articles", "stories", "updates"]
"""``stories``: a story nobody was told of; ``updates``: what is denied, confirmed or rewritten; ``articles``: every other new article."""
TELLS: tuple[Tells, ...] = get_args(Tells)
WhenEmpty = Literal["send", "skip"]

DAILY = "daily"  # the subscription that is there without being set up
RESERVED = frozenset({"preview", "list", "show", "test", "settle", "open"})  # words of khazri digest, which a name would hide
IMMEDIATELY = 60.0  # seconds between two looks whether there is something to tell at once
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
_SPAN = re.compile(r"(\d{1,2}:\d{2})\s*[-–]\s*(\d{1,2}:\d{2})")

Cadence = Daily | Cron | Every


@dataclass(frozen=True, slots=True)
class Subscription:
    """One reader, or some who read the same."""

    name: str
    cadence: Cadence
    timezone: str
    query: str = ""
    """In the language of searches."""
    topics: tuple[str, ...] = ()
    """Only these; ``none`` stands for articles without a topic."""
    langs: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    """Mail addresses and names of channels."""
    tells: tuple[Tells, ...] = TELLS
    when_empty: WhenEmpty = "send"
    quiet: QuietHours | None = None
    alerts: bool = False
    """Whether a new story in a mandatory topic is told at once, when two publishers or an official source tell it."""
    is_own: bool = False
    """Whether it was made by a command, and not by the settings file."""

    @property
    def is_immediate(self) -> bool:
        """Whether it tells at once, and nothing when there is nothing."""
        return isinstance(self.cadence, Every)

    @property
    def job(self) -> str:
        """The name of its slots in the ledger of the schedule."""
        return "digest" if self.name == DAILY else f"digest:{self.name}"

    def latest_slot(self, now: datetime) -> datetime:
        """Return the last moment at which it was due."""
        return self.cadence.latest_slot(now)

    def is_quiet(self, now: datetime) -> bool:
        """Whether its reader does not want to be disturbed now."""
        return self.quiet is not None and self.quiet.hold(now)


def is_name(name: str) -> bool:
    """Whether a subscription or a channel can be called so."""
    return bool(_NAME.fullmatch(name))


def check_name(name: str) -> None:
    """Raise UsageError where a subscription cannot be called so."""
    if not is_name(name):
        raise UsageError(f"{name!r} is no name", "write small letters, digits and hyphens, 40 at most")
    if name in RESERVED:
        raise UsageError(f"{name!r} is a word of khazri digest", f"write another name, such as my-{name}")


def read_cadence(timezone: str, *, at: time | None = None, days: str = "", cron: str = "", immediate: bool = False) -> Cadence:
    """Return when something is due: at a time of each day or some days, by a crontab's fields, or at once.

    Raises SettingsError where more than one of them is said, or one cannot be read.
    """
    said = [name for name, value in (("at", at), ("cron", cron), ("immediate", immediate)) if value]
    if len(said) > 1:
        raise SettingsError(f"{' and '.join(said)} are two answers to when", "leave all but one out")
    if cron:
        return Cron(cron, timezone)
    if immediate:
        return Every(IMMEDIATELY)
    return Daily(at or time(7, 0), timezone, read_days(days))


def read_days(text: str) -> frozenset[int]:
    """Read days of the week: ``weekdays``, ``mon,wed``, ``mon-fri``; all of them where nothing is said. Raises ValueError."""
    said = text.strip().lower()
    if not said or said in {"daily", "all"}:
        return EVERY_DAY
    if said == "weekdays":
        return frozenset(range(5))
    found: set[int] = set()
    for part in said.split(","):
        first, dash, last = (each.strip()[:3] for each in part.partition("-"))
        if first not in WEEKDAYS or (dash and last not in WEEKDAYS):
            raise ValueError(f"{part.strip()!r} is no day of the week; write weekdays, mon-fri, or mon,wed,sat")
        begin, end = WEEKDAYS.index(first), WEEKDAYS.index(last or first)
        found |= {number % 7 for number in range(begin, (end if end >= begin else end + 7) + 1)}
    return frozenset(found)


def read_quiet(text: str, timezone: str) -> QuietHours | None:
    """Read quiet hours: ``22:00-07:00``; nothing where nothing is said. Raises ValueError."""
    if not text.strip():
        return None
    match = _SPAN.fullmatch(text.strip())
    if not match:
        raise ValueError(f"{text!r} are no quiet hours; write them like 22:00-07:00")
    begin, end = (time.fromisoformat(part.zfill(5)) for part in match.groups())
    if begin == end:
        raise ValueError(f"{text!r} would be the whole day, or none of it; write them like 22:00-07:00")
    return QuietHours(begin, end, timezone)


def told_cadence(subscription: Subscription) -> str:
    """Say when a subscription is due, for a person."""
    cadence = subscription.cadence
    if isinstance(cadence, Every):
        return "at once"
    if isinstance(cadence, Cron):
        return f"cron {cadence.expression}, {cadence.timezone}"
    days = {EVERY_DAY: "daily", frozenset(range(5)): "on weekdays"}
    when = days.get(cadence.days) or ",".join(WEEKDAYS[number] for number in sorted(cadence.days))
    return f"{when} at {cadence.at:%H:%M}, {cadence.timezone}"


def named(subscriptions: Mapping[str, Subscription], name: str) -> Subscription:
    """Return a subscription by its name; raise UsageError where there is none."""
    if name in subscriptions:
        return subscriptions[name]
    known = ", ".join(sorted(subscriptions))
    raise UsageError(f"there is no subscription {name!r}", f"there is {known}; khazri subscriptions add makes another")
