"""khazri serve, searches."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from desk.formats import Format

if TYPE_CHECKING:
    from desk.options import Options

searches_app = typer.Typer(help="Queries that are kept under a name.", no_args_is_help=True, rich_markup_mode=None)
_COLUMNS = ("name", "query", "made_at")


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.command()(serve)
    app.add_typer(searches_app, name="searches")


def serve(
    context: typer.Context,
    host: Annotated[str, typer.Option(help="Address to listen on; any but this machine's own needs a token.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on; 0 takes any that is free.")] = 8123,
    open_browser: Annotated[bool, typer.Option("--open", help="Open it in a browser.")] = False,
    new_token: Annotated[bool, typer.Option("--new-token", help="Print a new token, and do nothing else.")] = False,
) -> None:
    """Show the archive in a browser, and answer programs: pages, a JSON API, Atom, exports."""
    from desk.printing import write

    if new_token:
        import secrets

        return write(secrets.token_urlsafe(32))
    from desk.archive import Archive
    from desk.opening import open_for_reading
    from desk.web.app import make_app
    from desk.web.running import address_of, is_local, listen, run
    from news.errors import UsageError

    options: Options = context.obj
    settings = options.settings()
    if not is_local(host) and not settings.web_token:
        remedy = "set KHAZRI_TOKEN to what khazri serve --new-token prints, or listen on 127.0.0.1"
        raise UsageError(f"whoever reaches {host} could read everything: this needs a token", remedy)
    with Archive(open_for_reading(settings), settings) as archive, listen(host, port) as bound:
        address = address_of(bound)

        def begun() -> None:
            write(f"{address} (Ctrl-C ends it)")
            sys.stdout.flush()
            if open_browser:
                _open(address)

        own = frozenset() if host in {"0.0.0.0", "::"} else frozenset({f"[{host}]" if ":" in host else host})  # noqa: S104
        run(make_app(archive, hosts=own), bound, begun)
    return None


def _open(address: str) -> None:
    import threading
    import webbrowser

    threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()  # some browsers come back only when they are closed


@searches_app.command("list")
def list_searches(context: typer.Context, form: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.table) -> None:
    """List the saved searches."""
    from desk.archive import Archive
    from desk.opening import open_archive
    from desk.printing import print_objects
    from desk.saved_searches import saved_object

    options: Options = context.obj
    settings = options.settings()
    with Archive(open_archive(settings), settings) as archive:
        print_objects([saved_object(saved) for saved in archive.saved_searches()], form, _COLUMNS)


@searches_app.command("add")
def add_search(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="What to call it: letters, digits, - and _.")],
    query: Annotated[list[str], typer.Argument(help="The query, as for khazri search.")],
) -> None:
    """Keep a query under a name; khazri serve gives it a page and a feed."""
    from desk import saved_searches
    from desk.archive import Archive
    from desk.opening import open_archive
    from desk.printing import say

    options: Options = context.obj
    settings = options.settings()
    with Archive(open_archive(settings), settings) as archive:
        saved = saved_searches.add(archive, name, " ".join(query))
    say(f"khazri: saved {saved.name}: {saved.query}")


@searches_app.command("remove")
def remove_search(context: typer.Context, name: Annotated[str, typer.Argument(help="Its name.")]) -> None:
    """Forget a saved search."""
    from desk import saved_searches
    from desk.archive import Archive
    from desk.opening import open_archive
    from desk.printing import say

    options: Options = context.obj
    settings = options.settings()
    with Archive(open_archive(settings), settings) as archive:
        saved_searches.remove(archive, name)
    say(f"khazri: removed {name}")
