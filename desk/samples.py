"""A sample, to see whether a channel works: an invented digest, sent at once and written down nowhere."""

import secrets
from datetime import datetime, timedelta

from desk.channels import Outcome
from desk.channels.mail import check_mail
from desk.deliveries import MAIL, channels_of
from desk.digests import parcel_of
from desk.settings import Settings
from desk.subscribing import recipients_of
from news.beats import Beat
from news.dates import Dating
from news.digests import Digest, Line, Outlet, Section, SourceHealth, Told
from news.subscriptions import Subscription, read_cadence
from storage.deliveries import Delivery

NAME = "sample"


def try_out(settings: Settings, to: str, beat: Beat, now: datetime) -> Outcome:
    """Send a sample to a channel or a mail address; return what the other side said. Raises SettingsError where it cannot go there."""
    zone = settings.digest.timezone
    subscription = Subscription(NAME, read_cadence(zone), zone, to=(to,))
    (recipient,) = recipients_of(subscription, settings.channels)
    if recipient.channel == MAIL:
        check_mail(settings.mail)
    parcel = parcel_of(sample_of(beat, zone, now), subscription, settings)
    delivery = Delivery(
        id=0,
        digest_id=0,
        subscription=NAME,
        message_id=parcel.message_id,
        channel=recipient.channel,
        form=recipient.form,
        recipient=recipient.name,
        body=parcel.forms.get(recipient.form, b""),
        state="pending",
        state_at=now,
        due_at=now,
        tries=0,
        begun_at=None,
        reply="",
        kind=parcel.kind,
        subject=parcel.subject,
        frozen_at=now,
    )
    return channels_of(settings)[recipient.channel].send(delivery, lambda: True)


def sample_of(beat: Beat, timezone: str, now: datetime) -> Digest:
    """Return a digest of one invented story; no two are the same mail."""
    seen = now - timedelta(minutes=20)
    line = Line(
        story_id=None,
        article_id=0,
        title="A sample: this channel works, and nothing has happened",
        url="https://example.org/sample",
        lang="en",
        outlet=Outlet("The Sample Gazette", "independent", "AZ"),
        published=Dating(seen, "exact", "meta"),
        first_seen_at=seen,
        note="an invented story, sent because somebody asked for it",
    )
    section = Section("new", None, "Sample", (line,))
    told = Told(themes=(secrets.randbelow(2**31),))  # goes into the Message-ID: mail servers drop what comes twice under one
    return Digest(NAME, beat.title, now, timezone, now - timedelta(days=1), (section,), health=SourceHealth(), told=told, kind="sample")
