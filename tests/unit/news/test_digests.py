"""How a digest is arranged."""

from datetime import UTC, datetime

from news.articles import Article, Copy, StoredArticle
from news.beats import Judgement, Relevance
from news.dates import UNDATED
from news.digests import UNCLASSIFIED, Digest, SourceHealth, compose
from news.topics import Evidence, Rank, Tag

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
TOPICS = [("arms", "Arms"), ("gas", "Gas")]


def article(number: int, *topics: tuple[str, Rank], relevance: Relevance = "strong", copies: tuple[str, ...] = ()) -> StoredArticle:
    tags = tuple(Tag(topic, rank, f"{topic}/en/1", "v", (Evidence("title", f"word-{topic}", 0, 4),)) for topic, rank in topics)
    text = Article(f"https://paper.example/{number}", f"Title {number}", "Text.", "en", None, UNDATED)
    copied = tuple(Copy(f"https://{source}.example/{number}", source, "Title", UNDATED, NOW) for source in copies)
    return StoredArticle(number, text, "paper", (text.url,), NOW, NOW, Judgement(relevance, "both", tags), copies=copied)


def composed(*articles: StoredArticle) -> Digest:
    return compose("Digest", articles, TOPICS, {"paper": "The Paper", "echo": "Echo"}, (NOW, "Asia/Baku"), SourceHealth(3, 3))


def test_each_article_stands_once_under_its_first_topic() -> None:
    digest = composed(article(1, ("gas", "primary"), ("arms", "secondary")), article(2, ("arms", "primary")))
    assert [(section.topic, [item.article_id for item in section.items]) for section in digest.sections] == [("arms", [2]), ("gas", [1])]
    assert digest.sections[1].items[0].topics == ("Arms",)
    assert digest.sections[1].items[0].words == ("word-gas",)
    assert digest.item_count == 2


def test_a_background_topic_is_not_shown_and_its_article_is_unclassified() -> None:
    digest = composed(article(1, ("gas", "background")), article(2))
    assert [section.topic for section in digest.sections] == [UNCLASSIFIED]
    assert digest.item_count == 2


def test_the_most_relevant_stand_first_then_what_more_outlets_carry() -> None:
    digest = composed(
        article(1, ("gas", "primary"), relevance="implicit"),
        article(2, ("gas", "primary")),
        article(3, ("gas", "primary"), copies=("echo", "unknown")),
    )
    assert [item.article_id for item in digest.sections[0].items] == [3, 2, 1]
    assert digest.sections[0].items[0].also == ("Echo", "unknown")


def test_nothing_new_is_a_digest_without_sections() -> None:
    assert composed().sections == ()
    assert composed().item_count == 0
