import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.documents import Part, has_diacritics
from news.words import LONGEST_WORD, analyse, has_seam, search_terms, stem

ODD_LETTERS = "İIıiəƏłŁßﬁёЁґйїʼ'’-−\u00ad\u200b\u200c\u0301\u0306\u0307\u0327Ааcсо&;#x20shyАBЕև՞ვლعلیـ½①🙂 \n\u00a0\ud800"


def fold(text: str) -> str:
    return " ".join(search_terms(text))


@given(st.text() | st.text(alphabet=ODD_LETTERS, max_size=60))
def test_every_string_has_words_that_slice_it(text: str) -> None:
    at = 0
    for word in analyse(text):
        assert at <= word.start < word.end <= len(text)
        assert text[word.start : word.end] == word.text
        assert word.exact
        assert word.folded
        at = word.end


@given(st.text() | st.text(alphabet=ODD_LETTERS, max_size=60))
def test_folding_twice_changes_nothing(text: str) -> None:
    for term in search_terms(text):
        assert " " not in term
        assert stem(term)
        assert term.startswith(stem(term))


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("BAKI", "baki"),
        ("Bakı", "baki"),
        ("RUSİYA", "rusiya"),
        ("İlham", "ilham"),
        ("IĞDIR", "igdir"),
        ("Iğdır", "igdir"),
        ("Əliyev", "eliyev"),
        ("Wołodymyr", "wolodymyr"),
        ("Straße", "strasse"),
        ("Самолёт", "самолет"),
        ("ґанок", "ганок"),
        ("Чайковский", "чайковский"),
        ("Баку\u0301", "баку"),
        ("Azerbai\u0308djan", "azerbaidjan"),
        ("Иван и\u0306од", "иван йод"),
        ("ԱԼԻԵՎ", fold("Ալիև")),
        ("الهام علي", fold("الهام علی")),
        ("علی\u200cاف", "علیاف"),
    ],
)
def test_folding(written: str, folded: str) -> None:
    assert fold(written) == folded


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Rusya'nın notası", ["Rusya", "nın", "notası"]),
        ("l’Azerbaïdjan", ["l", "Azerbaïdjan"]),
        ("об'єкт, обʼєкт", ["об'єкт", "обʼєкт"]),
        ("J2−8243 и Су-22М3", ["J2", "8243", "и", "Су", "22М3"]),
        ("30—year\u00a0war", ["30", "year", "war"]),
        ("Азер\u00adбай\u200bджан", ["Азер\u00adбай\u200bджан"]),
        ("snake_case #hash_tag", ["snake", "case", "hash", "tag"]),
        ("AT&amp;T Az&shy;erbaijan", ["AT", "T", "Az&shy;erbaijan"]),
    ],
)
def test_where_words_end(text: str, words: list[str]) -> None:
    assert [word.text for word in analyse(text)] == words


def test_hidden_characters_are_in_no_form() -> None:
    assert search_terms("Азер\u00adбай\u200bджан об'єкт Az&shy;erbaijan &amp;uuml;ber") == ["азербайджан", "обєкт", "azerbaijan", "uber"]


def test_an_escaped_character_at_the_end_belongs_to_its_word() -> None:
    text = "die T&uuml;r der Stra&szlig; fiel&nbsp;zu"
    assert [text[word.start : word.end] for word in analyse(text)] == ["die", "T&uuml;r", "der", "Stra&szlig;", "fiel", "zu"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [("Pоссия", "россия"), ("Аzerbaijan", "azerbaijan"), ("Әliyev", "eliyev"), ("Mосква", "москва")],
)
def test_lookalike_letters_are_put_right(written: str, meant: str) -> None:
    assert fold(written) == meant


def test_a_word_all_of_lookalikes_takes_the_script_of_its_text() -> None:
    torn = "BАКА"  # Latin B, Cyrillic АКА
    assert fold(f"the ship {torn[0]}А sailed to the old port").split()[2] == "ba"
    assert fold(f"судно {torn[0]}А вышло из порта").split()[1] == "ва"


def test_exact_keeps_diacritics_and_folded_does_not() -> None:
    gas, veteran = analyse("qazı qazi")
    assert (gas.exact, veteran.exact) == ("qazı", "qazi")
    assert gas.folded == veteran.folded == "qazi"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Azərbaycan qazı Avropaya çatır", True),
        ("Azerbaycan qazi Avropaya catir", False),
        ("Самолёт сел в Баку", False),
        ("", False),
        ("Moscow and Baku talk " * 20 + "Erdoğan", False),
        ("Erdoğan met Aliyev", True),
    ],
)
def test_whether_a_document_is_written_with_diacritics(text: str, expected: bool) -> None:
    assert has_diacritics(Part(text)) is expected


def test_title_and_text_are_one_document() -> None:
    assert has_diacritics(Part("BAKI NOTA VERIB"), Part("Bakıda keçirilən görüşdə"))


@pytest.mark.parametrize(
    "forms",
    [
        "суббота субботу субботы субботой",
        "Азербайджан Азербайджана Азербайджаном азербайджанский азербайджанского",
        "Україна України Україну",
        "компенсация компенсации компенсаций",
        "самолёт самолёта самолётом самолёты",
        "samolot samolotu samolotem",
        "Moskwa Moskwy Moskwie",
        "weapon weapons",
        "country countries",
        "crash crashes",
        "Azərbaycan Azərbaycanın Azərbaycanda",
        "აზერბაიჯანი აზერბაიჯანის აზერბაიჯანში",
    ],
)
def test_a_query_for_the_first_form_finds_the_others(forms: str) -> None:
    first, *others = search_terms(forms)
    for other in others:
        assert other.startswith(stem(first))


@pytest.mark.parametrize("word", ["газ", "газа", "баку", "рф", "gas", "baku", "arms", "press", "caucasus", "qazi"])
def test_short_words_stay_whole(word: str) -> None:
    assert stem(word) == word


def test_a_hostile_word_is_cut() -> None:
    (word,) = analyse("я" * 1_000_000)
    assert len(word.folded) <= 100
    assert word.end == 1_000_000


USUAL_LETTERS = "aIiİıIəƏçÇğĞöşüßłŁńóśźżäéÉœŒæâÂîûxXабвйЙёЁіїЇєґҐщЩъ"


@given(st.text(alphabet=USUAL_LETTERS, min_size=2, max_size=9))
def test_words_of_usual_letters_have_the_forms_of_all_others(word: str) -> None:
    # A soft hyphen is left out of every form, and is none of the usual letters.
    assert analyse(word).forms == analyse(f"{word[0]}\u00ad{word[1:]}").forms


@pytest.mark.parametrize("text", ["aб", "бa", "ёz", "ə\u0400", "news: Бaку", "б1Zа"])
def test_a_seam_is_seen(text: str) -> None:
    assert has_seam(text)


@pytest.mark.parametrize("text", ["", "Baku", "Bakı — “Bakı”", "Баку", "Баку Baku", "б1Z", "ბაქო"])
def test_no_seam_is_seen_where_scripts_do_not_meet(text: str) -> None:
    assert not has_seam(text)


def test_words_without_a_form_are_left_out() -> None:
    words = analyse(f"a \u0640 b {'c' * 2 * LONGEST_WORD}")
    assert words.written == ["a", "b", "c" * LONGEST_WORD]
    assert words.folded == tuple(form.folded for form in words.forms) == ("a", "b", "c" * LONGEST_WORD)
