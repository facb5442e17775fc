from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from papers import beat_read_once

from news.beats import SHIPPED_BEAT
from news.documents import Document
from news.errors import TableError
from news.name_lists import load_names
from news.naming.concepts import concepts_of
from news.naming.readings import read_text
from news.naming.skeletons import skeleton
from news.words import analyse


@pytest.mark.parametrize(
    "spellings",
    [
        [("Лапшин", "ru"), ("Lapşin", "az"), ("Łapszyn", "pl"), ("Lapschin", "de"), ("Lapshin", "en"), ("Лапшиным", "ru")],
        [("Мамедов", "ru"), ("Məmmədov", "az"), ("Mammadov", "en"), ("Məmmədovun", "az")],
        [("Картавых", "ru"), ("Kartavıx", "az"), ("Kartawycha", "pl"), ("Kartavykh", "en")],
        [("Гаджизаде", "ru"), ("Hacızadə", "az"), ("Hajizada", "en"), ("Հաջիզադեն", "hy")],
        [("Белоусов", "ru"), ("Belooussov", "fr"), ("Biełousowa", "pl"), ("Belousov", "en")],
    ],
)
def test_a_name_nobody_listed_has_one_skeleton_in_every_alphabet(spellings):
    assert len({skeleton(word, lang) for word, lang in spellings}) == 1


def test_different_names_have_different_skeletons():
    names = ["Lavrov", "Peskov", "Overchuk", "Safarov", "Kartavykh", "Lapshin", "Melikov"]
    assert all(skeleton(one, "en") != skeleton(other, "en") for one, other in combinations(names, 2))


@given(st.text(), st.sampled_from(["en", "ru", "az", "pl", "fa", None]))
def test_every_string_has_a_skeleton_or_none(word, lang):
    assert len(skeleton(word, lang)) <= 5


@pytest.mark.parametrize(
    ("concept", "words"),
    [
        ("bus", "en:bus ru:автобуса az:avtobusu tr:otobüsü pl:autokar uk:автобус hy:ավտոբուսը ka:ავტობუსი fa:اتوبوس"),
        ("grain", "en:wheat ru:пшеницы az:buğda pl:zboże de:Weizen fr:blé hy:ցորենը ka:ხორბალი fa:گندم"),
        ("fire", "en:blaze ru:пожар uk:пожежа az:yanğın tr:yangın pl:pożar fr:incendie hy:հրդեհ ka:ხანძარი"),
    ],
)
def test_a_word_of_any_language_means_its_concept(concept, words):
    pairs = [each.split(":") for each in words.split()]
    assert [word for lang, word in pairs if concept not in concepts_of(analyse(word).folded[0], lang)] == []


def test_figures_are_read_with_their_thousands_and_percent_signs():
    for lang, text in [("en", "It cost 1.5 billion."), ("ru", "Цена 1,5 млрд."), ("az", "Qiyməti 1,5 milyard olub.")]:
        assert [figure.value for figure in read_text("", text, lang, None).figures] == [1.5e9]
    assert [figure.value for figure in read_text("", "3 bin 400 metre", "tr", None).figures] == [3400]
    assert [(figure.value, figure.is_percent) for figure in read_text("", "выросли на 5,1 %", "ru", None).figures] == [(5.1, True)]


def test_a_day_is_worked_out_from_the_publication():
    from datetime import date

    published = date(2025, 10, 14)  # a Tuesday
    for lang, text in [
        ("en", "Drones hit it on Tuesday."),
        ("ru", "В ночь на 14 октября."),
        ("az", "Oktyabrın 14-də olub."),
        ("en", "on October 14"),
    ]:
        assert read_text("", text, lang, published).days.keys() == {published}
    assert read_text("", "Er kam am Montag.", "de", published).days.keys() == {date(2025, 10, 13)}
    assert read_text("", "on Tuesday", "en", None).weekdays == {1}


def test_a_month_without_a_day_is_a_period():
    assert read_text("Avqustda ixrac artıb", "", "az", None).months.keys() == {8}


@given(st.text(max_size=300), st.text(max_size=300), st.sampled_from(["en", "ru", "az", "tr", "de", "hy", "fa", None, "xx"]))
def test_every_text_can_be_read(title, text, lang):
    read_text(title, text, lang, None)


def test_the_shipped_names_bring_spellings_together():
    finder = beat_read_once().names
    for lang, text in [
        ("en", "Aliyev spoke"),
        ("az", "Əliyev danışıb"),
        ("ru", "Алиевым"),
        ("uk", "Алієва"),
        ("pl", "Alijewa"),
        ("fa", "علی‌اف"),
    ]:
        assert "aliyev" in "".join(name.id for name, _, _ in finder.find(Document(text, "", lang))), lang


def _folder(tmp_path: Path, text: str) -> Path:
    (tmp_path / "names.toml").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ('[[name]]\nid = "a"\nkind = "person"\nen = ["x*"]', 4, "shorter than"),
        ('[[name]]\nid = "a"\nkind = "river"\nen = ["abcd"]', 3, "unknown kind"),
        ('[[name]]\nid = "a"\nkind = "person"\nes = ["abcd"]', 4, "unknown key"),
        ('[[name]]\nid = "a"\nkind = "person"', 2, "no patterns"),
        ('[[name]]\nid = "a"\nkind = "person"\nen = ["abcd"]\n[[name]]\nid = "a"\nkind = "person"\nen = ["efgh"]', 6, "taken"),
    ],
)
def test_a_mistake_in_the_names_is_told_with_its_line(tmp_path, text, line, said):
    with pytest.raises(TableError, match=rf"names\.toml:{line}: .*{said}"):
        load_names(_folder(tmp_path, text))


def test_a_beat_without_names_has_none(tmp_path):
    assert load_names(tmp_path) == ()
    assert load_names(SHIPPED_BEAT)
