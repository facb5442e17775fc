"""A digest composed from what the archive says, for one reader.

The order of work: new articles are put together by story → each story goes to one section: a topic that woke, a topic in which it is new,
a theme that no topic covers, no topic, one that goes on, a text that is old → in a section, official acts come first, then what more
independent texts tell, then the newest → the first of each are laid out as lines, the rest told by number.

Whatever is looked at in full (claims, officials, evidence) is looked at for stories that are shown, so that a day of a hundred thousand
articles is composed in the time that reading them takes.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import NamedTuple

from news.articles import StoredArticle
from news.beats import Beat
from news.digesting.lines import line_of
from news.digesting.statuses import Standing, status_of
from news.digests import (
    UNCLASSIFIED,
    Digest,
    Outlet,
    Section,
    SectionKind,
    SourceHealth,
    ThemeLine,
    ThemeSample,
    Told,
)
from news.radar import Radar, WakingTopic, is_old
from news.subscriptions import Subscription
from news.themes import Theme
from news.timelines import Story, publisher_of

SHOWN = 10  # stories of a section: more of them nobody reads on a phone
SHOWN_IN_ALL = 75  # stories: mail programs cut off what is longer than 100 kB
LEAST_SHOWN = 3  # of a section, however many there are
COMPARED = 100  # stories that go on and are held against what was told of them
_DAY = timedelta(days=1)


class Edit(NamedTuple):
    """An article whose outlet changed what it says."""

    stored: StoredArticle
    version: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom a digest is made: which beat, at which moment in which zone."""

    beat: Beat
    now: datetime
    timezone: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class Material:
    """What the archive says."""

    articles: tuple[StoredArticle, ...]
    """Those that the reader wants and was not told of."""
    radar: Radar
    stories: Mapping[int, Story] = field(default_factory=dict)
    """The stories of these articles, whole."""
    told: Mapping[int, str] = field(default_factory=dict)
    """By story that the reader was told of: the status of its claim then."""
    edits: tuple[Edit, ...] = ()
    told_themes: frozenset[int] = frozenset()
    """Articles that the reader saw in a theme."""
    outlets: Mapping[str, Outlet] = field(default_factory=dict)
    health: SourceHealth = field(default_factory=SourceHealth)
    since: datetime | None = None
    last_article: int | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """A story with what of it is new to the reader."""

    story: Story
    fresh: tuple[StoredArticle, ...]
    edit: Edit | None = None

    @property
    def topics(self) -> tuple[str, ...]:
        """The topics of its new articles, those they are about first."""
        tags = [tag for stored in self.fresh for tag in stored.judgement.tags if tag.rank != "background"]
        return tuple(dict.fromkeys(tag.topic for tag in sorted(tags, key=lambda tag: tag.rank != "primary")))


def compose(subscription: Subscription, material: Material, reader: Reader) -> Digest:
    """Compose a digest; each story stands in it once, whatever it tells is in its ``told``."""
    numbers = tuple(stored.id for stored in material.articles)
    digest = Digest(
        subscription.name,
        reader.beat.title,
        reader.now,
        reader.timezone,
        material.since,
        health=material.health,
        last_article=material.last_article,
        link=reader.link,
    )
    if material.radar.baseline:
        return replace(digest, baseline=material.radar.baseline, told=Told(articles=numbers))
    return _Composer(subscription, material, reader).whole(digest)


def units_of(articles: Iterable[StoredArticle], stories: Mapping[int, Story]) -> list[Unit]:
    """Put articles together by story, in their order; one without a story is a story of its own."""
    grouped: defaultdict[int, list[StoredArticle]] = defaultdict(list)
    for stored in articles:
        known = stored.story is not None and stored.story in stories
        grouped[stored.story or 0 if known else -stored.id].append(stored)
    alone = {number: Story(0, tuple(fresh), {}) for number, fresh in grouped.items() if number < 0}
    return [Unit(alone.get(number) or stories[number], tuple(fresh)) for number, fresh in grouped.items()]


Place = tuple[SectionKind, str | None]
"""The section a story stands in: why it is told, and the topic."""


