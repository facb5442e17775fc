"""The command ``khazri``: its sub-commands, and the options that stand before them."""

import logging
import sys
from pathlib import Path
from typing import Annotated

import typer

from desk.commands import (
    asking,
    auditing,
    counting,
    crawling,
    databases,
    demonstration,
    digesting,
    grouping,
    ingesting,
    keeping,
    monitoring,
    radar,
    reextracting,
    serving,
    sources,
    subscribing,
    topics,
    workbench,
)
from news.version import VERSION

app = typer.Typer(
    name="khazri",
    help="Watch the press for Azerbaijan–Russia coverage: scheduled crawls, a searchable archive, digests of what is new.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
_READING = (asking, counting, serving, grouping, radar, digesting, subscribing)
_PAGED = frozenset({"search", "show", "explain", "stats", "stories", "story", "radar", "status"})
for commands in (
    demonstration,
    crawling,
    ingesting,
    reextracting,
    *_READING,
    sources,
    topics,
    monitoring,
    auditing,
    keeping,
    databases,
    workbench,
):
    commands.add_to(app)


@app.callback(invoke_without_command=True)
def begin(
    context: typer.Context,
    config: Annotated[Path | None, typer.Option(help="Settings file; khazri.toml in the working folder by default.")] = None,
    database: Annotated[str | None, typer.Option(help="Database URL, over the settings: sqlite:///news.db, postgresql://…")] = None,
    beat: Annotated[Path | None, typer.Option(help="Folder of another beat, over the settings.")] = None,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Log to standard error.")] = False,
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    """Take the options that stand before a command."""
    if version:
        typer.echo(f"khazri {VERSION}")
        raise typer.Exit
    from desk.options import Options

    logging.basicConfig(level=logging.INFO if verbose else logging.CRITICAL, format="%(asctime)s %(name)s %(levelname)s %(message)s")
    context.obj = Options(config, database, beat, verbose)
    if context.invoked_subcommand in _PAGED and sys.stdout is not None and sys.stdout.isatty():
        from desk.pager import paged

        context.with_resource(paged())
