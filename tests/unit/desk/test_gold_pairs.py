"""Duplicates and stories on pairs that were labelled before their code was written."""

from collections import Counter

import pytest
from pair_scores import UNREAD, answers, figures, floors, gold_pairs
from papers import beat_read_once

pytestmark = pytest.mark.thorough

PAIRS = gold_pairs()


@pytest.fixture(scope="module")
def reached() -> dict[str, dict[str, float]]:
    found = answers(beat_read_once(), PAIRS)
    return {"all": figures(found), UNREAD: figures([each for each in found if each[0].file == UNREAD])}


@pytest.mark.parametrize(("group", "name"), [(group, name) for group, names in floors().items() for name in names])
def test_no_figure_falls_below_its_floor(reached: dict[str, dict[str, float]], group: str, name: str) -> None:
    assert reached[group][name] >= floors()[group][name], f"{group}: {name} is {reached[group][name]:.4f}"


def test_the_pairs_are_many_and_hard() -> None:
    assert len(PAIRS) >= 150
    assert len({pair.id for pair in PAIRS}) == len(PAIRS)
    assert Counter(pair.relation for pair in PAIRS).keys() == {"same-text", "near-duplicate", "same-story", "different"}
    assert len({frozenset(pair.langs.split("-")) for pair in PAIRS if pair.is_across}) >= 8
    assert {pair.case for pair in PAIRS} >= {
        "template",
        "two-raids",
        "anniversary",
        "follow-up",
        "trimmed",
        "headline",
        "corrected",
        "updated",
    }
