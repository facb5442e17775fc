"""Digests: gathered from the archive for one subscription, and made ready to be frozen.

The order of work: what the last digest covered → what is untold since, and wanted → the radar of that time, the stories whole, what was
told of them → `news.digesting.composing` → glosses, where a translator is set up → forms.
"""

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from desk.digest_feeds import as_atom
from desk.digest_forms import as_html, as_json, as_mail, as_markdown, as_text, mark_of, subject_of
from desk.opening import DEMO_MARK
from desk.retelling import retold
from desk.settings import Settings
from desk.statuses import health_of
from desk.subscribing import NO_TOPIC, recipients_of
from desk.translating import with_glosses
from news.articles import StoredArticle
from news.beats import Beat, Relevance
from news.digesting.composing import Edit, Material, Reader, compose
from news.digests import Digest, Outlet
from news.queries import Query, read_query
from news.radar import Radar, look
from news.subscriptions import Subscription
from news.timelines import Story
from storage import about, alarms, articles, digests, feeds, radar, slots, sources, stories
from storage.database import Database
from storage.digests import ALERT, EDIT, THEME, Parcel
from storage.searching.finding import numbers

TOLD: tuple[Relevance, ...] = ("strong", "medium", "implicit")  # weak articles are searchable, not news
_EDITS = 100  # changed articles looked at
_DAY = timedelta(days=1)


class Span(NamedTuple):
    """From when on a digest tells."""

    since: datetime
    after: int | None
    """The newest article that the digest before looked at; nothing where there was none."""


def reader_of(settings: Settings, beat: Beat, now: datetime, subscription: Subscription) -> Reader:
    """Return for whom a subscription's digests are made."""
    return Reader(beat, now, subscription.timezone, settings.digest.link)


def span_of(database: Database, subscription: Subscription, now: datetime) -> Span:
    """Return from when on the next digest of a subscription tells: where the last one ended.

    A subscription that never had one begins where the scheduler first knew of it, or at the last slot but one.
    """
    if last := digests.covered(database, subscription.name):
        return Span(last.at if last.last_article is not None else last.at - _DAY, last.last_article)
    first = slots.first(database, subscription.job)
    return Span(first or subscription.latest_slot(subscription.latest_slot(now) - timedelta(seconds=1)), None)


def gather(database: Database, subscription: Subscription, settings: Settings, reader: Reader, since: datetime | None = None) -> Digest:
    """Compose the digest of everything first seen since the last one, or since a moment, as if nothing had been told."""
    span = span_of(database, subscription, reader.now) if since is None else Span(since, None)
    is_demo = bool(about.get(database, DEMO_MARK))
    history = timedelta(days=0 if is_demo else settings.digest.history_days)
    seen = _look(database, span, reader, history)
    newest = digests.newest_article(database)
    if since is None:
        begin = None if span.after is not None else span.since
        found = digests.untold(database, subscription.name, after=span.after, since=begin, until=newest)
    else:
        found = articles.find(database, Query(relevances=TOLD, since=since, sort="oldest", limit=None))
    material = _material(
        database, subscription, reader, (span, wanted(database, subscription, reader, found), seen), is_again=since is not None
    )
    material = replace(retold(material) if is_demo else material, last_article=newest)
    with _uncollected():
        digest = compose(subscription, material, reader)
    return with_glosses(digest, settings.digest)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Look for no garbage meanwhile: on a day of many articles walking through them took as long as composing."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class _Seen(NamedTuple):
    """What the radar saw, and the stories it looked at."""

    radar: Radar
    stories: dict[int, Story]


def _look(database: Database, span: Span, reader: Reader, history: timedelta) -> _Seen:
    facts = radar.facts(database, min(span.since, reader.now), reader.now, history)
    return _Seen(look(facts, beat=reader.beat, history=history), {story.id: story for story in facts.stories})


def _material(
    database: Database, subscription: Subscription, reader: Reader, read: tuple[Span, tuple[StoredArticle, ...], _Seen], *, is_again: bool
) -> Material:
    """Return what the archive says for a subscription; where all is told again, nothing counts as told."""
    span, chosen, seen = read
    edits = () if is_again or seen.radar.baseline else _edits(database, subscription, reader, span, chosen)
    stories_told = _stories(database, seen.stories, (*chosen, *(edit.stored for edit in edits)))
    return Material(
        articles=chosen,
        radar=seen.radar,
        stories=stories_told,
        told={} if is_again else digests.told_stories(database, subscription.name, stories_told),
        edits=edits,
        told_themes=frozenset() if is_again else _told_themes(database, subscription, seen.radar),
        outlets=outlets_of(database),
        health=health_of(feeds.states(database), alarms.open_alarms(database), sources.names(database)),
        since=span.since,
    )


