"""When a feed deserves the next look."""

from datetime import UTC, datetime, timedelta

import pytest

from news.polling import LONGEST_BACKOFF, next_look_at

NOW = datetime(2026, 3, 2, tzinfo=UTC)
EVERY = timedelta(minutes=15)


@pytest.mark.parametrize("outcome", ["new", "unchanged", "empty"])
def test_a_feed_that_answers_is_looked_at_at_its_pace(outcome: str) -> None:
    assert next_look_at(outcome, 7, NOW, EVERY) == NOW + EVERY  # type: ignore[arg-type]


def test_failures_in_a_row_double_the_wait_up_to_six_hours() -> None:
    waits = [next_look_at("failed", failures, NOW, EVERY) - NOW for failures in range(1, 12)]
    assert waits[:4] == [EVERY, 2 * EVERY, 4 * EVERY, 8 * EVERY]
    assert max(waits) == LONGEST_BACKOFF
    assert next_look_at("failed", 10_000, NOW, EVERY) - NOW == LONGEST_BACKOFF


def test_a_pace_slower_than_the_longest_backoff_is_kept() -> None:
    assert next_look_at("failed", 5, NOW, timedelta(days=1)) == NOW + timedelta(days=1)
