"""What is said of digests that did not go out."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from desk.settings import Settings
from desk.status_views import prometheus_text, status_object
from desk.statuses import status_of
from storage import deliveries, digests, slots
from storage.database import Database
from storage.digests import Parcel, Recipient

SLOT = datetime(2026, 3, 2, 3, tzinfo=UTC)  # 07:00 in Baku
DAY = timedelta(days=1)
NOW = SLOT + timedelta(hours=1)


@pytest.fixture
def archive(db: Database) -> Database:
    return db


def settings(**gas: Any) -> Settings:
    return Settings(
        channels={"notes": {"kind": "file", "path": "/nowhere"}},  # type: ignore[dict-item]  # pydantic makes values of these
        subscriptions={"gas": {"to": ["notes"], "at": "07:00", **gas}},  # type: ignore[dict-item]
    )


def made(archive: Database, slot: datetime, *, sent: bool = True, subscription: str = "gas") -> None:
    """A digest as the scheduler makes one."""
    slots.claim(archive, f"digest:{subscription}", slot, slot)
    parcel = Parcel(subscription, f"<{subscription}-{slot:%d%H%M}@x>", {"text": b"x"}, recipients=(Recipient("notes", "notes", "text"),))
    digests.freeze(archive, parcel, slot)
    if sent:
        (each,) = deliveries.pending(archive)
        deliveries.mark(archive, each.id, "committing", "", slot)
        deliveries.mark(archive, each.id, "sent", "", slot)


def wrong(archive: Database, given: Settings, now: datetime = NOW) -> list[str]:
    return [line for line in status_of(archive, now, given).own if "crawled" not in line and "crawl for" not in line]


def test_nothing_is_wrong_where_digests_go_out(archive: Database) -> None:
    for number in range(4):
        made(archive, SLOT - number * DAY)
    assert wrong(archive, settings()) == []


def test_nothing_is_wrong_before_the_first_digest_is_due(archive: Database) -> None:
    assert wrong(archive, settings()) == []
    slots.claim(archive, "digest:gas", SLOT, SLOT)
    assert wrong(archive, settings(), NOW + timedelta(hours=20)) == []


def test_a_digest_that_was_not_made_is_told_by_its_subscription(archive: Database) -> None:
    made(archive, SLOT - DAY)
    assert wrong(archive, settings()) == ["the digest gas of 2026-03-02 03:00 UTC was not made; see that khazri run is running"]
    assert wrong(archive, settings(), SLOT + timedelta(minutes=20)) == [], "it may be late by as much"


def test_digests_that_are_made_and_reach_nobody_are_told_after_two_times(archive: Database) -> None:
    made(archive, SLOT - 3 * DAY)
    made(archive, SLOT - 2 * DAY, sent=False)
    (waiting,) = wrong(archive, settings(), SLOT - 2 * DAY + timedelta(hours=2))
    assert waiting == "the digest gas to notes: pending"
    made(archive, SLOT - DAY, sent=False)
    made(archive, SLOT, sent=False)
    told = wrong(archive, settings())
    assert "the digest gas has reached nobody since 2026-02-27 03:00 UTC; khazri digest list gas says why" in told


def test_who_wants_no_empty_digests_may_hear_nothing_for_weeks(archive: Database) -> None:
    made(archive, SLOT - 20 * DAY)
    for number in range(20):
        slots.claim(archive, "digest:gas", SLOT - number * DAY, SLOT)
    assert wrong(archive, settings(when_empty="skip")) == []
    assert len(wrong(archive, settings())) == 1


def test_nobody_misses_a_digest_in_quiet_hours_or_one_that_goes_nowhere(archive: Database) -> None:
    made(archive, SLOT - 9 * DAY)
    assert wrong(archive, settings(quiet="06:00-09:00")) == []
    assert wrong(archive, settings(to=["desk@example.org"])) == [], "there is no mail server"
    assert wrong(archive, settings()) != []


def test_a_closed_channel_is_told_with_the_command_that_opens_it(archive: Database) -> None:
    made(archive, SLOT, sent=False)
    deliveries.close_channel(archive, "notes", "notes.example: 410 Gone", SLOT)
    status = status_of(archive, NOW + DAY, settings())
    told = [line for line in status.own if "notes" in line]
    assert told == ["channel notes is closed since 2026-03-02: notes.example: 410 Gone; khazri digest open notes"]
    assert status_object(status)["closed_channels"] == [
        {"channel": "notes", "since": "2026-03-02T03:00:00Z", "why": "notes.example: 410 Gone", "held": 1}
    ]
    assert 'khazri_closed_channels{channel="notes"} 1' in prometheus_text(status)


def test_settings_that_cannot_be_read_are_a_line_and_no_crash(archive: Database) -> None:
    given = Settings(subscriptions={"gas": {"to": ["nowhere"]}})  # type: ignore[dict-item]
    (line,) = wrong(archive, given)
    assert "subscription 'gas' goes to 'nowhere', which is no channel" in line
