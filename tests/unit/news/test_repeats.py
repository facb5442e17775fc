"""Paragraphs that an outlet prints on page after page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.repeats import block_key, blocks_of, is_learnt, without_repeats

STORY = "\n".join(f"Sentence number {number} of a story that nobody else tells, with words enough to stand alone." for number in range(4))
PROMO = "Follow us on the channel of the harbour for all that is new."


def test_a_known_paragraph_goes_wherever_it_stands() -> None:
    known = frozenset({block_key(PROMO)})
    first, rest = STORY.split("\n", 1)
    assert without_repeats(f"{PROMO}\n{STORY}", known) == STORY
    assert without_repeats(f"{first}\n{PROMO}\n{rest}", known) == STORY
    assert without_repeats(STORY, known) == STORY


def test_the_only_text_is_never_removed() -> None:
    assert without_repeats(f"{PROMO}\nShort news.", frozenset({block_key(PROMO)})) == f"{PROMO}\nShort news."
    assert without_repeats(PROMO, frozenset({block_key(PROMO)})) == PROMO


@pytest.mark.parametrize("other", ["Read 1 204 times", "READ 7 times", "  read 15 times:", "Read 99 times."])
def test_counters_are_one_paragraph(other: str) -> None:
    assert len({block_key("Read 3 times"), block_key(" ".join(other.replace("1 204", "1204").split()))}) <= 2
    assert block_key("Read 3 times") == block_key("read 1204 times")


def test_long_paragraphs_are_never_learnt() -> None:
    assert blocks_of("word " * 61) == {}
    assert list(blocks_of(PROMO).values()) == [PROMO]


@pytest.mark.parametrize(
    ("pages", "since", "learnt"),
    [(1, 1, False), (3, 3, False), (4, 4, True), (4, 12, True), (4, 13, False), (40, 130, False), (50, 130, True)],
)
def test_what_stands_on_a_good_part_of_the_pages_is_learnt(pages: int, since: int, learnt: bool) -> None:
    assert is_learnt(pages, since) == learnt


@given(st.text(max_size=300), st.lists(st.text(max_size=40), max_size=4))
def test_some_text_is_always_left(text: str, paragraphs: list[str]) -> None:
    left = without_repeats(text, frozenset(map(block_key, paragraphs)))
    assert bool(left) == bool(text)
    assert set(left.split("\n")) <= set(text.split("\n"))
