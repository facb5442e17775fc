from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

from storage import slots
from storage.database import Database
from tests.parcels import freeze

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def test_a_slot_is_claimed_once(db: Database) -> None:
    assert slots.claim(db, "crawl", NOON, NOON)
    assert not slots.claim(db, "crawl", NOON, NOON + timedelta(seconds=1))
    assert slots.claim(db, "digest", NOON, NOON)
    assert slots.claim(db, "crawl", NOON + timedelta(hours=1), NOON)


def test_of_many_that_claim_at_once_one_has_it(db: Database) -> None:
    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(lambda _: slots.claim(db, "crawl", NOON, NOON), range(12))) == [False] * 11 + [True]


def test_the_latest_slot_of_a_job(db: Database) -> None:
    assert slots.latest(db, "crawl") is None
    for hours in (2, 3, 1):
        slots.claim(db, "crawl", NOON + timedelta(hours=hours), NOON)
    slots.claim(db, "digest", NOON + timedelta(hours=9), NOON)
    assert slots.latest(db, "crawl") == NOON + timedelta(hours=3)


def test_a_digest_whose_maker_died_is_owed_until_one_is_frozen(db: Database) -> None:
    slots.claim(db, "digest", NOON, NOON)
    assert slots.is_owed(db, "daily", NOON)
    freeze(db, "<one@example.org>", [], [], NOON + timedelta(seconds=1))
    assert not slots.is_owed(db, "daily", NOON)
    assert slots.is_owed(db, "daily", NOON + timedelta(days=1))


def test_the_first_slot_ever_is_known(db: Database) -> None:
    assert slots.is_first(db, "digest", NOON)
    slots.claim(db, "digest", NOON, NOON)
    assert slots.is_first(db, "digest", NOON)
    assert not slots.is_first(db, "digest", NOON + timedelta(days=1))
