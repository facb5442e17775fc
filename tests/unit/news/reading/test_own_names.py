"""A site's own name, in whatever case."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.reading.own_names import OwnNames, is_same_owner

OWN = OwnNames.of(("Морской вестник", "Портові вісті", "Kurier Nadmorski", "Körfez Postası", "TASS"), "www.harbour-times.example")


@pytest.mark.parametrize(
    ("name", "is_own"),
    [
        ("Морского вестника", True),
        ("Морскому вестнику", True),
        ("Портових вістей", True),
        ("Kuriera Nadmorskiego", True),
        ("Körfez Postası'nın", True),
        ("Harbour Times", True),
        ("ТАСС", True),
        ("harbour-times.example", True),
        ("Морские вести", False),
        ("Морской наблюдатель", False),
        ("Горный вестник", False),
        ("Kurier Górski", False),
        ("Reuters", False),
    ],
)
def test_a_site_is_known_in_every_case(name: str, is_own: bool) -> None:
    assert OWN.are_called(name) == is_own


def test_editions_have_one_owner() -> None:
    assert is_same_owner("az.first.example", "first.example")
    assert not is_same_owner("first.co.uk", "second.co.uk")


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_names_are_compared(own: str, name: str) -> None:
    assert isinstance(OwnNames.of((own,), own).are_called(name), bool)
