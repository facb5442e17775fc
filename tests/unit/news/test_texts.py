"""The one text function at the door."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.texts import TITLE_LIMIT, clean_line, clean_text, utf8_without_forbidden, without_forbidden, word_set


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("  A\n title\t with   space ", "A title with space"),
        ("Oil &amp; gas", "Oil & gas"),
        ("Oil &amp;amp; gas", "Oil & gas"),
        ("<b>Bold</b> words", "Bold words"),
        ("&lt;b&gt;Bold&lt;/b&gt; words", "Bold words"),
        ("Temperatures &lt; 5 and > 3", "Temperatures < 5 and > 3"),
        ("<svg/onload=alert(1)>Real", "Real"),
        ("<!-- --!><img src=x onerror=alert(1)> Real", "Real"),
        ("Ba<b>k</b>u<br>Moscow", "Baku Moscow"),
        ("Ba\u0308ku\u00ad\u200b", "Bäku"),
        ("\u202egnp.exe\u2066 \u200f", "gnp.exe"),
        ("nul\x00 bell\x07 esc\x1b[31m c1\x9b", "nul bell esc[31m c1"),
        ("lone \ud800 \ufffe \ufdd0 \U0001ffff end", "lone end"),
        ("line\u2028two\x0bthree\x85four", "line two three four"),
        ("می\u200cشود", "می\u200cشود"),
    ],
)
def test_a_title_becomes_one_harmless_line(dirty: str, clean: str) -> None:
    assert clean_line(dirty) == clean


@pytest.mark.parametrize("nothing", [None, "", "  ", "\u200b", "<br>", "&nbsp;"])
def test_a_line_of_nothing_is_none(nothing: str | None) -> None:
    assert clean_line(nothing) is None


def test_a_title_has_an_end() -> None:
    line = clean_line("word " * 10_000)
    assert line is not None
    assert len(line) <= TITLE_LIMIT
    assert line.endswith("…")


def test_paragraphs_are_kept_apart_by_one_newline() -> None:
    assert clean_text(" One  two \r\n\r\n\n three\u00a0four \u2029 five") == "One two\nthree four\nfive"


def test_left_over_entities_of_a_text_are_resolved() -> None:
    assert clean_text("Oil &amp; gas &quot;deal&quot; & co; AT&T") == 'Oil & gas "deal" & co; AT&T'


def test_a_text_has_an_end() -> None:
    assert len(clean_text("word " * 100, limit=50)) <= 50


def test_a_table_of_words_is_split_at_bars_or_spaces() -> None:
    assert word_set("a b|c|") == {"a b", "c"}
    assert word_set("a b\n c") == {"a", "b", "c"}


@given(st.text(alphabet=st.characters(), max_size=300))
def test_nothing_dangerous_comes_through(text: str) -> None:
    for cleaned in (clean_line(text) or "", clean_text(text)):
        assert unicodedata.is_normalized("NFC", cleaned)
        cleaned.encode("utf-8")
        assert not any(unicodedata.category(c) == "Cc" and c != "\n" for c in cleaned)
        assert not set(cleaned) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\ufffe\uffff")
    assert "\n" not in (clean_line(text) or "")


@given(
    st.lists(st.one_of(st.text(), st.integers(0, 1 << 21).map(lambda n: f"&#{n};"), st.integers(0, 1 << 21).map(lambda n: f"&#x{n:05X}")))
)
def test_what_is_forbidden_is_found_in_bytes_as_in_text(pieces: list[str]) -> None:
    document = "".join(pieces).encode("utf-8", "replace")
    assert utf8_without_forbidden(document) == without_forbidden(document.decode()).encode()


@pytest.mark.parametrize("reference", ["&#0;", "&#00012;", "&#x1F;", "&#xD800;", "&#55296", "&#xffff;", "&#65534;", "&#x110000;"])
def test_references_to_what_is_forbidden_go(reference: str) -> None:
    assert utf8_without_forbidden(f"a{reference}b".encode()) == b"ab"


@pytest.mark.parametrize("reference", ["&#9;", "&#38;", "&#038;", "&#8217;", "&#x27;", "&#x00E4;", "&#x1F600;", "&#128512;", "&#1114111;"])
def test_other_references_stay(reference: str) -> None:
    assert utf8_without_forbidden(reference.encode()) == reference.encode()
