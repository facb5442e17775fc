"""The ledger's words: what was seen of a feed, what became of an address, and what a crawl did."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from news.feeds import Entry

COPY = "copy"  # the reason of a stored address that holds no article of its own
OFF_BEAT = "off the beat"  # the reason of a page that is an article, but not one for us

UrlState = Literal["seen", "stored", "rejected", "retry", "quarantined"]
LookOutcome = Literal["new", "unchanged", "empty", "failed"]


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave us to ask again cheaply."""

    etag: str | None = None
    last_modified: str | None = None

    @property
    def headers(self) -> dict[str, str]:
        """The headers of a request to which 304 can be an answer."""
        headers = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in headers.items() if value}


@dataclass(frozen=True, slots=True)
class FeedLook:
    """One look at one feed."""

    feed_id: str
    source_id: str
    outcome: LookOutcome
    looked_at: datetime
    entries: tuple[Entry, ...] = ()
    validators: Validators = field(default=Validators())
    problem: str | None = None
    """What was wrong, in one line; entries may have been found all the same."""


@dataclass(frozen=True, slots=True)
class FeedState:
    """What we know of a feed."""

    feed_id: str
    source_id: str
    url: str
    validators: Validators
    looked_at: datetime | None
    outcome: LookOutcome | None
    problem: str | None
    failures: int
    """Looks that failed since the last that did not."""
    next_look_at: datetime | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A page that was announced and is still to be fetched."""

    feed_id: str
    entry: Entry
    attempts: int


@dataclass(frozen=True, slots=True)
class Reread:
    """A page whose article we hold, and which is to be read again."""

    feed_id: str
    entry: Entry
    validators: Validators


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of one announced page that is not stored."""

    url: str
    state: Literal["rejected", "retry", "quarantined"]
    reason: str
    """One short phrase; tallies count by it."""
    at: datetime
    retry_at: datetime | None = None


Kept = Literal["stored", "copy", "version", "unchanged", "set aside"]
"""``set aside``: one text under several headlines at several addresses of an outlet, which is no article."""


@dataclass(frozen=True, slots=True)
class Tally:
    """The ledger counted: how many addresses of a source ended so."""

    source_id: str
    state: UrlState
    reason: str
    count: int


@dataclass(frozen=True, slots=True)
class CrawlReport:
    """What one crawl did."""

    started_at: datetime
    finished_at: datetime | None = None
    feeds: int = 0
    unchanged: int = 0
    failed: int = 0
    found: int = 0
    """Pages to be read: new ones, and known ones that were updated or are read again."""
    fetched: int = 0
    stored: int = 0
    copies: int = 0
    versions: int = 0
    unchanged_pages: int = 0
    """Known pages that were read again and say the same."""
    off_beat: int = 0
    rejected: int = 0
    retry: int = 0
    problems: tuple[str, ...] = ()
    """One line for each feed that failed, and for anything else a person should know."""
