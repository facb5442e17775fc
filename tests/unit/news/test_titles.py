"""Titles without sites and sections."""

import pytest

from news.metadata import Claims
from news.titles import bare_title, choose_title

URL = "https://www.northwind-post.example/news/1"


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        ("Ferry sails again today | World | News", "Ferry sails again today"),
        ("Ferry sails again today | Northwind", "Ferry sails again today"),
        ("Ferry sails again today – Northwind Post", "Ferry sails again today"),
        ("Ferry sails again today: Northwind-Post", "Ferry sails again today"),
        ("Ferry sails again today » Our Paper", "Ferry sails again today"),
        ("Ferry sails again – despite the ice", "Ferry sails again – despite the ice"),
        ("Minister: ferry sails again", "Minister: ferry sails again"),
        ("Ferry sails | News", "Ferry sails | News"),
        ("Ferry sails again | what the islanders have to know now", "Ferry sails again | what the islanders have to know now"),
        ("Ferry", "Ferry"),
        ("", ""),
    ],
)
def test_trails_go_and_headlines_stay(title: str, bare: str) -> None:
    assert bare_title(title, frozenset({"our paper"}), URL) == bare


def test_what_another_place_leaves_out_is_a_trail() -> None:
    assert bare_title("Ferry sails again - The Evening Sheet", frozenset(), URL, ["Ferry sails again"]) == "Ferry sails again"


def test_the_heading_that_the_other_titles_know_is_chosen() -> None:
    claims = Claims(
        headings=("Subscribe to our daily letter", "Ferry sails again after the winter break"),
        shared_title="Ferry sails again after winter",
        page_title="Ferry sails again after winter - Northwind",
    )
    assert choose_title(claims, None, (), URL).value == "Ferry sails again after the winter break"


def test_a_heading_that_all_others_contradict_is_not_chosen() -> None:
    claims = Claims(headings=("Watch a free film now and tell us",), shared_title="Ferry sails again", page_title="Ferry sails again | NW")
    assert choose_title(claims, None, (), URL).value == "Ferry sails again"


def test_the_feed_has_the_last_word_and_nothing_is_none() -> None:
    assert choose_title(Claims(), "Ferry sails again", (), URL).value == "Ferry sails again"
    assert choose_title(Claims(), None, (), URL).value is None
