"""Authors are people."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.choices import Said
from news.reading.authors import choose_author


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


def test_the_corpus_of_bylines() -> None:
    cases = tomllib.loads((Path(__file__).parents[3] / "corpora" / "credits" / "bylines.toml").read_text(encoding="utf-8"))["cases"]
    assert len(cases) >= 80
    found = [(printed, want, choose_author([Said("byline", printed)], ["Harbour Times"]).value or "") for _, printed, want in cases]
    missed = [each for each in found if each[1] != each[2]]
    assert not missed


def test_small_letters_are_taken_from_another_place() -> None:
    printed = [Said("json-ld", "ANNA NOWAK"), Said("byline", "By Anna Nowak, reporter")]
    assert choose_author(printed, []).value == "Anna Nowak"


@given(st.lists(st.text(max_size=100), max_size=4))
def test_any_bylines_are_read(printed: list[str]) -> None:
    chosen = choose_author([Said("byline", each) for each in printed], [])
    assert chosen.value is None or len(chosen.value.split()) >= 1
    assert sum(each.verdict.startswith("chosen") for each in chosen.candidates) == (chosen.value is not None)
