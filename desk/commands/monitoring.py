"""khazri status, coverage."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from desk.formats import Format, StatusFormat

if TYPE_CHECKING:
    from desk.options import Options


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.command()(status)
    app.command()(coverage)


def status(
    context: typer.Context,
    form: Annotated[StatusFormat, typer.Option("--format", help="table (for people), json or prometheus.")] = StatusFormat.table,
    check: Annotated[bool, typer.Option("--check", help="Exit with code 1 where something is wrong.")] = False,
) -> None:
    """Say how the monitor and its sources are doing, and what is wrong."""
    import json

    from desk.opening import open_archive
    from desk.printing import write
    from desk.status_views import print_status, prometheus_text, status_object
    from desk.statuses import status_of

    options: Options = context.obj
    settings = options.settings()
    with open_archive(settings) as database:
        current = status_of(database, datetime.now(UTC), settings)
    match form:
        case StatusFormat.table:
            print_status(current)
        case StatusFormat.json:
            write(json.dumps(status_object(current), ensure_ascii=False, indent=2))
        case StatusFormat.prometheus:
            write(prometheus_text(current).rstrip("\n"))
    if check and current.wrong:
        raise typer.Exit(1)


def coverage(
    context: typer.Context,
    names: Annotated[list[str] | None, typer.Argument(metavar="[SOURCE]...", help="Sources to look into; all by default.")] = None,
    days: Annotated[int, typer.Option("--days", min=1, max=365, help="How many days back, today included.")] = 7,
    sources: Annotated[Path | None, typer.Option(help="A sources file to use instead of the shipped one.")] = None,
    form: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.table,
) -> None:
    """Say how much of what the sources announced was read, by day, and which pages are missing."""
    from desk.coverage_views import COLUMNS, coverage_object, print_coverage
    from desk.opening import open_archive, sources_of
    from desk.printing import print_objects
    from news.coverage import cover
    from news.sources import select_sources
    from storage import coverages

    options: Options = context.obj
    settings = options.settings()
    chosen = select_sources(sources_of(settings, sources), names or [])
    since = datetime.now(UTC).date() - timedelta(days=days - 1)
    with open_archive(settings) as database:
        announced = coverages.announced_since(database, [source.id for source in chosen], since)
        mapped = coverages.sources_with_sitemaps(database)
    if form is Format.table:
        print_coverage(cover(announced, by_day=bool(names)), mapped, days)
    else:
        print_objects([coverage_object(each, mapped) for each in cover(announced, by_day=True)], form, COLUMNS)
