"""Real databases for the tests of storage: a file of SQLite, and the session's PostgreSQL."""

import uuid
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from news.articles import Article, ArticleKind, Origin
from news.beats import Judgement
from news.dates import UNDATED, Dating
from news.duplicates import sketch
from news.feeds import Entry
from news.fetches import Redirect
from news.gists import Gist
from news.ledger import FeedLook, Kept, Validators
from news.reading.editions import Edition
from news.searching.indexing import index_text
from news.sources import Feed, Source
from storage import articles, ledger, sources
from storage.database import Database

NORTHWIND = Feed("northwind/rss", "northwind", "https://northwind.example/rss", "rss")
NORTHWIND_MAP = Feed("northwind/map", "northwind", "https://northwind.example/map.xml", "news-sitemap")
LIGHTHOUSE = Feed("lighthouse/shared", "lighthouse", "https://lighthouse.example/wire", "shared-stories")
STRONG = Judgement("strong", "both sides are named")
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database that is still to be made."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'khazri.db'}"
    return str(request.getfixturevalue("postgresql")(f"empty_{uuid.uuid4().hex}"))


@dataclass
class Press:
    """Two invented outlets and their feeds, and short ways to let them publish."""

    db: Database
    noon: datetime = NOON
    northwind: Feed = NORTHWIND
    northwind_map: Feed = NORTHWIND_MAP
    lighthouse: Feed = LIGHTHOUSE

    def sources(self) -> tuple[Source, ...]:
        north = Source("northwind", "Northwind", "https://northwind.example/", "AZ", ("az", "ru"), "Asia/Baku", "independent")
        light = Source("lighthouse", "Lighthouse", "https://lighthouse.example/", "RU", ("ru",), "Europe/Moscow", "state")
        return replace(north, feeds=(self.northwind, self.northwind_map)), replace(light, feeds=(self.lighthouse,))

    def register(self) -> None:
        sources.register(self.db, self.sources())

    def entry(self, name: str, *, updated_at: datetime | None = None) -> Entry:
        url = f"https://northwind.example/{name}"
        return Entry(url, f"{url}?from=rss", title=f"About {name}", updated_at=updated_at)

    def look(self, *entries: Entry, minutes: int = 0, feed: Feed | None = None) -> FeedLook:
        feed = feed or self.northwind
        return FeedLook(feed.id, feed.source_id, "new", self.noon + timedelta(minutes=minutes), entries)

    def record(self, *entries: Entry, minutes: int = 0, force: bool = False) -> list[str]:
        """Let the feed announce entries; return the last part of the addresses that are to be fetched."""
        look = self.look(*entries, minutes=minutes)
        found = ledger.record(self.db, look, next_look_at=look.looked_at + timedelta(hours=1), force=force)
        return [entry.url.rsplit("/", 1)[1] for entry in found]

    def add(  # one keyword for each thing a test varies
        self,
        url: str = "https://northwind.example/a",
        text: str = "The ferry sails again.",
        *,
        title: str = "Ferry",
        minutes: int = 0,
        feed: Feed | None = None,
        entry_url: str | None = None,
        judgement: Judgement = STRONG,
        lang: str | None = "en",
        published: Dating = UNDATED,
        editions: tuple[Edition, ...] = (),
        kind: ArticleKind = "article",
        author: str | None = None,
        origin: Origin | None = None,
        fingerprint: str | None = None,
        validators: Validators = Validators(),  # noqa: B008 - a frozen value
        redirects: tuple[Redirect, ...] = (),
        is_sketched: bool = False,
        gist: Gist | None = None,
        captured_at: datetime | None = None,
        is_read_anew: bool = False,
    ) -> tuple[Kept, int]:
        article = Article(url, title, text, lang, author, published, origin, kind, editions)
        return articles.add(
            self.db,
            article,
            entry=Entry(entry_url or url, entry_url or url),
            feed=feed or self.northwind,
            judgement=judgement,
            fingerprint=fingerprint or f"{title}|{text}".lower(),
            indexed=index_text(title, text, lang),
            now=self.noon + timedelta(minutes=minutes),
            sketch=sketch(text) if is_sketched else (),
            gist=gist,
            validators=validators,
            redirects=redirects,
            captured_at=captured_at,
            is_read_anew=is_read_anew,
        )


@pytest.fixture
def press(db: Database) -> Press:
    """An archive that knows two outlets."""
    made = Press(db)
    made.register()
    return made
