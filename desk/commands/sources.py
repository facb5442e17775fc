"""khazri sources."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from desk.commands.adding_sources import add_source, check_sources, export_sources, import_sources
from desk.formats import Format

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desk.options import Options
    from news.sources import Source

sources_app = typer.Typer(help="The outlets that are watched.", no_args_is_help=True, rich_markup_mode=None)


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    for name, command in (("add", add_source), ("check", check_sources), ("import", import_sources), ("export", export_sources)):
        sources_app.command(name)(command)
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
    columns = ("id", "name", "country", "languages", "timezone", "ownership", "feeds", "reason")
    if form is not Format.table:
        print_objects([_object(source) for source in listed], form, (*columns, "agency", "enabled", "homepage"))
        return
    rows = [{**_object(source), "feeds": [feed.kind for feed in source.feeds]} for source in listed]
    headings = (*columns[:-1], "not watched")
    print_table(headings, ([row[column] for column in columns] for row in rows), spare=frozenset({"timezone", "ownership"}))
    write(counted(listed))


def counted(listed: "Sequence[Source]") -> str:
    """Say how many sources there are, how many of them are not watched, and how many feeds the others have."""
    watched = [source for source in listed if source.enabled]
    rest = f" ({len(listed) - len(watched)} not watched)" if len(watched) < len(listed) else ""
    return f"{len(listed)} sources{rest}, {sum(len(source.feeds) for source in watched)} feeds"


def _object(source: "Source") -> dict[str, object]:
    return {
        "id": source.id,
        "name": source.name,
        "country": source.country,
        "languages": list(source.languages),
        "timezone": source.timezone,
        "ownership": source.ownership,
        "agency": source.agency,
        "homepage": source.homepage,
        "feeds": [f"{feed.kind} {feed.url}" for feed in source.feeds],
        "enabled": source.enabled,
        "reason": source.reason,
    }
