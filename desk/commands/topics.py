"""khazri topics: list, check, test, new, retag."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from desk.formats import Format
from news.errors import UsageError

if TYPE_CHECKING:
    from desk.options import Options

topics_app = typer.Typer(help="The topics of the beat.", no_args_is_help=True, rich_markup_mode=None)


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.add_typer(topics_app, name="topics")


@topics_app.command("list")
def list_topics(
    context: typer.Context,
    form: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.table,
) -> None:
    """List the topics of the beat, how many stored articles each has, and when it was last found."""
    from desk.opening import beat_of
    from desk.printing import print_objects
    from desk.topic_lists import topic_rows

    options: Options = context.obj
    settings = options.settings()
    rows = topic_rows(beat_of(settings), settings.database_url)
    columns = ("id", "title", "articles", "shown", "independent", "last_match", "languages", "rules")
    print_objects(rows, form, columns if form is Format.table else (*columns, "description"))


@topics_app.command("check")
def check_topics(context: typer.Context) -> None:
    """Check the files of the beat: mistakes, stems that match too much, and the texts that must match or must not."""
    from desk.opening import beat_of
    from desk.printing import say, write
    from news.rule_checks import check_beat

    options: Options = context.obj
    settings = options.settings()
    remarks = check_beat(settings.beat)
    for remark in remarks:
        say(f"khazri: {'' if remark.is_mistake else 'advice: '}{remark}")
    beat = beat_of(settings)
    texts = sum(len(topic.examples) for topic in beat.topics)
    mistakes = sum(remark.is_mistake for remark in remarks)
    found = f"{mistakes} mistake{'s' if mistakes != 1 else ''} found" if mistakes else "no mistake found"
    write(f"{len(beat.topics)} topics, {texts} texts, {found}")
    if mistakes:
        raise typer.Exit(1)


@topics_app.command("test")
def try_on_texts(
    context: typer.Context,
    topic: Annotated[str, typer.Argument(help="The topic's id.")],
    file: Annotated[Path, typer.Argument(help="JSON lines {id, title, text, lang?}; standard input by default.")] = Path("-"),
    form: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.table,
) -> None:
    """Try one topic on texts of yours: which it is found in, by which words, and what the others lacked."""
    from desk.objects import tag_object
    from desk.opening import beat_of
    from desk.printing import print_objects, write
    from desk.topic_tests import read_texts, try_topic

    options: Options = context.obj
    beat = beat_of(options.settings())
    if topic not in {each.id for each in beat.topics}:
        raise UsageError(f"no topic {topic!r}", f"the topics are {', '.join(each.id for each in beat.topics)}")
    tried = [try_topic(beat, topic, text) for text in read_texts(file)]
    if form is Format.table:
        for each in tried:
            for line in each.lines:
                write(line)
        hits = sum(each.is_shown for each in tried)
        write(f"{topic}: found in {hits} of {len(tried)} texts")
    else:
        rows: list[dict[str, Any]] = [
            {
                "id": each.text.id,
                "title": each.text.title,
                "found": each.is_shown,
                "relevance": each.relevance,
                "topic": tag_object(each.tag) if each.tag else None,
                "why": each.why,
            }
            for each in tried
        ]
        print_objects(rows, form, ("id", "title", "found", "relevance", "why"))


@topics_app.command("new")
def new_topic(
    context: typer.Context,
    topic: Annotated[str, typer.Argument(help="The new topic's id: small letters, digits, hyphens.")],
) -> None:
    """Write the commented template of a new topic into the beat's folder."""
    from desk.printing import write
    from desk.topic_templates import write_template

    options: Options = context.obj
    path = write_template(options.settings().beat, topic)
    write(f"{path}: written; fill it in, then run khazri topics check")


@topics_app.command("retag")
def retag_articles(
    context: typer.Context,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change, and change nothing.")] = False,
    form: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.table,
) -> None:
    """Judge every stored article again by the topic files of today; goes on where an earlier run was stopped, and mails nobody."""
    from desk.opening import beat_of, open_archive
    from desk.progress import article_progress
    from desk.retagging import retag
    from desk.topic_lists import print_tally, tally_rows

    options: Options = context.obj
    settings = options.settings()
    beat = beat_of(settings)
    with open_archive(settings) as database, article_progress() as watch:
        tally = retag(database, settings.database_url, beat, settings.beat, dry_run=dry_run, watch=watch)
    if form is Format.table:
        print_tally(beat, tally, dry_run=dry_run)
    else:
        from desk.printing import print_objects

        print_objects(tally_rows(beat, tally), form, ("topic", "gains", "loses"))
