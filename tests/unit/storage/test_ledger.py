from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.dates import Dating
from news.errors import DatabaseError
from news.feeds import Entry
from news.ledger import FeedLook, Settled, Tally, Validators
from storage import feeds, ledger
from storage.database import Database
from storage.rows import entry_of, entry_text

Press = Any  # the fixture of conftest.py


def test_what_a_feed_announces_is_fetched_once(press: Press) -> None:
    entries = [press.entry("a"), press.entry("b")]
    assert press.record(*entries) == ["a", "b"]
    for entry in entries:
        press.add(entry.url, text=entry.url)
    assert press.record(*entries, press.entry("c"), minutes=5) == ["c"]


def test_an_entry_comes_back_as_it_was_announced(press: Press) -> None:
    entry = replace(press.entry("a"), summary="Short\0", content="<p>Все</p>", lang="ru", published=Dating(date(2026, 3, 1), "day", "feed"))
    look = press.look(entry)
    assert ledger.record(press.db, look, next_look_at=look.looked_at) == (entry,)
    (waiting,) = ledger.waiting(press.db, ["northwind"], press.noon)
    assert (waiting.feed_id, waiting.entry, waiting.attempts) == ("northwind/rss", entry, 0)


def test_one_address_twice_in_a_feed_is_one_entry(press: Press) -> None:
    assert press.record(press.entry("a"), press.entry("b"), press.entry("a")) == ["a", "b"]


def test_validators_are_kept_only_with_the_entries_they_announced(press: Press) -> None:
    good = replace(press.look(press.entry("a")), validators=Validators('"1"', "yesterday"))
    ledger.record(press.db, good, next_look_at=press.noon)
    unkeepable = replace(press.entry("c", updated_at=datetime(2026, 3, 1)), published=Dating(press.noon, "exact", "feed"))
    bad = replace(press.look(press.entry("b"), unkeepable), validators=Validators('"2"'))
    with pytest.raises(DatabaseError):
        ledger.record(press.db, bad, next_look_at=press.noon)
    assert feeds.validators(press.db, "northwind/rss") == Validators('"1"', "yesterday")
    assert press.record(press.entry("a"), press.entry("b"), minutes=1) == ["a", "b"]


@pytest.mark.parametrize(("outcome", "sent", "kept"), [
    ("failed", Validators('"2"'), Validators('"1"')),
    ("unchanged", Validators(), Validators('"1"')),
    ("unchanged", Validators('"2"'), Validators('"2"')),
    ("new", Validators(), Validators()),
    ("empty", Validators('"2"'), Validators('"2"')),
])  # fmt: skip
def test_which_validators_stay(press: Press, outcome: Any, sent: Validators, kept: Validators) -> None:
    first = replace(press.look(), validators=Validators('"1"'))
    ledger.record(press.db, first, next_look_at=press.noon)
    ledger.record(press.db, replace(first, outcome=outcome, validators=sent), next_look_at=press.noon)
    assert feeds.validators(press.db, "northwind/rss") == kept


def test_failed_looks_are_counted_until_one_does_not_fail(press: Press) -> None:
    failed = FeedLook("northwind/rss", "northwind", "failed", press.noon, problem="HTTP 503")
    for expected in (1, 2):
        ledger.record(press.db, failed, next_look_at=press.noon)
        assert _state(press.db).failures == expected
    assert _state(press.db).problem == "HTTP 503"
    press.record(press.entry("a"))
    assert (_state(press.db).failures, _state(press.db).problem) == (0, None)


def test_an_unknown_feed_is_told(press: Press) -> None:
    with pytest.raises(DatabaseError, match="nobody/rss"):
        ledger.record(press.db, FeedLook("nobody/rss", "nobody", "new", press.noon), next_look_at=press.noon)


def test_a_page_edited_in_place_is_read_again(press: Press) -> None:
    morning = press.noon - timedelta(hours=3)
    assert press.record(press.entry("a", updated_at=morning)) == ["a"]
    press.add("https://northwind.example/a")
    assert press.record(press.entry("a", updated_at=morning), minutes=1) == []
    edited = press.entry("a", updated_at=press.noon + timedelta(minutes=2))
    assert press.record(edited, minutes=3) == ["a"]
    waiting = ledger.waiting(press.db, ["northwind"], press.noon + timedelta(minutes=4))
    assert [one.entry for one in waiting] == [edited], "a crash before it is read must not lose the edit"
    press.add("https://northwind.example/a", text="Edited.")
    assert press.record(edited, minutes=5) == []


def test_a_time_of_change_that_the_feed_gives_late_is_held_against_our_reading(press: Press) -> None:
    press.record(press.entry("a"))
    press.add("https://northwind.example/a", minutes=1)
    assert press.record(press.entry("a", updated_at=press.noon), minutes=2) == []
    assert press.record(press.entry("a", updated_at=press.noon + timedelta(minutes=3)), minutes=4) == ["a"]


def test_a_page_that_could_not_be_read_again_stays_stored(press: Press) -> None:
    press.record(press.entry("a"))
    press.add("https://northwind.example/a")
    press.record(press.entry("a", updated_at=press.noon + timedelta(minutes=1)), minutes=2)
    ledger.settle(press.db, Settled("https://northwind.example/a", "rejected", "soft 404", press.noon))
    assert ledger.tally(press.db) == (Tally("northwind", "stored", "not read again: soft 404", 1),)


