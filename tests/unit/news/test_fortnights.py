"""Stories on two labelled fortnights from which nothing was learnt."""

import pytest
from fortnights import UNREAD
from papers import beat_read_once
from story_scores import score_fortnight

pytestmark = pytest.mark.thorough

F1 = {"2026-10": 0.88, "2026-11": 0.88}
"""The least B-cubed F1, whatever the order in which the articles come in; these only rise."""


@pytest.mark.parametrize("name", sorted(UNREAD))
def test_a_fortnight_falls_into_its_events(name: str) -> None:
    figures = score_fortnight(beat_read_once(), name, 3)
    assert min(f1 for _, _, f1 in figures) >= F1[name], figures
