"""What a person finds who asks for a word in one form, where texts have it in another."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inflection_scores import FOLDER, score

from news.searching.stemming import STEMMERS
from news.searching.stems import MOST_ASKED, languages_asked, stem_of, stems_asked
from news.words import Form, analyse

LANGS = sorted(STEMMERS)
# Recall and precision where the question's language is not known; they only rise
FLOORS = {
    "az": (0.985, 0.96),
    "de": (0.96, 0.95),
    "en": (0.99, 0.97),
    "fa": (0.97, 0.93),
    "fr": (0.98, 0.92),
    "hy": (0.99, 0.97),
    "ka": (0.99, 0.93),
    "pl": (0.99, 0.97),
    "ru": (0.99, 0.965),
    "tr": (0.985, 0.95),
    "uk": (0.985, 0.94),
}


def form(word: str) -> Form:
    return analyse(word).forms[0]


def finds(asked: str, written: str, lang: str) -> bool:
    return stem_of(form(written), lang) in stems_asked(form(asked))


@pytest.mark.parametrize("lang", LANGS)
def test_forms_find_their_word_and_no_other(lang: str) -> None:
    found = score(FOLDER / f"{lang}.jsonl", ())
    recall, precision = FLOORS[lang]
    assert found.recall >= recall, found.missed
    assert found.precision >= precision, found.mixed


@pytest.mark.parametrize(
    ("asked", "written", "lang"),
    [
        ("azerbaycan", "Azərbaycanın", "az"),
        ("GAZ", "gazla", "tr"),
        ("kemeri", "kəmərindən", "az"),
        ("çörək", "çörəyi", "az"),
        ("oğul", "oğluna", "az"),
        ("kitap", "kitabını", "tr"),
        ("gitmek", "gidiyor", "tr"),
        ("samolocie", "samolotu", "pl"),
        ("książka", "książce", "pl"),
        ("Rosjanin", "Rosjanie", "pl"),
        ("днями", "день", "ru"),
        ("газопровод", "газопроводом", "ru"),
        ("пришла", "прийти", "ru"),
        ("человек", "людей", "ru"),
        ("дорога", "дорозі", "uk"),
        ("літак", "літаками", "uk"),
        ("women", "woman", "en"),
        ("Haus", "Häusern", "de"),
        ("verbieten", "verboten", "de"),
        ("journal", "journaux", "fr"),
        ("می\u200cرود", "رفتند", "fa"),
        ("գիրք", "գրքեր", "hy"),
        ("ქვეყანა", "ქვეყნის", "ka"),
    ],
)
def test_a_word_is_found_in_another_form_from_either_side(asked: str, written: str, lang: str) -> None:
    assert finds(asked, written, lang)
    assert finds(written, asked, lang)


@pytest.mark.parametrize(
    ("asked", "written", "lang"),
    [
        ("газ", "газета", "ru"),
        ("партия", "парта", "ru"),
        ("hakimiyyət", "hakim", "az"),
        ("azad", "azadlıq", "az"),
        ("Warszawa", "warsztat", "pl"),
        ("міністр", "міністерство", "uk"),
        ("minister", "ministry", "en"),
    ],
)
def test_words_that_look_alike_are_told_apart(asked: str, written: str, lang: str) -> None:
    assert not finds(asked, written, lang)


def test_names_in_another_script_than_the_text_are_found() -> None:
    assert finds("airports", "airport", "ru")
    assert finds("Москва", "Москвы", "en")
    assert stem_of(form("Москвы"), None) in stems_asked(form("Москва"))


def test_a_question_in_named_languages_asks_for_theirs_alone() -> None:
    assert "gaz" in stems_asked(form("gazlar"), ("tr",))
    assert "gaz" not in stems_asked(form("gazlar"), ("en",))


@pytest.mark.parametrize(
    ("word", "langs"),
    [
        ("Əliyev", {"az"}),
        ("doğalgaz", {"az", "tr"}),
        ("rurociąg", {"pl"}),
        ("Straße", {"de"}),
        ("літак", {"uk"}),
        ("рынок", {"ru"}),
        ("газ", {"ru", "uk"}),
        ("گاز", {"fa"}),
        ("գազ", {"hy"}),
        ("გაზი", {"ka"}),
        ("gas", {"az", "tr", "pl", "en", "de", "fr"}),
    ],
)
def test_letters_tell_what_languages_a_word_may_be_in(word: str, langs: set[str]) -> None:
    assert set(languages_asked(form(word))) == langs


def words_of_scripts() -> st.SearchStrategy[str]:
    return st.one_of(
        st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyzəığöüşçłąęóß"), min_size=1, max_size=12),
        st.text(st.sampled_from("абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґ"), min_size=1, max_size=12),
        st.text(st.sampled_from("ابتدرسشکگلمنهویآپچژ"), min_size=1, max_size=8),
        st.text(st.characters(min_codepoint=0x561, max_codepoint=0x586), min_size=1, max_size=10),
        st.text(st.characters(min_codepoint=0x10D0, max_codepoint=0x10F0), min_size=1, max_size=10),
        st.text(min_size=1, max_size=120),
    )


def forms_of(text: str) -> Iterator[Form]:
    yield from analyse(text).forms


@given(words_of_scripts(), st.sampled_from([*LANGS, "es", None]))
def test_every_word_has_a_stem_in_every_language_and_finds_itself(text: str, lang: str | None) -> None:
    for each in forms_of(text):
        stem = stem_of(each, lang)
        assert stem
        for again in forms_of(stem):
            assert stem_of(again, lang)
        if lang in languages_asked(each):
            assert stem in stems_asked(each, (lang or "",))
            assert stem in stems_asked(each)


@given(words_of_scripts())
def test_a_question_asks_for_a_few_different_tokens(text: str) -> None:
    for each in forms_of(text):
        asked = stems_asked(each)
        assert 1 <= len(asked) <= MOST_ASKED
        assert len(set(asked)) == len(asked)
        assert all(asked)


@given(st.text(st.sampled_from("abcdefghijklmnoprstuvyzəöüşçğ"), min_size=1, max_size=12), st.sampled_from(["az", "tr"]))
def test_case_and_diacritics_do_not_matter_to_a_text(word: str, lang: str) -> None:
    plain = word.translate(str.maketrans("əöüşçğ", "eouscg"))
    assert stem_of(form(word), lang) == stem_of(form(plain), lang)
    if "i" not in word:
        assert stem_of(form(word.upper()), lang) == stem_of(form(word), lang)
