"""Questions to the archive."""

import contextlib
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.errors import QueryError
from news.queries import parse_moment

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-03-01", datetime(2026, 3, 1, tzinfo=UTC)),
        ("2026-03-01T07:00", datetime(2026, 3, 1, 7, tzinfo=UTC)),
        ("2026-03-01T07:00+04:00", datetime(2026, 3, 1, 3, tzinfo=UTC)),
        ("12h", datetime(2026, 3, 10, 0, tzinfo=UTC)),
        ("7d", datetime(2026, 3, 3, 12, tzinfo=UTC)),
        ("1w", datetime(2026, 3, 3, 12, tzinfo=UTC)),
    ],
)
def test_moments_are_read_as_people_write_them(text: str, moment: datetime) -> None:
    assert parse_moment(text, NOW) == moment


@pytest.mark.parametrize("text", ["", "999999w", "2026-13-01", "0001-01-01T00:00+23:00"])
def test_anything_else_is_told_with_the_remedy(text: str) -> None:
    with pytest.raises(QueryError, match="write a date such as"):
        parse_moment(text, NOW)


@given(st.text())
def test_no_text_is_an_error_of_another_kind(text: str) -> None:
    with contextlib.suppress(QueryError):
        assert parse_moment(text, NOW).tzinfo is UTC
