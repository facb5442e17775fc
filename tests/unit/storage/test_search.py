from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from news.queries import Query
from storage import articles, search

Press = Any  # the fixture of conftest.py

WORDS = "nəqliyyat dəhlizi sülh-müqaviləsi o'clock азербайджан 🚢 a\"b near( col:umn x*y back\\slash c++ ﷽ 100%"


@pytest.fixture
def archive(press: Press) -> Press:
    press.add(words=WORDS)
    press.add("https://northwind.example/b", "Another.", words="sülh")
    return press


@pytest.mark.parametrize("term", [*WORDS.split(), "nəq", "азер", "sülh-m", "o'", 'a"', "near(", "x*", "back\\", "c+", "10"])
def test_a_word_is_found_by_its_beginning(archive: Press, term: str) -> None:
    assert _count(archive, term) == 1


NO_BEGINNINGS = ["əqliyyat", "müqaviləsi", "clock", "umn", "slash", "neqliyyat", "*", '"', "'", "NOT x", "dəhlizi OR sülh", ":*", "&"]
ODD = ["NEAR(", "a AND", '"', "sülh\0", "\0sülh", "🚢" * 2000, "x" * 1_000_000, "\ud800", "(" * 5000, "'; DROP TABLE articles; --"]


@pytest.mark.parametrize("term", NO_BEGINNINGS)
def test_nothing_but_a_beginning_matches(archive: Press, term: str) -> None:
    assert _count(archive, term) == 0


def test_each_term_must_match(archive: Press) -> None:
    assert _count(archive, "sülh") == 2
    assert _count(archive, "sülh", "dəh") == 1
    assert _count(archive, "sülh", "yox") == 0
    assert _count(archive) == 2


def test_an_empty_term_asks_for_nothing(archive: Press) -> None:
    assert _count(archive, "", "\0", "sülh") == 2


@pytest.mark.parametrize("term", ODD)
def test_no_question_is_too_odd(archive: Press, term: str) -> None:
    assert _count(archive, term) in range(3)


def test_a_question_of_a_thousand_words_is_answered(archive: Press) -> None:
    assert _count(archive, *(f"word{number}" for number in range(1000))) == 0
    assert _count(archive, *(["sülh"] * 1000)) == 2


def test_a_text_of_a_million_words_is_found_by_its_first(press: Press) -> None:
    press.add(words=" ".join(f"{number:x}w" for number in range(200_000)) + " " + "y" * 10_000)
    assert _count(press, "1w") == 1


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(max_size=30), max_size=5))
def test_no_words_break_the_index_and_each_is_found_again(press: Press, words: list[str]) -> None:
    press.add(text=repr(words), words="anchor")
    with press.db.begin_write() as connection:
        search.index(connection, 1, words)
    for word in words:
        for end in (1, len(word)):
            assert _count(press, word[:end]) == 1, (word, end)
    assert _count(press, *words) == 1


def _count(press: Press, *terms: str) -> int:
    found = articles.find(press.db, Query(), terms)
    assert articles.count(press.db, Query(), terms) == len(found)
    return len(found)
