from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from news.beats import RELEVANCES, Judgement
from news.errors import DatabaseError
from storage import digests

Press = Any  # the fixture of conftest.py

READERS = ("a@example.org", "b@example.org")
BODY = b"From: khazri\r\n\0\xff every byte"


def test_a_subscription_is_told_what_is_on_the_beat_oldest_first(press: Press) -> None:
    numbers = {
        name: press.add(f"https://northwind.example/{name}", name, minutes=-minute, judgement=Judgement(name, ""))[1]
        for minute, name in enumerate(RELEVANCES)
    }
    assert _undelivered(press) == [numbers["implicit"], numbers["medium"], numbers["strong"]]
    assert [one.id for one in digests.undelivered(press.db, "daily", 1)] == [numbers["implicit"]]
    assert digests.undelivered(press.db, "daily")[0].judgement.relevance == "implicit"


def test_what_was_told_is_not_told_again_to_that_subscription(press: Press) -> None:
    first, second = _articles(press)
    _freeze(press, [first])
    assert _undelivered(press) == [second]
    assert [one.id for one in digests.undelivered(press.db, "weekly")] == [first, second]
    press.add("https://northwind.example/0", "An edit.")
    assert _undelivered(press) == [second], "an edit is not news"


def test_a_digest_is_frozen_byte_for_byte_for_each_reader(press: Press) -> None:
    number = _freeze(press, _articles(press))
    frozen = digests.pending(press.db, press.noon)
    assert [(one.recipient, one.body, one.message_id, one.subscription, one.digest_id) for one in frozen] == [
        (reader, BODY, "<1@khazri>", "daily", number) for reader in READERS
    ]


def test_freezing_the_same_message_again_changes_nothing(press: Press) -> None:
    numbers = _articles(press)
    assert _freeze(press, numbers) == _freeze(press, numbers)
    assert len(digests.pending(press.db, press.noon)) == 2


def test_an_article_is_never_told_twice_and_a_refused_digest_leaves_nothing(press: Press) -> None:
    first, second = _articles(press)
    _freeze(press, [first])
    with pytest.raises(DatabaseError, match="1 of the articles were told to daily already; another digest"):
        _freeze(press, [first, second], message_id="<2@khazri>")
    assert _undelivered(press) == [second]
    assert len(digests.pending(press.db, press.noon)) == 2


def test_of_many_senders_one_has_the_delivery(press: Press) -> None:
    _freeze(press, [])
    number = digests.pending(press.db, press.noon)[0].id
    with ThreadPoolExecutor(4) as pool:
        marked = list(pool.map(lambda _: digests.mark(press.db, number, "committing", "", press.noon), range(8)))
    assert sorted(marked) == [False] * 7 + [True]


def test_a_delivery_that_was_sent_stays_sent(press: Press) -> None:
    number, other = _deliveries(press)
    assert not digests.mark(press.db, number, "sent", "250 OK", press.noon), "nothing was said yet"
    assert digests.mark(press.db, number, "committing", "354 go on", press.noon)
    assert digests.mark(press.db, number, "sent", "250 OK", press.noon)
    for state in ("pending", "committing", "failed", "in doubt", "sent"):
        assert not digests.mark(press.db, number, state, "", press.noon)
    assert [one.id for one in digests.pending(press.db, press.noon)] == [other]


def test_a_delivery_that_is_put_off_comes_back_in_half_an_hour(press: Press) -> None:
    number, other = _deliveries(press)
    digests.mark(press.db, number, "committing", "", press.noon)
    assert digests.mark(press.db, number, "pending", "451 later", press.noon)
    assert [one.id for one in digests.pending(press.db, press.noon + timedelta(minutes=29))] == [other]
    back = digests.pending(press.db, press.noon + timedelta(minutes=30))
    assert [(one.id, one.reply) for one in back] == [(other, ""), (number, "451 later")]


def test_what_a_crash_left_half_sent_is_held_and_never_sent_again(press: Press) -> None:
    number, other = _deliveries(press)
    digests.mark(press.db, number, "committing", "354 go on", press.noon)
    assert [(one.id, one.state, one.reply) for one in digests.recover(press.db)] == [(number, "in doubt", "354 go on")]
    assert digests.recover(press.db) == ()
    assert [(one.id, one.state) for one in digests.unresolved(press.db)] == [(number, "in doubt"), (other, "pending")]
    assert [one.id for one in digests.pending(press.db, press.noon + timedelta(days=9))] == [other]
    assert digests.mark(press.db, number, "sent", "found in the mailbox", press.noon)
    assert [one.id for one in digests.unresolved(press.db)] == [other]


def _articles(press: Press) -> list[int]:
    return [press.add(f"https://northwind.example/{number}", f"Text {number}.", minutes=number)[1] for number in range(2)]


def _freeze(press: Press, numbers: list[int], *, message_id: str = "<1@khazri>") -> int:
    return digests.freeze(press.db, "daily", message_id, BODY, numbers, READERS, press.noon)


def _deliveries(press: Press) -> list[int]:
    _freeze(press, [])
    return [one.id for one in digests.pending(press.db, press.noon)]


def _undelivered(press: Press) -> list[int]:
    return [one.id for one in digests.undelivered(press.db, "daily")]


def test_digests_that_were_made_are_shown_newest_first_with_what_they_told_and_whom(press: Press) -> None:
    first, second = _articles(press)
    one = digests.freeze(press.db, "daily", "<1@khazri>", BODY, [first], READERS, press.noon)
    two = digests.freeze(press.db, "daily", "<2@khazri>", b"", [second], (), press.noon + timedelta(days=1))
    assert [each.id for each in digests.latest(press.db, 5)] == [two, one]
    assert [each.id for each in digests.latest(press.db, 5, before=two)] == [one]
    found = digests.get(press.db, one)
    assert found is not None
    assert (found.body, found.article_ids, [each.recipient for each in found.deliveries]) == (BODY, (first,), list(READERS))
    assert digests.get(press.db, 2**40) is None
