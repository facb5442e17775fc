"""khazri digest."""

import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from desk.formats import DigestFormat
from news.errors import DeliveryError, UsageError

if TYPE_CHECKING:
    from desk.digests import Reader
    from desk.opening import Options
    from desk.settings import MailSettings
    from storage.database import Database


def add_to(app: typer.Typer) -> None:
    """Add this command."""
    app.command()(digest)


def digest(
    context: typer.Context,
    subscription: Annotated[str, typer.Argument(help="Whose digest.")] = "daily",
    send: Annotated[bool, typer.Option("--send", help="Mail it, and record it as told.")] = False,
    told: Annotated[
        bool, typer.Option("--told", help="Mail nothing, and record it as told: after a restore, what was mailed before.")
    ] = False,
    since: Annotated[str | None, typer.Option(help="Preview from this moment on instead: 2026-03-01, 12h, 7d.")] = None,
    form: Annotated[DigestFormat, typer.Option("--format", help="How to print.")] = DigestFormat.text,
) -> None:
    """Print what is new since the last digest that was sent; --send mails it."""
    from desk.digests import DAILY, Reader, as_html, as_json, as_text, gather
    from desk.opening import beat_of, open_archive
    from news.queries import parse_moment

    options: Options = context.obj
    settings = options.settings()
    now = datetime.now(UTC)
    if subscription != DAILY:
        raise UsageError(f"there is no subscription {subscription!r}", f"the one there is is {DAILY!r}")
    if (send or told) and since:
        raise UsageError("--since is for previews only", "leave it out: --send tells what no digest has told")
    if send and told:
        raise UsageError("--told mails nothing, --send does", "leave one of them out")
    reader = Reader(beat_of(settings), now, settings.digest.timezone)
    with open_archive(settings) as database:
        if send:
            return _send(database, subscription, reader, settings.mail)
        if told:
            return _count_as_told(database, subscription, reader, settings.mail)
        composed = gather(database, subscription, reader, parse_moment(since, now) if since else None)
    rendered = {DigestFormat.text: as_text, DigestFormat.html: as_html, DigestFormat.json: as_json}[form](composed)
    sys.stdout.write(rendered)
    return None


def _count_as_told(database: "Database", subscription: str, reader: "Reader", settings: "MailSettings") -> None:
    from desk.deliveries import freeze_digest
    from desk.printing import write

    frozen = freeze_digest(database, subscription, reader, settings.model_copy(update={"to": []}))
    write(f"{frozen.item_count} articles are told, and nothing was mailed")


def _send(database: "Database", subscription: str, reader: "Reader", settings: "MailSettings") -> None:
    from desk.deliveries import check_mail, deliver, freeze_digest
    from desk.printing import say, write

    check_mail(settings)
    frozen = freeze_digest(database, subscription, reader, settings)
    outcomes = deliver(database, settings)
    write(f"{frozen.item_count} articles in the digest")
    for outcome in outcomes:
        say(f"khazri: to {outcome.recipient}: {outcome.state} {outcome.reply}".rstrip())
    if any(outcome.state != "sent" for outcome in outcomes):
        remedy = "pending ones are tried again by 'khazri run' and the next --send; see khazri status"
        raise DeliveryError("not every mail was taken", remedy)
