"""How long a host is to be left alone, by what its server said."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.politeness import LONGEST_QUIET, ROBOTS_LATEST, UNSAID_QUIET, quiet_until, robots_pause

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
DATE = "Mon, 02 Mar 2026 12:00:00 GMT"


@pytest.mark.parametrize(
    ("said", "wait"),
    [
        ("120", timedelta(seconds=120)),
        (" 120 ", timedelta(seconds=120)),
        ("1.5", timedelta(seconds=1)),
        ("Mon, 02 Mar 2026 12:02:00 GMT", timedelta(minutes=2)),
        ("Monday, 02-Mar-26 12:02:00 GMT", timedelta(minutes=2)),
        ("Mon Mar  2 12:02:00 2026", timedelta(minutes=2)),
        ("315360000", LONGEST_QUIET),
        ("9" * 18, LONGEST_QUIET),
        ("9" * 5000, UNSAID_QUIET),
        ("Sat, 02 Mar 2036 12:00:00 GMT", LONGEST_QUIET),
        ("Fri, 31 Dec 9999 23:59:59 GMT", LONGEST_QUIET),
        ("-120", UNSAID_QUIET),
        ("Mon, 02 Mar 2020 12:00:00 GMT", UNSAID_QUIET),
        ("soon", UNSAID_QUIET),
        ("", UNSAID_QUIET),
        ("1e3", UNSAID_QUIET),
        ("٣٠", UNSAID_QUIET),
    ],
)
@pytest.mark.parametrize("status", [429, 503])
def test_what_a_server_asks_for_is_what_it_gets_up_to_a_day(said: str, wait: timedelta, status: int) -> None:
    assert quiet_until(status, said, DATE, NOW) == NOW + wait


def test_a_date_counts_from_the_clock_of_the_server_that_wrote_it() -> None:
    slow = "Sun, 01 Mar 2026 06:00:00 GMT"
    assert quiet_until(429, "Sun, 01 Mar 2026 06:10:00 GMT", slow, NOW) == NOW + timedelta(minutes=10)
    assert quiet_until(429, "Mon, 02 Mar 2026 12:10:00 GMT", None, NOW) == NOW + timedelta(minutes=10)
    assert quiet_until(429, "Mon, 02 Mar 2026 12:10:00 GMT", "yesterday", NOW) == NOW + timedelta(minutes=10)


def test_only_the_two_statuses_that_ask_for_quiet_get_it() -> None:
    assert quiet_until(429, None, None, NOW) == NOW + UNSAID_QUIET
    assert quiet_until(503, None, None, NOW) is None, "one page that fails says nothing of its host"
    assert quiet_until(503, "0", None, NOW) is None
    assert quiet_until(200, "120", DATE, NOW) is None
    assert quiet_until(301, "120", DATE, NOW) is None


@given(st.sampled_from([429, 503]), st.text() | st.none(), st.text() | st.none())
def test_nothing_a_server_writes_holds_us_longer_than_a_day(status: int, said: str | None, date: str | None) -> None:
    until = quiet_until(status, said, date, NOW)
    assert until is None or NOW <= until <= NOW + LONGEST_QUIET


def test_a_robots_txt_that_cannot_be_reached_is_asked_for_ever_more_rarely() -> None:
    pauses = [robots_pause(failures) for failures in range(1, 60)]
    assert pauses == sorted(pauses)
    assert pauses[0] == timedelta(minutes=5)
    assert pauses[-1] == ROBOTS_LATEST
