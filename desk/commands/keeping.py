"""khazri backup, restore, doctor."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from desk.formats import Format

if TYPE_CHECKING:
    from desk.options import Options
    from storage.backups import Restored


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.command()(backup)
    app.command()(restore)
    app.command()(doctor)


def backup(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="Where to write it; an older backup there is replaced.")],
) -> None:
    """Copy the archive into one file, while crawls go on, and check the copy."""
    from desk.printing import write
    from storage import backups

    options: Options = context.obj
    done = backups.backup(options.settings().database_url, file, datetime.now(UTC))
    write(f"{file}: {done.articles} articles and {done.addresses} addresses, checked")


def restore(
    context: typer.Context,
    file: Annotated[Path | None, typer.Argument(help="What khazri backup wrote.")] = None,
    replace: Annotated[bool, typer.Option("--replace", help="Move an archive that holds articles aside first.")] = False,
    hold: Annotated[
        bool, typer.Option("--hold", help="Restore nothing: after pg_restore, hold the digests that may have been sent.")
    ] = False,
) -> None:
    """Make a backup the archive; digests that may have been sent since it was made are held."""
    from desk.opening import open_archive
    from desk.printing import say, write
    from news.errors import UsageError
    from storage import backups

    options: Options = context.obj
    settings = options.settings()
    now = datetime.now(UTC)
    if (file is None) is not hold or (hold and replace):
        raise UsageError("either a file is restored or digests are held", "khazri restore FILE, or khazri restore --hold")
    if file is None:
        with open_archive(settings) as database:
            doubted = backups.hold(database, now)
    else:
        restored = backups.restore(file, settings.database_url, now, replace=replace, say=say)
        doubted = restored.doubted
        write(restored_line(restored, settings.database_url))
        if restored.moved_to:
            write(f"the archive that was there is now {restored.moved_to}")
    for line in held_lines(doubted):
        write(line)


def restored_line(restored: "Restored", url: str) -> str:
    """Say what was restored, from when, and where it is."""
    contents = restored.contents
    of = f" of {contents.backup_at:%Y-%m-%d %H:%M} UTC" if contents.backup_at else ""
    return f"{url}: {contents.articles} articles and {contents.addresses} addresses{of}, checked"


def held_lines(doubted: int) -> list[str]:
    """Say what is not mailed by itself, and what to do about it."""
    told = [
        "digests due before now are held: khazri digest shows what they tell, --send mails it, --told counts it as told; else the next does"
    ]
    if doubted:
        told.append(f"{doubted} mails that waited may have been sent since the backup; they are in doubt, see khazri status")
    return told


def doctor(
    context: typer.Context,
    sources: Annotated[Path | None, typer.Option(help="A sources file to use instead of the shipped one.")] = None,
    form: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.table,
) -> None:
    """Look for what is wrong with this machine and this installation, with a remedy for each; exit 1 where something is."""
    from desk.doctor import examine
    from desk.printing import print_objects

    checks = examine(context.obj, datetime.now(UTC), sources)
    print_objects([check._asdict() for check in checks], form, ("check", "state", "found", "remedy"))
    if any(check.state == "wrong" for check in checks):
        raise typer.Exit(1)
