"""The corpus of pages of every kind is complete and in order."""

import re
from collections import Counter

import pytest
from kinds_corpus import KINDS, KindCase, load
from lxml import html

LANGUAGES = ("az", "ru", "en", "tr", "uk", "pl", "de", "hy", "ka", "fa")
FEWEST = {
    "article": 65,
    "live blog": 8,
    "teaser": 8,
    "listing": 15,
    "challenge": 14,
    "consent wall": 8,
    "soft 404": 12,
    "login page": 5,
    "service page": 25,
    "gone": 4,
    "server error": 4,
    "refused": 4,
    "not HTML": 5,
    "empty": 5,
}


def words(case: KindCase) -> list[str]:
    return re.findall(r"\w+", html.fromstring(case.body).text_content())


def test_every_kind_and_language_is_there() -> None:
    cases = load()
    kinds = Counter(case.kind for case in cases)
    assert len(cases) >= 150
    assert set(kinds) == set(KINDS) == set(FEWEST)
    assert {kind for kind in KINDS if kinds[kind] < FEWEST[kind]} == set()
    assert {case.lang for case in cases} == set(LANGUAGES)


def test_articles_are_there_in_every_language() -> None:
    assert {case.lang for case in load() if case.kind == "article"} == set(LANGUAGES)


def test_names_and_bodies_are_unique() -> None:
    cases = load()
    assert len({case.name for case in cases}) == len(cases)
    assert len({case.body for case in cases}) == len(cases)


def test_every_case_says_why_it_is_hard() -> None:
    assert [case.name for case in load() if not case.note] == []
    assert [case.name for case in load() if not set(case.also) <= set(KINDS)] == []


@pytest.mark.parametrize("kind", ["article", "live blog", "listing"])
def test_pages_with_content_have_words(kind: str) -> None:
    assert [case.name for case in load() if case.kind == kind and len(words(case)) < 30] == []


def test_moved_pages_differ_in_address() -> None:
    moved = [case for case in load() if case.kind == "soft 404" and case.requested_url != case.url]
    assert len(moved) >= 3
