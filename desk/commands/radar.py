"""khazri radar: what is new that no list of articles shows."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from desk.formats import Format

if TYPE_CHECKING:
    from desk.options import Options


def add_to(app: typer.Typer) -> None:
    """Add this command."""
    app.command()(radar)


def radar(
    context: typer.Context,
    since: Annotated[str, typer.Option(help="Look at what was first seen at or after: 2026-03-01, 12h, 7d.")] = "24h",
    quiet_days: Annotated[int, typer.Option(min=1, max=3650, help="A topic wakes after so many days without an article about it.")] = 21,
    form: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.table,
) -> None:
    """Show new stories in known topics, topics that wake after a silence, and themes that no topic covers."""
    from desk.opening import beat_of, open_archive
    from desk.printing import print_objects
    from desk.radar_views import RADAR_COLUMNS, print_radar, signal_objects
    from news.errors import QueryError
    from news.queries import parse_moment
    from news.radar import look
    from storage import radar as kept
    from storage import sources

    options: Options = context.obj
    settings = options.settings()
    beat = beat_of(settings)
    now = datetime.now(UTC)
    begin = parse_moment(since, now)
    if begin >= now:
        raise QueryError(f"{since!r} is not in the past", "write a date such as 2026-03-01, or a time ago such as 12h, 7d, 2w")
    with open_archive(settings) as database:
        found = look(kept.facts(database, begin, now), timedelta(days=quiet_days), beat)
        names = sources.names(database)
    if form is Format.table:
        print_radar(found, names, {topic.id: topic.title for topic in beat.topics})
    else:
        print_objects(signal_objects(found), form, RADAR_COLUMNS)
