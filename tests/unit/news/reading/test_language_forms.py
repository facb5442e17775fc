"""What a word's form tells of two neighbours."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.reading.language_forms import slavic_forms, turkic_forms
from news.reading.language_stems import SLAVIC_STEMS, TURKIC_STEMS


@pytest.mark.parametrize(
    ("words", "lang"),
    [
        ("bildirib edilib artirilib", "az"),
        ("isteyir gozleyir bilmir", "az"),
        ("pensiya stansiyasi assosiasiyada", "az"),
        ("seviyyesi nazirliyi getdiler", "az"),
        ("yukseliyor gidiyorlar", "tr"),
        ("enflasyonun federasyonu", "tr"),
        ("gittiler birakmak emniyeti", "tr"),
    ],
)
def test_azerbaijani_and_turkish_bend_their_words_apart(words: str, lang: str) -> None:
    points = turkic_forms(words.split(), words)
    assert points[lang] >= 1
    assert max(points, key=lambda other: points[other]) == lang


@pytest.mark.parametrize("words", ["hayir", "demir", "sahib", "gelecek", "izmir"])
def test_shared_words_tell_nothing(words: str) -> None:
    points = turkic_forms(words.split(), words)
    assert points["az"] == points["tr"]


@pytest.mark.parametrize(
    ("words", "lang"),
    [
        ("завершення навчання", "uk"),
        ("прогнозують голосували", "uk"),
        ("водою рукою", "uk"),
        ("новая старое", "ru"),
        ("играет строится", "ru"),
        ("снегът библиотеката", "bg"),
        ("решиха протестират", "bg"),
    ],
)
def test_the_slavic_neighbours_bend_their_words_apart(words: str, lang: str) -> None:
    points = slavic_forms(words.split(), words)
    assert points[lang] >= 1
    assert max(points, key=lambda other: points[other]) == lang


def test_no_turkic_beginning_stands_under_both() -> None:
    assert not set(TURKIC_STEMS["az"].split()) & set(TURKIC_STEMS["tr"].split())


def test_no_slavic_beginning_stands_under_all() -> None:
    lists = [set(words.split()) for words in SLAVIC_STEMS.values()]
    assert not set.intersection(*lists)


def test_a_long_word_takes_no_longer_than_another() -> None:
    started = time.process_time()
    for word in ("a" * 200_000, "ъ" * 200_000, "eti" * 60_000):
        turkic_forms([word], word)
        slavic_forms([word], word)
    assert time.process_time() - started < 2


@given(st.lists(st.text(max_size=20), max_size=5), st.text(max_size=50))
def test_any_words_have_points(words: list[str], text: str) -> None:
    assert set(turkic_forms(words, text)) == {"az", "tr"}
    assert set(slavic_forms(words, text)) == {"ru", "uk", "bg"}
