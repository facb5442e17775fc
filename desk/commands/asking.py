"""khazri search, show, explain."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from zoneinfo import ZoneInfo

import typer

from desk.formats import Format, SearchFormat
from news.beats import RELEVANCES
from news.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desk.opening import Options
    from news.articles import StoredArticle

_SHOWN = ("id", "seen", "published", "lang", "source", "title", "topics", "relevance", "copies")
_SPARE = frozenset({"seen", "source", "relevance", "copies"})
_EXPORTED = (
    "id",
    "published_at",
    "published_precision",
    "first_seen_at",
    "lang",
    "source",
    "title",
    "topics",
    "relevance",
    "copies",
    "url",
)


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.command()(search)
    app.command()(show)
    app.command()(explain)


def search(
    context: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[QUERY]...", help='Words, "phrases", AND OR NOT, near/5, stem*, title: topic: since: …; other endings are found too.'
        ),
    ] = None,
    topic: Annotated[list[str] | None, typer.Option(help="Only this topic (may be given again).")] = None,
    unclassified: Annotated[bool, typer.Option("--unclassified", help="Only articles on the beat that have no topic.")] = False,
    lang: Annotated[list[str] | None, typer.Option(help="Only this language.")] = None,
    source: Annotated[list[str] | None, typer.Option(help="Only this source.")] = None,
    country: Annotated[list[str] | None, typer.Option(help="Only sources of this country (AZ, RU, …).")] = None,
    relevance: Annotated[list[str] | None, typer.Option(help="strong, medium, implicit or weak.")] = None,
    since: Annotated[str | None, typer.Option(help="First seen at or after: 2026-03-01, 12h, 7d.")] = None,
    until: Annotated[str | None, typer.Option(help="First seen before.")] = None,
    sort: Annotated[str, typer.Option(help="newest, oldest, best (words in titles and recent first) or relevance.")] = "newest",
    limit: Annotated[int | None, typer.Option(min=1, help="At most so many; 50 on a terminal, all for a program.")] = None,
    form: Annotated[SearchFormat, typer.Option("--format", help="How to print; atom holds the newest 50.")] = SearchFormat.table,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write csv, jsonl, atom or parquet into this file.")] = None,
) -> None:
    """Search the archive."""
    from desk.opening import beat_of, open_archive
    from news.queries import check_filters, check_query, check_sources, filters_of, parse_moment, read_query
    from storage import articles, sources

    options: Options = context.obj
    settings = options.settings()
    now, zone = datetime.now(UTC), ZoneInfo(settings.digest.timezone)
    asked = " ".join(words or ())
    read = read_query(asked, now, zone)
    query = replace(
        read,
        topics=tuple(topic or ()),
        unclassified=unclassified,
        langs=tuple(lang or ()),
        sources=tuple(source or ()),
        countries=tuple(each.upper() for each in country or ()),
        relevances=tuple(relevance or ()),  # type: ignore[arg-type]  # checked below
        since=parse_moment(since, now, zone) if since else read.since,
        until=parse_moment(until, now, zone) if until else read.until,
        sort=sort,  # type: ignore[arg-type]  # checked below
        limit=limit or (50 if form is SearchFormat.table else None),
    )
    # Reading the beat takes half a second.
    names_topics = topic or any(node.field == "topic" for node in filters_of(query.asked))
    topics = [each.id for each in beat_of(settings).topics] if names_topics else []
    check_query(query, topics)
    with open_archive(settings) as database:
        known = list(sources.names(database))
        check_sources(query, known)
        check_filters(asked, query.asked, {"topic": [*topics, "none"], "source": known, "relevance": RELEVANCES})
        if output is not None or form in {SearchFormat.atom, SearchFormat.parquet}:
            from desk.archive import Archive
            from desk.exports import write_file

            return write_file(Archive(database, settings), query, form, output)
        found = articles.find(database, query)
        total = articles.count(database, query)
    return _print_found(found, total, Format(form.value))


def _print_found(found: "Sequence[StoredArticle]", total: int, form: Format) -> None:
    from desk.objects import article_object
    from desk.printing import print_objects, print_table, write

    if form is Format.table:
        print_table(_SHOWN, (_shown_row(stored) for stored in found), spare=_SPARE)
        write(f"{len(found)} of {total} articles" if total > len(found) else f"{total} article{'s' if total != 1 else ''}")
    elif form is Format.csv:
        print_objects((_flat(stored) for stored in found), form, _EXPORTED)
    else:
        print_objects((article_object(stored) for stored in found), form, ())


def show(
    context: typer.Context,
    article_id: Annotated[int, typer.Argument(metavar="ID", help="The article's number, as search prints it.")],
    diff: Annotated[bool, typer.Option("--diff", help="Show what each new version changed, word by word.")] = False,
    form: Annotated[Format, typer.Option("--format", help="table (for people) or json.")] = Format.table,
) -> None:
    """Show one article with its copies, topics and evidence."""
    from desk.objects import article_object, change_object
    from desk.opening import beat_of, open_archive
    from desk.reading import print_article, print_differences
    from storage import articles

    options: Options = context.obj
    settings = options.settings()
    with open_archive(settings) as database:
        stored = articles.get(database, article_id)
        versions = articles.versions(database, article_id) if diff else ()
    if stored is None:
        raise QueryError(f"there is no article {article_id}", "khazri search prints the numbers")
    if form is not Format.table:
        from desk.printing import print_objects

        changes = [change_object(number, old) for number, old in enumerate(versions[:-1], start=1)]
        if diff and form is Format.csv:
            return print_objects(changes, form, ("from", "to", "change", "reasons"))
        told = _flat(stored) if form is Format.csv else article_object(stored)
        return print_objects([{**told, "changes": changes} if diff else told], form, _EXPORTED)
    if diff:
        return print_differences(stored, versions)
    return print_article(stored, {topic.id: topic.title for topic in beat_of(settings).topics})


def explain(
    context: typer.Context,
    article_id: Annotated[int, typer.Argument(metavar="ID", help="The article's number, as search prints it.")],
    form: Annotated[Format, typer.Option("--format", help="table (for people), json or jsonl.")] = Format.table,
) -> None:
    """Say why an article has its relevance and topics: each rule's verdict, near misses too, and the text with the matches marked."""
    from desk.explaining import explanation_object, print_explanation
    from desk.opening import beat_of, open_archive
    from desk.printing import print_objects, write
    from news.explanations import explain as explain_text
    from storage import articles, sources, stories

    options: Options = context.obj
    settings = options.settings()
    with open_archive(settings) as database:
        stored = articles.get(database, article_id)
        countries = sources.countries(database)
        placed = stories.place_of(database, article_id)
    if stored is None:
        raise QueryError(f"there is no article {article_id}", "khazri search prints the numbers")
    beat, article = beat_of(settings), stored.article
    explanation = explain_text(beat, article.title, article.text, article.lang, countries.get(stored.source_id))
    kept = {(tag.topic, tag.rank, tag.rule_version) for tag in stored.judgement.tags}
    is_stale = {(tag.topic, tag.rank, tag.rule_version) for tag in explanation.judgement.tags} != kept
    if form is not Format.table:
        story = None if placed is None else {"id": placed.story_id, "why": placed.why}
        told = {"id": stored.id, "title": article.title, "retag": is_stale, "story": story, **explanation_object(explanation)}
        return print_objects([told], form, ("id", "title", "relevance", "why"))
    if is_stale:
        write("The topic files have changed since this article was tagged; below is what they say now. khazri topics retag applies it.")
    if placed is not None:
        write(f"story {placed.story_id}: it is there because {placed.why}")
    return print_explanation(article.title, article.text, explanation, {topic.id: topic.title for topic in beat.topics})


def _shown_row(stored: "StoredArticle") -> list[Any]:
    flat = _flat(stored)
    seen, published = (str(flat[name] or "undated").replace("T", " ")[:16] for name in ("first_seen_at", "published_at"))
    return [stored.id, seen, published, *(flat[name] for name in _SHOWN[3:])]


def _flat(stored: "StoredArticle") -> dict[str, Any]:
    from desk.objects import article_object

    whole = article_object(stored)
    topics = [topic["id"] for topic in whole["topics"] if topic["rank"] != "background"]
    return {**whole, "topics": topics, "copies": len(stored.copies)}
