"""An archive of one invented paper, and digests frozen from it, for tests of how they are handed over."""

from datetime import UTC, datetime, timedelta

from papers import beat_read_once

from desk.deliveries import Fate, freeze_digest
from desk.settings import Settings
from desk.subscribing import subscriptions_of
from news.articles import Article
from news.beats import Judgement
from news.dates import UNDATED
from news.feeds import Entry
from news.ledger import FeedLook
from news.searching.indexing import index_text
from news.sources import Feed, Source
from news.subscriptions import DAILY
from storage import articles, ledger
from storage.database import Database

NOW = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
BEAT = beat_read_once()
FEED = Feed("paper/rss", "paper", "https://paper.example/rss", "rss")
PAPER = Source("paper", "The Paper", "https://paper.example/", "AZ", ("en",), "Asia/Baku", "independent", feeds=(FEED,))


def add(database: Database, number: int, title: str = "Shells for Kyiv") -> None:
    url = f"https://paper.example/{number}"
    entry = Entry(url, url)
    ledger.record(database, FeedLook(FEED.id, PAPER.id, "new", NOW, (entry,)), next_look_at=NOW)
    article = Article(url, f"{title} {number}", f"Text number {number}.", "en", None, UNDATED)
    judgement = Judgement("strong", "both sides")
    articles.add(
        database,
        article,
        entry=entry,
        feed=FEED,
        judgement=judgement,
        fingerprint=str(number),
        indexed=index_text("", "text", "en"),
        now=NOW,
    )


def freeze(database: Database, settings: Settings, now: datetime = NOW, name: str = DAILY) -> int:
    """Freeze a digest; return how many articles are in it."""
    digest = freeze_digest(database, subscriptions_of(settings, database)[name], settings, BEAT, now)
    return len(digest.told.articles) if digest else 0


def states(fates: tuple[Fate, ...]) -> list[str]:
    return [fate.outcome.state for fate in fates]
