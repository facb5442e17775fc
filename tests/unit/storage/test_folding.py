from concurrent.futures import ThreadPoolExecutor
from itertools import permutations
from typing import Any

import pytest

from news.articles import Copy
from news.dates import UNDATED
from news.queries import Query
from storage import about, articles, digests, retags
from tests.parcels import freeze

Press = Any  # the fixture of conftest.py

NORTH, LIGHT = "https://northwind.example/{}", "https://lighthouse.example/{}"
TEXT = (
    "The harbour master of Alat said on Tuesday that the ferry Samur would sail to Olya again from the first of April.\n"
    "The crossing was closed for eleven weeks after ice had damaged two of the three berths on the Russian side.\n"
    "Lorry drivers who wait at the gate told this paper that the queue was four kilometres long on Monday evening.\n"
    "A spokeswoman of the shipping company said tickets would cost as much as before the repairs."
)
PARAGRAPHS = TEXT.split("\n")
TRIMMED = "\n".join(PARAGRAPHS[:3])
APPENDED = TEXT + "\nThe ferry has carried lorries and railway wagons between the two ports since the summer of 2009."
OTHER = (
    "A choir of forty children from Lankaran sang in the old theatre of Astrakhan on Saturday, and the hall was full.\n"
    "The conductor thanked the city for the invitation and promised to come back with a larger orchestra in autumn.\n"
    "The mayor gave each of the singers a small wooden boat, carved by pupils of the school beside the river."
)


def test_an_edited_text_elsewhere_is_a_copy_and_keeps_its_own_row(press: Press) -> None:
    _, number = press.add(NORTH.format("ferry"), TEXT, title="Ferry to Olya sails again", is_sketched=True)
    kept, same = press.add(LIGHT.format("1"), TRIMMED, title="Ferry Samur back", feed=press.lighthouse, minutes=5, is_sketched=True)
    assert (kept, same) == ("copy", number)
    stored = _get(press, number)
    (copy,) = stored.copies
    assert (copy.url, copy.source_id, copy.relation, copy.title) == (LIGHT.format("1"), "lighthouse", "near-duplicate", "Ferry Samur back")
    assert 0.5 < copy.similarity <= 1.0
    assert copy.contained > 0.9
    assert _shown(press) == [number]
    assert copy.article_id is not None
    assert _get(press, copy.article_id).article.text == TRIMMED


def test_another_text_is_an_article_of_its_own(press: Press) -> None:
    press.add(NORTH.format("ferry"), TEXT, is_sketched=True)
    assert press.add(NORTH.format("choir"), OTHER, title="Choir", minutes=5, is_sketched=True)[0] == "stored"
    assert len(_shown(press)) == 2


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_order_of_arrival_does_not_change_what_is_one(press: Press, order: tuple[int, ...]) -> None:
    texts = (TEXT, TRIMMED, APPENDED)
    for minutes, at in enumerate(order):
        press.add(NORTH.format(at), texts[at], title="Ferry to Olya sails again", feed=press.northwind, minutes=minutes, is_sketched=True)
    (number,) = _shown(press)
    stored = _get(press, number)
    assert {stored.article.url, *(copy.url for copy in stored.copies)} == {NORTH.format(at) for at in range(3)}


def test_what_was_folded_wrongly_is_taken_apart_for_good(press: Press) -> None:
    _, number = press.add(NORTH.format("ferry"), TEXT, title="Ferry to Olya sails again", is_sketched=True)
    press.add(LIGHT.format("1"), TRIMMED, title="Ferry Samur back", feed=press.lighthouse, minutes=5, is_sketched=True)
    released = articles.split(press.db, number)
    assert released is not None
    assert _shown(press) == sorted([number, *released])
    assert _get(press, number).copies == ()
    assert _get(press, released[0]).judgement.relevance == "strong"
    assert articles.split(press.db, number) == []
    press.add(LIGHT.format("1"), TRIMMED + "\nMore soon.", title="Ferry Samur back", feed=press.lighthouse, minutes=60, is_sketched=True)
    assert _shown(press) == sorted([number, *released]), "a person took them apart"


