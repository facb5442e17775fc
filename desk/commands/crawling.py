"""khazri crawl, khazri run, khazri worker."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from desk import completing

if TYPE_CHECKING:
    import asyncio

    from desk.options import Options
    from desk.settings import Settings
    from news.ledger import CrawlReport


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.command()(crawl)
    app.command()(run)
    app.command()(worker)


def crawl(
    context: typer.Context,
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[SOURCE]...", help="Sources to look at now; all that are due by default.", autocompletion=completing.sources
        ),
    ] = None,
    sources: Annotated[Path | None, typer.Option(help="A sources file to use instead of the shipped one.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Look at every feed and read known pages again.")] = False,
) -> None:
    """Look at the named sources, or at all that are due, once and now."""
    from crawler.loop import run_in_loop  # first: see there
    from desk.opening import open_for_crawls, sources_of
    from news.sources import select_sources

    options: Options = context.obj
    settings = options.settings()
    listed = sources_of(settings, sources)
    chosen = select_sources(listed, names or [])
    _begin_reading(settings, is_certain=bool(names or force))
    from crawler.crawls import CrawlControl, Crawls
    from desk.crawl_plans import crawl_plan
    from desk.fleet import turns_of
    from desk.progress import crawl_progress

    with open_for_crawls(settings) as database, crawl_progress() as watch:
        crawls = Crawls(database, crawl_plan(settings, listed), turns_of(settings, database))
        named = [source.id for source in chosen] if names else []

        async def work(stop: "asyncio.Event") -> "tuple[CrawlReport, bool]":
            report = await crawls.crawl(named, force=force, control=CrawlControl(stop, watch=watch))
            return report, stop.is_set()

        try:
            report, stopped = run_in_loop(work)
        finally:
            crawls.close()
    tell(report, stopped=stopped)
    if stopped:
        raise typer.Exit(130)
    if report.feeds and report.failed == report.feeds:
        raise typer.Exit(1)


def _begin_reading(settings: "Settings", *, is_certain: bool) -> None:
    """Check the beat, and where there will be something to read, let what reads it import meanwhile."""
    from crawler.forking import begin_forking
    from desk.opening import check_whole_beat, is_new_archive

    if settings.beat:  # the one that ships is known to be whole
        check_whole_beat(settings)
    if is_certain or is_new_archive(settings):
        begin_forking(settings.beat)


def tell(report: "CrawlReport", *, stopped: bool) -> None:
    """Print what a crawl did, and each thing that went wrong."""
    from desk.printing import say, write

    for problem in report.problems:
        say(f"khazri: {problem}")
    if stopped:
        say("khazri: stopped; the ledger keeps what is left, and the next crawl goes on with it")
    elif not report.feeds and not report.found:
        write("no feed is due; name a source, or use --force, to look all the same")
        return
    feeds = f"{report.feeds} feeds ({report.unchanged} unchanged, {report.failed} failed)"
    pages = f"{report.found} found, {report.stored} stored, {report.copies} copies, {report.versions} new versions"
    pages += f", {report.unchanged_pages} read again and the same" if report.unchanged_pages else ""
    write(f"{feeds}: {pages}, {report.off_beat} off the beat, {report.rejected} rejected, {report.retry} to try again")


def run(
    context: typer.Context,
    sources: Annotated[Path | None, typer.Option(help="A sources file to use instead of the shipped one.")] = None,
) -> None:
    """Run the scheduler: crawls and the daily digest, until stopped."""
    from desk.restarting import keep_running

    options: Options = context.obj
    arguments = [*_options(options), *(["--sources", str(sources)] if sources else [])]
    # The scheduler stands above everything and nothing imports it: it runs as `python -m scheduler`.
    raise typer.Exit(keep_running(arguments))


def worker(context: typer.Context) -> None:
    """Carry out crawls and files that a fleet's khazri run hands out, until stopped."""
    from desk.restarting import keep_running

    raise typer.Exit(keep_running(_options(context.obj), "desk.worker"))


def _options(options: "Options") -> list[str]:
    """Return what was said before the command's name, to be said again."""
    arguments = ["--config", str(options.config)] if options.config else []
    arguments += ["--database", options.database] if options.database else []
    arguments += ["--beat", str(options.beat)] if options.beat else []
    return arguments + (["--verbose"] if options.verbose else [])
