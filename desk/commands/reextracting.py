"""khazri reextract: what today's extraction makes of pages that crawls kept."""

import asyncio
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from desk.options import Options
    from desk.reextracting import Reextraction, Result, Sample

_OUTCOMES = (
    "the same",
    "refused now and kept",
    "of another article",
    "refused again",
    "not both sides",
    "copies",
    "captured later again",
    "older than the text shown",
    "not in the ledger",
)
_PASSED_OVER = ("of no source", "not HTML", "not found", "no address", "damaged")
_WORDED = {"not both sides": "do not name both sides", "copies": "copies or set aside", "captured later again": "superseded"}
_LINES = 12  # of a change that are shown


def add_to(app: typer.Typer) -> None:
    """Add this command."""
    app.command()(reextract)


def reextract(
    context: typer.Context,
    files: Annotated[list[Path] | None, typer.Argument(metavar="[FILE]...", help="WARC files or folders; the archive folder else.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change, and change nothing.")] = False,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Parser processes.")] = 2,
    sources: Annotated[Path | None, typer.Option(help="A sources file to use instead of the shipped one.")] = None,
) -> None:
    """Read kept pages anew: better texts become versions, pages refused wrongly become articles; nobody is told."""
    from crawler.parsers import ParserPool
    from desk.opening import beat_of, check_whole_beat, open_archive, sources_of
    from desk.reextracting import Reextraction
    from news.pregate import pregate_of

    options: Options = context.obj
    settings = options.settings()
    paths = files or [settings.archive_folder]
    listed = sources_of(settings, sources)
    check_whole_beat(settings)
    gate = pregate_of(beat_of(settings))
    with open_archive(settings) as database, ParserPool(settings.beat, workers) as parsers:
        result = asyncio.run(_read(Reextraction(database, listed, parsers, gate, dry_run=dry_run), paths))
    tell(paths, result, dry_run=dry_run)


async def _read(reextraction: "Reextraction", paths: list[Path]) -> "Result":
    from desk.progress import ingest_progress

    with ingest_progress(", ".join(path.name for path in paths)) as shown:
        return await reextraction.read(paths, shown)


def tell(paths: list[Path], result: "Result", *, dry_run: bool) -> None:
    """Print what reading anew gave, after a dry run with the first changes, and each thing that was wrong with a file."""
    from desk.printing import say, write

    for problem in result.tally.problems:
        say(f"khazri: {problem}")
    for sample in result.samples if dry_run else ():
        _show(sample)
    counts = result.tally.counts
    parts = [f"{counts[name]:,} {_WORDED.get(name, name)}" for name in (*_OUTCOMES, *_PASSED_OVER) if counts[name]]
    found = f"{counts['new texts']:,} new texts, {counts['stored']:,} stored that were refused"
    would = " (nothing is written)" if dry_run else ""
    write(f"{', '.join(map(str, paths))}: {counts['records']:,} records: {', '.join([found, *parts])}{would}")


def _show(sample: "Sample") -> None:
    from desk.differences import difference_lines
    from desk.printing import write

    write(f"{sample.url}: {'another text' if sample.old_text else 'would be stored'}")
    old = (sample.old_title, sample.old_text) if sample.old_text else (sample.title, "")
    lines = difference_lines(*old, sample.title, sample.text, colour=sys.stdout.isatty())
    for line in lines[:_LINES]:
        print(f"  {line}".rstrip())  # noqa: T201 - harmless already, and coloured
    if len(lines) > _LINES:
        write(f"  … {len(lines) - _LINES} more lines")
    write()