def test_a_person_can_make_two_articles_one(press: Press) -> None:
    _, first = press.add(NORTH.format("ferry"), TEXT, is_sketched=True)
    _, second = press.add(LIGHT.format("2"), OTHER, feed=press.lighthouse, minutes=5, is_sketched=True)
    assert articles.merge(press.db, second, first, press.noon) == first
    assert _shown(press) == [first]
    assert [copy.relation for copy in _get(press, first).copies] == ["near-duplicate"]
    assert articles.split(press.db, second) == [second]
    assert _shown(press) == [first, second]
    assert articles.merge(press.db, second, 77, press.noon) is None
    assert articles.split(press.db, 77) is None


def test_the_very_text_of_a_copy_hangs_from_the_article_shown(press: Press) -> None:
    _, number = press.add(NORTH.format("ferry"), TEXT, title="Ferry to Olya sails again", is_sketched=True)
    press.add(LIGHT.format("1"), TRIMMED, title="Ferry", feed=press.lighthouse, minutes=5, is_sketched=True)
    press.add(NORTH.format("again"), TRIMMED, title="Ferry", minutes=9, is_sketched=True)
    copies: tuple[Copy, ...] = _get(press, number).copies
    assert [(copy.url, copy.published) for copy in copies] == [(LIGHT.format("1"), UNDATED), (NORTH.format("again"), UNDATED)]


def test_a_copy_is_in_no_digest_no_count_and_no_retag(press: Press) -> None:
    _, number = press.add(NORTH.format("ferry"), TEXT, title="Ferry to Olya sails again", is_sketched=True)
    press.add(LIGHT.format("1"), TRIMMED, title="Ferry Samur back", feed=press.lighthouse, minutes=5, is_sketched=True)
    assert [stored.id for stored in digests.untold(press.db, "daily")] == [number]
    assert articles.count(press.db, Query()) == 1
    assert retags.count(press.db) == 1
    assert about.get(press.db, "nothing") is None


def test_edited_texts_that_arrive_at_the_same_moment_find_each_other(press: Press) -> None:
    outlets = [(NORTH, press.northwind, TEXT), (LIGHT, press.lighthouse, TRIMMED)]

    def add(number: int) -> None:
        place, feed, text = outlets[number % 2]
        press.add(place.format(f"at-once-{number}"), text, title=f"Ferry to Olya sails {number}", feed=feed, is_sketched=True)

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(add, range(6)))
    assert articles.count(press.db, Query()) == 1


def test_an_article_is_not_told_again_when_another_text_is_found_to_be_its_own(press: Press) -> None:
    _, first = press.add(NORTH.format("head"), "\n".join(PARAGRAPHS[:2]), title="Ferry to Olya sails again", is_sketched=True)
    _, second = press.add(LIGHT.format("1"), OTHER, title="Choir", feed=press.lighthouse, minutes=5, is_sketched=True)
    freeze(press.db, "m1", [second], [], press.noon)
    articles.merge(press.db, first, second, press.noon)
    assert digests.untold(press.db, "daily") == (), "one of the group was told"


def test_a_copy_whose_page_becomes_a_text_of_its_own_is_shown(press: Press) -> None:
    _, number = press.add(NORTH.format("ferry"), TEXT, title="Ferry to Olya sails again", is_sketched=True)
    press.add(NORTH.format("short"), TRIMMED, title="Ferry to Olya sails", minutes=5, is_sketched=True)
    (copy,) = _get(press, number).copies
    edited = OTHER + "\n" + PARAGRAPHS[0]
    kept, other = press.add(NORTH.format("short"), edited, title="Ferry to Olya sails, and a choir", minutes=90, is_sketched=True)
    assert (kept, other) == ("version", copy.article_id)
    assert _shown(press) == [number, other]
    assert _get(press, number).copies == ()


def _get(press: Press, number: int) -> Any:
    stored = articles.get(press.db, number)
    assert stored is not None
    return stored


def _shown(press: Press) -> list[int]:
    return sorted(stored.id for stored in articles.find(press.db, Query()))
