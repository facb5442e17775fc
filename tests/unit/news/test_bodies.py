"""Texts without what hangs around them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.bodies import read_fragment, trim

LINES = [
    "The ferry between the two harbours will sail three times a day from Monday, the company said.",
    "The new pier is ready and the ice has gone from the bay earlier than in any of the last ten years.",
    "Tickets are on sale from Friday, and the first crossing is free for everyone who lives on the island.",
]
TEXT = "\n".join(LINES)


@pytest.mark.parametrize(
    "line",
    [
        "Ferry sails again",
        "20 November 2026, 14:30",
        "Report No. 12, 18 November 2026",
        "| News, Harbours, Ships",
    ],
)
def test_what_stands_before_a_text_goes(line: str) -> None:
    assert trim(f"{line}\n{TEXT}", ["Ferry sails again"]) == TEXT


@pytest.mark.parametrize("line", ["Ferries are back.", "Good news for 3,000 islanders and their friends on the coast"])
def test_a_short_first_line_of_the_text_stays(line: str) -> None:
    assert trim(f"{line}\n{TEXT}", ["Ferry sails again"]) == f"{line}\n{TEXT}"


def test_a_menu_before_the_repeated_title_goes() -> None:
    assert trim(f"Home\nSport\nWeather and tides\nFerry sails again\n{TEXT}", ["Ferry sails again"]) == TEXT


@pytest.mark.parametrize(
    "line",
    [
        "Read more: Storm closes the harbour",
        "Читайте также: Шторм закрыл гавань",
        "▼ читать продолжение новости ▼",
        "Читайте також: Шторм закрив гавань",
        "Həmçinin oxuyun: Fırtına limanı bağladı",
        "Ayrıca okuyun: Fırtına limanı kapattı",
        "Czytaj też: Sztorm zamknął port",
        "Lesen Sie auch: Sturm schließt den Hafen",
        "Фото: пресс-служба порта",
        "Share Facebook Twitter 12",
        "Paylaş",
        "Dalsza część artykułu pod materiałem wideo\nKrótki podpis filmu",
    ],
)
def test_lines_that_point_elsewhere_go(line: str) -> None:
    assert trim("\n".join([*LINES[:2], line, LINES[2]]), []) == TEXT


@pytest.mark.parametrize(
    "tail",
    [
        "Источник: Северный вестник",
        "Mənbə: Şimal xəbərləri",
        "Kaynak: Kuzey Haber",
        "Quelle: Nordblatt",
        "Все права защищены",
        "Bütün hüquqlar qorunur",
        "Wszelkie prawa zastrzeżone",
        "Tags: ferry, harbour\nferry\nharbour",
        "Sources:\n- A Paper\n- Another\nFerries stay in the news.",
    ],
)
def test_what_stands_behind_a_text_goes(tail: str) -> None:
    assert trim(f"{TEXT}\n{tail}", []) == TEXT


def test_a_text_behind_a_label_in_its_beginning_is_kept() -> None:
    assert trim("\n".join(["Source: the company", *LINES]), []) == "\n".join(["Source: the company", *LINES])


def test_list_items_stay() -> None:
    items = "- Sign up for the crossing at the kiosk\n- Watch: the clock at the pier shows the time"
    assert trim(f"{LINES[0]}\n{items}\n{LINES[1]}\n{LINES[2]}", []) == f"{LINES[0]}\n{items}\n{LINES[1]}\n{LINES[2]}"


def test_pointers_go() -> None:
    assert trim("\n".join([LINES[0], "A story about storms", *LINES[1:]]), [], frozenset({"A story about storms"})) == TEXT


def test_a_fragment_gives_its_paragraphs() -> None:
    assert (
        read_fragment("<div>One<br>line <b>bold</b><p>Two</p>three<script>x</script><ul><li>four</li></ul></div>")
        == "One\nline bold\nTwo\nthree\nfour"
    )
    assert read_fragment("") == ""


@given(st.lists(st.text(max_size=30), max_size=12), st.lists(st.text(max_size=10), max_size=2))
def test_trimming_only_takes_away(lines: list[str], titles: list[str]) -> None:
    left = trim("\n".join(lines), titles).split("\n")
    assert len(left) <= max(1, len("\n".join(lines).split("\n")))


@given(st.text(max_size=200))
def test_any_fragment_gives_some_text(content: str) -> None:
    assert isinstance(read_fragment(content), str)
