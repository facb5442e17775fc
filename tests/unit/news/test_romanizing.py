from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.digesting.romanizing import romanize
from news.patterns import LANGUAGES


@pytest.mark.parametrize(
    ("lang", "line", "latin"),
    [
        ("ru", "Алиев и Зеленский обсудили поставки зерна в Баку", "Aliyev i Zelensky obsudili postavki zerna v Baku"),
        ("ru", "По словам Пескова, паром цел", "Po slovam Peskov, parom tsel"),
        ("ru", "Российские паромы: подъезд закрыт, ещё ждём", "Rossiyskiye paromy: podyezd zakryt, yeshcho zhdyom"),
        ("ru", "«Щука» не вышла из Ельца; МЧС и СССР", '"Shchuka" ne vyshla iz Yeltsa; MCHS i SSSR'),
        ("ru", "Мехрибан Алиева посетила школу", "Mehriban Aliyeva posetila shkolu"),
        ("uk", "Зеленський: пором із Києва, об'їзд через Рівне", "Zelensky: porom iz Kyiv, obizd cherez Rivne"),
        ("uk", "Гості приїхали в Єнакієве", "Hosti pryikhaly v Yenakiieve"),
        ("hy", "Փաշինյանը և Ալիևը հանդիպել են Երևանում", "Pashinyan yev Aliyev handipel yen Yerevan"),
        ("hy", "Նոր կամուրջ Որոտանում", "Nor kamurj Vorotanum"),
        ("ka", "კობახიძემ ხიდი გახსნა თბილისში", "Kobakhidze khidi gakhsna Tbilisi"),
        ("ka", "ახალი გზა ყვარელში", "akhali gza qvarelshi"),
        ("fa", "علی‌اف و پوتین در باکو دیدار کردند", "names: Aliyev, Putin, Baku"),
    ],
)
def test_a_headline_reads_in_latin_letters(lang, line, latin):
    assert romanize(line, lang) == latin


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("en", "Aliyev in Baku"),
        ("az", "Əliyev Bakıda çıxış edib"),
        ("tr", "Köprü açıldı"),
        ("pl", "Łódź na Wiśle"),
        ("de", "Fähre läuft"),
        ("fr", "Chouchi à l'été"),
    ],
)
def test_latin_headlines_need_no_other_reading(lang, line):
    assert romanize(line, lang) is None


def test_persian_without_a_known_name_has_no_reading():
    assert romanize("خبر فوری از پل", "fa") is None


def test_the_letters_tell_ukrainian_where_nobody_says_the_language():
    assert romanize("Зустріч у Рівному", None) == "Zustrich u Rivnomu"


def test_adjectives_and_common_words_are_not_taken_for_places():
    assert romanize("азербайджанские товары и грозный шторм", "ru") == "azerbaydzhanskiye tovary i grozny shtorm"
    assert romanize("Бакинский порт", "ru") == "Bakinsky port"


def test_latin_words_in_a_headline_stay_as_they_are():
    assert romanize("Паром Harbour Queen вышел", "ru") == "Parom Harbour Queen vyshel"


def test_marks_become_those_of_latin_texts():
    assert romanize("Կամուրջը բաց է։", "hy") == "Kamurjy bats e."


@given(st.text(), st.sampled_from([*LANGUAGES, None, "kk"]))
def test_every_line_has_a_reading_of_one_line_or_none(text, lang):
    latin = romanize(text, lang)
    if latin is not None:
        assert not any(category(letter) in {"Cc", "Cs"} for letter in latin)


LETTERS = (
    st.characters(min_codepoint=0x400, max_codepoint=0x45F)
    | st.characters(min_codepoint=0x531, max_codepoint=0x556)
    | st.characters(min_codepoint=0x10D0, max_codepoint=0x10F0)
)


@given(st.text(LETTERS | st.sampled_from(" -:,'"), min_size=1), st.sampled_from(["ru", "uk", "hy", "ka", None]))
def test_what_was_romanized_is_latin(text, lang):
    latin = romanize(text, lang)
    assert latin is None or romanize(latin, lang) is None
