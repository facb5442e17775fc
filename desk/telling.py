"""What the scheduler does about readers: whoever is due gets a digest, whoever asked for it an alert, and what waits is sent."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from desk.alerts import gather_alerts
from desk.deliveries import deliver, freeze_digest
from desk.digests import parcel_of, reader_of
from desk.opening import beat_of
from desk.settings import Settings
from desk.subscribing import is_reached, subscriptions_of
from news.beats import Beat
from news.digests import Digest
from news.errors import KhazriError
from news.subscriptions import Subscription
from storage import backups, digests, slots
from storage.database import Database
from storage.failpoints import failpoint


@dataclass
class Teller:
    """Tells readers, and remembers what it looked at: for who is told at once, nothing is asked twice of the same articles."""

    looked: dict[str, int] = field(default_factory=dict)
    """By job: the newest article there was when it was looked at last."""
    _beat: Beat | None = None

    def tell(self, database: Database, settings: Settings, now: datetime | None = None) -> Iterator[str]:
        """Freeze what is due and send what waits; return a line for a person for each that was made or sent.

        ``now`` is the clock on the wall where nothing is said. A subscription that cannot be told is told of, and keeps no other waiting.
        """
        at = now or datetime.now(UTC)
        known = subscriptions_of(settings, database)
        quiet = {each.name for each in known.values() if each.is_quiet(at)}
        for each in known.values():
            if each.name not in quiet and is_reached(each, settings):
                try:
                    yield from self._freeze(database, each, settings, at)
                except KhazriError as error:
                    yield f"subscription {each.name}: {error}"
        for fate in deliver(database, settings, at, quiet=quiet, now=now):
            yield fate.line

    def _freeze(self, database: Database, subscription: Subscription, settings: Settings, now: datetime) -> Iterator[str]:
        newest = digests.newest_article(database)
        if subscription.is_immediate:
            slots.begin(database, subscription.job, subscription.latest_slot(now), now)
            is_due = self.looked.get(subscription.job) != newest
        else:
            is_due = take_slot(database, subscription, now)
        if is_due:
            failpoint("digest-owed")
            made = freeze_digest(database, subscription, settings, self._read_beat(settings), now)
            self.looked[subscription.job] = newest
            if made is not None:
                yield told(made)
        if subscription.alerts:
            yield from self._alert(database, subscription, settings, now)

    def _alert(self, database: Database, subscription: Subscription, settings: Settings, now: datetime) -> Iterator[str]:
        job = f"alert:{subscription.name}"
        since = slots.begin(database, job, now, now)
        newest = digests.newest_article(database)
        if self.looked.get(job) == newest:
            return
        reader = reader_of(settings, self._read_beat(settings), now, subscription)
        for alert in gather_alerts(database, subscription, settings, reader, since):
            digests.freeze(database, parcel_of(alert, subscription, settings), now)
            yield told(alert)
        self.looked[job] = newest

    def _read_beat(self, settings: Settings) -> Beat:
        if self._beat is None:
            self._beat = beat_of(settings)
        return self._beat


def take_slot(database: Database, subscription: Subscription, now: datetime) -> bool:
    """Claim a slot of a subscription; return whether a digest is to be made: for a slot claimed by somebody who died over it, too.

    On the first start the slot is taken without a digest: there is nothing to tell yet. After a restore so is a slot that lies
    before it: whether its digest was sent nobody knows.
    """
    slot = subscription.latest_slot(now)
    slots.claim(database, subscription.job, slot, now)
    if slots.is_first(database, subscription.job, slot) or backups.is_held(database, slot):
        return False
    return slots.is_owed(database, subscription.name, slot)


def told(digest: Digest) -> str:
    """Say in one line what was made."""
    if digest.kind == "alert":
        return f"alert for {digest.name}: {digest.sections[0].lines[0].title}"
    stories, updates = digest.story_count, digest.update_count
    return f"digest for {digest.name}: {stories} new stor{'y' if stories == 1 else 'ies'}, {updates} update{'' if updates == 1 else 's'}"
