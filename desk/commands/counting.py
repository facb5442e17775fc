"""khazri stats."""

from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from desk.commands import filtering
from desk.commands.filtering import Filters
from desk.formats import Format
from news.errors import UsageError

if TYPE_CHECKING:
    from desk.commands.filtering import Asked
    from desk.counts import Counted, Wish
    from desk.options import Options

_COUNTED = 100_000  # articles in an overview: a person at a terminal has half a second
By = Literal["topic", "lang", "source", "country", "owner", "relevance", "day"]
Bucket = Literal["day", "week", "month"]


def add_to(app: typer.Typer) -> None:
    """Add this command."""
    app.command()(stats)


def stats(
    context: typer.Context,
    words: filtering.Words = None,
    topic: filtering.Topics = None,
    unclassified: filtering.Unclassified = False,
    lang: filtering.Langs = None,
    source: filtering.Sources = None,
    country: filtering.Countries = None,
    relevance: filtering.Relevances = None,
    since: filtering.Since = None,
    until: filtering.Until = None,
    by: Annotated[By | None, typer.Option(help="Count by this; an article with two topics counts for both.")] = None,
    bucket: Annotated[Bucket | None, typer.Option(help="Count over time, by the day, week or month of first sight.")] = None,
    independent: Annotated[
        bool, typer.Option("--independent", help="Count independent texts: what of one event leads to one publisher counts once.")
    ] = False,
    chart: Annotated[bool, typer.Option("--chart", help="Draw it.")] = False,
    form: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.table,
) -> None:
    """Count articles by topic, language, outlet, country, owner or relevance, and over time."""
    from desk.counts import Wish

    options: Options = context.obj
    given = Filters(words, topic, unclassified, lang, source, country, relevance, since, until)
    if chart and form is not Format.table:
        raise UsageError(f"--chart draws for people, --format {form} is for programs", "leave one of them out")
    over_time: Bucket | None = bucket or ("day" if by == "day" and not chart else None)
    wish = Wish(None if by == "day" else by, over_time, independent=independent, is_drawn=chart)
    with filtering.asked(options, given) as question:
        if by or bucket or chart:
            return _print_counted(question, wish, form)
        if independent:
            raise UsageError("independent texts are counted by something or over time", "add --by, --bucket or --chart")
        return _print_overview(question, form)


def _print_overview(question: "Asked", form: Format) -> None:
    """Print how many articles there are, and the most frequent values of everything they can be counted by."""
    from desk.objects import facets_object
    from desk.printing import print_objects, print_table, terminal, write
    from desk.stats_views import overview_rows
    from storage.searching import counting

    facets = counting.facets(question.database, question.query, _COUNTED)
    if form is Format.json:
        import json

        return write(json.dumps(facets_object(facets), ensure_ascii=False, indent=2))
    if form is not Format.table:
        rows = [(facet, value, count) for facet, values in facets.counts.items() for value, count in values]
        told = ({"facet": facet, "value": value or None, "count": count} for facet, value, count in rows)
        return print_objects(told, form, ("facet", "value", "count"))
    write(f"more than {facets.total:,} articles; of the newest {facets.total:,}:" if facets.is_capped else _articles(facets.total))
    return print_table(("by", "articles"), overview_rows(facets, terminal().width)) if facets.total else None


def _print_counted(question: "Asked", wish: "Wish", form: Format) -> None:
    from desk.counts import count
    from desk.objects import point_object
    from desk.printing import print_objects, terminal

    console = terminal()
    counted = count(question.database, question.query, wish, question.settings.digest.timezone, console.width)
    if form is Format.table:
        return _print_for_people(question, counted)
    if wish.bucket:
        return print_objects(map(point_object, counted.points), form, ("begin", "value", "count"))
    objects: list[dict[str, Any]] = [{"value": value or None, "count": number} for value, number in counted.grid.totals]
    return print_objects(objects, form, ("value", "count"))


def _print_for_people(question: "Asked", counted: "Counted") -> None:
    from desk.counts import lines_of, table_of
    from desk.drawing import can_show, draw
    from desk.printing import print_table, terminal, write
    from desk.stats_views import BLOCKS, PLAIN

    names = question.outlets if counted.wish.by == "source" else {}
    if not counted.grid.rows:
        return write(counted.told)
    if counted.wish.is_drawn:
        signs = BLOCKS if can_show("".join(BLOCKS)) else PLAIN
        return draw(lines_of(counted, names, terminal().width, signs))
    heading, rows = table_of(counted, names, terminal().width)
    print_table(heading, rows)
    return write(counted.told)


def _articles(number: int) -> str:
    return f"{number:,} article{'s' if number != 1 else ''}"
