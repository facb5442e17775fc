"""The forms in which programs get what we hold: the article object, and the rows of lists."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import Any

from news.articles import Article, Copy, StoredArticle
from news.beats import Judgement
from news.choices import Choice
from news.dates import Dating
from news.feeds import Entry
from news.timelines import Publication, first_published
from news.topics import Tag
from storage.articles import Version
from storage.searching.counting import Facets, Point


def moment(value: datetime | None) -> str | None:
    """Write a moment as RFC 3339 in UTC, whole seconds."""
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if value else None


def dating_text(dating: Dating) -> str | None:
    """Write a publication date: a moment, or a date alone where only the day is known."""
    if isinstance(dating.at, datetime):
        return moment(dating.at)
    return dating.at.isoformat() if isinstance(dating.at, date) else None


def tag_object(tag: Tag) -> dict[str, Any]:
    """Return a topic tag with its evidence."""
    return {"id": tag.topic, "rank": tag.rank, "rule": tag.rule, "evidence": [evidence._asdict() for evidence in tag.evidence]}


def article_object(stored: StoredArticle) -> dict[str, Any]:
    """Return a stored article in the form that search, show and exports print."""
    return {
        **read_article_object(stored.article, stored.judgement, stored.fetched_at),
        "id": stored.id,
        "urls": list(stored.urls),
        "source": stored.source_id,
        "first_seen_at": moment(stored.first_seen_at),
        "via": stored.via,
        "copies": [_copy_object(copy) for copy in stored.copies],
        "first_published": publication_object(first_published(stored)),
        "story": stored.story,
        "versions": stored.versions,
        "translations": list(stored.translations),
        "redirects": [asdict(step) for step in stored.redirects],
    }


def read_article_object(article: Article, judgement: Judgement, fetched_at: datetime) -> dict[str, Any]:
    """Return an article in the same form without an archive: what only the archive knows is null or empty."""
    return {
        "id": None,
        "url": article.url,
        "urls": [article.url],
        "source": None,
        "title": article.title,
        "text": article.text,
        "lang": article.lang,
        "author": article.author,
        "published_at": dating_text(article.published),
        "published_precision": article.published.precision,
        "published_from": article.published.origin,
        "first_seen_at": None,
        "fetched_at": moment(fetched_at),
        "relevance": judgement.relevance,
        "topics": [tag_object(tag) for tag in judgement.tags],
        "origin": asdict(article.origin) if article.origin else None,
        "via": None,
        "copies": [],
        "first_published": None,
        "story": None,
        "versions": 1,
        "kind": article.kind,
        "partial": article.partial,
        "editions": [asdict(edition) for edition in article.editions],
        "translations": [],
        "redirects": [],
        "word_count": article.word_count,
    }


def choices_object(choices: Mapping[str, Choice[Any]]) -> dict[str, Any]:
    """Return, for each field of an article, the candidates that were looked at and what was thought of each."""
    return {name: [asdict(candidate) for candidate in choice.candidates] for name, choice in choices.items()}


def change_object(number: int, old: Version) -> dict[str, Any]:
    """Return what the version after one changed."""
    return {"from": number, "to": number + 1, "change": old.change, "reasons": list(old.reasons)}


def facets_object(facets: Facets) -> dict[str, Any]:
    """Return counts by facets; where ``capped``, those of the newest articles that were counted."""
    told = {name: [{"value": value, "count": count} for value, count in values] for name, values in facets.counts.items()}
    return {"total": facets.total, "capped": facets.is_capped, "facets": told}


def point_object(point: Point) -> dict[str, Any]:
    """Return one count of a series."""
    return {"begin": point.begin.isoformat(), "value": point.value or None, "count": point.count}


def entry_object(entry: Entry) -> dict[str, Any]:
    """Return what a feed says of a page."""
    return {
        "url": entry.url,
        "link": entry.link,
        "title": entry.title,
        "summary": entry.summary,
        "author": entry.author,
        "lang": entry.lang,
        "published_at": dating_text(entry.published),
        "published_precision": entry.published.precision,
        "updated_at": moment(entry.updated_at),
        "has_content": entry.content is not None,
    }


def publication_object(publication: Publication) -> dict[str, Any]:
    """Return one publication of a text."""
    return {
        "article": publication.article_id,
        "source": publication.source_id,
        "url": publication.url,
        "title": publication.title,
        "lang": publication.lang,
        "published_at": dating_text(publication.published),
        "published_precision": publication.published.precision,
        "seen_at": moment(publication.seen_at),
        "relation": publication.relation,
    }


def _copy_object(copy: Copy) -> dict[str, Any]:
    return {
        "url": copy.url,
        "source": copy.source_id,
        "title": copy.title,
        "published_at": dating_text(copy.published),
        "seen_at": moment(copy.seen_at),
        "relation": copy.relation,
        "similarity": copy.similarity,
        "contained": copy.contained,
        "article": copy.article_id,
    }
