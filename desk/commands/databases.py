"""khazri db: an archive moved to another database, compared with another, and measured."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from desk.formats import Format

if TYPE_CHECKING:
    from desk.options import Options
    from storage.comparisons import Comparison
    from storage.database import Database

db_app = typer.Typer(help="The database itself: moved to another, compared, measured.", no_args_is_help=True, rich_markup_mode=None)
_COLUMNS = ("table", "rows", "target_rows", "hash", "target_hash", "difference")
_Form = Annotated[Format, typer.Option("--format", help="How to print.")]


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.add_typer(db_app, name="db")


@db_app.command()
def copy(
    source: Annotated[str, typer.Argument(metavar="SOURCE_URL", help="The archive: sqlite:///khazri.db, postgresql://…")],
    target: Annotated[str, typer.Argument(metavar="TARGET_URL", help="An empty database, or the copy that was interrupted.")],
    anyway: Annotated[bool, typer.Option("--anyway", help="Copy an archive that khazri run works on, as it is now.")] = False,
    afresh: Annotated[bool, typer.Option("--afresh", help="Throw away what an unfinished copy holds, and begin anew.")] = False,
    form: _Form = Format.table,
) -> None:
    """Copy an archive into another database, SQLite or PostgreSQL, and compare both; interrupted, it goes on where it stood."""
    from desk.opening import open_archive_at
    from desk.printing import say, write
    from desk.progress import row_progress
    from storage.copying import copy_archive
    from storage.database import open_database

    now = datetime.now(UTC)
    with open_archive_at(source) as reading:
        in_use = _is_in_use(reading, now, anyway=anyway)
        with open_database(target, say=say) as written, row_progress() as progress:
            done = copy_archive(reading, written, now, afresh=afresh, in_use=in_use, progress=progress)
            address = written.url
    _print(done.tables, form)
    if not _is_same(done.tables, "khazri db copy --afresh throws the copy away and begins anew"):
        raise typer.Exit(1)
    if form is Format.table:
        write(f"{address}: the same archive{', after going on with a copy that was interrupted' if done.went_on else ''}")
    if done.held is not None:
        from desk.commands.keeping import held_lines

        for line in held_lines(done.held):
            say(line)


@db_app.command()
def compare(
    source: Annotated[str, typer.Argument(metavar="SOURCE_URL", help="An archive.")],
    target: Annotated[str, typer.Argument(metavar="TARGET_URL", help="Another.")],
    form: _Form = Format.table,
) -> None:
    """Compare two archives table by table, and exit 1 where they are not the same."""
    from desk.opening import open_archive_at
    from desk.progress import row_progress
    from storage.comparisons import compare as compare_tables

    with (
        open_archive_at(source) as one,
        open_archive_at(target) as other,
        one.begin_read() as left,
        other.begin_read() as right,
        row_progress() as progress,
    ):
        tables = compare_tables(left, right, progress=lambda done, total: progress("compared", done, total))
    _print(tables, form)
    if not _is_same(tables, "khazri audit looks what is wrong in either"):
        raise typer.Exit(1)


@db_app.command()
def size(context: typer.Context, form: _Form = Format.table) -> None:
    """Show how many rows each table has, and how many bytes it takes with its indexes."""
    from desk.opening import open_archive
    from desk.printing import print_objects
    from storage.sizes import sizes

    options: Options = context.obj
    with open_archive(options.settings()) as database:
        found = sizes(database)
    total = sum(each.bytes or 0 for each in found) if any(each.bytes for each in found) else None
    objects = [each._asdict() for each in found]
    if form is Format.table:
        objects.append({"table": "all", "rows": sum(each.rows or 0 for each in found), "bytes": total})
        objects = [{name: _grouped(value) for name, value in each.items()} for each in objects]
    print_objects(objects, form, ("table", "rows", "bytes"))


def _is_in_use(database: "Database", now: datetime, *, anyway: bool) -> bool:
    """Whether a scheduler works on an archive; raise UsageError for one, unless it is to be copied all the same."""
    from desk.leading import JOB
    from news.errors import UsageError
    from storage import leaders

    holder = leaders.leading(database, JOB, now)
    if holder is None or anyway:
        return holder is not None
    host, process, *_ = holder.split()
    remedy = "stop it first (a killed one counts for a minute); --anyway copies the archive as it is now"
    raise UsageError(f"{database.url}: khazri run works on it (process {process} on {host})", remedy)


def _print(tables: "list[Comparison]", form: Format) -> None:
    """Print both sides of each table; for people the beginning of each hash is enough."""
    from desk.printing import print_objects

    objects = []
    for table in tables:
        hashes = (table.hash, table.other_hash) if form is not Format.table else (table.hash[:12], table.other_hash[:12])
        objects.append(dict(zip(_COLUMNS, (table.table, table.rows, table.other_rows, *hashes, table.difference), strict=True)))
    print_objects(objects, form, _COLUMNS)


def _is_same(tables: "list[Comparison]", remedy: str) -> bool:
    """Whether both sides are the same; say so in one line where they are not."""
    from desk.printing import say

    different = [table.table for table in tables if table.difference]
    if different:
        say(f"khazri: not the same: {', '.join(different)}; {remedy}")
    return not different


def _grouped(value: object) -> object:
    return f"{value:,}" if isinstance(value, int) else value
