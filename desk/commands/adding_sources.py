"""khazri sources add, check, import, export."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from desk.formats import Format

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Sequence

    from desk.options import Options
    from desk.settings import Settings
    from desk.source_drafts import Said
    from desk.source_probes import Checked, Found, Tried
    from news.opml import Outline
    from news.politeness import QuietHost
    from news.sources import Source

Country = Annotated[str | None, typer.Option(help="Country of the outlet: two capital letters of ISO 3166.")]
Languages = Annotated[list[str] | None, typer.Option("--language", help="Language it writes in; say it again for another.")]
Zone = Annotated[str | None, typer.Option(help="Zone of its dates: an IANA name.")]
Ownership = Annotated[str | None, typer.Option(help="Who owns it: a label of docs/how-to/add-a-source.md.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Write without asking.")]


def add_source(
    context: typer.Context,
    url: Annotated[str, typer.Argument(help="The outlet's home page, or a feed of it.")],
    feeds: Annotated[list[str] | None, typer.Option("--feed", help="Add these addresses of those found, no others.")] = None,
    id_: Annotated[str | None, typer.Option("--id", help="Its id; made from its address by default.")] = None,
    name: Annotated[str | None, typer.Option(help="Its name; read from the page by default.")] = None,
    country: Country = None,
    languages: Languages = None,
    timezone: Zone = None,
    ownership: Ownership = None,
    yes: Yes = False,
) -> None:
    """Find the feeds of an outlet, show what they announce, and add it to your own sources."""
    from desk.opening import sources_of
    from desk.printing import say
    from desk.source_drafts import Said, draft
    from desk.source_views import GUESSED, print_drafts, print_found

    options: Options = context.obj
    settings = options.settings()
    listed = sources_of(settings)
    said = Said(id_, name, country, tuple(languages or ()), timezone, ownership)
    said.check({source.id for source in listed})
    found = _find(settings, _address(url), listed)
    chosen = _chosen(found, feeds or [])
    print_found(found, chosen)
    if not chosen:
        say("khazri: nothing to add; docs/how-to/add-a-source.md says how to make a listing by hand")
        raise typer.Exit(0 if any(each.held_by for each in found.tried) else 1)
    if said.place(found.outlet.country) is None and sys.stdin.isatty():
        said = _asked_for_country(said)
    source = draft(found, chosen, said, {source.id for source in listed})
    print_drafts([source])
    say(GUESSED)
    _write(settings, [source], yes=yes)


def check_sources(
    context: typer.Context,
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[SOURCE]...", help="Sources to try, all that are watched by default; or a file (.toml).")
    ] = None,
    sources: Annotated[Path | None, typer.Option(help="A sources file to use instead of the shipped one.")] = None,
    offline: Annotated[bool, typer.Option("--offline", help="Only check that the file says what it should; ask for nothing.")] = False,
    form: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.table,
) -> None:
    """Try each source: whether its feeds answer, what they announce, and whether the newest page is an article."""
    from desk.commands.sources import counted
    from desk.opening import sources_of
    from desk.printing import print_objects, say, write
    from desk.source_views import CHECKED_COLUMNS, checked_object, print_checked
    from news.sources import select_sources

    options: Options = context.obj
    settings = options.settings()
    if names and len(names) == 1 and names[0].endswith(".toml"):
        sources, names, offline = Path(names[0]), [], True
    listed = sources_of(settings, sources)
    chosen = select_sources(listed, names or [])
    if offline:
        write(f"{counted(listed)}, no mistake found")
        return
    checked, stopped = _check(settings, chosen)
    if form is Format.table:
        print_checked(checked, chosen)
    else:
        print_objects(map(checked_object, checked), form, CHECKED_COLUMNS)
    if stopped:
        say("khazri: stopped; the feeds that were left are not shown")
        raise typer.Exit(130)
    if not all(each.is_good for each in checked):
        raise typer.Exit(1)


def import_sources(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="An OPML file, or - for standard input.")],
    country: Country = None,
    languages: Languages = None,
    timezone: Zone = None,
    ownership: Ownership = None,
    yes: Yes = False,
) -> None:
    """Add the feeds of an OPML file to your own sources; options speak for outlets of which the file does not tell."""
    from desk.inputs import read_input
    from desk.opening import sources_of
    from desk.printing import say, write
    from desk.source_drafts import Said, drafts_of_outlines
    from desk.source_views import print_drafts
    from news.opml import read_opml

    options: Options = context.obj
    settings = options.settings()
    listed = sources_of(settings)
    said = Said(None, None, country, tuple(languages or ()), timezone, ownership)
    said.check(())
    outlines = read_opml(read_input(file), str(file))
    fresh = _fresh(outlines, listed)
    drafts, lacking = drafts_of_outlines(fresh, said, {source.id for source in listed})
    for name in lacking:
        say(f"khazri: {name}: left out, its address tells no country; import it on its own with --country")
    if drafts:
        print_drafts(drafts)
        _write(settings, drafts, yes=yes)
    else:
        write(f"{file}: {len(outlines)} feeds, none to add")
    if lacking or not outlines:
        raise typer.Exit(1)


def export_sources(
    context: typer.Context,
    sources: Annotated[Path | None, typer.Option(help="A sources file to use instead of the shipped one.")] = None,
    opml: Annotated[bool, typer.Option("--opml", help="As OPML 2.0, for other readers of feeds: RSS and Atom only.")] = False,
) -> None:
    """Print all sources in use, yours among them, as a sources file or as OPML."""
    from datetime import UTC, datetime

    from desk.opening import sources_of
    from desk.printing import say
    from news.opml import write_opml
    from news.own_sources import as_toml

    options: Options = context.obj
    listed = sources_of(options.settings(), sources)
    if not opml:
        sys.stdout.write(as_toml(listed))
        return
    sys.stdout.write(write_opml(listed, "Sources of Khazri", datetime.now(UTC)).decode("utf-8"))
    left_out = [feed for source in listed for feed in source.feeds if feed.kind not in {"rss", "atom"}]
    if left_out:
        say(f"khazri: {len(left_out)} feeds left out: OPML has no word for sitemaps, listings and shared stories")


def _fresh(outlines: "Sequence[Outline]", listed: "Sequence[Source]") -> "list[Outline]":
    """Return the feeds that no source in the list has, and tell of the others."""
    from desk.printing import say
    from news.discovery import same_address

    holders = {same_address(feed.url): source.id for source in listed for feed in source.feeds}
    fresh = [outline for outline in outlines if same_address(outline.xml_url) not in holders]
    for outline in outlines:
        if holder := holders.get(same_address(outline.xml_url)):
            say(f"khazri: {outline.xml_url}: skipped, in the list already as {holder}")
    return fresh


def _address(said: str) -> str:
    """Take an address as people type it, without its scheme too."""
    from news.errors import UsageError
    from news.urls import canonical_url

    whole = said.strip() if "://" in said else f"https://{said.strip()}"
    if canonical_url(whole) is None:
        raise UsageError(f"{said!r} is no http(s) address", "give the outlet's home page: https://northwind.example/")
    return whole


def _find(settings: "Settings", url: str, listed: "Sequence[Source]") -> "Found":
    from crawler.loop import run_in_loop
    from crawler.parsers import ParserPool
    from crawler.probes import probing
    from desk.progress import article_progress
    from desk.source_probes import Tools, find_feeds
    from news.beats import SHIPPED_BEAT
    from news.errors import Failure

    quiet = _quiet_hosts(settings)

    async def work(stop: "asyncio.Event") -> "Found | None":
        async with probing(settings.user_agent, settings.networks, stop, quiet) as prober:
            try:
                found = await find_feeds(Tools(prober, parsers), url, listed, watch)
            except Failure:
                if not stop.is_set():
                    raise
            return None if stop.is_set() else found

    # With a folder named, the beat is read when it is first needed, and here it never is.
    with ParserPool(settings.beat or SHIPPED_BEAT, workers=1) as parsers, article_progress("addresses") as watch:
        found = run_in_loop(work)
    if found is None:
        raise KeyboardInterrupt
    return found


def _check(settings: "Settings", chosen: "Sequence[Source]") -> "tuple[list[Checked], bool]":
    from crawler.loop import run_in_loop
    from crawler.parsers import ParserPool
    from crawler.probes import probing
    from desk.progress import article_progress
    from desk.source_probes import Tools, check_sources
    from news.fetches import STOPPING

    quiet = _quiet_hosts(settings)

    async def work(stop: "asyncio.Event") -> "tuple[list[Checked], bool]":
        async with probing(settings.user_agent, settings.networks, stop, quiet) as prober:
            checked = await check_sources(Tools(prober, parsers), chosen, watch)
            return [each for each in checked if STOPPING not in {each.state, each.body}], stop.is_set()

    with ParserPool(settings.beat) as parsers, article_progress("feeds") as watch:
        return run_in_loop(work)


def _quiet_hosts(settings: "Settings") -> "tuple[QuietHost, ...]":
    """Return the hosts that asked the crawls to leave them alone for a while, where there is an archive that knows."""
    from datetime import UTC, datetime

    from desk.opening import open_archive
    from news.errors import DatabaseMissing
    from storage import hosts

    try:
        with open_archive(settings) as database:
            return hosts.quiet(database, datetime.now(UTC))
    except DatabaseMissing:
        return ()


def _chosen(found: "Found", wanted: "Sequence[str]") -> "tuple[Tried, ...]":
    from desk.source_probes import choose
    from news.discovery import same_address
    from news.errors import UsageError

    if not wanted:
        return choose(found.tried)
    usable = {same_address(each.candidate.url): each for each in found.tried if each.usable}
    for address in wanted:
        if same_address(address) not in usable:
            raise UsageError(f"--feed {address} is none of the feeds found", f"add it by itself: khazri sources add {address}")
    return tuple(dict.fromkeys(usable[same_address(address)] for address in wanted))


def _asked_for_country(said: "Said") -> "Said":
    from dataclasses import replace

    code = typer.prompt("Nothing tells the outlet's country. Two letters of ISO 3166").strip().upper()
    answered = replace(said, country=code)
    answered.check(())
    return answered


def _write(settings: "Settings", drafts: "Sequence[Source]", *, yes: bool) -> None:
    from desk.opening import own_file_of
    from desk.printing import say, write
    from desk.source_drafts import append_sources

    path = own_file_of(settings)
    try:
        agreed = yes or typer.confirm(f"Write this to {path}?")
    except typer.Abort:
        agreed = False
    if not agreed:
        say("khazri: nothing was written; --yes writes without asking")
        raise typer.Exit(1)
    append_sources(path, drafts)
    feeds = sum(len(source.feeds) for source in drafts)
    write(f"{len(drafts)} sources, {feeds} feeds written to {path}; khazri crawl {drafts[0].id} looks at once")
