"""khazri stories, story, compare, split, merge, regroup: which texts are one, and which tell one event."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from desk import completing
from desk.formats import Format
from news.errors import InputError, QueryError, UsageError

if TYPE_CHECKING:
    from desk.options import Options
    from storage.database import Database

_BY_HAND = "a person said so"


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.command()(stories)
    app.command()(story)
    app.command()(compare)
    app.command()(split)
    app.command()(merge)
    app.command()(regroup)


def stories(
    context: typer.Context,
    topic: Annotated[str | None, typer.Option(help="Only stories with an article on this topic.", autocompletion=completing.topics)] = None,
    lang: Annotated[str | None, typer.Option(help="Only stories told in this language.", autocompletion=completing.langs)] = None,
    since: Annotated[str | None, typer.Option(help="With an article first seen at or after: 2026-03-01, 12h, 7d.")] = None,
    until: Annotated[str | None, typer.Option(help="With an article first seen before.")] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="At most so many; 50 on a terminal, all for a program.")] = None,
    form: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.table,
) -> None:
    """List events, the newest first: each with its articles, copies, languages and independent texts."""
    from desk.opening import beat_of, open_archive
    from desk.printing import print_objects, print_table, write
    from desk.story_views import STORY_COLUMNS, story_object, story_row
    from news.queries import Query, check_query, parse_moment
    from storage import sources
    from storage import stories as kept

    options: Options = context.obj
    settings = options.settings()
    now = datetime.now(UTC)
    query = Query(topics=(topic,) if topic else (), langs=(lang,) if lang else ())
    check_query(query, [each.id for each in beat_of(settings).topics] if topic else [])  # reading the beat takes half a second
    begin, end = (parse_moment(each, now) if each else None for each in (since, until))
    most = limit or (50 if form is Format.table else None)
    with open_archive(settings) as database:
        found = kept.find(database, since=begin, until=end, topic=topic, lang=lang, limit=most)
        names = sources.names(database)
    if form is Format.table:
        print_table(STORY_COLUMNS, (story_row(each, names) for each in found), spare=frozenset({"outlets", "topics", "copies"}))
        write(f"{len(found)} stor{'ies' if len(found) != 1 else 'y'}")
    else:
        print_objects((story_object(each, names) for each in found), form, STORY_COLUMNS)


def story(
    context: typer.Context,
    story_id: Annotated[
        int, typer.Argument(metavar="ID", help="The story's number, as stories prints it.", autocompletion=completing.stories)
    ],
    form: Annotated[Format, typer.Option("--format", help="table (for people) or json.")] = Format.table,
) -> None:
    """Show one event as a timeline: who published what when, in which language, and what is a copy of what."""
    from desk.opening import beat_of, open_archive
    from desk.printing import print_objects
    from desk.story_views import STORY_COLUMNS, print_story, story_object
    from storage import sources
    from storage import stories as kept

    options: Options = context.obj
    settings = options.settings()
    with open_archive(settings) as database:
        found = kept.get(database, story_id)
        names = sources.names(database)
    if found is None:
        raise QueryError(f"there is no story {story_id}", "khazri stories prints the numbers")
    if form is Format.table:
        print_story(story_id, found, names, {topic.id: topic.title for topic in beat_of(settings).topics})
    else:
        print_objects([story_object(found, names)], form, STORY_COLUMNS)


def compare(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="JSON lines with id, a and b, each with title and text; - for standard input.")] = Path("-"),
) -> None:
    """Say of pairs of texts whether they are the same text, an edited one, another text on the same event, or neither."""
    from desk.comparing import compare_pair, given_pairs
    from desk.opening import beat_of
    from desk.printing import say

    options: Options = context.obj
    beat = beat_of(options.settings())
    wrong = 0
    for given in given_pairs(file):
        if isinstance(given, str):
            wrong += 1
            say(f"khazri: {given}")
        else:
            sys.stdout.write(json.dumps(compare_pair(beat, given), ensure_ascii=False) + "\n")
    if wrong:
        raise InputError(f"{wrong} line{'s' if wrong != 1 else ''} could not be read", "the lines above say why")


def split(
    context: typer.Context,
    article_ids: Annotated[list[int], typer.Argument(metavar="ID...", help="Numbers of articles.", autocompletion=completing.articles)],
    from_story: Annotated[
        int | None,
        typer.Option("--story", help="Take these articles out of this story into one of their own.", autocompletion=completing.stories),
    ] = None,
) -> None:
    """Undo a wrong merge: show copies as articles of their own again, or take articles out of a story. It is remembered."""
    from desk.opening import open_archive
    from desk.printing import write
    from storage import stories as kept

    options: Options = context.obj
    with open_archive(options.settings()) as database:
        if from_story is None:
            for article_id in article_ids:
                write(_split_copies(database, article_id))
            return
        fresh = kept.split(database, from_story, article_ids, _BY_HAND, datetime.now(UTC))
    if fresh is None:
        told = ", ".join(map(str, article_ids))
        raise QueryError(f"story {from_story} cannot be split so: {told}", f"name some of its articles, not all: khazri story {from_story}")
    write(f"story {fresh} begins with {len(article_ids)} of the articles of story {from_story}")


def merge(
    context: typer.Context,
    one: Annotated[int, typer.Argument(metavar="ID", help="The number of an article (or, with --stories, of a story).")],
    other: Annotated[int, typer.Argument(metavar="ID", help="The number of the other.")],
    are_stories: Annotated[bool, typer.Option("--stories", help="The numbers are of stories.")] = False,
) -> None:
    """Say that two articles are one text, or two stories one event. It is remembered, and khazri split undoes it."""
    from desk.opening import open_archive
    from desk.printing import write
    from storage import articles
    from storage import stories as kept

    options: Options = context.obj
    if one == other:
        raise UsageError(f"{one} and {other} are one already", "give two different numbers")
    now = datetime.now(UTC)
    with open_archive(options.settings()) as database:
        left = kept.merge(database, one, other, _BY_HAND, now) if are_stories else articles.merge(database, one, other, now)
    if left is None:
        what, where = ("story", "stories") if are_stories else ("article", "search")
        raise QueryError(f"there is no {what} {one} or no {what} {other}", f"khazri {where} prints the numbers")
    write(f"{'story' if are_stories else 'article'} {left} now stands for both")


def regroup(context: typer.Context) -> None:
    """Find copies and stories among articles that were stored before this was looked for; it goes on where it was stopped."""
    from desk.opening import beat_of, open_archive
    from desk.printing import write
    from desk.progress import article_progress
    from desk.regrouping import regroup_all

    options: Options = context.obj
    settings = options.settings()
    with open_archive(settings) as database, article_progress() as shown:
        done, copies = regroup_all(database, beat_of(settings), shown, datetime.now(UTC))
    write(f"{done} article{'s' if done != 1 else ''} grouped: {copies} turned out to be copies")


def _split_copies(database: "Database", article_id: int) -> str:
    from storage import articles

    released = articles.split(database, article_id)
    if released is None:
        raise QueryError(f"there is no article {article_id}", "khazri search prints the numbers")
    if not released:
        raise QueryError(f"article {article_id} has no copies with a text of their own", f"khazri show {article_id} prints its copies")
    told = ", ".join(map(str, released))
    return f"article{'s' if len(released) != 1 else ''} {told} shown again; with article {article_id} never merged again"
