from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from papers import beat_read_once

from news.dates import UNDATED, Dating
from news.gists import Gist, from_json, gist_of, to_json
from news.stories import Candidate, compare_gists, place

BEAT = beat_read_once()
NOON = datetime(2025, 10, 14, 12, tzinfo=UTC)


def gist(lang: str, title: str, text: str, at: datetime | None = NOON) -> Gist:
    return gist_of(BEAT, title, text, lang, Dating(at, "exact", "feed") if at else UNDATED, ())


def hours(count: float) -> datetime:
    return NOON + timedelta(hours=count)


RAID_EN = (
    "en",
    "Drones hit SOCAR depot near Izmail",
    "Four workers were burned when drones struck the oil depot in Odesa region overnight on 14 October.",
)
RAID_RU = (
    "ru",
    "Беспилотники ударили по нефтебазе SOCAR под Измаилом",
    "В ночь на 14 октября в Одесской области пострадали четверо рабочих нефтебазы.",
)
RAID_PL = (
    "pl",
    "Drony trafiły w skład paliw SOCAR koło Izmaiłu",
    "W obwodzie odeskim rannych zostało czterech pracowników, zapalił się zbiornik.",
)
RAID_TWO = (
    "en",
    "Drones hit SOCAR depot near Izmail again",
    "Two guards were hurt by shrapnel in the second strike in ten days, on 23 October.",
)
CALL = ("en", "Aliyev and Tokayev speak by phone", "The presidents of Azerbaijan and Kazakhstan discussed the Middle Corridor on Tuesday.")
OTHER_CALL = ("en", "Aliyev and Zelensky speak by phone", "The presidents of Azerbaijan and Ukraine discussed gas on Tuesday.")


@pytest.mark.parametrize("other", [RAID_RU, RAID_PL])
def test_one_event_is_told_in_two_languages(other):
    bond = compare_gists(gist(*RAID_EN), gist(*other, at=hours(6)))
    assert bond.is_same
    assert "oil-depot" in bond.why


def test_a_second_raid_is_another_event_of_the_same_matter():
    bond = compare_gists(gist(*RAID_EN), gist(*RAID_TWO, at=hours(9 * 24)))
    assert not bond.is_same
    assert bond.matter >= 0.8


def test_another_counterpart_is_another_event():
    bond = compare_gists(gist(*CALL), gist(*OTHER_CALL, at=hours(2)))
    assert not bond.is_same
    assert "other parties" in bond.why


def test_monthly_reports_are_events_of_their_own_even_undated():
    text = "Azerbaijan's gas exports rose {} percent in {} to {} billion cubic metres, the customs committee said."
    may = gist("en", "Gas exports rise in May", text.format("3.1", "May", "2.14"), None)
    june = gist("en", "Gas exports rise in June", text.format("1.8", "June", "2.02"), None)
    assert not compare_gists(may, june).is_same


def test_more_than_three_days_are_never_one_event():
    assert compare_gists(gist(*RAID_EN), gist(*RAID_EN, at=hours(20))).is_same
    assert not compare_gists(gist(*RAID_EN), gist(*RAID_EN, at=hours(73))).is_same


TEXTS = [RAID_EN, RAID_RU, RAID_PL, RAID_TWO, CALL, OTHER_CALL, ("fa", "", ""), ("hy", "Բաքու", "Ադրբեջան")]


@given(st.sampled_from(TEXTS), st.sampled_from(TEXTS), st.floats(-100, 100), st.booleans())
def test_the_order_of_two_articles_does_not_matter(one, other, apart, is_dated):
    first, second = gist(*one), gist(*other, at=hours(apart) if is_dated else None)
    bond, back = compare_gists(first, second), compare_gists(second, first)
    assert (bond.is_same, bond.matter, bond.score, bond.why) == (back.is_same, back.matter, back.score, back.why)
    assert 0 <= bond.score <= 1


def test_a_stored_gist_bonds_as_the_fresh_one_does():
    first, second = gist(*RAID_EN), gist(*RAID_RU)
    assert compare_gists(from_json(to_json(first)), from_json(to_json(second))) == compare_gists(first, second)


def candidates() -> list[Candidate]:
    return [
        Candidate(1, gist(*RAID_RU, at=hours(3)), hours(3)),
        Candidate(2, gist(*CALL), hours(1)),
        Candidate(3, gist(*OTHER_CALL), hours(1)),
    ]


def test_an_article_joins_the_story_of_its_event():
    placed = place(gist(*RAID_EN), candidates())
    assert (placed.story, placed.merged, placed.parent) == (1, (), None)
    assert place(gist(*RAID_EN), candidates()[::-1]) == placed


def test_stories_that_an_article_ties_together_are_merged():
    split = [*candidates(), Candidate(7, gist(*RAID_PL, at=hours(4)), hours(4))]
    placed = place(gist(*RAID_EN), split)
    assert {placed.story, *placed.merged} == {1, 7}


def test_a_sequel_opens_a_story_that_follows_the_first():
    placed = place(gist(*RAID_TWO, at=hours(9 * 24)), candidates())
    assert (placed.story, placed.parent) == (None, 1)


def test_an_article_on_nothing_known_opens_a_story():
    placed = place(gist("en", "Bus overturns near Quba", "Five people died."), candidates())
    assert (placed.story, placed.merged, placed.parent) == (None, (), None)


def test_an_undated_article_seen_days_ago_does_not_tell_what_came_later():
    old = Candidate(4, gist(*RAID_EN, at=None), hours(-100))
    assert place(gist(*RAID_EN), [old]).story is None
