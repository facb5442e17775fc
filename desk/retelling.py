"""The press of the demonstration tells a fortnight of long ago within seconds; its digest is read as if one had followed it day by day."""

from dataclasses import replace
from datetime import UTC, datetime, time

from news.articles import StoredArticle
from news.digesting.composing import Material
from news.radar import Radar
from news.timelines import Story


def retold(material: Material) -> Material:
    """Return what an archive says as if each article had been seen when it was published: then none is old, and every story is new."""
    stories = {number: _retold_story(story) for number, story in material.stories.items()}
    radar = Radar(material.radar.since, material.radar.until)
    return replace(material, articles=tuple(map(_retold, material.articles)), stories=stories, radar=radar)


def _retold_story(story: Story) -> Story:
    return Story(story.id, tuple(map(_retold, story.articles)), story.whys, story.thread_id, story.changes)


def _retold(stored: StoredArticle) -> StoredArticle:
    at = stored.article.published.at
    if at is None:
        return stored
    return replace(stored, first_seen_at=at if isinstance(at, datetime) else datetime.combine(at, time.max, UTC))
