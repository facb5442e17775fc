"""khazri demo."""

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from desk.options import Options


def add_to(app: typer.Typer) -> None:
    """Add this command."""
    app.command()(demo)


def demo(
    context: typer.Context,
    serve: Annotated[bool, typer.Option("--serve", help="Keep the press and the scheduler running at the end.")] = False,
) -> None:
    """Run the whole job on an invented press, without network: rounds of news, crawls, topics, a digest."""
    from desk.demonstration import demonstrate

    options: Options = context.obj
    demonstrate(options, serve=serve)
