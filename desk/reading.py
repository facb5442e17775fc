"""One article, laid out for a person."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from desk.differences import difference_lines
from desk.objects import dating_text, moment
from desk.printing import write
from news.articles import Copy, StoredArticle
from news.timelines import first_published
from news.topics import Tag
from storage.articles import Version


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
        write(f"{'':<12}{copy.url} ({_likeness(copy)})")
    write()
    for paragraph in stored.article.text.split("\n"):
        write(paragraph + "\n")


def print_differences(stored: StoredArticle, versions: Sequence[Version]) -> None:
    """Print what each version of an article changed, word by word, the oldest change first."""
    write(stored.article.title)
    if len(versions) < 2:
        write("one version: its text has not changed since it was first read")
    for number, (old, new) in enumerate(pairwise(versions), start=1):
        write()
        reasons = f": {', '.join(old.reasons)}" if old.reasons else ""
        write(f"version {number} → {number + 1}, read {moment(new.seen_at)}, {old.change or 'not compared'}{reasons}")
        for line in difference_lines(old.title, old.text, new.title, new.text, colour=sys.stdout.isatty()):
            print(line)  # noqa: T201 - harmless already, and coloured


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
    if stored.copies:
        first = first_published(stored)
        when = f"{dating_text(first.published)} ({first.published.precision})" if first.published.at else "nobody gives a date"
        yield "earliest", f"{first.source_id}, {when}"
    kind = {"teaser": ", only the beginning", "live blog": ", a live blog"}.get(article.kind, "")
    yield "language", f"{article.lang or 'unknown'}, {article.word_count} words{kind}"
    yield "relevance", f"{stored.judgement.relevance}: {stored.judgement.why}"
    if article.origin:
        yield "origin", f"{article.origin.name or article.origin.url} ({article.origin.evidence})"
    if stored.versions > 1:
        yield "versions", f"{stored.versions}; --diff shows what changed"
    if stored.story is not None:
        yield "story", f"{stored.story}; khazri story {stored.story} shows who else tells it"
    if stored.translations:
        yield "also in", "other languages: " + ", ".join(f"number {number}" for number in stored.translations)
    for step in stored.redirects:
        yield "redirected", f"{step.url} → {step.target} ({step.status})"


def _likeness(copy: Copy) -> str:
    if copy.article_id is None:
        return "the same text"
    return f"{copy.relation}, {copy.contained:.0%} of it stands in the text found first; number {copy.article_id}"


def _evidence(tag: Tag) -> str:
    return ", ".join(f"“{each.words}” ({each.where})" for each in tag.evidence)
