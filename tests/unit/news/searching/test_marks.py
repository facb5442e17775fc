"""What was found is marked in the original text, and the best piece of it is shown."""

from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.queries import read_query
from news.searching.marks import marks_in, snippet
from news.searching.plans import Plan, plan_of


def plan(text: str) -> Plan:
    return plan_of(read_query(text, datetime(2026, 3, 1, tzinfo=UTC)).asked, lambda _node: ("x",))


def marked(query: str, text: str, lang: str = "en", *, is_title: bool = False) -> list[str]:
    return [text[start:end] for start, end in marks_in(plan(query), text, lang, is_title=is_title)]


@pytest.mark.parametrize(
    ("query", "text", "found"),
    [
        ("gas", "The Gas pipeline; no gas.", ["Gas", "gas"]),
        ('"gas pipeline" OR stopped', "A gas pipeline was stopped.", ["gas pipeline", "stopped"]),
        ("pipe*", "Pipes and a pipeline", ["Pipes", "pipeline"]),
        ("gas near/3 Baku", "Baku has gas", ["Baku", "gas"]),
        ("gas -oil", "gas and oil", ["gas"]),
        ("title:gas", "gas", []),
        ("gas lang:ru", "gas", ["gas"]),
        ("Su-30", "The Su-30 flew; 30 Su.", ["Su-30"]),
        ("", "gas", []),
    ],
)
def test_what_was_found_is_marked(query: str, text: str, found: list[str]) -> None:
    assert marked(query, text) == found


def test_a_word_of_the_title_is_marked_in_the_title() -> None:
    assert marked("title:gas", "Gas stopped", is_title=True) == ["Gas"]


def test_entities_and_marks_of_other_scripts_keep_their_places() -> None:
    assert marked("газ", "&quot;ГАЗ&quot; и gaz", "ru") == ["ГАЗ"]


def test_the_piece_with_most_of_the_words_is_shown() -> None:
    text = "gas " + "filler words here " * 40 + "the gas pipeline to Baku was stopped. " + "more words " * 40
    found = snippet(text, marks_in(plan("gas pipeline baku"), text, "en"))
    assert "gas pipeline to Baku" in found.text
    assert [found.text[start:end] for start, end in found.marks] == ["gas", "pipeline", "Baku"]
    assert found.before
    assert found.after
    assert len(found.text) <= 240
    assert not found.text.startswith(" ")


def test_without_marks_the_beginning_is_shown() -> None:
    assert snippet("A short text.", ()) == ("A short text.", (), False, False)


@given(st.text(), st.text(min_size=1, max_size=20))
def test_marks_lie_within_any_text(text: str, word: str) -> None:
    try:
        asked = plan(word)
    except Exception:  # noqa: BLE001 - what no query is, is tested elsewhere
        return
    marks = marks_in(asked, text, "en")
    assert all(0 <= start < end <= len(text) for start, end in marks)
    assert all(one.end <= other.start for one, other in pairwise(marks))
    found = snippet(text, marks)
    assert all(0 <= start < end <= len(found.text) for start, end in found.marks)
