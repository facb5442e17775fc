"""Authors are people."""

import pytest

from news.authors import choose_author
from news.choices import Said


@pytest.mark.parametrize(
    ("written", "author"),
    [
        ("By Anna Nowak", "Anna Nowak"),
        ("Anna Nowak | Northwind Post", "Anna Nowak"),
        ("Anna Nowak, Jan Lis and Eva Roth", "Anna Nowak, Jan Lis, Eva Roth"),
        ("ANNA NOWAK", "ANNA NOWAK"),
        ("Rəşad Məmməd oğlu", "Rəşad Məmməd oğlu"),
        ("Текст: Анна Петрова", "Анна Петрова"),
        ("Jan van den Berg", "Jan van den Berg"),
        ("გიორგი ბერიძე", "გიორგი ბერიძე"),
        ("Anna", None),
        ("anna nowak", None),
        ("Anna Nowak 2026", None),
        ("anna@northwind.example", None),
        ("https://northwind.example/anna-nowak", None),
        ("North Wind News Agency", None),
        ("Редакция портала", None),
        ("Xəbər Mərkəzi", None),
        ("The Harbour Watch", None),
        ("Associated Press", None),
        ("Harbour Gazette", None),
        ("", None),
    ],
)
def test_only_names_of_people_pass(written: str, author: str | None) -> None:
    assert choose_author([Said("byline", written)], ["Harbour Watch"]).value == author


def test_the_first_candidate_that_is_a_person_wins() -> None:
    assert (
        choose_author([Said("byline", name) for name in ("News Desk", "Northern Watch", "Anna Nowak", "Jan Lis")], ["Northern Watch"]).value
        == "Anna Nowak"
    )
    assert choose_author([], []).value is None