class _Composer:
    """The parts of one digest."""

    def __init__(self, subscription: Subscription, material: Material, reader: Reader) -> None:
        self.tells = subscription.tells
        self.material = material
        self.reader = reader
        self.titles = {topic.id: topic.title for topic in reader.beat.topics}
        mandatory = {topic: number for number, topic in enumerate(reader.beat.mandatory)}
        self.order = sorted(self.titles, key=lambda topic: (mandatory.get(topic, len(mandatory)), self.titles[topic]))
        self.labels = {source_id: outlet.label for source_id, outlet in material.outlets.items()}
        self.names = {source_id: outlet.name for source_id, outlet in material.outlets.items()}
        self.standings: dict[int, Standing] = {}

    def whole(self, digest: Digest) -> Digest:
        """Fill the sections."""
        units = units_of(self.material.articles, self.material.stories)
        emerging, in_themes = self._emerging(units)
        placed: defaultdict[Place, list[tuple[Unit, str]]] = defaultdict(list)
        for unit, (kind, topic, note) in self._placed(units, in_themes):
            placed[kind, topic].append((unit, note))
        room = self._room(placed)
        sections = tuple(self._section(place, placed[place], room[place]) for place in self._in_order(placed))
        told_units = [unit for entries in placed.values() for unit, _ in entries]
        told = Told(
            articles=tuple(sorted({stored.id for unit in told_units for stored in unit.fresh} | in_themes)),
            edits=tuple((unit.edit.stored.id, unit.edit.version) for unit in told_units if unit.edit),
            themes=tuple(sorted({sample.article_id for theme in emerging for sample in theme.samples} - self.material.told_themes)),
            stories={number: self._status(number) for unit in told_units if (number := unit.story.id)},
        )
        return replace(digest, sections=sections, emerging=emerging, told=told)

    def _status(self, story_id: int) -> str:
        """Return how a story's claim stands; nothing for one that is told by its number only."""
        standing = self.standings.get(story_id)
        return standing.status if standing else ""

    def _placed(self, units: Sequence[Unit], in_themes: frozenset[int]) -> Iterator[tuple[Unit, tuple[SectionKind, str | None, str]]]:
        """Give each story its place, with a note on why it stands there; what the reader does not want to hear has none."""
        radar = self.material.radar
        new = {each.story.id: each.topics for each in radar.new_stories}
        woken = {each.woken_by.article_id: each.topic for each in radar.waking}
        going_on = [unit for unit in units if unit.story.id in self.material.told]
        changes = self._changes(going_on)
        for unit in units:
            if unit.story.id in self.material.told:
                note = changes.get(unit.story.id)
                if note or "articles" in self.tells:
                    yield unit, ("updates", None, note or _more(unit))
            elif "stories" not in self.tells or all(stored.id in in_themes for stored in unit.fresh):
                continue
            elif woke := [woken[stored.id] for stored in unit.fresh if stored.id in woken]:
                yield unit, ("woke", woke[0], "")
            elif all(map(is_old, unit.fresh)):
                yield unit, ("older", None, "")
            elif not unit.topics:
                yield unit, ("unclassified", None, "")
            elif unit.story.id not in new and unit.story.thread_id is not None:
                yield unit, ("updates", None, f"goes on with story {unit.story.thread_id}")
            else:
                yield unit, ("new", self._first(new.get(unit.story.id) or unit.topics), "")
        yield from self._edited({unit.story.id for unit in going_on if changes.get(unit.story.id)})

    def _edited(self, shown: set[int]) -> Iterator[tuple[Unit, tuple[SectionKind, str | None, str]]]:
        """Return the articles whose outlets changed what they say, those left out whose story is told of anyway."""
        if "updates" not in self.tells:
            return
        for edit in self.material.edits:
            story = self.material.stories.get(edit.stored.story or 0) or Story(0, (edit.stored,), {})
            if story.id not in shown:
                yield Unit(story, (), edit), ("updates", None, f"changed by its outlet: {', '.join(edit.reasons)}")

    def _changes(self, units: Sequence[Unit]) -> dict[int, str]:
        """Say of the first of some stories how the status of their claim changed since they were told."""
        if "updates" not in self.tells:
            return {}
        found = {}
        for unit in sorted(units, key=self._rank)[:COMPARED]:
            standing = status_of(unit.story.articles, self.labels)
            before = self.material.told[unit.story.id]
            self.standings[unit.story.id] = standing
            if before and standing.status != before:
                found[unit.story.id] = f"was {before}, now {standing.status}" + (f" by {standing.by}" if standing.by else "")
        return found

    def _first(self, topics: Sequence[str]) -> str | None:
        return min((topic for topic in topics if topic in self.titles), key=self.order.index, default=None)

    def _in_order(self, placed: Mapping[Place, object]) -> list[Place]:
        kinds: tuple[SectionKind, ...] = ("new", "woke", "updates", "unclassified", "older")
        return sorted(placed, key=lambda place: (kinds.index(place[0]), self.order.index(place[1]) if place[1] in self.titles else -1))

    def _room(self, placed: Mapping[Place, Sequence[object]]) -> dict[Place, int]:
        """Return how many stories each section shows: ten, or on a day of many the mandatory topics ten and the others fewer."""
        wanted = {place: min(SHOWN, len(entries)) for place, entries in placed.items()}
        if sum(wanted.values()) <= SHOWN_IN_ALL:
            return wanted
        first = [place for place in placed if place[1] in self.reader.beat.mandatory]
        left = SHOWN_IN_ALL - sum(wanted[place] for place in first)
        most = max(LEAST_SHOWN, left // max(1, len(placed) - len(first)))
        return {place: count if place in first else min(count, most) for place, count in wanted.items()}

    def _section(self, place: Place, entries: list[tuple[Unit, str]], room: int) -> Section:
        kind, topic = place
        ordered = sorted(entries, key=lambda entry: (not entry[1].startswith("was "), *self._rank(entry[0])))
        lines = []
        for unit, note in ordered[:room]:
            known = self.standings.get(unit.story.id) if unit.story.id else None
            line = line_of(unit.story, unit.fresh, self.material.outlets, self.titles, (topic, note), known)
            self.standings[unit.story.id] = line.standing
            lines.append(replace(line, edited=(unit.edit.stored.id, unit.edit.version)) if unit.edit else line)
        title = _TITLES.get(kind) or self.titles.get(topic or "", topic or UNCLASSIFIED)
        left = [unit.story for unit, _ in ordered[room:]]
        note = self._quiet_note(topic) if kind == "woke" else ""
        more = tuple(story.id for story in left if story.id)
        return Section(kind, topic, title, tuple(lines), more, note, tuple(story.articles[0].id for story in left if not story.id))

    def _quiet_note(self, topic: str | None) -> str:
        waking = next(each for each in self.material.radar.waking if each.topic == topic)
        return quiet_told(waking)

    def _rank(self, unit: Unit) -> tuple[bool, int, float, int]:
        """Put official acts first, then what more independent texts tell, then the newest."""
        articles = unit.story.articles
        if len(articles) == 1:  # as most of them are
            (only,) = articles
            label = self.labels.get(only.source_id)
            return label != "official", -(label != "repost"), -only.first_seen_at.timestamp() if unit.fresh else 0.0, unit.story.id
        is_official = any(self.labels.get(stored.source_id) == "official" for stored in articles)
        publishers = {publisher_of(stored, self.names) for stored in articles if self.labels.get(stored.source_id) != "repost"}
        newest = max((stored.first_seen_at.timestamp() for stored in unit.fresh), default=0.0)
        return not is_official, -len(publishers), -newest, unit.story.id

    def _emerging(self, units: Sequence[Unit]) -> tuple[tuple[ThemeLine, ...], frozenset[int]]:
        """Return the themes that the reader was not told of, and the new articles that they tell."""
        fresh = {stored.id for unit in units if unit.story.id not in self.material.told for stored in unit.fresh}
        themes = []
        for theme in self.material.radar.emerging if "stories" in self.tells else ():
            own = {sample.article_id for sample in theme.samples}
            if own & fresh and 2 * len(own & self.material.told_themes) < len(own):
                themes.append(self._theme(theme))
        return tuple(themes), frozenset(fresh & {sample.article_id for theme in themes for sample in theme.samples})

    def _theme(self, theme: Theme) -> ThemeLine:
        samples = tuple(
            ThemeSample(each.article_id, each.title, each.lang, self.material.outlets.get(each.source_id, Outlet(each.source_id)))
            for each in theme.samples
        )
        return ThemeLine(tuple(term.written for term in theme.terms), theme.hours, len(theme.outlets), theme.texts, samples)


_TITLES: dict[SectionKind, str] = {
    "updates": "Stories that go on",
    "unclassified": "Both countries, no topic",
    "older": "Older texts, found now",
}


def quiet_told(waking: WakingTopic) -> str:
    """Say how long a topic was quiet, and what its last story was."""
    days = max(1, (waking.woken_by.stands_at - waking.quiet_since) // _DAY)
    last = f"last “{waking.last.title}”" if waking.last else "no story before in this archive"
    return f"quiet {days} days since {waking.quiet_since:%Y-%m-%d}, {last}"


def _more(unit: Unit) -> str:
    count = len(unit.fresh)
    return f"{count} more article{'s' if count != 1 else ''}"
