"""khazri ingest: what others fetched, read from files."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from news.errors import InputError

if TYPE_CHECKING:
    from desk.ingesting import Ingestion, Tally
    from desk.options import Options
    from desk.settings import Settings

_OUTCOMES = ("not HTML", "not found", "no address", "damaged", "not both sides", "known already", "off the beat", "rejected")
_WORDED = {"not both sides": "do not name both sides"}


def add_to(app: typer.Typer) -> None:
    """Add this command."""
    app.command()(ingest)


def ingest(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="WARC, folders of HTML, JSON lines, saved feeds.")],
    url_prefix: Annotated[str | None, typer.Option(help="What stands before the path of each page of a folder: its address.")] = None,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Parser processes.")] = 2,
    again: Annotated[bool, typer.Option("--again", help="Begin each file anew, not where an earlier run ended.")] = False,
    without_gate: Annotated[bool, typer.Option("--without-gate", help="Parse also pages that do not name both sides of the beat.")] = False,
    sources: Annotated[Path | None, typer.Option(help="A sources file to use instead of the shipped one.")] = None,
    fleet: Annotated[
        bool, typer.Option("--fleet", help="Hand each file out to the workers of the fleet, which must find it there.")
    ] = False,
) -> None:
    """Read archives of pages into the archive of articles; what is old is kept where it was published, and told to nobody."""
    from crawler.parsers import ParserPool
    from desk.ingesting import Ingestion
    from desk.opening import beat_of, check_whole_beat, open_for_crawls, sources_of
    from news.pregate import pregate_of

    options: Options = context.obj
    settings = options.settings()
    if url_prefix and not url_prefix.startswith(("http://", "https://")):
        raise typer.BadParameter("write an address: https://paper.example/", param_hint="--url-prefix")
    missing = next((file for file in files if not file.exists()), None)
    if missing is not None:
        raise InputError(f"{missing}: is not there", "name files or folders")
    if fleet:
        said = ["--url-prefix", url_prefix] if url_prefix else []
        said += ["--workers", str(workers), *(["--again"] if again else []), *(["--without-gate"] if without_gate else [])]
        _hand_out(settings, files, said)
        return
    listed = sources_of(settings, sources)
    check_whole_beat(settings)
    gate = None if without_gate else pregate_of(beat_of(settings))
    with open_for_crawls(settings) as database, ParserPool(settings.beat, workers) as parsers:
        asyncio.run(_read_files(Ingestion(database, listed, parsers, gate), files, url_prefix, again=again))


def _hand_out(settings: "Settings", files: list[Path], said: list[str]) -> None:
    """Hand out one job a file, each told what was said to this command."""
    from desk.fleet import hand_out_files
    from desk.opening import open_for_crawls
    from desk.printing import write

    with open_for_crawls(settings) as database:
        count = asyncio.run(hand_out_files(settings.database_url, database, [str(file.resolve()) for file in files], said))
    waited = f", {len(files) - count} wait already" if count < len(files) else ""
    write(f"{count} files handed out to the fleet{waited}; khazri status shows what waits")


async def _read_files(ingestion: "Ingestion", files: list[Path], url_prefix: str | None, *, again: bool) -> None:
    from desk.progress import ingest_progress

    for file in files:
        with ingest_progress(file.name) as shown:
            tally = await ingestion.read(file, url_prefix, again=again, shown=shown)
        tell(file, tally)


def tell(file: Path, tally: "Tally") -> None:
    """Print what an archive gave, and each thing that was wrong with it."""
    from desk.printing import say, write

    for problem in tally.problems:
        say(f"khazri: {file}: {problem}")
    counts = tally.counts
    parts = [f"{counts[name]:,} {_WORDED.get(name, name)}" for name in _OUTCOMES if counts[name]]
    kept = f"{counts['stored']:,} stored, {counts['copies']:,} copies"
    was = " (read before; --again reads it anew)" if tally.was_done else ""
    write(f"{file}: {counts['records']:,} records: {', '.join([kept, *parts])}{was}")
