"""Answers that were cut short."""

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.middlewares.whole_answers import check_whole

TEXT = b"The ferry sails again. " * 500


@given(st.binary(max_size=2000), st.sampled_from([b"", b"\0" * 8, b"padding"]))
def test_a_whole_answer_passes_with_whatever_follows_it(text: bytes, rest: bytes) -> None:
    check_whole(gzip.compress(text) + rest, text)


def test_two_streams_in_a_row_are_one_answer() -> None:
    check_whole(gzip.compress(TEXT) + gzip.compress(TEXT), TEXT + TEXT)


@given(st.integers(min_value=19, max_value=len(gzip.compress(TEXT)) - 1))
def test_an_answer_that_was_cut_is_noticed(length: int) -> None:
    with pytest.raises(EOFError):
        check_whole(gzip.compress(TEXT)[:length], TEXT[:100])
