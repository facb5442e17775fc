"""Bytes into text with the right letters, whatever the server claims."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from news.charsets import decode
from news.mojibake import may_be_encoded_twice, mend

RUSSIAN = "Министр провёл встречу с коллегой. Это важно, сказал он журналистам в столице."
LETTERS = {
    "ru": "Министерство сообщило: переговоры о поставках газа через Азербайджан продолжаются. Съёмка объекта запрещена, эксперты ждут.",
    "uk": "Міністерство повідомило: переговори про транзит газу через Азербайджан тривають. Її учасники в Києві, докладний звіт є.",
    "az": "Müdafiə Nazirliyi bildirib ki, Rusiya ilə danışıqlar davam edir. Şirkət qazın nəqli üçün yeni müqavilə imzalayıb.",
    "tr": "Dışişleri Bakanlığı, doğalgaz görüşmelerinin sürdüğünü açıkladı. Şirket yeni sözleşmeyi imzaladı, sevkiyat gecikiyor.",
    "pl": "Ministerstwo ogłosiło, że rozmowy o dostawach gazu przez Azerbejdżan trwają. Spółka podpisała nową umowę, źródła są ostrożne.",
    "de": "Das Ministerium erklärte, die Gespräche über Lieferungen durch Aserbaidschan würden fortgesetzt. Größere Mengen fließen.",
    "en": "The ministry said “talks” on gas — through Azerbaijan — continue. The company’s new contract was signed at a café in Baku.",
}
WIDE = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be")
CODECS = {
    "ru": ("windows-1251", "koi8-r", "iso8859-5", "cp866", *WIDE),
    "uk": ("windows-1251", "koi8-u", "iso8859-5", *WIDE),
    "az": WIDE,
    "tr": ("windows-1254", "iso8859-9", *WIDE),
    "pl": ("windows-1250", "iso8859-2", *WIDE),
    "de": ("windows-1252", "latin-1", "iso8859-15", *WIDE),
    "en": ("windows-1252", *WIDE),
}
CLAIMS = (None, "utf-8", "windows-1251", "iso-8859-1", "windows-1252", "koi8-r", "windows-1254", "nonsense")


@pytest.mark.parametrize(("lang", "codec"), [(lang, codec) for lang, codecs in CODECS.items() for codec in codecs])
@pytest.mark.parametrize("repeats", [1, 8])
def test_the_letters_are_right_whatever_header_and_page_claim(lang: str, codec: str, repeats: int) -> None:
    for claimed, declared in itertools.product(CLAIMS, CLAIMS[:4]):
        meta = f'<meta charset="{declared}">' if declared else ""
        page = f"<html><head>{meta}<title>{LETTERS[lang][:40]}</title></head><body>{f'<p>{LETTERS[lang]}</p>' * repeats}</body></html>"
        content_type = f"text/html; charset={claimed}" if claimed else "text/html"
        assert decode(page.encode(codec), content_type) == page, (claimed, declared)


def test_the_declaration_in_the_page_helps() -> None:
    page = '<meta charset="windows-1251"><p>Да'
    assert decode(page.encode("windows-1251")) == page


def test_a_page_cut_inside_a_letter_is_still_utf_8() -> None:
    assert decode((RUSSIAN + "д").encode()[:-1]).startswith(RUSSIAN)


@pytest.mark.parametrize("claim", ["hex", "unicode_escape", "rot13", "undefined", "punycode", "utf-7", "zlib", "x" * 99])
def test_codecs_that_are_no_code_pages_are_not_used(claim: str) -> None:
    body = b"abc \\x41 \xd0 \\d"
    assert decode(body, f"text/html; charset={claim}").startswith("abc \\x41 ")


@given(st.binary(max_size=400), st.text(max_size=40))
def test_any_bytes_become_text(body: bytes, content_type: str) -> None:
    assert isinstance(decode(body, content_type), str)


@given(st.text(max_size=300))
def test_utf_8_comes_back_as_it_was(text: str) -> None:
    encoded = text.encode("utf-8", "replace")
    if "\x00" not in text and not text.startswith("\ufeff"):
        assert decode(encoded) == (mend(encoded.decode()) if may_be_encoded_twice(encoded) else encoded.decode())


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "Москва слушает",
                "Москва слушает".encode().decode("cp1251", "replace"),
                "в «плену»",
                "Été",
                "déjà vu".encode().decode("cp1252"),
                "",
            ]
        )
    )
)
def test_a_page_is_mended_segment_by_segment(segments: list[str]) -> None:
    for border in ("<b>", "\n", "><"):
        assert mend(border.join(segments)) == border.join(map(mend, segments))


def test_a_long_page_with_one_foreign_byte_is_still_utf_8() -> None:
    text = "<p>Совет собрался.</p>" * 8000
    assert decode(text.encode() + b"\xff") == f"{text}\ufffd"
    assert decode(b"\xff" + text.encode()) == f"\ufffd{text}"
