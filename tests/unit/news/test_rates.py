import math
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from news.rates import chance_of_at_most, chance_of_none, expected_between, rate_of

MONDAY = date(2026, 3, 2)


def days(*counts: int) -> list[tuple[date, int]]:
    return [(MONDAY + timedelta(days=number), count) for number, count in enumerate(counts)]


def test_weekends_are_expected_to_be_quiet() -> None:
    rate = rate_of(days(*[20, 20, 20, 20, 20, 2, 1] * 8))
    assert rate is not None
    assert 18 < rate.on(MONDAY) < 20
    assert 1 < rate.on(MONDAY + timedelta(days=6)) < 4


def test_nothing_is_expected_before_two_weeks_have_passed() -> None:
    assert rate_of(days(*[20] * 13)) is None
    assert rate_of(days(*[20] * 14)) is not None


def test_one_day_of_back_fill_does_not_change_what_is_usual() -> None:
    rate = rate_of(days(*[10] * 20, 5000, *[10] * 20))
    assert rate is not None
    assert rate.a_day < 12


def test_nights_and_days_on_which_nobody_looked_are_not_held_against_a_source() -> None:
    rate = rate_of(days(*[24] * 28))
    assert rate is not None
    day_hours = tuple(100 if 6 <= hour < 18 else 0 for hour in range(24))
    observed = frozenset({MONDAY, MONDAY + timedelta(days=1)})
    evening, morning = datetime(2026, 3, 2, 18, tzinfo=UTC), datetime(2026, 3, 3, 6, tzinfo=UTC)
    assert expected_between(rate, day_hours, observed, evening, morning) < 0.5
    assert 23 < expected_between(rate, day_hours, observed, morning, morning + timedelta(hours=12)) < 24.1
    assert expected_between(rate, day_hours, frozenset(), evening, morning) == 0


@given(st.lists(st.integers(0, 2000), min_size=14, max_size=80))
def test_a_rate_is_never_negative_and_never_steadier_than_chance(counts: list[int]) -> None:
    rate = rate_of(days(*counts))
    assert rate is not None
    assert min(rate.weekdays) >= 0
    assert rate.spread >= 1


@given(st.integers(0, 60), st.floats(0.1, 200), st.floats(1, 30))
def test_a_chance_is_between_none_and_certain_and_grows_with_the_count(count: int, expected: float, spread: float) -> None:
    chance = chance_of_at_most(count, expected, spread)
    assert 0 <= chance <= 1
    assert chance <= chance_of_at_most(count + 1, expected, spread) + 1e-9


def test_without_bunches_the_chances_are_those_of_poisson() -> None:
    assert math.isclose(chance_of_at_most(0, 9, 1), chance_of_none(9, 1))
    assert math.isclose(chance_of_at_most(2, 4, 1), math.exp(-4) * (1 + 4 + 8))
    assert chance_of_none(9, 3) > chance_of_none(9, 1)
