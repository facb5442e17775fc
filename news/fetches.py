"""What a spider hands over: a page that answered, or an address that did not."""

from dataclasses import dataclass, field
from datetime import datetime

from news.answers import Page
from news.feeds import Entry
from news.ledger import Validators
from news.sources import Feed, Source

STOPPING = "the crawl is stopping"  # why a request was given up that the next crawl will make
ENOUGH = "enough of one host for one crawl"  # the same, where a host has had its share
TOO_MUCH = "too much at once"  # what came large while much was waiting; it is asked for again, and that is no try of it
LEFT_FOR_LATER = frozenset({STOPPING, ENOUGH})


class NotAskedError(Exception):
    """A request was not made, for its host is to be left alone for a while."""

    def __init__(self, why: str, until: datetime) -> None:
        self.why = why
        """One short phrase; empty where the error that this one came from says it."""
        self.until = until
        super().__init__(f"{why} (left alone until {until:%Y-%m-%d %H:%M} UTC)")


@dataclass(frozen=True, slots=True)
class Redirect:
    """One step on the way from the address that was asked for to the page."""

    url: str
    target: str
    status: int


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page that answered, with the entry that announced it."""

    page: Page
    entry: Entry
    feed: Feed
    source: Source
    validators: Validators = field(default=Validators())
    redirects: tuple[Redirect, ...] = ()
    again: bool = False
    """The page was read before."""


@dataclass(frozen=True, slots=True)
class Unmodified:
    """A page of ours that was asked for again and, its server says, has not changed."""

    entry: Entry


@dataclass(frozen=True, slots=True)
class Missed:
    """An announced page that could not be fetched."""

    entry: Entry
    feed: Feed
    reason: str
    """One short phrase: ``timed out``, ``robots.txt forbids it``."""
    retry: bool
    """Whether it is worth asking again."""
    not_before: datetime | None = None
    """Given where it was not asked at all, for its host is to be left alone until then."""
    is_silent: bool = False
    """Whether no server answered: the fault may be our own connection's."""
