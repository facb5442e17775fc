"""The language of a text; Azerbaijani is never called Turkish."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.languages import LANGUAGES, language_code, language_of

TEXTS = {
    "az": "Azərbaycan və Rusiya nümayəndələri Bakıda görüşüb, tərəflər qaz tədarükü ilə bağlı yeni saziş imzalayıb.",
    "tr": "Cumhurbaşkanı bugün yaptığı açıklamada doğalgaz anlaşmasının yeni dönemde iki ülke için önemli olduğunu söyledi.",
    "ru": "Представители двух стран встретились в столице и подписали новое соглашение о поставках газа, сообщила пресс-служба.",
    "uk": "Представники двох країн зустрілися у столиці та підписали нову угоду про постачання газу, повідомила пресслужба.",
    "en": "Delegates of the two countries met in the capital and signed a new agreement on gas supplies, the press office said.",
    "pl": "Przedstawiciele obu krajów spotkali się w stolicy i podpisali nową umowę o dostawach gazu, podało biuro prasowe.",
    "de": "Vertreter beider Länder trafen sich in der Hauptstadt und unterzeichneten ein neues Abkommen über Gaslieferungen.",
    "fr": "Les représentants des deux pays se sont réunis dans la capitale et ont signé un nouvel accord sur les livraisons de gaz.",
    "hy": "Երկու երկրների ներկայացուցիչները հանդիպեցին մայրաքաղաքում և ստորագրեցին նոր համաձայնագիր։",
    "ka": "ორი ქვეყნის წარმომადგენლები დედაქალაქში შეხვდნენ და ახალ შეთანხმებას მოაწერეს ხელი.",
    "fa": "نمایندگان دو کشور در پایتخت دیدار کردند و قرارداد تازه‌ای درباره گاز امضا کردند.",
    "kk": "Екі елдің өкілдері елордада кездесіп, газ жеткізу туралы жаңа келісімге қол қойды.",
}


@pytest.mark.parametrize(("lang", "text"), TEXTS.items())
def test_a_sentence_speaks_for_itself(lang: str, text: str) -> None:
    assert language_of(text) == lang
    assert language_of(text, hints=["tr" if lang == "az" else "az"]) == lang


@pytest.mark.parametrize(
    "text",
    [
        "Azerbaycan ve Rusiya numayendeleri Bakida gorusub, terefler qaz tedaruku ile bagli yeni sazis imzalayib",
        "Prezident xarici isler nazirini qebul edib",
        "Rusiya Ukraynaya hucum edib",
        "AZƏRBAYCAN PREZİDENTİ MOSKVADA",
        "Азәрбајҹан Республикасынын Президенти",
        "Bakıda yeni məktəb açılıb",
    ],
)
def test_azerbaijani_is_known_without_its_letters_and_in_capitals(text: str) -> None:
    assert language_of(text) == "az"


def test_turkish_that_names_azerbaijan_stays_turkish() -> None:
    assert language_of("Azerbaycan Cumhurbaşkanı ile görüşen bakan, Rusya ile gerginlik hakkında açıklama yaptı", hints=["az"]) == "tr"


def test_an_english_text_that_names_azerbaijanis_stays_english() -> None:
    assert language_of("Həsən Əzimov spoke to the students of the university in the town on Monday, and to their teachers") == "en"


def test_a_hint_decides_what_is_too_short() -> None:
    assert language_of("Putin in Baku", hints=["de"]) == "de"
    assert language_of("Иванов и Петров") == "ru"
    assert language_of("Иванов и Петров", hints=["uk-UA"]) in {"ru", "uk"}


@pytest.mark.parametrize("text", ["", "12345 — 67%", "…", "🙂"])
def test_no_words_no_language(text: str) -> None:
    assert language_of(text, hints=["ru"]) is None


@pytest.mark.parametrize(
    ("declared", "code"),
    [("az-Latn-AZ", "az"), ("RU_ru", "ru"), ("en", "en"), ("", None), (None, None), ("english", None), ("x-default", None), ("12", None)],
)
def test_a_declared_language_is_cut_to_its_code(declared: str | None, code: str | None) -> None:
    assert language_code(declared) == code


@given(st.text(max_size=100), st.lists(st.text(max_size=5), max_size=2))
def test_any_text_has_a_known_language_or_none(text: str, hints: list[str]) -> None:
    assert language_of(text, hints=hints) in {*LANGUAGES, None}