def test_a_crash_leaves_nothing_behind(press: Press) -> None:
    entries = [press.entry("a"), press.entry("b")]
    press.record(*entries)
    assert {one.entry for one in ledger.waiting(press.db, ["northwind"], press.noon)} == set(entries)
    assert ledger.waiting(press.db, ["lighthouse"], press.noon) == ()
    assert press.record(*entries, minutes=5) == ["a", "b"]


def test_a_retry_comes_back_when_its_time_has_come(press: Press) -> None:
    entry = press.entry("a")
    press.record(entry)
    ledger.settle(press.db, Settled(entry.url, "retry", "HTTP 503", press.noon, press.noon + timedelta(minutes=30)))
    assert press.record(entry, minutes=29) == []
    assert ledger.waiting(press.db, ["northwind"], press.noon + timedelta(minutes=29)) == ()
    (waiting,) = ledger.waiting(press.db, ["northwind"], press.noon + timedelta(minutes=30))
    assert waiting.attempts == 1
    assert press.record(entry, minutes=30) == ["a"]


def test_a_page_is_given_up_after_five_tries(press: Press) -> None:
    entry = press.entry("a")
    press.record(entry)
    for _ in range(4):
        ledger.settle(press.db, Settled(entry.url, "retry", "HTTP 503", press.noon, press.noon))
        assert press.record(entry) == ["a"]
    ledger.settle(press.db, Settled(entry.url, "retry", "HTTP 503", press.noon, press.noon))
    assert press.record(entry, minutes=999) == []
    assert ledger.tally(press.db) == (Tally("northwind", "rejected", "HTTP 503 (given up after 5 tries)", 1),)


def test_force_returns_everything_and_starts_the_tries_anew(press: Press) -> None:
    press.record(press.entry("a"), press.entry("b"))
    press.add("https://northwind.example/a")
    ledger.settle(press.db, Settled("https://northwind.example/b", "rejected", "off the beat", press.noon))
    assert press.record(press.entry("a"), press.entry("b"), force=True) == ["a", "b"]
    assert [one.attempts for one in ledger.waiting(press.db, ["northwind"], press.noon)] == [0, 0]


def test_the_tally_counts_by_source_state_and_reason(press: Press) -> None:
    press.record(*(press.entry(name) for name in "abcd"))
    for name in "ab":
        ledger.settle(press.db, Settled(f"https://northwind.example/{name}", "rejected", "off the beat", press.noon))
    press.add("https://northwind.example/c")
    assert ledger.tally(press.db) == (
        Tally("northwind", "rejected", "off the beat", 2),
        Tally("northwind", "seen", "", 1),
        Tally("northwind", "stored", "", 1),
    )


def test_settling_an_address_nobody_announced_changes_nothing(press: Press) -> None:
    ledger.settle(press.db, Settled("https://northwind.example/x", "rejected", "soft 404", press.noon))
    assert ledger.tally(press.db) == ()


@pytest.mark.parametrize("name", ["x" * 5000, "nul\0", "half\ud800"])
def test_an_address_no_database_can_hold_does_not_cost_the_others(press: Press, name: str) -> None:
    assert press.record(press.entry(name), press.entry("b")) == ["b"]


def test_a_long_sitemap_is_recorded_whole(press: Press) -> None:
    entries = [press.entry(f"page-{number:05}") for number in range(3000)]
    assert len(press.record(*entries)) == 3000
    assert press.record(*entries) == [f"page-{number:05}" for number in range(3000)], "nothing was fetched yet"


def test_two_crawls_that_see_one_page_at_once_fetch_it_once(press: Press) -> None:
    """Two feeds of one source announce the same new pages at the same moment, in opposite order."""
    entries = [press.entry(f"page-{number}") for number in range(300)]
    looks = [press.look(*entries), press.look(*reversed(entries), feed=press.northwind_map)]
    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(lambda look: ledger.record(press.db, look, next_look_at=press.noon), looks))
    assert {entry.url for entries in found for entry in entries} == {entry.url for entry in entries}
    assert sum(tally.count for tally in ledger.tally(press.db)) == 300


_texts = st.none() | st.text()
_moments = st.datetimes(min_value=datetime(2, 1, 1), max_value=datetime(9998, 1, 1), timezones=st.just(UTC))
_datings = st.builds(Dating, _moments, st.sampled_from(["exact", "inferred"]), st.none()) | st.builds(Dating, st.dates(), st.just("day"))


@given(st.builds(Entry, st.text(), st.text(), _texts, _texts, _texts, _datings, st.none() | _moments, _texts, _texts))
def test_any_entry_survives_its_text(entry: Entry) -> None:
    assert entry_of(entry_text(entry)) == entry


def _state(db: Database) -> Any:
    return next(state for state in feeds.states(db) if state.feed_id == "northwind/rss")


def test_a_page_whose_host_is_to_be_left_alone_is_not_given_up_for_a_month(press: Press) -> None:
    entry = press.entry("quiet")
    press.record(entry)
    for day in range(30):
        at = press.noon + timedelta(days=day)
        ledger.settle(press.db, Settled(entry.url, "retry", "HTTP 503", at, at + timedelta(hours=1), asked=False))
    (waiting,) = ledger.waiting(press.db, ["northwind"], press.noon + timedelta(days=30))
    assert waiting.attempts == 0, "what was not asked is no try"
    late = press.noon + timedelta(days=31)
    ledger.settle(press.db, Settled(entry.url, "retry", "HTTP 503", late, late, asked=False))
    assert ledger.waiting(press.db, ["northwind"], late + timedelta(days=1)) == ()
    (row,) = ledger.tally(press.db)
    assert (row.state, row.reason) == ("rejected", "HTTP 503 (given up after 30 days)")
