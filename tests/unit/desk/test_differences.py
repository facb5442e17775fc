import re

from hypothesis import given
from hypothesis import strategies as st

from desk.differences import difference_lines

OLD = "Yanğın səhər başlayıb.\nÜç nəfər ölüb.\nYanğınsöndürənlər gəlib.\nYol bağlanıb.\nHava küləklidir.\nAraşdırma gedir."
NEW = OLD.replace("Üç", "Beş")


def test_words_that_went_and_came_are_marked() -> None:
    lines = difference_lines("Yanğın", OLD, "Bakıda yanğın", NEW, colour=False)
    assert "".join(lines[0].split("[-")[0:1]).startswith(("[-", "{+", "")), lines[0]
    assert "{+" in lines[0]
    assert "[-Üç-] {+Beş+} nəfər ölüb." in lines


def test_paragraphs_that_stayed_are_folded() -> None:
    lines = difference_lines("Yanğın", OLD, "Yanğın", NEW, colour=False)
    assert lines[:3] == ["Yanğın", "", "Yanğın səhər başlayıb."]
    assert lines[-1] == "… 3 paragraphs the same …"


def test_colours_stand_for_the_marks() -> None:
    lines = difference_lines("Yanğın", OLD, "Yanğın", NEW, colour=True)
    line = next(line for line in lines if "Beş" in line)
    assert "\x1b[" in line
    assert "[-" not in line
    assert re.sub(r"\x1b\[[0-9;]*m", "", line) == "Üç Beş nəfər ölüb."


def test_markup_is_shown_as_it_is_written() -> None:
    lines = difference_lines("[bold]A[/bold] :smile:", "a", "[bold]A[/bold] :smile:", "b", colour=True)
    assert lines[0] == "[bold]A[/bold] :smile:"


def test_a_paragraph_that_came_is_marked_alone() -> None:
    lines = difference_lines("T", "Bir.\nÜç.", "T", "Bir.\nİki söz.\nÜç.", colour=False)
    assert lines == ["T", "", "Bir.", "{+İki söz.+}", "Üç."]


@given(st.text(), st.text())
def test_nothing_in_a_text_steers_the_terminal(old: str, new: str) -> None:
    for line in difference_lines(old, new, new, old, colour=False):
        assert "\x1b" not in line
        assert "\n" not in line
    for line in difference_lines(old, new, new, old, colour=True):
        assert "\x1b" not in re.sub(r"\x1b\[[0-9;]*m", "", line)
