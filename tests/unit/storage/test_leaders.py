"""One scheduler at a time works on a database, and one that was frozen cannot write when it wakes."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from storage import crawls, leaders, slots
from storage.database import Database
from storage.leaders import LEASE, LeadLost, Term

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def take(db: Database, holder: str, now: datetime = NOON) -> Term | None:
    return leaders.take(db, "scheduler", holder, now)


def test_one_leads_and_others_wait_until_its_lease_is_over(db: Database) -> None:
    assert take(db, "one")
    assert take(db, "two") is None
    assert take(db, "two", NOON + LEASE - SECOND) is None
    assert take(db, "two", NOON + LEASE)
    assert leaders.holder_of(db, "scheduler") == "two"


def test_a_lease_that_is_renewed_goes_on(db: Database) -> None:
    term = take(db, "one")
    assert term
    assert leaders.renew(db, term, NOON + LEASE - SECOND)
    assert take(db, "two", NOON + LEASE + SECOND) is None


def test_what_is_given_back_can_be_taken_at_once(db: Database) -> None:
    term = take(db, "one")
    assert term
    leaders.release(db, term)
    assert take(db, "two")


def test_a_child_started_again_leads_at_once_for_its_parent_holds_the_lead(db: Database) -> None:
    first, second = take(db, "parent"), take(db, "parent", NOON + SECOND)
    assert first
    assert second
    assert second.fence > first.fence
    assert not leaders.renew(db, first, NOON + SECOND)


def test_of_many_that_start_at_once_one_leads(db: Database) -> None:
    with ThreadPoolExecutor(6) as pool:
        taken = list(pool.map(lambda number: take(db, f"holder {number}"), range(12)))
    assert sum(term is not None for term in taken) == 1


def test_one_that_was_frozen_can_neither_claim_a_slot_nor_start_a_crawl(db: Database) -> None:
    term = take(db, "frozen")
    of_frozen = leaders.led(db, lambda: term)
    assert slots.claim(of_frozen, "crawl", NOON, NOON)
    other = take(db, "other", NOON + LEASE)
    with pytest.raises(LeadLost):
        slots.claim(of_frozen, "crawl", NOON + LEASE, NOON + LEASE)
    with pytest.raises(LeadLost):
        crawls.started(of_frozen, NOON + LEASE)
    assert term
    assert not leaders.renew(db, term, NOON + LEASE)
    leaders.release(db, term)
    assert take(db, "third", NOON + LEASE) is None
    assert slots.claim(leaders.led(db, lambda: other), "crawl", NOON + LEASE, NOON + LEASE)


def test_a_person_crawls_beside_the_leader(db: Database) -> None:
    assert take(db, "one")
    assert crawls.started(db, NOON)


def test_without_a_term_nothing_is_written_as_leader(db: Database) -> None:
    with pytest.raises(LeadLost):
        slots.claim(leaders.led(db, lambda: None), "crawl", NOON, NOON)
    assert slots.latest(db, "crawl") is None


@pytest.mark.parametrize("step", [timedelta(hours=-1), timedelta(days=1), datetime(1970, 1, 2, tzinfo=UTC) - NOON])
def test_a_clock_that_was_set_leaves_no_lease_that_nobody_can_take(db: Database, step: timedelta) -> None:
    assert take(db, "died under another clock")
    assert take(db, "one", NOON + step)
