"""Three signals that something is new: a story in a known topic, a topic that wakes, a theme that no topic covers.

The order of work: without a week of history, nothing but a count; then each signal by itself. What is old (published more than a week
before it was first seen), quiet or hidden raises none, but it is remembered at the time it was published.
"""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from itertools import chain
from typing import NamedTuple

from news.articles import StoredArticle
from news.beats import Beat
from news.dates import Dating
from news.themes import Archive, Theme, Unplaced, find_themes
from news.timelines import Story, first_published, independent_texts

HISTORY = timedelta(days=7)  # in a younger archive everything would be new
STALE = timedelta(days=7)  # between publication and first sight: feeds go back a few days, archives of outlets for years
THREAD = timedelta(days=14)  # a matter that was silent for longer is news again
SLEEP = timedelta(days=21)  # without an article that a topic is about
RARITY = timedelta(days=60)  # what terms must be rare against


class Mark(NamedTuple):
    """An article that a topic was about, and when."""

    topic: str
    article_id: int
    story_id: int | None
    title: str
    published: Dating
    seen_at: datetime

    @property
    def stands_at(self) -> datetime:
        """When it was news: when it was first seen, but what was old then stands where it was published."""
        return stands_at(self.published, self.seen_at)


@dataclass(frozen=True, slots=True)
class Facts:
    """What the archive says of a span of time, for the radar to judge."""

    since: datetime
    until: datetime
    oldest_at: datetime | None
    """When the first article of the archive was seen; nothing for an empty archive."""
    article_count: int = 0
    """Of the archive, counted only while it is young; so are the stories."""
    story_count: int = 0
    stories: tuple[Story, ...] = ()
    """Those with an article first seen in the span."""
    earlier: Mapping[int, tuple[Mark, ...]] = field(default_factory=dict)
    """By story: what other stories of its matter told from ``THREAD`` before the span on, a mark for each topic shown."""
    articles: tuple[StoredArticle, ...] = ()
    """Those first seen in the span and not hidden that a topic is about."""
    quiet: frozenset[int] = frozenset()
    """The articles among all these that later rules put on the beat."""
    before: Mapping[str, Mark] = field(default_factory=dict)
    """By topic: the last article it was about before the span."""
    unplaced: tuple[Unplaced, ...] = ()
    """Articles on the beat without a shown topic, from three days before the span on."""
    term_counts: Mapping[str, int] = field(default_factory=dict)
    """In how many other articles of the ``RARITY`` before a term stands."""
    counted: int = 0
    """How many articles that was counted in."""
    names: Mapping[str, str] = field(default_factory=dict)
    """The sources' names by id."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """An archive too young for signals."""

    oldest_at: datetime | None
    articles: int
    stories: int
    begins_at: datetime | None
    """When signals begin; nothing for an empty archive."""


@dataclass(frozen=True, slots=True)
class NewStory:
    """A story that began in the span and goes on with nothing its topics told lately."""

    story: Story
    topics: tuple[str, ...]
    """The topics its articles are about and in which it is new."""
    article_ids: tuple[int, ...]
    texts: int
    """Independent texts."""
    began_at: datetime


@dataclass(frozen=True, slots=True)
class WakingTopic:
    """A topic that was told about again after a long silence."""

    topic: str
    quiet_since: datetime
    last: Mark | None
    """The last article before the silence; nothing where the archive never held one."""
    woken_by: Mark


@dataclass(frozen=True, slots=True)
class Radar:
    """What is new in a span of time."""

    since: datetime
    until: datetime
    baseline: Baseline | None = None
    new_stories: tuple[NewStory, ...] = ()
    waking: tuple[WakingTopic, ...] = ()
    emerging: tuple[Theme, ...] = ()


def look(facts: Facts, sleep: timedelta = SLEEP, beat: Beat | None = None, history: timedelta = HISTORY) -> Radar:
    """Find the signals of a span of time.

    ``sleep`` is how long a topic must have been silent to wake; with the beat, names in themes are told as articles write them.
    ``history`` is how far the archive must reach back for anything but a count, as it was for the facts.
    """
    if is_young(facts.oldest_at, facts.until, history):
        begins_at = facts.oldest_at + history if facts.oldest_at else None
        return Radar(facts.since, facts.until, Baseline(facts.oldest_at, facts.article_count, facts.story_count, begins_at))
    fresh = [each for each in facts.unplaced if _may_tell(each.stored, facts)]
    themes = find_themes(fresh, Archive(facts.term_counts, facts.counted, facts.names, beat))
    return Radar(
        facts.since,
        facts.until,
        new_stories=_new_stories(facts),
        waking=_waking(facts, sleep),
        emerging=tuple(theme for theme in themes if theme.last_seen_at >= facts.since),
    )


def is_young(oldest_at: datetime | None, until: datetime, history: timedelta = HISTORY) -> bool:
    """Tell whether an archive holds too little history to say what is new."""
    return oldest_at is None or until - oldest_at < history


def stands_at(published: Dating, seen_at: datetime) -> datetime:
    """Return when a text was news: when it was first seen, but what was old then stands where it was published."""
    at = published.at
    if at is None:
        return seen_at
    moment = at if isinstance(at, datetime) else datetime.combine(at, time.max, UTC)
    return moment if moment < seen_at - STALE else seen_at


def is_old(stored: StoredArticle) -> bool:
    """Tell whether a text, or any copy of it, was published long before we saw it."""
    return stands_at(_first_dating(stored), stored.first_seen_at) < stored.first_seen_at


def _first_dating(stored: StoredArticle) -> Dating:
    """Return when a text was first published; hardly any has copies, and those that have none are not put in order."""
    return first_published(stored).published if stored.copies else stored.article.published


def primary_topics(stored: StoredArticle) -> tuple[str, ...]:
    """Return the topics that an article is about."""
    return tuple(tag.topic for tag in stored.judgement.tags if tag.rank == "primary")


def _may_tell(stored: StoredArticle, facts: Facts) -> bool:
    return stored.first_seen_at < facts.until and stored.id not in facts.quiet and not is_old(stored)


def _new_stories(facts: Facts) -> tuple[NewStory, ...]:
    found: list[NewStory] = []
    for story in facts.stories:
        began_at = _began_at(story)
        if not facts.since <= began_at < facts.until:
            continue
        fresh = [stored for stored in story.articles if _may_tell(stored, facts)]
        known = _topics_of_matter(facts.earlier.get(story.id, ()), began_at)
        topics = tuple(dict.fromkeys(topic for stored in fresh for topic in primary_topics(stored) if topic not in known))
        if topics:
            about = tuple(stored.id for stored in fresh if set(primary_topics(stored)) & set(topics))
            found.append(NewStory(story, topics, about, independent_texts(fresh, facts.names), began_at))
    return tuple(sorted(found, key=lambda each: (-each.texts, -each.began_at.timestamp(), each.story.id)))


def _began_at(story: Story) -> datetime:
    """Return when the first of a story's publications was news; asked of every story of a span, so nothing is put in order."""
    own = (stands_at(stored.article.published, stored.first_seen_at) for stored in story.articles)
    copied = (stands_at(copy.published, copy.seen_at) for stored in story.articles for copy in stored.copies)
    return min(chain(own, copied))


