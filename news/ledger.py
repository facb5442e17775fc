"""The ledger's words: what was seen of a feed, what became of an address, and what a crawl did."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from news.feeds import Entry
from news.paging import OlderPage

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
    body_hash: str | None = None
    """Of a body that came whole and was sound; none where nothing came, or what came must be read again."""
    is_conditional: bool = False
    """Whether the question was put so that 304 could be an answer to it."""
    pause: timedelta | None = None
    """How long server and feed want to be left alone after a look, by ``Cache-Control``, ``<ttl>`` or ``sy:updatePeriod``."""
    not_before: datetime | None = None
    """Until when the server wants no further question (``Retry-After``)."""
    is_part: bool = False
    """Whether it is a look at a part of a feed, a sitemap that an index names: it says nothing of the feed's pace."""
    older: str | None = None
    """The address at which the feed says that its older entries are."""
    page: OlderPage | None = None
    """Which older page of the feed this is, where it is none of its first."""
    is_silent: bool = False
    """Whether no server answered at all: the fault may be our own connection's."""


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
    body_hash: str | None = None
    """Of the last body that came whole."""
    looks_since_whole: int | None = None
    """Looks that a 304 answered since the last body that came whole; `news.polling.DISTRUSTED` for a server whose 304 lied."""
    learnt_every: timedelta | None = None
    """How often it is looked at, as its news has taught."""
    newest_at: datetime | None = None
    """The newest publication it ever announced."""
    entries_last: int | None = None
    """In the last body that came whole."""
    failing_since: datetime | None = None


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
    asked: bool = True
    """False where its host was to be left alone: that is no try."""
    is_undated: bool = False
    """Whether it is an article without a date of publication."""


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
