"""khazri sources, khazri topics."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from desk.formats import Format

if TYPE_CHECKING:
    from desk.opening import Options

sources_app = typer.Typer(help="The outlets that are watched.", no_args_is_help=True, rich_markup_mode=None)
topics_app = typer.Typer(help="The topics of the beat.", no_args_is_help=True, rich_markup_mode=None)


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.add_typer(sources_app, name="sources")
    app.add_typer(topics_app, name="topics")


@sources_app.command("list")
def list_sources(
    context: typer.Context,
    sources: Annotated[Path | None, typer.Option(help="A sources file to use instead of the shipped one.")] = None,
    form: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.table,
) -> None:
    """List the outlets and their feeds."""
    from desk.opening import sources_of
    from desk.printing import print_objects, print_table, write

    options: Options = context.obj
    listed = sources_of(options.settings(), sources)
    rows = [
        {
            "id": source.id,
            "name": source.name,
            "country": source.country,
            "languages": list(source.languages),
            "timezone": source.timezone,
            "ownership": source.ownership,
            "homepage": source.homepage,
            "feeds": [f"{feed.kind} {feed.url}" for feed in source.feeds],
        }
        for source in listed
    ]
    if form is Format.table:
        for row, source in zip(rows, listed, strict=True):
            row["feeds"] = [feed.kind for feed in source.feeds]
    columns = ("id", "name", "country", "languages", "timezone", "ownership", "feeds")
    if form is Format.table:
        print_table(columns, ([row[column] for column in columns] for row in rows), spare=frozenset({"timezone", "ownership"}))
    else:
        print_objects(rows, form, (*columns, "homepage"))
    if form is Format.table:
        write(f"{len(listed)} sources, {sum(len(source.feeds) for source in listed)} feeds")


@sources_app.command("check")
def check_sources(
    context: typer.Context,
    file: Annotated[Path | None, typer.Argument(help="The sources file; the one in use by default.")] = None,
) -> None:
    """Check that a sources file says what it should; no address is asked for."""
    from desk.opening import sources_of
    from desk.printing import write

    options: Options = context.obj
    listed = sources_of(options.settings(), file)
    write(f"{len(listed)} sources, {sum(len(source.feeds) for source in listed)} feeds, no mistake found")


@topics_app.command("list")
def list_topics(
    context: typer.Context,
    form: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.table,
) -> None:
    """List the topics of the beat."""
    from desk.opening import beat_of
    from desk.printing import print_objects

    options: Options = context.obj
    beat = beat_of(options.settings())
    rows = [
        {
            "id": topic.id,
            "title": topic.title,
            "languages": list(topic.languages),
            "rules": len(topic.rules),
            "description": topic.description,
        }
        for topic in beat.topics
    ]
    print_objects(rows, form, ("id", "title", "languages", "rules", "description"))


@topics_app.command("check")
def check_topics(context: typer.Context) -> None:
    """Check the topic files, and run the texts that they say must match or must not."""
    from desk.opening import beat_of
    from desk.printing import say, write
    from news.tagging import check_topic

    options: Options = context.obj
    beat = beat_of(options.settings())
    failures = [failure for topic in beat.topics for failure in check_topic(topic)]
    for failure in failures:
        say(f"khazri: {failure}")
    write(
        f"{len(beat.topics)} topics, {len(failures)} texts judged wrongly" if failures else f"{len(beat.topics)} topics, no mistake found"
    )
    if failures:
        raise typer.Exit(1)
