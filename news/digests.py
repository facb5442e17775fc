"""A digest: what is new to a reader, as a value. Its unit is the story; articles and copies fold under it.

`news.digesting.composing` makes one from what the archive says; `desk.digest_forms` gives it its forms.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, NamedTuple

from news.dates import Dating
from news.digesting.officials import Statement
from news.digesting.statuses import Standing
from news.radar import Baseline

UNCLASSIFIED = "unclassified"
SectionKind = Literal["new", "woke", "updates", "unclassified", "older"]
DigestKind = Literal["digest", "alert", "sample"]


class Outlet(NamedTuple):
    """Who published something, as a reader should see it."""

    name: str
    label: str = ""
    """The ownership label of the sources file: ``state``, ``independent``."""
    country: str = ""
    lang: str | None = None
    """The language it told this in."""


@dataclass(frozen=True, slots=True)
class Line:
    """One story in a digest, in what fits six lines."""

    story_id: int | None
    article_id: int
    """The article whose headline is shown."""
    title: str
    """As published."""
    url: str
    lang: str | None
    outlet: Outlet
    published: Dating
    first_seen_at: datetime
    """When we saw the first of its texts."""
    first_seen_by: Outlet | None = None
    """Where we saw it first, if that was not who published first."""
    origin: str | None = None
    """The publisher that the first text leads to: who published first may not be who wrote it."""
    also: tuple[Outlet, ...] = ()
    """Other outlets that have a text of their own of it."""
    texts: int = 1
    """Independent texts."""
    copies: int = 0
    standing: Standing = field(default_factory=Standing)
    hedges: tuple[str, ...] = ()
    """Words of reserve in headlines and leads, as written."""
    statements: tuple[Statement, ...] = ()
    silent_sides: tuple[str, ...] = ()
    """Capitals whose officials said nothing in these texts."""
    topics: tuple[str, ...] = ()
    """Titles of further topics."""
    words: tuple[str, ...] = ()
    """The words that made the topic match, as written."""
    note: str = ""
    """Why it stands where it does: what it goes on with, what changed."""
    reading: str | None = None
    """The headline in Latin letters."""
    gloss: str | None = None
    """The headline in the reader's language, made by a machine."""
    article_ids: tuple[int, ...] = ()
    """The articles that this line tells for the first time."""
    edited: tuple[int, int] | None = None
    """The article and version of a material edit that it tells."""


@dataclass(frozen=True, slots=True)
class Section:
    """The stories that are new in one way, of one topic where they have one."""

    kind: SectionKind
    topic: str | None
    title: str
    lines: tuple[Line, ...]
    more: tuple[int, ...] = ()
    """The ids of those that are told by their numbers only."""
    note: str = ""
    """How long a topic was quiet, and what its last story was."""
    more_articles: tuple[int, ...] = ()
    """The ids of articles that belong to no story and are told by their numbers only."""

    @property
    def count(self) -> int:
        """The number of stories."""
        return len(self.lines) + len(self.more) + len(self.more_articles)


class ThemeSample(NamedTuple):
    """An article of a theme."""

    article_id: int
    title: str
    lang: str | None
    outlet: Outlet


@dataclass(frozen=True, slots=True)
class ThemeLine:
    """A theme that no topic covers."""

    terms: tuple[str, ...]
    hours: int
    outlets: int
    texts: int
    samples: tuple[ThemeSample, ...]
    """All its articles, those that were told before too."""


@dataclass(frozen=True, slots=True)
class SourceHealth:
    """How the feeds are doing, for the digest's last lines: silence and breakage must not look alike."""

    feeds: int = 0
    working: int = 0
    failing: tuple[str, ...] = ()
    """``feed id: what is wrong``, one each."""
    alarms: tuple[str, ...] = ()
    """``outlet: what is wrong``, one each."""
    checked: int = 0
    """Outlets looked at."""
    silent: int = 0
    """Outlets that gave less than usual, or nothing."""
    failed: int = 0
    """Outlets none of whose feeds answered."""

    @property
    def answering(self) -> int:
        """The number of outlets that answer."""
        return self.checked - self.failed


class Told(NamedTuple):
    """What a digest tells, for the ledger: none of it is told to the same reader again."""

    articles: tuple[int, ...] = ()
    edits: tuple[tuple[int, int], ...] = ()
    """Article and version."""
    themes: tuple[int, ...] = ()
    """Articles of themes."""
    alerts: tuple[int, ...] = ()
    """The articles of a story that an alert tells."""
    stories: Mapping[int, str] = {}
    """By story: the status of what it claims, as told."""


@dataclass(frozen=True, slots=True)
class Digest:
    """What is new to one reader since the last digest."""

    name: str
    """The subscription's."""
    title: str
    """The beat's."""
    made_at: datetime
    timezone: str
    since: datetime | None
    """From when on it tells; nothing where it tells all there is."""
    sections: tuple[Section, ...] = ()
    emerging: tuple[ThemeLine, ...] = ()
    health: SourceHealth = field(default_factory=SourceHealth)
    baseline: Baseline | None = None
    """Of an archive too young to say what is new: counts in place of sections."""
    told: Told = field(default_factory=Told)
    last_article: int | None = None
    """The newest article that was looked at: the next digest begins after it."""
    kind: DigestKind = "digest"
    link: str = ""
    """Where the reader's own pages are: ``http://127.0.0.1:8765``, or nothing."""
    language: str = "en"
    """The reader's, in which glosses are."""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing new in it."""
        return not self.sections and not self.emerging

    @property
    def story_count(self) -> int:
        """The number of new stories, those of waking topics and without a topic too; an old text found now is none."""
        return sum(section.count for section in self.sections if section.kind not in {"updates", "older"})

    @property
    def update_count(self) -> int:
        """The number of stories that go on."""
        return sum(section.count for section in self.sections if section.kind == "updates")

    @property
    def lines(self) -> Iterator[Line]:
        """Every story that is shown."""
        for section in self.sections:
            yield from section.lines
