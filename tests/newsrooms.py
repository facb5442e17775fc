"""An archive into which articles come at given moments, and readers who are told of them."""

from collections.abc import Sequence
from datetime import datetime

from news.articles import Article
from news.beats import Judgement
from news.dates import Dating
from news.feeds import Entry
from news.ledger import FeedLook
from news.searching.indexing import index_text
from news.sources import Feed, Source
from news.topics import Evidence, Tag
from storage import articles, ledger, sources
from storage.database import Database


def _outlet(name: str, title: str, country: str, lang: str, zone: str, owner: str) -> Source:
    feed = Feed(f"{name}/rss", name, f"https://{name}.example/rss", "rss")
    return Source(name, title, f"https://{name}.example/", country, (lang,), zone, owner, feeds=(feed,))


OUTLETS = {
    outlet.id: outlet
    for outlet in (
        _outlet("paper", "The Paper", "AZ", "en", "Asia/Baku", "independent"),
        _outlet("gazette", "Gazette", "RU", "ru", "Europe/Moscow", "state"),
        _outlet("ministry", "The Ministry", "AZ", "az", "Asia/Baku", "official"),
    )
}


class Newsroom:
    """Puts articles into an archive, as crawls would at a moment."""

    def __init__(self, database: Database) -> None:
        """Make the outlets known."""
        self.database = database
        self.count = 0
        sources.register(database, tuple(OUTLETS.values()))

    def add(
        self, at: datetime, *, title: str = "", outlet: str = "paper", lang: str = "en", topics: Sequence[str] = ("gas-routes",)
    ) -> int:
        """Store an article first seen at a moment; return its number."""
        self.count += 1
        url = f"https://{outlet}.example/{self.count}"
        title = title or f"Baku and Moscow speak of matter {self.count}"
        tags = tuple(Tag(topic, "primary", f"{topic}/en/1", "v", (Evidence("title", title[:4], 0, 4),)) for topic in topics)
        article = Article(url, title, f"{title}. It is told at {at:%H:%M}.", lang, None, Dating(at, "exact", "feed"))
        entry, (feed,) = Entry(url, url), OUTLETS[outlet].feeds
        ledger.record(self.database, FeedLook(feed.id, outlet, "new", at, (entry,)), next_look_at=at)
        return articles.add(
            self.database,
            article,
            entry=entry,
            feed=feed,
            judgement=Judgement("strong", "both sides are named", tags),
            fingerprint=f"text {self.count}",
            indexed=index_text(title, article.text, lang),
            now=at,
        )[1]
