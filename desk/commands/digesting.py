"""khazri digest: previews, sending, and what became of what was sent."""

import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer
from typer.core import TyperGroup

from desk.formats import DigestFormat, Format, FrozenFormat
from news.errors import DeliveryError, QueryError, SettingsError, UsageError

if TYPE_CHECKING:
    from desk.options import Options
    from desk.settings import Settings
    from news.beats import Beat
    from news.subscriptions import Subscription
    from storage.database import Database

_PREVIEW = "preview"
_SHOWN = 20  # digests of a list, where nothing is said


class _PreviewFirst(TyperGroup):
    """Takes what begins with none of its commands for a preview: ``khazri digest``, ``khazri digest gas --send``."""

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]  # typer's own name for it
        is_preview = args[0] not in self.commands and args[0] != "--help" if args else not ctx.resilient_parsing
        if is_preview:
            args = [_PREVIEW, *args]
        return super().parse_args(ctx, args)


digest_app = typer.Typer(
    cls=_PreviewFirst,
    help="Print what is new since the last digest (khazri digest preview --help), send it, and see what became of what was sent.",
    rich_markup_mode=None,
)
Name = Annotated[str, typer.Argument(metavar="[SUBSCRIPTION]", help="Whose digest.")]


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.add_typer(digest_app, name="digest")


@digest_app.command(_PREVIEW)
def preview(
    context: typer.Context,
    subscription: Name = "daily",
    send: Annotated[bool, typer.Option("--send", help="Send it, and record it as told.")] = False,
    told: Annotated[
        bool, typer.Option("--told", help="Send nothing, and record it as told: after a restore, what was sent before.")
    ] = False,
    since: Annotated[str | None, typer.Option(help="Preview from this moment on instead: 2026-03-01, 12h, 7d.")] = None,
    form: Annotated[DigestFormat, typer.Option("--format", help="How to print.")] = DigestFormat.text,
) -> None:
    """Print what is new since the last digest that was sent; --send sends it. The word preview may be left out."""
    from desk.opening import beat_of
    from desk.subscribing import check_wishes, subscriptions_of
    from news.queries import parse_moment
    from news.subscriptions import named

    options: Options = context.obj
    settings = options.settings()
    now = datetime.now(UTC)
    if (send or told) and since:
        raise UsageError("--since is for previews only", "leave it out: --send tells what no digest has told")
    if send and told:
        raise UsageError("--told sends nothing, --send does", "leave one of them out")
    with _opened(settings, subscription) as database:
        wanted = named(subscriptions_of(settings, database), subscription)
        beat = beat_of(settings)
        check_wishes(wanted, beat, database, now)
        if send:
            _send(database, wanted, settings, beat, now)
        elif told:
            _count_as_told(database, wanted, settings, beat, now)
        else:
            begin = parse_moment(since, now) if since else None
            sys.stdout.write(_rendered(database, wanted, settings, beat, (now, begin), form))


def _rendered(
    database: "Database",
    subscription: "Subscription",
    settings: "Settings",
    beat: "Beat",
    span: tuple[datetime, datetime | None],
    form: DigestFormat,
) -> str:
    from desk import digest_forms
    from desk.digests import gather, reader_of

    now, since = span
    composed = gather(database, subscription, settings, reader_of(settings, beat, now, subscription), since)
    if form is DigestFormat.atom:
        from desk.digest_feeds import as_atom

        return as_atom([composed]).decode()
    forms = {DigestFormat.text: digest_forms.as_text, DigestFormat.html: digest_forms.as_html, DigestFormat.json: digest_forms.as_json}
    return {**forms, DigestFormat.markdown: digest_forms.as_markdown}[form](composed)


def _count_as_told(database: "Database", subscription: "Subscription", settings: "Settings", beat: "Beat", now: datetime) -> None:
    from dataclasses import replace

    from desk.deliveries import freeze_digest
    from desk.printing import write

    frozen = freeze_digest(database, replace(subscription, to=()), settings, beat, now)
    write(f"{len(frozen.told.articles) if frozen else 0} articles are told, and nothing was sent")


def _send(database: "Database", subscription: "Subscription", settings: "Settings", beat: "Beat", now: datetime) -> None:
    from desk.channels.mail import check_mail
    from desk.deliveries import MAIL, deliver, freeze_digest
    from desk.printing import say, write
    from desk.subscribing import recipients_of, subscriptions_of

    recipients = recipients_of(subscription, settings.channels)
    if not recipients:
        name = subscription.name
        where = "mail.to or " if name == "daily" else ""
        raise SettingsError(f"subscription {name!r} goes to nobody", f"set {where}subscriptions.{name}.to, or leave --send out")
    if any(each.channel == MAIL for each in recipients):
        check_mail(settings.mail)
    frozen = freeze_digest(database, subscription, settings, beat, now)
    others = [name for name, each in subscriptions_of(settings, database).items() if each.is_quiet(now) and name != subscription.name]
    fates = deliver(database, settings, quiet=others)
    write("nothing new, and nothing sent" if frozen is None else f"{len(frozen.told.articles)} articles in the digest")
    for fate in fates:
        say(f"khazri: {fate.line}")
    if any(fate.outcome.state != "sent" for fate in fates):
        remedy = "pending ones are tried again by 'khazri run' and the next --send; see khazri digest list"
        raise DeliveryError("not everything arrived", remedy)


