"""Stories, laid out for a person and for a program."""

from collections.abc import Iterator, Mapping
from typing import Any

from desk.objects import dating_text, moment, publication_object
from desk.printing import print_table, write
from news.timelines import Publication, Story

STORY_COLUMNS = ("id", "seen", "articles", "copies", "texts", "lang", "outlets", "title", "topics")
_TIMELINE = ("published", "seen", "lang", "outlet", "article", "relation", "title")


def story_row(story: Story, names: Mapping[str, str]) -> list[Any]:
    """Return a story as a row under ``STORY_COLUMNS``."""
    seen = (moment(story.last_seen_at) or "").replace("T", " ")[:16]
    counts = (len(story.articles), _copies(story), story.independent_texts(names))
    return [story.id, seen, *counts, " ".join(story.langs), len(story.outlets), story.title, list(story.topics)]


def story_object(story: Story, names: Mapping[str, str]) -> dict[str, Any]:
    """Return a story for a program."""
    return {
        "id": story.id,
        "title": story.title,
        "topics": list(story.topics),
        "langs": list(story.langs),
        "lang": " ".join(story.langs),
        "outlets": list(story.outlets),
        "seen": moment(story.last_seen_at),
        "articles": [stored.id for stored in story.articles],
        "copies": _copies(story),
        "texts": story.independent_texts(names),
        "first_published": publication_object(story.first_published),
        "first_seen": publication_object(story.first_seen),
        "claims": list(story.claims),
        "thread": story.thread_id,
        "timeline": [publication_object(each) for each in story.publications],
        "whys": {str(article_id): why for article_id, why in story.whys.items()},
        "changes": [
            {"change": each.change, "story": each.other_id, "why": each.why, "at": moment(each.changed_at)} for each in story.changes
        ],
    }


def print_story(asked: int, story: Story, names: Mapping[str, str], topics: Mapping[str, str]) -> None:
    """Print a story with its timeline."""
    write(story.title)
    write("=" * min(len(story.title), 100))
    if asked != story.id:
        write(f"story {asked} was merged into this one")
    for name, value in _facts(story, names, topics):
        write(f"{name + ':':<17}{value}")
    write()
    print_table(_TIMELINE, (_timeline_row(each, names) for each in story.publications), spare=frozenset({"seen", "relation"}))
    write()
    for article_id, why in story.whys.items():
        write(f"article {article_id} is here because {why}")
    for change in story.changes:
        other = f"{'with' if change.change == 'merged' else 'into'} story {change.other_id}"
        write(f"{moment(change.changed_at)}: {change.change} {other}: {change.why}")


def _facts(story: Story, names: Mapping[str, str], topics: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    articles, copies, texts = len(story.articles), _copies(story), story.independent_texts(names)
    yield "story", str(story.id) + (f", goes on with story {story.thread_id}" if story.thread_id else "")
    yield "topics", ", ".join(topics.get(topic, topic) for topic in story.topics) or "none"
    counts = f"{articles} article{_s(articles)} from {texts} independent text{_s(texts)}"
    yield "told by", f"{counts}, {copies} cop{'ies' if copies != 1 else 'y'}"
    yield "languages", ", ".join(story.langs) or "unknown"
    yield "first published", _named(story.first_published, names)
    yield "first seen", f"{_outlet(story.first_seen, names)}, {moment(story.first_seen.seen_at)}"
    if story.claims:
        yield "with reserve", ", ".join(f"“{word}”" for word in story.claims)


def _named(publication: Publication, names: Mapping[str, str]) -> str:
    published = publication.published
    when = f"{dating_text(published)} ({published.precision})" if published.at else "no date of its own"
    return f"{_outlet(publication, names)}, {when}"


def _timeline_row(publication: Publication, names: Mapping[str, str]) -> list[Any]:
    published, seen = dating_text(publication.published), moment(publication.seen_at)
    when, at = ((each or "undated").replace("T", " ")[:16] for each in (published, seen))
    return [when, at, publication.lang, _outlet(publication, names), publication.article_id, publication.relation, publication.title]


def _outlet(publication: Publication, names: Mapping[str, str]) -> str:
    return names.get(publication.source_id, publication.source_id)


def _copies(story: Story) -> int:
    return sum(len(stored.copies) for stored in story.articles)


def _s(count: int) -> str:
    return "" if count == 1 else "s"
