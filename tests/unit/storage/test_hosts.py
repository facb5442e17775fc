"""Hosts that asked for quiet."""

from datetime import UTC, datetime, timedelta

from news.politeness import QuietHost
from storage import hosts
from storage.database import Database

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
SOON, LATE = NOON + timedelta(minutes=5), NOON + timedelta(hours=5)


def test_a_host_is_left_alone_until_its_time_has_come(db: Database) -> None:
    hosts.hold(db, "paper.example", SOON, "HTTP 429")
    hosts.hold(db, "other.example:8080", LATE, "HTTP 503")
    assert hosts.quiet(db, NOON) == (QuietHost("other.example:8080", LATE, "HTTP 503"), QuietHost("paper.example", SOON, "HTTP 429"))
    assert [each.host for each in hosts.quiet(db, SOON)] == ["other.example:8080"]
    assert hosts.quiet(db, LATE) == ()


def test_a_shorter_quiet_does_not_end_a_longer_one(db: Database) -> None:
    hosts.hold(db, "paper.example", LATE, "HTTP 429")
    hosts.hold(db, "paper.example", SOON, "HTTP 503")
    assert hosts.quiet(db, NOON) == (QuietHost("paper.example", LATE, "HTTP 429"),)


def test_a_quiet_can_be_lifted_by_hand(db: Database) -> None:
    hosts.hold(db, "paper.example", LATE, "HTTP 429")
    assert hosts.lift(db, "paper.example")
    assert not hosts.lift(db, "paper.example")
    assert hosts.quiet(db, NOON) == ()
