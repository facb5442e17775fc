"""Faces: what in an address names an article, and what names an edition."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.faces import language_step, names_article, read_address, split_edition


@pytest.mark.parametrize(
    "path",
    [
        "news/48213",
        "node/12",
        "2026/11/20/1234",
        "2026/11/20/zelzele",
        "az/bakida-danisiqlar-baslayib",
        "sud-prosesi.html",
        "politics/6740af3b9a7947",
        "news/articles/c5ywnpzdl9ko",
        "politik/artikel-a-4821377.html",
        "7,114883,32187421,rozmowy.html",
        "novosti/%D0%BF%D0%B5%D1%80%D0%B5%D0%B3%D0%BE%D0%B2%D0%BE%D1%80%D1%8B-%D0%B2-%D0%B1%D0%B0%D0%BA%D1%83",
    ],
)
def test_a_number_or_a_headline_names_an_article(path: str) -> None:
    assert names_article(path.split("/"))


@pytest.mark.parametrize(
    "path",
    [
        "news",
        "az/siyaset",
        "2026",
        "2026/11",
        "2026/11/20",
        "archive/20261120",
        "world-news",
        "tag/48213",
        "news/page/2",
        "formula1",
        "euro-2024",
        "index.html",
        "az",
    ],
)
def test_a_section_a_day_and_a_shelf_name_none(path: str) -> None:
    assert not names_article(path.split("/"))


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("id=12", True),
        ("newsid=48213", True),
        ("p=48213", True),
        ("page=2", False),
        ("date=2026-11-20", False),
        ("lang=az", False),
        ("", False),
    ],
)
def test_a_number_in_a_query_names_an_article(query: str, names: bool) -> None:
    assert names_article((), query) is names


@pytest.mark.parametrize(
    ("step", "lang"),
    [
        ("az", "az"),
        ("AZE", "az"),
        ("ua", "uk"),
        ("rus", "ru"),
        ("english", "en"),
        ("en-US", "en"),
        ("az_cyrl", "az-cyrl"),
        ("az-Latn", "az"),
        ("news", None),
        ("in", None),
        ("de-facto", None),
        ("x", None),
        ("", None),
    ],
)
def test_steps_that_name_an_edition(step: str, lang: str | None) -> None:
    assert language_step(step) == lang


@pytest.mark.parametrize(
    "url",
    [
        "https://khazarpost.example/ru/news/48213",
        "https://ru.khazarpost.example/news/48213",
        "https://khazarpost.example/news/48213?lang=ru",
        "https://m.khazarpost.example/rus/news/48213/amp",
    ],
)
def test_an_edition_is_parted_from_the_rest(url: str) -> None:
    address = read_address(url)
    assert address is not None
    spoken, rest = split_edition(address)
    assert spoken == ("ru",)
    assert str(rest) == "khazarpost.example/news/48213"


@given(st.lists(st.text(), max_size=6), st.text())
def test_any_steps_name_an_article_or_none(steps: list[str], query: str) -> None:
    assert names_article(steps, query) in {True, False}
