"""Handing digests over: frozen first, then sent, one recipient at a time, each try in the ledger.

The order of work for each: everything but the last word → the ledger says ``committing`` → the last word → the reply → the ledger says
``sent``. A crash in between leaves ``committing``, which is told as ``in doubt`` and never blindly sent again: where copies of all mails
arrive in a mailbox, it is looked up there.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from desk.channels import BUSY, Channel, Outcome
from desk.channels.folder import Folder
from desk.channels.mail import Mail
from desk.channels.mailbox import Mailbox, MailboxError
from desk.channels.services import Services
from desk.channels.webhook import Webhook
from desk.digests import gather, parcel_of, reader_of
from desk.reader_settings import ChannelSettings
from desk.settings import Settings
from news.beats import Beat
from news.digests import Digest
from news.subscriptions import Subscription
from storage import deliveries, digests
from storage.database import Database
from storage.deliveries import Delivery
from storage.failpoints import failpoint

MAIL = "mail"
GIVEN_UP = timedelta(days=5)  # RFC 5321, 4.5.4.1: senders give up after four or five days
_FOUND = Outcome("sent", "found in the mailbox")
_NOT_FOUND = Outcome("pending", "not in the mailbox: it is sent again")
DEAD = timedelta(days=7)  # a webhook that fails for a week is closed: what waits for it is kept


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of one delivery."""

    delivery: Delivery
    outcome: Outcome

    @property
    def line(self) -> str:
        """It, for a person."""
        return f"{self.delivery.kind} to {self.delivery.recipient}: {self.outcome.state} {self.outcome.reply}".rstrip()


def freeze_digest(database: Database, subscription: Subscription, settings: Settings, beat: Beat, now: datetime) -> Digest | None:
    """Freeze the digest of what is new, with its exact bytes, one pending delivery a recipient; nothing is sent yet.

    A digest without items is sent too, unless the subscription skips those, and kept in any case: silence and breakage must not look
    alike. Returns nothing where a reader who is told at once has nothing to hear.
    """
    digest = gather(database, subscription, settings, reader_of(settings, beat, now, subscription))
    if digest.is_empty and subscription.is_immediate:
        return None
    is_kept_back = digest.is_empty and digest.baseline is None and subscription.when_empty == "skip"
    parcel = parcel_of(digest, subscription, settings)
    digests.freeze(database, replace(parcel, recipients=()) if is_kept_back else parcel, now)
    return digest


def channels_of(settings: Settings) -> dict[str, Channel]:
    """Return everything that digests can be handed to, by name."""
    return {MAIL: Mail(settings.mail), **{name: _channel(name, given, settings) for name, given in settings.channels.items()}}


def deliver(
    database: Database, settings: Settings, due_at: datetime | None = None, *, quiet: Collection[str] = (), now: datetime | None = None
) -> tuple[Fate, ...]:
    """Try the pending deliveries that are due at a moment, or all of them, once; those of ``quiet`` subscriptions wait."""
    channels = channels_of(settings)
    at = now or datetime.now(UTC)
    deliveries.recover(database, [name for name, channel in channels.items() if channel.is_repeatable])
    looked_up = look_up(database, settings, at)
    found = [each for each in deliveries.pending(database, due_at) if each.subscription not in quiet]
    shut = deliveries.closed(database)
    tried = (_deliver_one(database, channels, each, now) for each in found if each.channel not in shut)
    return (*looked_up, *tried)


def look_up(database: Database, settings: Settings, now: datetime) -> tuple[Fate, ...]:
    """Look up what is in doubt in the mailbox for copies, if there is one: what is there was sent, what is not is sent again."""
    mailbox = settings.mail.mailbox
    if not mailbox.host:
        return ()
    doubtful = [each for each in deliveries.in_doubt(database, now - timedelta(seconds=mailbox.wait)) if each.channel == MAIL]
    fates = []
    try:
        with Mailbox(mailbox) as opened:
            for each in doubtful:
                is_there = opened.has(each.message_id, each.recipient)
                outcome = _FOUND if is_there else _NOT_FOUND._replace(due_at=now)
                deliveries.mark(database, each.id, outcome.state, outcome.reply, now, outcome.due_at)
                fates.append(Fate(each, outcome))
    except MailboxError as error:
        return (*fates, *(Fate(each, Outcome("in doubt", str(error))) for each in doubtful[len(fates) :]))
    return tuple(fates)


def _deliver_one(database: Database, channels: Mapping[str, Channel], delivery: Delivery, now: datetime | None) -> Fate:
    channel = channels.get(delivery.channel)
    if channel is None:
        return Fate(delivery, Outcome("pending", f"there is no channel {delivery.channel!r} in the settings any more"))

    is_begun = False

    def commit() -> bool:
        nonlocal is_begun
        is_begun = deliveries.mark(database, delivery.id, "committing", "", now or datetime.now(UTC))
        return is_begun

    outcome = channel.send(delivery, commit)
    if outcome == BUSY:
        return Fate(delivery, outcome)
    at = now or datetime.now(UTC)
    outcome = _in_time(delivery, outcome, at)
    deliveries.mark(database, delivery.id, outcome.state, outcome.reply, at, outcome.due_at, is_begun=is_begun)
    failpoint("mail-marked")
    if outcome.closes:
        deliveries.close_channel(database, delivery.channel, outcome.reply, at)
    return Fate(delivery, outcome)


def _in_time(delivery: Delivery, outcome: Outcome, now: datetime) -> Outcome:
    """Give up what was tried for days: a mail has failed then, another channel is closed, and keeps what waits."""
    tried = now - (delivery.begun_at or now)
    if outcome.state != "pending" or tried < (GIVEN_UP if delivery.channel == MAIL else DEAD):
        return outcome
    if delivery.channel == MAIL:
        return Outcome("failed", f"given up after {tried.days} days: {outcome.reply}")
    return outcome._replace(closes=True, reply=f"dead for {tried.days} days: {outcome.reply}")


def _channel(name: str, given: ChannelSettings, settings: Settings) -> Channel:
    if given.kind == "webhook":
        return Webhook(given, settings)
    if given.kind == "file":
        return Folder(given)
    return Services(name, given)
