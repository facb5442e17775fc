"""khazri search, show, explain."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from desk import completing
from desk.commands import filtering
from desk.commands.filtering import Filters
from desk.formats import Format, SearchFormat
from news.errors import QueryError, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desk.archive import Hit
    from desk.options import Options
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
    words: filtering.Words = None,
    topic: filtering.Topics = None,
    unclassified: filtering.Unclassified = False,
    lang: filtering.Langs = None,
    source: filtering.Sources = None,
    country: filtering.Countries = None,
    relevance: filtering.Relevances = None,
    since: filtering.Since = None,
    until: filtering.Until = None,
    sort: Annotated[str, typer.Option(help="newest, oldest, best (words in titles and recent first) or relevance.")] = "newest",
    limit: Annotated[int | None, typer.Option(min=1, help="At most so many; 50 on a terminal, all for a program.")] = None,
    snippets: Annotated[bool, typer.Option("--snippets", help="Show where the words stand in each text.")] = False,
    form: Annotated[SearchFormat, typer.Option("--format", help="How to print; atom holds the newest 50.")] = SearchFormat.table,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write csv, jsonl, atom or parquet into this file.")] = None,
) -> None:
    """Search the archive."""
    options: Options = context.obj
    is_table = form is SearchFormat.table
    if snippets and not is_table:
        raise UsageError(f"--snippets shows texts to people, --format {form} is for programs", "leave one of them out")
    given = Filters(words, topic, unclassified, lang, source, country, relevance, since, until)
    with filtering.asked(options, given, sort=sort, limit=limit or (50 if is_table else None)) as question:
        database, settings, query, names = question
        if output is not None or form in {SearchFormat.atom, SearchFormat.parquet}:
            from desk.archive import Archive
            from desk.exports import write_file

            return write_file(Archive(database, settings), query, form, output)
        from storage import articles

        total = articles.count(database, query)
        if snippets:
            from desk.archive import Archive

            return _print_hits(Archive(database, settings).search(query).hits, total, names)
        return _print_found(articles.find(database, query), total, Format(form.value))


def _print_hits(hits: "Sequence[Hit]", total: int, names: "Mapping[str, str]") -> None:
    """Print what was found with the piece of each text in which most of the words stand."""
    from desk.drawing import marked, print_marked
    from desk.printing import write

    for hit in hits:
        row = dict(zip(_SHOWN, _shown_row(hit.stored), strict=True))
        facts = [f"{row['id']:>4}", row["published"], row["lang"] or "??", names.get(row["source"], row["source"]), *row["topics"]]
        piece = hit.snippet
        before, after = "… " if piece.before else "", " …" if piece.after else ""
        title = marked(hit.stored.article.title, hit.title_marks)
        print_marked("  ".join(facts), title, marked(piece.text, piece.marks, before=before, after=after))
    write(_told(len(hits), total))


def _print_found(found: "Sequence[StoredArticle]", total: int, form: Format) -> None:
    from desk.objects import article_object
    from desk.printing import print_objects, print_table, write

    if form is Format.table:
        print_table(_SHOWN, (_shown_row(stored) for stored in found), spare=_SPARE)
        write(_told(len(found), total))
    elif form is Format.csv:
        print_objects((_flat(stored) for stored in found), form, _EXPORTED)
    else:
        print_objects((article_object(stored) for stored in found), form, ())


def _told(shown: int, total: int) -> str:
    return f"{shown} of {total} articles" if total > shown else f"{total} article{'s' if total != 1 else ''}"


def show(
    context: typer.Context,
    article_id: Annotated[
        int, typer.Argument(metavar="ID", help="The article's number, as search prints it.", autocompletion=completing.articles)
    ],
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
    article_id: Annotated[
        int, typer.Argument(metavar="ID", help="The article's number, as search prints it.", autocompletion=completing.articles)
    ],
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
