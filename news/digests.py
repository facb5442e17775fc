"""A digest: what is new to a reader, in sections by topic, as a value."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from news.articles import StoredArticle
from news.dates import Dating
from news.urls import site_of

UNCLASSIFIED = "unclassified"
_RELEVANCE_ORDER = {"strong": 0, "medium": 1, "implicit": 2, "weak": 3, "none": 4}


@dataclass(frozen=True, slots=True)
class DigestItem:
    """One new article, as a reader sees it."""

    article_id: int
    title: str
    url: str
    lang: str | None
    outlet: str
    """The outlet's name; where the article came through a shared-stories page, its site and whose page that was."""
    published: Dating
    first_seen_at: datetime
    relevance: str
    also: tuple[str, ...]
    """Names of other outlets that carry the same text."""
    topics: tuple[str, ...]
    """Titles of further topics."""
    words: tuple[str, ...]
    """The words that made the first topic match, as written."""


@dataclass(frozen=True, slots=True)
class DigestSection:
    """The new articles of one topic."""

    topic: str
    title: str
    items: tuple[DigestItem, ...]


@dataclass(frozen=True, slots=True)
class SourceHealth:
    """How the feeds are doing, for the digest's last lines: silence and breakage must not look alike."""

    feeds: int = 0
    working: int = 0
    failing: tuple[str, ...] = ()
    """``feed id: what is wrong``, one each."""
    alarms: tuple[str, ...] = ()
    """``outlet: what is wrong``, one each."""


@dataclass(frozen=True, slots=True)
class Digest:
    """What is new since the last digest."""

    name: str
    made_at: datetime
    timezone: str
    sections: tuple[DigestSection, ...]
    health: SourceHealth

    @property
    def item_count(self) -> int:
        """The number of articles in it."""
        return sum(len(section.items) for section in self.sections)


def compose(
    name: str,
    articles: Sequence[StoredArticle],
    topics: Sequence[tuple[str, str]],
    outlets: Mapping[str, str],
    made: tuple[datetime, str],
    health: SourceHealth,
) -> Digest:
    """Arrange articles into a digest: each one once, under its first topic, topics in the order given, the unclassified last.

    ``topics`` are pairs of id and title, ``outlets`` gives the names of sources by id, ``made`` is the moment and the reader's zone.
    """
    titles = dict(topics)
    grouped: defaultdict[str, list[DigestItem]] = defaultdict(list)
    for stored in sorted(articles, key=_rank):
        shown = [tag for tag in stored.judgement.tags if tag.rank != "background" and tag.topic in titles]
        first = shown[0].topic if shown else UNCLASSIFIED
        grouped[first].append(_item(stored, titles, outlets))
    titles[UNCLASSIFIED] = "Both countries, no topic"
    sections = tuple(DigestSection(topic, title, tuple(grouped[topic])) for topic, title in titles.items() if grouped[topic])
    return Digest(name, made[0], made[1], sections, health)


def _rank(stored: StoredArticle) -> tuple[int, int, float]:
    """Put the most relevant first, then what more outlets carry, then the newest."""
    outlets = {copy.source_id for copy in stored.copies}
    return _RELEVANCE_ORDER[stored.judgement.relevance], -len(outlets), -stored.first_seen_at.timestamp()


def _outlet(stored: StoredArticle, outlets: Mapping[str, str]) -> str:
    name = outlets.get(stored.source_id, stored.source_id)
    return f"{site_of(stored.article.url)}, via {name}" if stored.via else name


def _item(stored: StoredArticle, titles: Mapping[str, str], outlets: Mapping[str, str]) -> DigestItem:
    article = stored.article
    shown = [tag for tag in stored.judgement.tags if tag.rank != "background" and tag.topic in titles]
    also = dict.fromkeys(outlets.get(copy.source_id, copy.source_id) for copy in stored.copies if copy.source_id != stored.source_id)
    words = dict.fromkeys(evidence.words for tag in shown[:1] for evidence in tag.evidence)
    return DigestItem(
        article_id=stored.id,
        title=article.title,
        url=article.url,
        lang=article.lang,
        outlet=_outlet(stored, outlets),
        published=article.published,
        first_seen_at=stored.first_seen_at,
        relevance=stored.judgement.relevance,
        also=tuple(also),
        topics=tuple(titles[tag.topic] for tag in shown[1:]),
        words=tuple(words)[:6],
    )
