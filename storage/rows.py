"""Values turned into what a row can hold, and rows into values."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import Row

from news.articles import Article, Copy, Origin, StoredArticle
from news.beats import RELEVANCES, Judgement, Relevance
from news.dates import Dating
from news.feeds import Entry
from news.fetches import Redirect
from news.reading.editions import Edition
from news.topics import Evidence, Tag


def level_of(relevance: Relevance) -> int:
    """Return a relevance as a number, the strongest highest."""
    return len(RELEVANCES) - 1 - RELEVANCES.index(relevance)


def relevance_of(level: int) -> Relevance:
    """Return what a number means as a relevance."""
    return RELEVANCES[len(RELEVANCES) - 1 - level]


TOLD_FROM = level_of("implicit")
"""What is less relevant is in no digest."""


def dating_columns(dating: Dating) -> Mapping[str, Any]:
    """Return the three columns of a publication date; a day is kept as its midnight."""
    at = dating.at
    if at is not None and not isinstance(at, datetime):
        at = datetime.combine(at, time(), UTC)
    return {"published_at": at, "published_precision": dating.precision, "published_origin": dating.origin}


def dating_of(row: Row[Any]) -> Dating:
    """Read the three columns of a publication date."""
    at: datetime | date | None = row.published_at
    if isinstance(at, datetime) and row.published_precision == "day":
        at = at.date()
    return Dating(at, row.published_precision, row.published_origin)


def entry_text(entry: Entry) -> str:
    """Write an entry as JSON, for a crawl that begins again after a crash."""
    values = {name: getattr(entry, name) for name in ("url", "link", "title", "summary", "author", "lang", "content")}
    at, updated = entry.published.at, entry.updated_at
    values["published"] = [at and at.isoformat(), entry.published.precision, entry.published.origin]
    values["updated_at"] = updated and updated.isoformat()
    return json.dumps({name: value for name, value in values.items() if value is not None}, separators=(",", ":"))


def entry_of(text: str) -> Entry:
    """Read an entry from its JSON."""
    values = json.loads(text)
    at, precision, origin = values.pop("published")
    updated = values.pop("updated_at", None)
    return Entry(**values, published=Dating(_moment(at), precision, origin), updated_at=updated and datetime.fromisoformat(updated))


def _moment(text: str | None) -> datetime | date | None:
    if text is None:
        return None
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def evidence_text(evidence: Iterable[Evidence]) -> str:
    """Write evidence as a JSON list."""
    return json.dumps([[one.where, one.words, one.start, one.end] for one in evidence], ensure_ascii=False, separators=(",", ":"))


def evidence_of(text: str) -> tuple[Evidence, ...]:
    """Read evidence from its JSON list."""
    return tuple(Evidence(*values) for values in json.loads(text))


def tag_of(row: Row[Any]) -> Tag:
    """Read a tag."""
    return Tag(row.topic, row.rank, row.rule, row.rule_version, evidence_of(row.evidence))


def tag_rows(article_id: int, given: Sequence[Tag]) -> list[dict[str, Any]]:
    """Return the rows of an article's tags, in the beat's order."""
    return [
        {
            "article_id": article_id,
            "position": position,
            "topic": tag.topic,
            "rank": tag.rank,
            "rule": tag.rule,
            "rule_version": tag.rule_version,
            "evidence": evidence_text(tag.evidence),
        }
        for position, tag in enumerate(given)
    ]


def copy_of(row: Row[Any]) -> Copy:
    """Read a copy: an address that carries the very text of an article, or the row of an article folded into it."""
    told = row._mapping  # noqa: SLF001 - the rows of two tables, of which one knows less
    number, contained = told.get("folded_id"), told.get("contained", 1.0)
    return Copy(row.url, row.source_id, row.title, dating_of(row), row.seen_at, row.relation, row.similarity, contained, number)


def article_of(row: Row[Any]) -> Article:
    """Read the article itself."""
    origin = None if row.origin_evidence is None else Origin(row.origin_name, row.origin_url, row.origin_evidence)
    return Article(row.url, row.title, row.text, row.lang, row.author, dating_of(row), origin, row.kind)


@dataclass(frozen=True, slots=True)
class Hanging:
    """What hangs from an article."""

    tags: Sequence[Tag]
    copies: Sequence[Copy]
    urls: Sequence[str]
    editions: Sequence[Edition]
    translations: Sequence[int]
    redirects: Sequence[Redirect]


def stored_of(row: Row[Any], hanging: Hanging) -> StoredArticle:
    """Put an article together with what hangs from it; its own address stands first."""
    return StoredArticle(
        id=row.id,
        article=replace(article_of(row), editions=tuple(hanging.editions)),
        source_id=row.source_id,
        urls=tuple(sorted(hanging.urls, key=lambda url: url != row.url)),
        first_seen_at=row.first_seen_at,
        fetched_at=row.fetched_at,
        judgement=Judgement(row.relevance, row.why, tuple(hanging.tags), evidence_of(row.anchors)),
        via=row.via,
        copies=tuple(hanging.copies),
        story=row.story_id,
        versions=row.versions,
        translations=tuple(hanging.translations),
        redirects=tuple(hanging.redirects),
    )
