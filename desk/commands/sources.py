"""khazri sources."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from desk.formats import Format

if TYPE_CHECKING:
    from desk.opening import Options

sources_app = typer.Typer(help="The outlets that are watched.", no_args_is_help=True, rich_markup_mode=None)


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.add_typer(sources_app, name="sources")


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
