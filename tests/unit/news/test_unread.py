import pytest

from news.unread import class_of, main_trouble


@pytest.mark.parametrize(("reason", "kind"), [
    ("challenge", "challenges"),
    ("challenge (given up after 5 tries)", "challenges"),
    ("no text", "empty-bodies"),
    ("empty", "empty-bodies"),
    ("HTTP 403", "refused"),
    ("HTTP 451", "refused"),
    ("robots.txt forbids it", "refused"),
    ("HTTP 503 (given up after 5 tries)", "unreachable"),
    ("timed out", "unreachable"),
    ("connection refused", "unreachable"),
    ("listing", "template-change"),
    ("soft 404", "template-change"),
    ("HTTP 404", "template-change"),
    ("consent wall", "template-change"),
])  # fmt: skip
def test_reasons_of_the_ledger_are_sorted_by_what_they_mean_for_a_source(reason: str, kind: str) -> None:
    assert class_of(reason) == kind


def test_what_ails_most_pages_is_told_with_its_commonest_reason() -> None:
    assert main_trouble({"HTTP 403": 5, "HTTP 451": 9, "listing": 8}) == ("refused", "HTTP 451")
    assert main_trouble({}) == ("template-change", "")
