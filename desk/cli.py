"""The command ``khazri``."""

import contextlib
import io
import logging
import os
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
    serving,
    sources,
    subscribing,
    topics,
    workbench,
)
from news.errors import KhazriError
from news.searching.pointing import MisreadQuery
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
for commands in (demonstration, crawling, ingesting, *_READING, sources, topics, monitoring, auditing, keeping, databases, workbench):
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
    from desk.opening import Options

    logging.basicConfig(level=logging.INFO if verbose else logging.CRITICAL, format="%(asctime)s %(name)s %(levelname)s %(message)s")
    context.obj = Options(config, database, beat, verbose)
    if context.invoked_subcommand in _PAGED and sys.stdout is not None and sys.stdout.isatty():
        from desk.pager import paged

        context.with_resource(paged())


def main() -> None:
    """Run the command, and tell a person what went wrong in one line."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal that lacks a letter still gets its line
    try:
        app(prog_name="khazri")
    except MisreadQuery as error:
        _stop_at(error)
    except KhazriError as error:
        _stop(f"khazri: {error}", error.exit_code)
    except KeyboardInterrupt:
        _stop("khazri: stopped", 130)
    except BrokenPipeError:
        with contextlib.suppress(OSError):  # whoever read our output has left: nothing more to say
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:
        logging.getLogger("khazri").info("the error", exc_info=True)
        _stop(f"khazri: a defect of ours ({type(error).__name__}: {error}); 'khazri --verbose …' shows where, please report it", 1)


def _stop_at(error: MisreadQuery) -> None:
    """Show the query with carets under the place that cannot be read, then the remedy."""
    from desk.printing import say, terminal

    margin = "  "
    for line in error.pointed(terminal(stderr=True).width - len(margin)):
        say(margin + line)
    _stop(f"khazri: {error}", error.exit_code)


def _stop(line: str, code: int) -> None:
    from desk.printing import say

    say(line)
    sys.exit(code)


if __name__ == "__main__":
    main()