def _opened(settings: "Settings", subscription: str) -> "Database":
    """Open the archive; where there is none, a subscription that there is not either is told first."""
    from desk.opening import open_archive
    from desk.subscribing import subscriptions_of
    from news.errors import DatabaseMissing
    from news.subscriptions import named

    try:
        return open_archive(settings)
    except DatabaseMissing:
        named(subscriptions_of(settings, None), subscription)
        raise


@digest_app.command("list")
def list_digests(
    context: typer.Context,
    subscription: Annotated[str | None, typer.Argument(metavar="[SUBSCRIPTION]", help="Only this one's.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="At most so many digests, the newest first.")] = _SHOWN,
    form: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.table,
) -> None:
    """List the digests that were made, with the fate of each delivery: sent, pending, failed, in doubt or held."""
    from desk.delivery_views import DIGEST_COLUMNS, delivery_rows, frozen_object, print_frozen
    from desk.opening import open_archive
    from desk.printing import print_objects
    from storage import digests

    options: Options = context.obj
    with open_archive(options.settings()) as database:
        found = digests.latest(database, limit, subscription=subscription)
    if form is Format.table:
        for frozen in found:
            print_frozen(frozen)
    elif form is Format.csv:
        print_objects((row for frozen in found for row in delivery_rows(frozen)), form, DIGEST_COLUMNS)
    else:
        print_objects(map(frozen_object, found), form, ())


@digest_app.command("show")
def show_digest(
    context: typer.Context,
    number: Annotated[int, typer.Argument(help="The digest's number, as khazri digest list prints it.")],
    form: Annotated[FrozenFormat, typer.Option("--format", help="Which form of it.")] = FrozenFormat.text,
) -> None:
    """Print a digest as it was sent, byte for byte; the text form for a terminal."""
    from desk.opening import open_archive
    from desk.printing import visible
    from storage import digests

    options: Options = context.obj
    with open_archive(options.settings()) as database:
        frozen = digests.get(database, number)
    if frozen is None:
        raise QueryError(f"there is no digest {number}", "khazri digest list prints the numbers")
    if form.value not in frozen.forms:
        kept = ", ".join(sorted(frozen.forms)) or "nothing"
        raise QueryError(f"of digest {number} there is no {form.value}", f"there is {kept}: --format says which")
    text = frozen.forms[form.value].decode("utf-8", "replace")
    sys.stdout.write(visible(text) if sys.stdout.isatty() else text)


@digest_app.command("test")
def test_channel(
    context: typer.Context,
    to: Annotated[str, typer.Argument(metavar="CHANNEL-OR-ADDRESS", help="A channel of the settings, or a mail address.")],
) -> None:
    """Send a sample there, and print what the other side said; no digest counts it as told."""
    from desk.opening import beat_of
    from desk.printing import write
    from desk.samples import try_out

    options: Options = context.obj
    settings = options.settings()
    outcome = try_out(settings, to, beat_of(settings), datetime.now(UTC))
    if outcome.state != "sent":
        raise DeliveryError(f"{to}: {outcome.state}: {outcome.reply}", "mend the channel's settings, or try again")
    write(f"{to}: sent ({outcome.reply})")


@digest_app.command("settle")
def settle(
    context: typer.Context,
    delivery: Annotated[int, typer.Argument(help="The delivery's number, as khazri digest list prints it.")],
    arrived: Annotated[bool, typer.Option("--arrived", help="It is there, or need not be: nothing is sent.")] = False,
    again: Annotated[bool, typer.Option("--again", help="It is not there: khazri run sends it again, the same bytes.")] = False,
) -> None:
    """Say what became of a delivery that is in doubt or has failed."""
    from desk.opening import open_archive
    from desk.printing import write
    from storage import deliveries

    options: Options = context.obj
    if arrived == again:
        raise UsageError("say one thing: --arrived, or --again", "look whether it is there")
    with open_archive(options.settings()) as database:
        found = deliveries.get(database, delivery)
        if found is None:
            raise QueryError(f"there is no delivery {delivery}", "khazri digest list prints the numbers")
        is_settled = deliveries.settle(database, delivery, is_there=arrived, now=datetime.now(UTC))
    if not is_settled:
        raise QueryError(f"delivery {delivery} is {found.state}", "only what is in doubt or has failed is to be settled")
    write(f"delivery {delivery} to {found.recipient} is {'sent' if arrived else 'pending: khazri run sends it, or khazri digest --send'}")


@digest_app.command("open")
def open_channel(context: typer.Context, channel: Annotated[str, typer.Argument(help="A channel that was closed.")]) -> None:
    """Open a channel that was closed because nothing wanted or took digests there; what was held goes out once."""
    from desk.opening import open_archive
    from desk.printing import write
    from storage import deliveries

    options: Options = context.obj
    with open_archive(options.settings()) as database:
        shut = deliveries.closed(database)
        if channel not in shut:
            closed = f"closed are {', '.join(sorted(shut))}" if shut else "none is closed"
            raise QueryError(f"channel {channel!r} is not closed", closed)
        held = deliveries.open_channel(database, channel, datetime.now(UTC))
    write(
        f"channel {channel} is open again; {held} deliver{'y goes' if held == 1 else 'ies go'} out with khazri run or khazri digest --send"
    )
