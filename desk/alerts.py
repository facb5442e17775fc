"""Alerts: a new story in a mandatory topic, told at once when two publishers or an official source tell it; once a story."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from desk.digests import outlets_of, wanted
from desk.settings import Settings
from news.digesting.composing import Reader, units_of
from news.digesting.lines import line_of
from news.digests import Digest, Outlet, Section, Told
from news.radar import is_old, is_young, primary_topics
from news.subscriptions import Subscription
from news.timelines import Story, publisher_of
from storage import digests, radar, stories
from storage.database import Database
from storage.digests import ALERT

WINDOW = timedelta(days=2)  # a story that needs longer for its second publisher is news for the next digest


def gather_alerts(database: Database, subscription: Subscription, settings: Settings, reader: Reader, since: datetime) -> Iterator[Digest]:
    """Compose an alert for each story that is worth one and that the reader was not told of, by an alert or a digest.

    ``since`` is when alerts were switched on: what began before is no alert. An archive too young to say what is new has none.
    """
    if is_young(radar.oldest(database), reader.now, timedelta(days=settings.digest.history_days)):
        return
    outlets = outlets_of(database)
    quiet = radar.quiet(database, max(since, reader.now - WINDOW), reader.now)
    told: set[int] = set()
    for topic in reader.beat.mandatory:
        for story in stories.find(database, since=max(since, reader.now - WINDOW), until=reader.now, topic=topic):
            if all(stored.id in quiet or is_old(stored) for stored in story.articles):
                continue
            if story.id in told or not _is_worth_one(story, topic, since, outlets) or _was_told(database, subscription, story):
                continue
            if wanted(database, subscription, reader, story.articles):
                told.add(story.id)
                yield _alert(subscription, story, topic, reader, outlets)


def _is_worth_one(story: Story, topic: str, since: datetime, outlets: dict[str, Outlet]) -> bool:
    """Whether a story is new, about the topic, and told by an official source or by two publishers."""
    if story.first_seen.seen_at < since or story.thread_id is not None:
        return False
    about = [stored for stored in story.articles if topic in primary_topics(stored)]
    names = {source_id: outlet.name for source_id, outlet in outlets.items()}
    labels = [outlets[stored.source_id].label if stored.source_id in outlets else "" for stored in story.articles]
    publishers = {publisher_of(stored, names) for stored, label in zip(story.articles, labels, strict=True) if label != "repost"}
    return bool(about) and ("official" in labels or len(publishers) > 1)


def _was_told(database: Database, subscription: Subscription, story: Story) -> bool:
    numbers = [stored.id for stored in story.articles]
    if digests.told_signals(database, subscription.name, ALERT, map(str, numbers)):
        return True
    return bool(digests.told_articles(database, subscription.name, numbers))


def _alert(subscription: Subscription, story: Story, topic: str, reader: Reader, outlets: dict[str, Outlet]) -> Digest:
    titles = {each.id: each.title for each in reader.beat.topics}
    (unit,) = units_of(story.articles, {story.id: story})
    line = line_of(story, unit.fresh, outlets, titles, (topic, ""))
    section = Section("new", topic, titles[topic], (line,))
    return Digest(
        subscription.name,
        reader.beat.title,
        reader.now,
        reader.timezone,
        None,
        sections=(section,),
        told=Told(alerts=tuple(stored.id for stored in story.articles)),
        kind="alert",
        link=reader.link,
    )
