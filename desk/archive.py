"""The door of the archive for notebooks and scripts, the web pages and the API: questions in, values out.

from desk import archive
with archive.open("sqlite:///news.db") as news:
found = news.search("газопровод lang:ru since:7d")
found.frame().groupby("source").size()
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self
from zoneinfo import ZoneInfo

from desk.objects import article_object, facets_object, point_object
from desk.opening import beat_of, open_archive, sources_of
from desk.options import Options
from desk.settings import Settings
from desk.statuses import Status, status_of
from desk.story_views import story_object
from desk.subscribing import subscriptions_of
from news.articles import StoredArticle
from news.beats import RELEVANCES, Beat
from news.coverage import Coverage, cover
from news.errors import SettingsError
from news.explanations import Explanation, explain
from news.health import SourceDay
from news.queries import Query, check_filters, check_query, check_sources, read_query
from news.radar import Radar, look
from news.searching.marks import Mark, Snippet, marks_in, snippet
from news.sources import Source
from news.timelines import Story
from storage import alarms, articles, coverages, days, deadlines, digests, radar, saved_searches, sources, stories
from storage.alarms import PastAlarm
from storage.articles import Changed, Version
from storage.database import Database
from storage.digests import Frozen
from storage.saved_searches import SavedSearch
from storage.searching import counting
from storage.searching.counting import Bucket, Facet, Facets, Point
from storage.searching.matching import plan_for

if TYPE_CHECKING:
    import pandas

PAGE = 50  # articles of a page of answers


@dataclass(frozen=True)
class Hit:
    """An article that was found, with what was found in it."""

    stored: StoredArticle
    title_marks: tuple[Mark, ...]
    snippet: Snippet


@dataclass(frozen=True)
class Found:
    """A page of answers to a question."""

    query: Query
    hits: tuple[Hit, ...]
    cursor: str | None
    """Asks for the next page; None where this is the last."""

    @property
    def articles(self) -> tuple[StoredArticle, ...]:
        """The articles, in order."""
        return tuple(hit.stored for hit in self.hits)

    def objects(self) -> list[dict[str, Any]]:
        """Return the article objects, as ``khazri search --format json`` prints them."""
        return [article_object(stored) for stored in self.articles]

    def frame(self) -> "pandas.DataFrame":
        """Return a pandas frame, a row an article. Raises ImportError where pandas is not installed."""
        return frame_of(self.objects())


class Archive:
    """An open archive with the settings and the beat it is read by."""

    def __init__(self, database: Database, settings: Settings) -> None:
        """Take an open database."""
        self.database = database
        self.settings = settings

    def __enter__(self) -> Self:
        """Return itself: it is open already."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Close the database."""
        self.close()

    def close(self) -> None:
        """Close the database."""
        self.database.close()

    @cached_property
    def beat(self) -> Beat:
        """What is watched."""
        return beat_of(self.settings)

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """The outlets of the sources file, by id."""
        return {source.id: source for source in sources_of(self.settings)}

    @property
    def names(self) -> dict[str, str]:
        """The names of all outlets in the archive, by id."""
        return sources.names(self.database)

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which readers think of days."""
        return ZoneInfo(self.settings.digest.timezone)

    def query(self, text: str = "", **conditions: Any) -> Query:
        """Read a question; conditions are fields of `Query` and stand over the text. Raises QueryError, which points at the place."""
        read = replace(read_query(text, datetime.now(UTC), self.zone), **conditions)
        topics = [topic.id for topic in self.beat.topics]
        known = list(self.names)
        check_query(read, topics)
        check_sources(read, known)
        check_filters(text, read.asked, {"topic": [*topics, "none"], "source": known, "relevance": RELEVANCES})
        return read

    def search(self, text: "str | Query" = "", **conditions: Any) -> Found:
        """Return a page of articles that a question means: its limit is 50, its ``cursor`` asks for the next. Raises QueryError."""
        query = text if isinstance(text, Query) else self.query(text, **conditions)
        page = articles.page(self.database, query)
        plan = plan_for(self.database, query)
        hits = []
        for stored in page.articles:
            deadlines.check()
            article = stored.article
            in_title = marks_in(plan, article.title, article.lang, is_title=True)
            hits.append(Hit(stored, in_title, snippet(article.text, marks_in(plan, article.text, article.lang))))
        return Found(query, tuple(hits), page.cursor)

    def each(self, text: "str | Query" = "", **conditions: Any) -> Iterator[StoredArticle]:
        """Give every article that a question means, page by page, however many there are."""
        query = text if isinstance(text, Query) else self.query(text, **conditions)
        query = replace(query, limit=query.limit or 500)
        while True:
            page = articles.page(self.database, query)
            yield from page.articles
            if page.cursor is None:
                return
            query = replace(query, cursor=page.cursor)

    def count(self, text: "str | Query" = "", most: int | None = None, **conditions: Any) -> int:
        """Count the articles that a question means, no further than ``most``."""
        return articles.count(self.database, text if isinstance(text, Query) else self.query(text, **conditions), most)

    def facets(self, text: "str | Query" = "", **conditions: Any) -> Facets:
        """Count what a question means by topic, language, outlet, country, owner, relevance and day."""
        return counting.facets(self.database, text if isinstance(text, Query) else self.query(text, **conditions))

    def series(
        self,
        text: "str | Query" = "",
        *,
        by: Facet | None = None,
        bucket: Bucket = "day",
        independent: bool = False,
        ahead: timedelta = timedelta(),
        **conditions: Any,
    ) -> tuple[Point, ...]:
        """Count what a question means over time, as articles or as independent texts; by days of a clock so far ``ahead`` of UTC."""
        query = text if isinstance(text, Query) else self.query(text, **conditions)
        return counting.series(self.database, query, by=by, bucket=bucket, independent=independent, ahead=ahead)

    def article(self, article_id: int) -> StoredArticle | None:
        """Return an article by its number."""
        return articles.get(self.database, article_id)

    def stories(self, **conditions: Any) -> tuple[Story, ...]:
        """Return stories, the newest first: ``since`` and ``until`` (moments), ``topic``, ``lang``, ``limit``, ``before``."""
        return stories.find(self.database, **{"limit": PAGE, **conditions})

    def story(self, story_id: int) -> Story | None:
        """Return a story by its number; one that was merged answers for its old number, too."""
        return stories.get(self.database, story_id)

    @property
    def outlets(self) -> dict[str, Source]:
        """Every outlet that the archive ever knew, by id, in the order of the names; without its feeds."""
        return sources.every(self.database)

    def versions(self, article_id: int) -> tuple[Version, ...]:
        """Return every text an article had, the oldest first, the one shown now last; nothing for an unknown number."""
        return articles.versions(self.database, article_id)

    def changed(self, since: datetime, limit: int = PAGE) -> tuple[Changed, ...]:
        """Return the articles whose text their outlets replaced since a moment, the latest first."""
        return articles.changed(self.database, since, limit)

    def explanation(self, stored: StoredArticle) -> Explanation:
        """Say why an article is judged as it is, by the rules of now."""
        outlet = self.outlets.get(stored.source_id)
        article = stored.article
        return explain(self.beat, article.title, article.text, article.lang, outlet.country if outlet else None)

    def radar(self, since: datetime, until: datetime | None = None) -> Radar:
        """Return what was new in a span of time: stories in known topics, topics that woke, themes that no topic covers."""
        return look(radar.facts(self.database, since, until or datetime.now(UTC)), beat=self.beat)

    def status(self) -> Status:
        """Return how the monitor is doing, and what of it is wrong."""
        return status_of(self.database, datetime.now(UTC), self.settings)

    def digests(self, limit: int = PAGE, before: int | None = None, subscription: str | None = None) -> tuple[Frozen, ...]:
        """Return the digests that were made, without their forms, the newest first; with ``before`` those whose numbers are lower."""
        return digests.latest(self.database, limit, before, subscription)

    def digest(self, digest_id: int) -> Frozen | None:
        """Return a digest by its number, as it was frozen."""
        return digests.get(self.database, digest_id)

    @property
    def subscriptions(self) -> tuple[str, ...]:
        """The names of the subscriptions; none of them while the settings contradict each other."""
        try:
            return tuple(subscriptions_of(self.settings, self.database))
        except SettingsError:
            return ()

    def saved_searches(self) -> tuple[SavedSearch, ...]:
        """Return the searches that were saved, in the order of their names."""
        return saved_searches.listed(self.database)

    def saved_search(self, name: str) -> SavedSearch | None:
        """Return the search that was saved under a name."""
        return saved_searches.get(self.database, name)

    def days(self, since: date) -> dict[str, tuple[SourceDay, ...]]:
        """Return what each outlet gave on each UTC day from one on, by its id."""
        return days.read(self.database, since)

    def alarms(self, since: datetime) -> tuple[PastAlarm, ...]:
        """Return the alarms that were open at some time since a moment, the newest first."""
        return alarms.recent_alarms(self.database, since)

    def coverage(self, source_id: str, since: date) -> tuple[Coverage, ...]:
        """Return how much of what an outlet announced was read, day by day."""
        return cover(coverages.announced_since(self.database, [source_id], since), by_day=True)


def open(url: str | None = None, *, config: Path | None = None, beat: Path | None = None) -> Archive:  # noqa: A001 - as in gzip.open
    """Open an archive: the one of ``khazri.toml``, or at an address. Raises DatabaseError where there is none yet."""
    settings = Options(config, url, beat).settings()
    return Archive(open_archive(settings), settings)


def frame_of(objects: Sequence[Mapping[str, Any]]) -> "pandas.DataFrame":
    """Return objects as a pandas frame: moments as UTC, topics as lists of ids. Raises ImportError where pandas is not installed."""
    import pandas  # noqa: PLC0415 - an extra

    rows = [{**each, "topics": [topic["id"] for topic in each["topics"]]} if "topics" in each else dict(each) for each in objects]
    frame = pandas.DataFrame(rows)
    for name in ("first_seen_at", "fetched_at"):
        if name in frame:
            frame[name] = pandas.to_datetime(frame[name], utc=True)
    return frame


__all__ = ["Archive", "Found", "Hit", "facets_object", "frame_of", "open", "point_object", "story_object"]
