from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from papers import beat_read_once

from news.claims import claims_of
from news.dates import UNDATED, Dating
from news.gists import MOST_KEYS, from_json, gist_of, keys_of, to_json

BEAT = beat_read_once()
AT = Dating(datetime(2025, 12, 8, 9, tzinfo=UTC), "exact", "feed")


def gist(title: str, text: str = "", lang: str | None = "en", published: Dating = AT, topics: tuple[str, ...] = ()):
    return gist_of(BEAT, title, text, lang, published, topics)


def test_articles_in_two_languages_share_names_numbers_concepts_and_days():
    english = gist("Third train with Russian wheat", "15 wagons left Bilajari on Monday with 1,050 tonnes, Gevorg Papoyan said.", "en")
    russian = gist("Третий поезд с пшеницей", "8 декабря 15 вагонов, 1050 тонн, вышли из Баладжар, сообщил министр Геворг Папоян.", "ru")
    shared = set(keys_of(english)) & set(keys_of(russian))
    assert {"c:grain", "c:train", "c:wagon", "#:1.05e+03"} <= shared
    assert english.days == russian.days == {"2025-12-08"}


def test_the_sides_of_the_beat_are_no_keys():
    assert not {"n:russia", "n:azerbaijan", "n:baku", "n:moscow"} & set(
        keys_of(gist("Russia and Azerbaijan talk in Baku", "Moscow agreed."))
    )


def test_only_a_day_of_publication_is_kept_as_one():
    day = gist("A title", published=Dating(date(2025, 12, 8), "day", "url"))
    assert day.is_day
    assert day.published_at == datetime(2025, 12, 8, 12, tzinfo=UTC)
    assert gist("A title", published=UNDATED).published_at is None


def test_a_long_text_keeps_to_four_kilobytes():
    text = " ".join(f"слово{'абвгдежзик'[number % 10]}{'лмнопрстуф'[number // 10 % 10]} Имя{number} {number}7" for number in range(900))
    stored = to_json(gist("Заголовок", text, "ru"))
    assert len(stored.encode()) <= 4096
    assert len(keys_of(from_json(stored))) <= MOST_KEYS


@given(st.text(max_size=200), st.text(max_size=400), st.sampled_from(["en", "ru", "az", "ka", None, "pt-BR"]))
def test_a_gist_survives_storage(title, text, lang):
    made = gist(title, text, lang)
    assert from_json(to_json(made)) == made


def test_topics_are_terms():
    assert "t:gas-routes" in gist("A title", topics=("gas-routes",)).terms


@pytest.mark.parametrize(
    ("lang", "title", "hedges"),
    [
        ("en", "Baku reportedly sent jets", ("reportedly",)),
        ("ru", "Баку якобы передал самолёты", ("якобы",)),
        ("az", "İddiaya görə təyyarələr verilib", ("İddiaya görə",)),
        ("uk", "Баку нібито передав літаки", ("нібито",)),
        ("pl", "Baku rzekomo przekazało samoloty", ("rzekomo",)),
        ("de", "Baku soll haben: angeblich Flugzeuge", ("soll haben", "angeblich")),
        ("en", "Baku sent jets", ()),
    ],
)
def test_hedges_are_given_as_written(lang, title, hedges):
    assert claims_of(title, "", lang) == hedges


def test_a_hedge_far_down_the_text_is_not_of_the_news():
    assert claims_of("", "word " * 100 + "reportedly", "en") == ()


def test_an_outlet_that_names_itself_says_nothing_of_the_event() -> None:
    text = "Azerbaijan and Russia signed a protocol in Samur, Harbour Lantern has learnt. Harbour Lantern saw the paper on Monday."
    told = [gist_of(BEAT, "Protocol signed in Samur", text, "en", UNDATED, (), outlet) for outlet in ("", "Harbour Lantern")]
    lost = told[0].terms.keys() - told[1].terms.keys()
    assert lost
    assert not any("lantern" in term for term in told[1].terms)
    assert told[1].terms.keys() <= told[0].terms.keys()
