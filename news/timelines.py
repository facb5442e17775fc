"""A story with its articles: who told it first, in which languages, from how many independent texts, and with what reserve.

An article stands for its copies too: they are publications, never texts of their own.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cached_property, lru_cache
from typing import NamedTuple

from news.articles import StoredArticle
from news.claims import claims_of
from news.dates import Dating
from news.words import analyse

_LATEST = datetime.max.replace(tzinfo=UTC)


class Publication(NamedTuple):
    """One outlet's page with a text of a story, its own or another's."""

    article_id: int
    """The article shown, which a copy belongs to."""
    source_id: str
    url: str
    title: str
    lang: str | None
    published: Dating
    seen_at: datetime
    relation: str
    """``original`` for an article, else how a copy is like it."""


class StoryChange(NamedTuple):
    """What became of a story."""

    change: str
    """``merged`` or ``split``."""
    story_id: int
    other_id: int
    why: str
    changed_at: datetime


@dataclass(frozen=True)
class Story:
    """Articles that tell one event."""

    id: int
    articles: tuple[StoredArticle, ...]
    """In the order in which they were first seen; copies hang from them."""
    whys: Mapping[int, str]
    """By article: why it is in the story."""
    thread_id: int | None = None
    """The first story of the matter that it goes on with."""
    changes: tuple[StoryChange, ...] = ()

    @cached_property
    def publications(self) -> tuple[Publication, ...]:
        """Every publication of every text, the earliest first."""
        return tuple(sorted((each for stored in self.articles for each in publications_of(stored)), key=_order))

    @property
    def title(self) -> str:
        """The headline of the text published first."""
        return self.first_published.title

    @property
    def first_published(self) -> Publication:
        """The publication with the earliest date of its own; where none has one, the one seen first."""
        return self.publications[0]

    @property
    def first_seen(self) -> Publication:
        """The publication that was seen first."""
        return min(self.publications, key=lambda each: (each.seen_at, each.article_id))

    @property
    def last_seen_at(self) -> datetime:
        """When the newest publication was seen."""
        return max(each.seen_at for each in self.publications)

    @property
    def langs(self) -> tuple[str, ...]:
        """The languages it is told in, in alphabetical order."""
        return tuple(sorted({stored.article.lang for stored in self.articles if stored.article.lang}))

    @property
    def outlets(self) -> tuple[str, ...]:
        """The ids of the sources that tell it, those of copies too, the earliest first."""
        return tuple(dict.fromkeys(each.source_id for each in self.publications))

    @property
    def topics(self) -> tuple[str, ...]:
        """The topics shown for any of its articles, the most frequent first."""
        counts: dict[str, int] = {}
        for stored in self.articles:
            for tag in stored.judgement.tags:
                if tag.rank != "background":
                    counts[tag.topic] = counts.get(tag.topic, 0) + 1
        return tuple(sorted(counts, key=lambda topic: (-counts[topic], topic)))

    @cached_property
    def claims(self) -> tuple[str, ...]:
        """Words of reserve in headlines and leads ("reportedly", "якобы"), as written; whether a claim is true nobody here decides."""
        found = (claims_of(stored.article.title, stored.article.text, stored.article.lang) for stored in self.articles)
        return tuple(dict.fromkeys(word for words in found for word in words))

    def independent_texts(self, names: Mapping[str, str]) -> int:
        """Count the texts that do not lead to one and the same publisher; ``names`` gives the sources' names by id."""
        return independent_texts(self.articles, names)


def independent_texts(articles: Iterable[StoredArticle], names: Mapping[str, str]) -> int:
    """Count articles that do not lead to the same publisher: those that credit one count once, with that publisher's own."""
    return len({publisher_of(stored, names) for stored in articles})


def publisher_of(stored: StoredArticle, names: Mapping[str, str]) -> str:
    """Return whom an article leads to, in one spelling: the publisher it credits, else its own outlet."""
    origin = stored.article.origin
    return _spelt(origin.name if origin and origin.name else names.get(stored.source_id, stored.source_id))


@lru_cache(maxsize=4096)
def _spelt(publisher: str) -> str:
    return " ".join(analyse(publisher).folded) or publisher


def publications_of(stored: StoredArticle) -> tuple[Publication, ...]:
    """Return where an article and its copies were published, the earliest first."""
    article = stored.article
    own = Publication(
        stored.id, stored.source_id, article.url, article.title, article.lang, article.published, stored.first_seen_at, "original"
    )
    if not stored.copies:
        return (own,)
    others = (
        Publication(stored.id, copy.source_id, copy.url, copy.title, article.lang, copy.published, copy.seen_at, copy.relation)
        for copy in stored.copies
    )
    return tuple(sorted((own, *others), key=_order))


def first_published(stored: StoredArticle) -> Publication:
    """Return the earliest publication of an article's text: often not the one that was seen first."""
    return publications_of(stored)[0]


def _order(publication: Publication) -> tuple[datetime, datetime, int]:
    return _moment(publication.published), publication.seen_at, publication.article_id


def _moment(published: Dating) -> datetime:
    """Return the latest moment that a date may mean: a day alone never comes before an hour of that day."""
    if isinstance(published.at, datetime):
        return published.at
    return datetime.combine(published.at, time.max, UTC) if isinstance(published.at, date) else _LATEST
