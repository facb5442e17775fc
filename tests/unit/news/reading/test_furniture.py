"""What kind of line a paragraph is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.reading.furniture import (
    announces_video,
    begins_ending,
    is_interruption,
    is_leftover,
    is_preamble,
    is_related_label,
    without_agent_banner,
)

BANNER = "НАСТОЯЩИЙ МАТЕРИАЛ (ИНФОРМАЦИЯ) ПРОИЗВЕДЁН И РАСПРОСТРАНЁН ИНОСТРАННЫМ АГЕНТОМ «СЕВЕРНЫЙ ПРИЧАЛ»"
SENTENCE = "Паром ходит три раза в день, сообщил в пятницу начальник порта."


@pytest.mark.parametrize(
    "line",
    [
        "Реклама",
        "Comments (12)",
        "Просмотров: 3 481",
        "1 284 views",
        "1 of 441",
        "Photo: Kim Dale/Getty Images",
        "Kim Dale / AFP",
        "Fot. Jan Wilk",
        "© AP Photo / Kim Dale",
        "USD 1.7000 EUR 1.9652 RUB 0.0210",
        "16.11.2026 14:30",
        "Güncelleme: 16.11.2026 - 15:02",
        "Автор: Илья Серов",
        "İLGİLİ HABERLER",
        "👉 Подписывайтесь на наш Telegram-канал",
        "Orfoqrafik səhv tapdınız? Ctrl+Enter düyməsini basın.",
        "Mətbuat xidmətinə işçi tələb olunur. CV göndərin: cv@liman.example",
        "***",
    ],
)
def test_furniture_is_known_wherever_it_stands(line: str) -> None:
    assert is_interruption(line)


@pytest.mark.parametrize(
    "line",
    [
        "Реклама паромной линии появилась на остановках.",
        "Paylaşımda deyilir ki, bərə bazar ertəsi işə düşəcək.",
        "Yorumlarda en çok bilet fiyatı tartışıldı.",
        "Anzeige erstattete die Reederei nicht.",
        "Комментировать происшествие в порту отказались.",
        "Фото — лучшее доказательство, говорит он.",
        "Watch officers will be on duty.",
        "| Year | Views |",
        "| 2025 | 4 | 12 |",
        "2026",
        "16 ноября 2026 года",
        "- Sign up at the kiosk on the pier",
        "Ferries are back.",
        "USD 5.2 million went to the pier and EUR 1.1 million to the road behind it, the ministry said.",
    ],
)
def test_text_is_no_furniture(line: str) -> None:
    assert not is_interruption(line)


def test_the_notice_of_foreign_agents_goes_and_what_follows_it_stays() -> None:
    assert without_agent_banner(f"{BANNER} {SENTENCE}") == SENTENCE
    assert without_agent_banner(f"{BANNER}. 18+ {SENTENCE}") == SENTENCE
    assert without_agent_banner(f"{BANNER}. 18+") == ""
    assert without_agent_banner(SENTENCE) == SENTENCE


@pytest.mark.parametrize(
    ("label", "is_one"), [("Читайте также:", True), ("OXŞAR XƏBƏRLƏR", True), ("Related", True), ("Related ferries sail", False)]
)
def test_labels_over_other_articles_are_known(label: str, is_one: bool) -> None:
    assert is_related_label(label) == is_one


def test_a_row_of_a_table_is_no_row_of_sections() -> None:
    assert is_preamble("| News, Harbours", frozenset(), "")
    assert not is_preamble("| Year | Passengers |", frozenset(), "")


@given(st.text(max_size=300))
def test_any_line_is_judged(line: str) -> None:
    assert all(isinstance(judge(line), bool) for judge in (announces_video, begins_ending, is_interruption, is_related_label))
    assert isinstance(is_leftover(line, 9), bool)
    assert isinstance(is_preamble(line, frozenset(), line), bool)
    assert len(without_agent_banner(line)) <= len(line)
