"""Paragraphs that a host repeats, counted."""

from typing import Any

from storage import blocks
from storage.blocks import WINDOW, Block

Press = Any  # the fixture of conftest.py


def test_counts_of_several_crawls_add_up(press: Press) -> None:
    assert blocks.of(press.db, "northwind.example") == (0, {})
    one, two = Block(1, 1, press.noon), Block(2, 1, press.noon, "Read our newsletter.")
    blocks.add(press.db, "northwind.example", 2, {"one": one, "two": two})
    assert blocks.of(press.db, "northwind.example") == (2, {"one": one, "two": two})
    blocks.add(press.db, "northwind.example", 3, {"two": Block(3, 1, press.noon, learnt=True)})
    whole = Block(5, 1, press.noon, "Read our newsletter.", learnt=True)
    assert blocks.of(press.db, "northwind.example") == (5, {"one": one, "two": whole})
    blocks.add(press.db, "northwind.example", 1, {"two": Block(1, 1, press.noon)})
    assert blocks.of(press.db, "northwind.example")[1]["two"].learnt, "what was learnt once stays learnt"
    assert blocks.of(press.db, "lighthouse.example") == (0, {})


def test_what_came_once_and_long_ago_is_forgotten(press: Press) -> None:
    old, lasting = Block(1, 1, press.noon), Block(5, 1, press.noon, "Read our newsletter.")
    blocks.add(press.db, "northwind.example", 5, {"old": old, "lasting": lasting})
    young = Block(1, WINDOW + 2, press.noon)
    blocks.add(press.db, "northwind.example", WINDOW, {"young": young})
    assert blocks.of(press.db, "northwind.example") == (WINDOW + 5, {"lasting": lasting, "young": young})
