"""One article, laid out for a person."""

from collections.abc import Iterator, Mapping

from desk.objects import dating_text, moment
from desk.printing import write
from news.articles import StoredArticle
from news.topics import Tag


def print_article(stored: StoredArticle, topics: Mapping[str, str]) -> None:
    """Print an article: what is known of it, its topics with their evidence, its copies, its text."""
    write(stored.article.title)
    write("=" * min(len(stored.article.title), 100))
    for name, value in _facts(stored):
        write(f"{name + ':':<12}{value}")
    for tag in stored.judgement.tags:
        write(f"{'topic:':<12}{topics.get(tag.topic, tag.topic)} ({tag.rank}, rule {tag.rule}): {_evidence(tag)}")
    for copy in stored.copies:
        write(f"{'copy:':<12}{copy.source_id}, {dating_text(copy.published) or moment(copy.seen_at)}: {copy.title}")
        write(f"{'':<12}{copy.url}")
    write()
    for paragraph in stored.article.text.split("\n"):
        write(paragraph + "\n")


def _facts(stored: StoredArticle) -> Iterator[tuple[str, str]]:
    article = stored.article
    dating = article.published
    yield "number", str(stored.id)
    yield "source", stored.source_id + (f", by {article.author}" if article.author else "") + (f", via {stored.via}" if stored.via else "")
    yield "address", article.url
    if dating.at:
        yield "published", f"{dating_text(dating)} ({dating.precision}, from {dating.origin})"
    else:
        yield "published", "unknown"
    yield "first seen", moment(stored.first_seen_at) or ""
    yield "language", f"{article.lang or 'unknown'}, {article.word_count} words" + (", only the beginning" if article.partial else "")
    yield "relevance", f"{stored.judgement.relevance}: {stored.judgement.why}"
    if article.origin:
        yield "origin", f"{article.origin.name or article.origin.url} ({article.origin.evidence})"
    if stored.versions > 1:
        yield "versions", str(stored.versions)


def _evidence(tag: Tag) -> str:
    return ", ".join(f"“{each.words}” ({each.where})" for each in tag.evidence)
