"""Pages read anew: what we know of their addresses, what becomes of them, and which capture of each is the latest."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from news.beats import Judgement
from news.ledger import Settled
from storage import articles, captures, digests, ingests, ledger
from storage.ingests import Standing
from storage.latest import Capture, LatestCaptures

from .conftest import NORTHWIND, Press

A = "https://northwind.example/a"
DAY = timedelta(days=1)


def test_a_text_that_only_our_reading_changed_is_a_version_that_nobody_is_told_of(press: Press) -> None:
    _, number = press.add(A, "The ferry sails.", minutes=0)
    before = articles.get(press.db, number)
    kept = press.add(A, "The ferry sails.\nIt leaves the port on Monday at nine.", minutes=5, captured_at=press.noon, is_read_anew=True)
    assert kept == ("version", number)
    after = articles.get(press.db, number)
    assert before is not None
    assert after is not None
    assert (after.first_seen_at, after.versions) == (before.first_seen_at, 2)
    assert articles.versions(press.db, number)[0].change == "none"
    assert articles.changed(press.db, press.noon - DAY, 5) == ()
    assert [each.id for each in digests.untold(press.db, "daily")] == [number]  # it was news before


def test_an_edit_is_told_though_the_page_was_read_anew_after_it(press: Press) -> None:
    press.add(A, "The ferry sails on Monday.")
    press.add(A, "The ferry sails on Tuesday.", minutes=60)
    press.add(A, "The ferry sails on Tuesday.\nIt leaves at nine.", minutes=90, captured_at=press.noon + DAY, is_read_anew=True)
    (told,) = articles.changed(press.db, press.noon, 5)
    assert told.changed_at == press.noon + timedelta(minutes=60)
    assert told.change == "material"


@pytest.mark.parametrize("was", [None, "weak"])
def test_what_comes_onto_the_beat_by_reading_anew_is_quiet(press: Press, was: str | None) -> None:
    if was:
        press.add(A, "The ferry sails.", judgement=Judgement("weak", "one side"))
    press.add(A, "The ferry sails.\nAzerbaijan and Russia agree.", captured_at=press.noon, is_read_anew=True)
    assert digests.untold(press.db, "daily") == ()


def test_the_ledger_says_what_we_show_of_an_address_or_that_it_was_refused(press: Press) -> None:
    entries = [press.entry(name) for name in ("a", "b", "c", "d")]
    press.record(*entries)
    press.add(A, "The ferry sails again today.", fingerprint="one text")
    press.add("https://northwind.example/d", "The ferry sails again today.", fingerprint="one text")
    ledger.settle(press.db, Settled("https://northwind.example/b", "rejected", "thin", press.noon))
    known = captures.known(press.db, [*(each.url for each in entries), "https://northwind.example/unknown"])
    found = {url.rsplit("/", 1)[1]: (each.is_refused, each.shown and each.shown.text) for url, each in known.items()}
    assert found == {"a": (False, "The ferry sails again today."), "b": (True, None), "c": (False, None), "d": (False, None)}
    assert known["https://northwind.example/b"].feed == replace(NORTHWIND)
    assert known["https://northwind.example/b"].entry.title == "About b"


def test_how_far_files_were_read_can_be_forgotten(press: Press) -> None:
    for name in ("one", "two"):
        ingests.note(press.db, name, 10, 5, Standing(7, counts={"records": 3}), (), press.noon)
    ingests.forget(press.db, ["one"])
    assert ingests.standing(press.db, "one", 10, 5) == Standing()
    assert ingests.standing(press.db, "two", 10, 5).place == 7


@given(some.lists(some.tuples(some.sampled_from("abc"), some.integers(0, 5), some.integers(0, 2)), max_size=20))
def test_the_latest_capture_of_each_address_is_found_in_whatever_order_they_come(told: list[tuple[str, int, int]]) -> None:
    every = [Capture(url, datetime(2026, 5, 1 + day, tzinfo=UTC), file, place) for place, (url, day, file) in enumerate(told)]
    with LatestCaptures() as index:
        for half in (every[: len(every) // 2], every[len(every) // 2 :]):
            index.add(half)
        latest = [each for each in every if index.is_latest(each.url, each.file, each.place)]
    assert [each.url for each in sorted(latest)] == sorted({each.url for each in every})
    for each in latest:
        assert each.at == max(other.at for other in every if other.url == each.url)
