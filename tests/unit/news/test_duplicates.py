"""The fingerprint of a text."""

from hypothesis import given
from hypothesis import strategies as st

from news.duplicates import fingerprint

TEXT = (
    "The ferry between the two harbours will sail three times a day from Monday, the company that runs it said in a statement on Friday, "
    "because the new pier is ready."
)


def test_case_marks_and_spacing_do_not_count() -> None:
    assert fingerprint("A", TEXT) == fingerprint("A", TEXT.upper().replace(",", " —").replace(" ", "\u00a0\n"))


def test_one_word_counts() -> None:
    assert fingerprint("A", TEXT) != fingerprint("A", TEXT.replace("three", "four"))


def test_the_title_counts_only_beside_a_very_short_text() -> None:
    assert fingerprint("A", TEXT) == fingerprint("B", TEXT)
    assert fingerprint("Rates of Monday", "Dollar 1.70") != fingerprint("Rates of Tuesday", "Dollar 1.70")


def test_words_do_not_slip_between_title_and_text() -> None:
    assert fingerprint("a b", "c") != fingerprint("a", "b c")


@given(st.text(max_size=50), st.text(max_size=200))
def test_any_text_has_a_fingerprint_of_64_hex_digits(title: str, text: str) -> None:
    assert len(fingerprint(title, text)) == 64
    assert int(fingerprint(title, text), 16) >= 0
