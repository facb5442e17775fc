"""khazri subscriptions: who is told what, when and where."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from desk import completing
from desk.formats import Format
from news.errors import QueryError, UsageError

if TYPE_CHECKING:
    from desk.options import Options
    from news.subscriptions import Subscription

subscriptions_app = typer.Typer(help="Who is told what, when and where.", no_args_is_help=True, rich_markup_mode=None)
_COLUMNS = ("name", "when", "asks_for", "to", "tells", "when_empty", "quiet", "alerts", "from")
_SPARE = frozenset({"tells", "when_empty", "quiet", "alerts"})


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.add_typer(subscriptions_app, name="subscriptions")


@subscriptions_app.command("list")
def list_subscriptions(
    context: typer.Context,
    form: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.table,
) -> None:
    """List the subscriptions: those of the settings file, and those made by khazri subscriptions add."""
    from desk.opening import open_archive
    from desk.printing import print_objects, print_table
    from desk.subscribing import subscriptions_of
    from news.errors import DatabaseMissing

    options: Options = context.obj
    settings = options.settings()
    try:
        with open_archive(settings) as database:
            known = subscriptions_of(settings, database)
    except DatabaseMissing:
        known = subscriptions_of(settings, None)
    rows = [_object(each) for each in known.values()]
    if form is Format.table:
        print_table(_COLUMNS, ([row[column] for column in _COLUMNS] for row in rows), spare=_SPARE)
    else:
        print_objects(rows, form, _COLUMNS)


@subscriptions_app.command("add")
def add_subscription(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="Small letters, digits and hyphens.")],
    query: Annotated[str, typer.Option(help="In the language of khazri search: gas AND (transit OR price).")] = "",
    topics: Annotated[
        list[str] | None, typer.Option("--topic", help="Only this topic (may be given again).", autocompletion=completing.topics)
    ] = None,
    langs: Annotated[
        list[str] | None, typer.Option("--lang", help="Only this language (may be given again).", autocompletion=completing.langs)
    ] = None,
    to: Annotated[list[str] | None, typer.Option("--to", help="A mail address or a channel (may be given again).")] = None,
    at: Annotated[str | None, typer.Option(help="A time of the day: 07:00.")] = None,
    days: Annotated[str, typer.Option(help="weekdays, mon-fri, or mon,wed,sat; every day where nothing is said.")] = "",
    cron: Annotated[str, typer.Option(help="Five fields instead: 0 7,19 * * 1-5.")] = "",
    immediate: Annotated[bool, typer.Option("--immediate", help="Whatever is new at once instead, within a minute.")] = False,
    timezone: Annotated[str, typer.Option(help="Whose clock: Asia/Baku; that of the digest settings where nothing is said.")] = "",
    tells: Annotated[
        list[str] | None, typer.Option("--tells", help="stories, updates or articles (may be given again); all of them by default.")
    ] = None,
    when_empty: Annotated[str, typer.Option(help="send (one line that says so) or skip.")] = "send",
    quiet: Annotated[str, typer.Option(help="Hours in which nothing is sent: 22:00-07:00.")] = "",
    alerts: Annotated[bool, typer.Option("--alerts", help="Tell a new story in a mandatory topic at once.")] = False,
) -> None:
    """Make a subscription; khazri run sends its digests from now on."""
    from desk.opening import beat_of, open_archive
    from desk.printing import write
    from desk.subscribing import check_wishes, make, subscriptions_of
    from news.subscriptions import told_cadence
    from storage import subscriptions

    options: Options = context.obj
    settings = options.settings()
    said: dict[str, Any] = {"query": query, "topics": topics, "langs": langs, "to": to, "at": at, "days": days, "cron": cron}
    said |= {"immediate": immediate, "timezone": timezone, "tells": tells, "when_empty": when_empty, "quiet": quiet, "alerts": alerts}
    made = make(name, {key: value for key, value in said.items() if value}, settings)
    subscription = made.subscription(name, settings.digest, is_own=True)
    now = datetime.now(UTC)
    with open_archive(settings) as database:
        known = subscriptions_of(settings, database)
        if name in settings.subscriptions or (name in known and known[name].is_own):
            remedy = f"khazri subscriptions remove {name} takes it away" if known[name].is_own else "mend it in the settings file"
            raise UsageError(f"there is a subscription {name!r} already", remedy)
        check_wishes(subscription, beat_of(settings), database, now)
        subscriptions.put(database, name, made.model_dump(mode="json", exclude_unset=True), now)
    write(f"subscription {name}: {told_cadence(subscription)}, to {', '.join(subscription.to) or 'nobody yet'}")


@subscriptions_app.command("remove")
def remove_subscription(
    context: typer.Context, name: Annotated[str, typer.Argument(help="A subscription made by khazri subscriptions add.")]
) -> None:
    """Take a subscription away; what it was told stays in the archive."""
    from desk.opening import open_archive
    from desk.printing import write
    from storage import subscriptions

    options: Options = context.obj
    settings = options.settings()
    with open_archive(settings) as database:
        is_gone = subscriptions.remove(database, name)
    if not is_gone:
        where = (
            "it is in the settings file: take it out there" if name in settings.subscriptions else "khazri subscriptions list shows them"
        )
        raise QueryError(f"there is no subscription {name!r} that a command made", where)
    write(f"subscription {name} is gone; what it was told stays in khazri digest list {name}")


def _object(subscription: "Subscription") -> dict[str, Any]:
    from news.subscriptions import told_cadence

    asks = [subscription.query, *(f"topic:{each}" for each in subscription.topics), *(f"lang:{each}" for each in subscription.langs)]
    quiet = subscription.quiet
    return {
        "name": subscription.name,
        "when": told_cadence(subscription),
        "asks_for": " ".join(each for each in asks if each) or None,
        "to": list(subscription.to),
        "tells": list(subscription.tells),
        "when_empty": subscription.when_empty,
        "quiet": f"{quiet.begin:%H:%M}-{quiet.end:%H:%M}" if quiet else None,
        "alerts": subscription.alerts,
        "from": "command" if subscription.is_own else "settings",
        "query": subscription.query,
        "topics": list(subscription.topics),
        "langs": list(subscription.langs),
        "timezone": subscription.timezone,
    }