def _topics_of_matter(earlier: Sequence[Mark], began_at: datetime) -> set[str]:
    """Return the topics in which the matter that a story goes on with was told shortly before."""
    return {mark.topic for mark in earlier if began_at - THREAD <= mark.stands_at < began_at}


def _waking(facts: Facts, sleep: timedelta) -> tuple[WakingTopic, ...]:
    told: dict[str, list[Mark]] = {}
    for stored in facts.articles:
        for topic in primary_topics(stored):
            mark = Mark(topic, stored.id, stored.story, stored.article.title, _first_dating(stored), stored.first_seen_at)
            told.setdefault(topic, []).append(mark)
    wakers = {stored.id for stored in facts.articles if stored.first_seen_at >= facts.since and _may_tell(stored, facts)}
    found = [waking for topic, marks in told.items() for waking in _wakings(topic, marks, wakers, facts, sleep)]
    return tuple(sorted(found, key=lambda each: (each.quiet_since, each.topic)))


def _wakings(topic: str, marks: Sequence[Mark], wakers: Container[int], facts: Facts, sleep: timedelta) -> Iterator[WakingTopic]:
    """Yield where a topic was told about after a silence: what cannot wake it still was no silence."""
    last = facts.before.get(topic)
    for mark in sorted(marks, key=lambda mark: (mark.stands_at, mark.article_id)):
        quiet_since = last.stands_at if last else facts.oldest_at
        if mark.article_id in wakers and quiet_since is not None and mark.stands_at - quiet_since >= sleep:
            yield WakingTopic(topic, quiet_since, last, mark)
        if last is None or mark.stands_at > last.stands_at:
            last = mark
