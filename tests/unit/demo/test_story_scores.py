from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from story_scores import b_cubed, expected_texts, splits, wanted_events

groupings = st.dictionaries(st.sampled_from("abcdefgh"), st.sampled_from("123"))


def test_the_figures_of_an_example_worked_by_hand() -> None:
    wanted = {"a": "note", "b": "note", "c": "note", "d": "denial", "e": "denial"}
    found = {"a": "1", "b": "1", "c": "2", "d": "2", "e": "2"}
    precision, recall, f1 = b_cubed(found, wanted)
    assert precision == pytest.approx((1 + 1 + 1 / 3 + 2 / 3 + 2 / 3) / 5)
    assert recall == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1 + 1) / 5)
    assert f1 == pytest.approx(2 * precision * recall / (precision + recall))


def test_one_story_for_all_has_every_companion_and_a_story_each_has_no_wrong_one() -> None:
    wanted = {"a": "note", "b": "note", "c": "denial", "d": "denial"}
    assert b_cubed(dict.fromkeys(wanted, "1"), wanted)[:2] == (0.5, 1.0)
    assert b_cubed({each: each for each in wanted}, wanted)[:2] == (1.0, 0.5)


def test_a_text_in_no_story_is_alone() -> None:
    wanted = {"a": "note", "b": "note"}
    assert b_cubed({"a": "1"}, wanted) == b_cubed({"a": "1", "b": "2"}, wanted)


@given(groupings)
def test_a_grouping_agrees_with_itself_under_other_names(groups: dict[str, str]) -> None:
    assert b_cubed({each: f"story {group}" for each, group in groups.items()}, groups) == (1.0, 1.0, 1.0)


@given(groupings, groupings)
def test_precision_is_recall_seen_from_the_other_side(one: dict[str, str], other: dict[str, str]) -> None:
    precision, recall, f1 = b_cubed(one, other)
    assert b_cubed(other, one) == (recall, precision, pytest.approx(f1))
    assert 0 < f1 <= 1


@given(groupings, groupings)
def test_all_is_right_just_where_nothing_is_split_or_mixed(one: dict[str, str], other: dict[str, str]) -> None:
    one = {each: one.get(each, each) for each in {*one, *other}}
    other = {each: other.get(each, each) for each in one}
    assert (b_cubed(one, other) == (1.0, 1.0, 1.0)) == (not splits(one, other) and not splits(other, one))


def test_addresses_of_the_press_tell_its_texts_apart_without_their_hosts() -> None:
    paths = Counter(url.split("/", 3)[3] for text in expected_texts() for url in (text.url, *text.copies))
    assert max(paths.values()) == 1
    assert len(wanted_events(expected_texts())) == len(expected_texts())
