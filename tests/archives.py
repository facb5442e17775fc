"""Small archives of an invented paper, for tests that keep, restore and break them."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import text

from news.articles import Article
from news.beats import Judgement
from news.dates import UNDATED
from news.feeds import Entry
from news.ledger import FeedLook
from news.searching.indexing import index_text
from news.sources import Feed, Source
from storage import articles, ledger, revisions, sources
from storage.database import Database, open_database
from storage.engines import make_engine, read_address

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
FEED = Feed("paper/rss", "paper", "https://paper.example/rss", "rss")
PAPER = Source("paper", "The Paper", "https://paper.example/", "AZ", ("en",), "Asia/Baku", "independent", feeds=(FEED,))


def store(database: Database, number: int) -> int:
    entry = Entry(f"https://paper.example/{number}", f"https://paper.example/{number}", title=f"Shells {number}")
    look = FeedLook(FEED.id, PAPER.id, "new", NOW, (entry,))
    ledger.record(database, look, next_look_at=NOW + timedelta(hours=1))
    article = Article(entry.url, f"Shells {number}", f"Baku sent Moscow note {number}.", "en", None, UNDATED, None)
    judged = Judgement("strong", "both sides are named")
    return articles.add(
        database,
        article,
        entry=entry,
        feed=FEED,
        judgement=judged,
        fingerprint=f"text {number}",
        indexed=index_text("", "shells", "en"),
        now=NOW,
    )[1]


def archive(folder: Path, count: int, name: str = "khazri.db") -> str:
    url = f"sqlite:///{folder / name}"
    with open_database(url) as database:
        sources.register(database, (PAPER,))
        for number in range(count):
            store(database, number)
    return url


def old_archive(url: str, addresses: int) -> None:
    """Make an archive of the first version, with so many addresses in its ledger."""
    engine = make_engine(read_address(url))
    config = Config()
    config.set_main_option("script_location", str(Path(revisions.__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    with engine.execution_options(sqlite_begin="BEGIN IMMEDIATE").begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.execute(text("INSERT INTO about VALUES ('mark', 'kept')"))
        connection.execute(text("INSERT INTO sources VALUES ('p', 'P', '', 'AZ', '[]', 'UTC', 'state', 1)"))
        connection.execute(text("INSERT INTO feeds (id, source_id, url, kind, failures) VALUES ('p/rss', 'p', 'x', 'rss', 0)"))
        row = "(:url, 'p/rss', 'p', 'seen', '', 0, '2026-03-01', '2026-03-01', '{}')"
        names = "url, feed_id, source_id, state, reason, attempts, first_seen_at, state_at, entry"
        rows = [{"url": f"https://p.example/{number}"} for number in range(addresses)]
        connection.execute(text(f"INSERT INTO urls ({names}) VALUES {row}"), rows)
    engine.dispose()
