"""When the page of an article is read again."""

from datetime import timedelta
from typing import Any

import pytest

from news.ledger import Settled, Validators
from storage import articles, ledger, rereads

Press = Any  # the fixture of conftest.py

A = "https://northwind.example/a"
FERRY = "https://northwind.example/news/ferry-sails-1"
WIRE = "https://lighthouse.example/wire/1"


def due(press: Press, hours: float) -> list[str]:
    return [again.entry.url for again in rereads.due(press.db, ["northwind/rss", "lighthouse/shared"], press.noon + timedelta(hours=hours))]


def test_an_article_is_read_again_after_one_six_twenty_four_and_seventy_two_hours_and_then_no_more(press: Press) -> None:
    press.add(A)
    read_at = []
    for hour in range(1, 24 * 10):
        if due(press, hour):
            read_at.append(hour)
            rereads.done(press.db, A, press.noon + timedelta(hours=hour))
    assert read_at == [1, 6, 24, 72]


def test_what_was_slept_through_is_read_once(press: Press) -> None:
    press.add(A)
    assert due(press, 30) == [A]
    rereads.done(press.db, A, press.noon + timedelta(hours=30))
    assert due(press, 71) == []
    assert due(press, 72) == [A]
    rereads.done(press.db, A, press.noon + timedelta(hours=400))
    assert due(press, 500) == []


def test_the_validators_of_the_page_that_was_stored_are_given_back(press: Press) -> None:
    press.add(A, validators=Validators('"one"', "Sun, 01 Mar 2026 12:00:00 GMT"))
    (again,) = rereads.due(press.db, ["northwind/rss"], press.noon + timedelta(hours=1))
    assert again.validators == Validators('"one"', "Sun, 01 Mar 2026 12:00:00 GMT")
    assert again.feed_id == "northwind/rss"
    press.add(A, "Another text.", minutes=60, validators=Validators('"two"'))
    (again,) = rereads.due(press.db, ["northwind/rss"], press.noon + timedelta(hours=6))
    assert again.validators == Validators('"two"')


def test_pages_never_seen_copies_and_feeds_of_others_are_not_read_again(press: Press) -> None:
    press.add(WIRE, "Shared.", feed=press.lighthouse)
    press.add(A, "One.")
    press.add("https://northwind.example/copy", "One.")
    assert due(press, 1) == [A]
    assert rereads.due(press.db, ["other/rss"], press.noon + timedelta(hours=1)) == ()
    assert rereads.due(press.db, [], press.noon + timedelta(hours=1)) == ()


def test_a_page_that_cannot_be_read_again_stays_stored_and_is_tried_at_its_next_time(press: Press) -> None:
    press.record(press.entry("a"))
    press.add(A)
    at = press.noon + timedelta(hours=1)
    ledger.settle(press.db, Settled(A, "rejected", "HTTP 404", at))
    assert due(press, 1) == []
    assert due(press, 6) == [A]
    assert [row.state for row in ledger.tally(press.db)] == ["stored"]


def test_an_article_that_changed_is_read_again_at_its_next_time(press: Press) -> None:
    _, number = press.add(A)
    assert press.add(A, "Quite another text than before.", minutes=61) == ("version", number)
    assert due(press, 2) == []
    assert due(press, 6) == [A]


def test_what_a_version_changed_is_kept_and_what_is_no_change_makes_none(press: Press) -> None:
    text = "The ferry carries three buses and forty people to the island.\nThe harbour office said so on Monday."
    _, number = press.add(A, text, title="Ferry carries three buses")
    counted = text + "\nViews: 1 204"
    assert press.add(A, counted, title="Ferry carries three buses", minutes=60) == ("unchanged", number)
    stored = articles.get(press.db, number)
    assert stored is not None
    assert (stored.article.text, stored.versions) == (text, 1)
    assert press.add(A, text.replace("forty", "sixty"), title="Ferry carries three buses", minutes=61) == ("version", number)
    first, last = articles.versions(press.db, number)
    assert (first.change, last.change) == ("material", None)
    assert any("sixty" in reason or "60" in reason for reason in first.reasons)


@pytest.mark.parametrize("other", ["https://m.northwind.example/news/ferry-sails-1", f"{FERRY}/amp", f"{FERRY}?print=1"])
def test_another_face_of_a_page_is_the_same_article_even_where_its_text_is_cut(press: Press, other: str) -> None:
    text = (
        "The ferry carries three buses and forty people to the island.\nThe harbour office said so on Monday.\nTickets are sold on board."
    )
    _, number = press.add(FERRY, text)
    assert press.add(other, text.rsplit("\n", 1)[0], minutes=5) == ("unchanged", number)
    stored = articles.get(press.db, number)
    assert stored is not None
    assert (stored.urls, stored.article.text, stored.versions) == ((FERRY, other), text, 1)


def test_the_page_itself_takes_the_place_of_its_other_face(press: Press) -> None:
    text = "The ferry carries three buses and forty people to the island.\nThe harbour office said so on Monday."
    _, number = press.add(f"{FERRY}/amp", text.split("\n", maxsplit=1)[0])
    assert press.add(FERRY, text, minutes=5) == ("unchanged", number)
    stored = articles.get(press.db, number)
    assert stored is not None
    assert (stored.article.url, stored.article.text, stored.versions) == (FERRY, text, 1)
    assert press.add(f"{FERRY}?print=1", text.split("\n")[1], minutes=9) == ("unchanged", number)
    assert articles.get(press.db, number).article.text == text


def test_a_face_with_quite_another_text_is_an_article_of_its_own(press: Press) -> None:
    press.add(FERRY, "The ferry carries three buses and forty people to the island.")
    assert press.add(f"{FERRY}/amp", "Amp is the short name of a unit in which engineers measure currents.")[0] == "stored"


def test_what_a_server_said_of_another_face_is_not_told_it_of_the_page(press: Press) -> None:
    text = "The ferry carries three buses and forty people to the island.\nThe harbour office said so on Monday."
    press.add(FERRY, text, validators=Validators('"page"'))
    press.add(f"{FERRY}/amp", text.split("\n", maxsplit=1)[0], validators=Validators('"amp"'), minutes=5)
    (again,) = rereads.due(press.db, ["northwind/rss"], press.noon + timedelta(hours=1))
    assert again.validators.etag != '"amp"'
