"""Which sides a page must name for the gate before the parser, and what stands for one."""

import pytest
from gold_scores import gold_texts
from hypothesis import given, settings
from hypothesis import strategies as st
from papers import beat_read_once

from news.beats import judge
from news.pregate import pregate_of
from news.site_sources import Hosts
from news.sources import Feed, Source

BEAT = beat_read_once()
GATE = pregate_of(BEAT)
FILLER = "The council met on Tuesday. "


def page(*names: str) -> bytes:
    return f"<html><body><p>{FILLER}{f' {FILLER}'.join(names)} {FILLER}</p></body></html>".encode()


@pytest.mark.parametrize(
    ("names", "home", "passes"),
    [
        (("Russia",), (), False),
        (("Russia",), ("RU",), False),
        (("Russia",), ("PL",), False),
        (("Russia",), ("AZ",), True),
        (("Russia",), ("PL", "az"), True),
        (("Russia",), None, True),
        (("Azerbaijan",), ("AZ",), False),
        (("Azerbaijan",), ("RU",), True),
        (("Баку", "в Москве"), (), True),
        (("Azərbaycan", "Rosja"), ("DE",), True),
        (("the airport of Grozny", "Azerbaijan"), (), True),
        (("Kharkiv", "Azerbaijan"), (), True),
        (("Kharkiv", "Russia"), (), False),
        (("Kharkiv",), ("AZ",), False),
        ((), ("AZ", "RU"), False),
        ((), None, False),
    ],
)
def test_both_sides_must_be_named_or_stood_for(names: tuple[str, ...], home: tuple[str, ...] | None, *, passes: bool) -> None:
    assert GATE.may_be_on_beat(page(*names), "", home) is passes
    assert GATE.may_be_on_beat_in(f"{FILLER} {' and '.join(names)} {FILLER}", home) is passes


def test_one_side_may_stand_in_the_title_and_the_other_in_the_page() -> None:
    assert GATE.may_be_on_beat(page("Russia"), "", (), "A bridge near Baku")
    assert GATE.may_be_on_beat(page("R&#117;ssia"), "", (), "A bridge near Baku")
    assert not GATE.may_be_on_beat(page("Russia"), "", (), "A bridge near Moscow")
    assert not GATE.may_be_on_beat(page("the river"), "", (), "A bridge near Baku")


def test_every_labelled_text_that_is_on_the_beat_passes_wherever_its_outlet_is() -> None:
    passed = 0
    for text in gold_texts():
        for country in {text.country, "AZ", "RU", "UA", None}:
            if judge(BEAT, text.title, text.text, text.lang, country).relevance != "none":
                assert GATE.may_be_on_beat_in(f"{text.title}\n{text.text}", (country or "",)), (text.id, country)
                assert GATE.may_be_on_beat(page(text.text), "", (country or "",), text.title), (text.id, country)
                passed += 1
    assert passed > 500


NAMES = ["Russia", "Moscow", "Россия", "Kreml", "РФ", "Azerbaijan", "Bakı", "Азербайджан", "Kharkiv", "Харків", "Grozny", "Iran", "UEFA"]
TOPICS = [
    "gas supplies through the pipeline",
    "the plane crash",
    "поставки газа",
    "arms sale",
    "the final of the football cup",
    "a concert",
]


@settings(max_examples=200)
@given(
    st.lists(st.sampled_from(NAMES + TOPICS), min_size=1, max_size=4),
    st.lists(st.sampled_from(NAMES + TOPICS), min_size=1, max_size=6),
    st.sampled_from([None, "AZ", "RU", "TR"]),
)
def test_what_is_judged_on_the_beat_passes(title: list[str], told: list[str], country: str | None) -> None:
    if judge(BEAT, " ".join(title), f"{', '.join(told)}. {FILLER}", None, country).relevance != "none":
        assert GATE.may_be_on_beat(page(*told), "", (country or "",), " ".join(title))


def source(name: str, country: str, homepage: str) -> Source:
    return Source(name, name, homepage, country, ("en",), "UTC", "independent", feeds=(Feed(f"{name}/rss", name, f"{homepage}rss", "rss"),))


@pytest.mark.parametrize(
    ("url", "home"),
    [
        ("https://www.gazeta.example/a", {"AZ"}),
        ("https://gazeta.example/a", {"AZ"}),
        ("https://en.gazeta.example/a", {"AZ"}),
        ("https://abroad.ru/a", {"RU"}),
        ("https://other.ru/a", {"RU"}),
        ("https://other.pl/a", {"PL"}),
        ("https://other.com/a", set()),
    ],
)
def test_an_outlet_is_at_home_where_its_source_is_or_where_its_name_ends(url: str, home: set[str]) -> None:
    hosts = Hosts([source("gazeta", "AZ", "https://www.gazeta.example/"), source("abroad", "LV", "https://abroad.ru/")])
    homes = hosts.homes(GATE.homes)
    assert homes.of(url) == home
    country = hosts.source_of(url).country
    assert country not in GATE.homes or country in homes.of(url)
