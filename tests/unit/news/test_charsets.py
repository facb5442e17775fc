"""Bytes into text with the right letters, whatever the server claims."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.charsets import decode

RUSSIAN = "Министр провёл встречу с коллегой. Это важно, сказал он журналистам в столице."
TURKISH = "Bakan bugün açıkladı: görüşmeler sürüyor, dışişleri heyeti yarın İstanbul'a gidiyor."
POLISH = "Minister mówił w środę o współpracy, późno się skończyło, jeszcze raz zażądał wyjaśnień."
GERMAN = "Die Regierung prüft die Lage für größere Überschüsse. Öl, Gas und Straßen"
WRITTEN = [
    *((RUSSIAN, codec) for codec in ("utf-8", "utf-8-sig", "windows-1251", "koi8-r", "utf-16", "utf-16-le", "utf-16-be")),
    *((TURKISH, codec) for codec in ("utf-8", "windows-1254", "iso8859-9")),
    *((POLISH, codec) for codec in ("utf-8", "windows-1250", "iso8859-2")),
    *((GERMAN, codec) for codec in ("utf-8", "windows-1252")),
]


@pytest.mark.parametrize(("text", "codec"), WRITTEN)
@pytest.mark.parametrize(
    "claim", ["", "text/html", "text/html; charset=utf-8", "text/html; charset=iso-8859-1", 'text/html; charset="nonsense"', None]
)
def test_the_letters_are_right_whatever_is_claimed(text: str, codec: str, claim: str | None) -> None:
    page = f"<html><p>{text}</p>"
    content_type = f"text/html; charset={codec}" if claim is None else claim
    assert decode(page.encode(codec), content_type) == page


def test_the_declaration_in_the_page_helps() -> None:
    page = '<meta charset="windows-1251"><p>Да'
    assert decode(page.encode("windows-1251")) == page


def test_a_text_encoded_twice_is_mended() -> None:
    assert decode(RUSSIAN.encode("utf-8").decode("latin-1").encode("utf-8")) == RUSSIAN


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
        assert decode(encoded) in {encoded.decode(), encoded.decode().encode("latin-1", "ignore").decode("utf-8", "ignore")}