def parcel_of(digest: Digest, subscription: Subscription, settings: Settings) -> Parcel:
    """Return a digest ready to be frozen: its bytes in every form that is kept or sent, and all that it tells."""
    recipients = recipients_of(subscription, settings.channels)
    message_id = message_id_of(digest, settings.mail.sender)
    forms = {"json": as_json(digest), "text": as_text(digest), "html": as_html(digest), "markdown": as_markdown(digest)}
    bodies = {name: form.encode() for name, form in forms.items()}
    if any(each.form == "mail" for each in recipients):
        bodies["mail"] = as_mail(digest, settings.mail.sender, message_id)
    if any(each.form == "atom" for each in recipients):
        bodies["atom"] = as_atom([digest])
    return Parcel(
        subscription=digest.name,
        message_id=message_id,
        forms=bodies,
        article_ids=digest.told.articles,
        recipients=recipients,
        kind=digest.kind,
        subject=subject_of(digest),
        since=digest.since,
        last_article=digest.last_article,
        signals=_signals(digest),
        stories=digest.told.stories,
    )


def message_id_of(digest: Digest, sender: str) -> str:
    """Return the name of a digest in the world's mail: the same items for the same subscription on the same day give the same one."""
    return f"<{mark_of(digest)}@{sender.rpartition('@')[2] or 'khazri.invalid'}>"


def outlets_of(database: Database) -> dict[str, Outlet]:
    """Return every outlet of the archive by its id, as readers should see it."""
    return {source.id: Outlet(source.name, source.ownership, source.country) for source in sources.every(database).values()}


def _signals(digest: Digest) -> tuple[tuple[str, str], ...]:
    told = digest.told
    edits = ((EDIT, f"{article}:{version}") for article, version in told.edits)
    others = ((kind, str(article)) for kind, articles_told in ((THEME, told.themes), (ALERT, told.alerts)) for article in articles_told)
    return (*edits, *others)


def wanted(database: Database, subscription: Subscription, reader: Reader, found: Sequence[StoredArticle]) -> tuple[StoredArticle, ...]:
    """Return the articles that a subscription asks for."""
    if subscription.topics:
        found = [stored for stored in found if _topics(stored) & set(subscription.topics)]
    if subscription.langs:
        found = [stored for stored in found if stored.article.lang in subscription.langs]
    if subscription.query.strip() and found:
        zone = ZoneInfo(subscription.timezone)
        first = min(stored.first_seen_at for stored in found)
        query = read_query(subscription.query, reader.now, zone)
        matching = numbers(database, replace(query, since=max(first, query.since) if query.since else first, limit=None))
        found = [stored for stored in found if stored.id in matching]
    return tuple(found)


def _topics(stored: StoredArticle) -> set[str]:
    return {tag.topic for tag in stored.judgement.tags if tag.rank != "background"} or {NO_TOPIC}


def _stories(database: Database, known: dict[int, Story], of: Iterable[StoredArticle]) -> dict[int, Story]:
    """Return the stories of some articles, whole; those that are not known yet are asked for."""
    found: dict[int, Story] = {}
    for stored in of:
        if stored.story is not None and stored.story not in found:
            story = known.get(stored.story) or stories.get(database, stored.story)
            if story is not None:
                found[stored.story] = story
    return found


def _edits(database: Database, subscription: Subscription, reader: Reader, span: Span, fresh: Sequence[StoredArticle]) -> tuple[Edit, ...]:
    """Return the articles that were told before and whose outlets changed what they say."""
    new = {stored.id for stored in fresh}
    changed = [each for each in articles.changed(database, span.since, _EDITS) if each.article_id not in new and each.reasons]
    found = [(each, stored) for each in changed if (stored := articles.get(database, each.article_id))]
    kept = wanted(database, subscription, reader, [stored for _, stored in found if stored.judgement.relevance in TOLD])
    ids = {stored.id for stored in kept}
    keys = {stored.id: f"{stored.id}:{stored.versions}" for _, stored in found}
    told = digests.told_signals(database, subscription.name, EDIT, keys.values())
    known = digests.told_articles(database, subscription.name, ids)
    return tuple(
        Edit(stored, stored.versions, each.reasons)
        for each, stored in found
        if stored.id in ids and stored.id in known and keys[stored.id] not in told
    )


def _told_themes(database: Database, subscription: Subscription, seen: Radar) -> frozenset[int]:
    keys = (str(sample.article_id) for theme in seen.emerging for sample in theme.samples)
    return frozenset(map(int, digests.told_signals(database, subscription.name, THEME, keys)))
