"""Text that was encoded twice is read as it was meant, or told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.charsets import decode
from news.mojibake import _shows_pairs, is_garbled, mend

TEXTS = {
    "az": "Müdafiə Nazirliyi bildirib ki, Rusiya ilə danışıqlar davam edir. Şirkət qazın nəqli üçün yeni müqavilə imzalayıb.",
    "ru": "Министерство обороны сообщило, что переговоры о поставках газа через Азербайджан продолжаются в Баку.",
    "uk": "Міністерство повідомило, що переговори про транзит газу через Азербайджан тривають. Її учасники їдуть додому.",
    "tr": "Dışişleri Bakanlığı, doğalgaz görüşmelerinin sürdüğünü açıkladı. Şirket yeni sözleşmeyi imzaladı.",
    "pl": "Ministerstwo ogłosiło, że rozmowy o dostawach gazu przez Azerbejdżan trwają. Spółka podpisała nową umowę.",
    "de": "Das Ministerium erklärte, die Gespräche über Lieferungen durch Aserbaidschan würden fortgesetzt. Größere Mengen fließen später.",
}


def wrongly(text: str, codec: str) -> str:
    """Read UTF-8 as a code page, as browsers do: a byte without a letter stands for itself."""
    return "".join(bytes((byte,)).decode(codec, "ignore") or chr(byte) for byte in text.encode())


@pytest.mark.parametrize("codec", ["windows-1252", "latin-1", "windows-1251", "windows-1254"])
@pytest.mark.parametrize("lang", TEXTS)
def test_a_text_encoded_twice_is_mended(lang: str, codec: str) -> None:
    text = TEXTS[lang]
    page = f'<html><head><meta charset="utf-8"><title>Portal</title></head><body><p>{wrongly(text, codec)}</p></body></html>'
    assert text in decode(page.encode())


@pytest.mark.parametrize("lang", TEXTS)
def test_one_paragraph_encoded_twice_is_mended_and_the_others_stay(lang: str) -> None:
    page = f"<p>{TEXTS['ru']}</p><p>{wrongly(TEXTS[lang], 'windows-1252')}</p><p>{TEXTS['az']} — “café”, naïve, Ångström</p>"
    assert mend(page) == page.replace(wrongly(TEXTS[lang], "windows-1252"), TEXTS[lang])


@pytest.mark.parametrize("lang", TEXTS)
def test_a_right_text_stays_as_it_is(lang: str) -> None:
    assert mend(TEXTS[lang]) == TEXTS[lang]
    assert mend(TEXTS[lang].upper()) == TEXTS[lang].upper()
    assert not is_garbled(TEXTS[lang])


@pytest.mark.parametrize("text", ["São João, Ångström, Œuvre, naïve café", "РСФСР, СССР и ДНР", "А. С. Пушкин — «РС»", "£5 – €7 ±2° §3"])
def test_odd_but_right_letters_stay(text: str) -> None:
    assert mend(text * 3) == text * 3
    assert not is_garbled(text * 3)


def test_what_cannot_be_mended_is_told() -> None:
    broken = " ".join(TEXTS["ru"].split()[:4]).encode("utf-8").decode("ascii", "replace")
    assert is_garbled(f"{broken} {broken} {TEXTS['ru']}")
    assert is_garbled(wrongly(TEXTS["uk"], "windows-1252"))
    assert is_garbled(wrongly(TEXTS["ru"], "windows-1251"))
    assert not is_garbled(f"{TEXTS['ru'] * 5} One broken \ufffd letter.")


@given(st.text(max_size=200))
def test_any_text_is_mended_into_some_text(text: str) -> None:
    assert isinstance(mend(text), str)
    assert isinstance(is_garbled(text), bool)


@given(st.text(alphabet=st.characters(max_codepoint=0x24F), max_size=200))
def test_mending_never_makes_a_text_longer(text: str) -> None:
    assert len(mend(text)) <= len(text)


@given(st.text(alphabet="РСÐÃ\u2019\u0457\u00bf\u00a0\u0085 ab\ufffd\n"))
def test_a_first_look_at_a_whole_text_misses_no_word(text: str) -> None:
    words = text.split()
    broken = sum("\ufffd" in word or _shows_pairs(word) for word in words)
    assert is_garbled(text) == (broken > 3 and broken * 50 > len(words))
