from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from news.beats import RELEVANCES, Judgement
from news.errors import DatabaseError
from storage import deliveries, digests, stories
from storage.digests import Parcel, Recipient
from tests.parcels import freeze

Press = Any  # the fixture of conftest.py

READERS = ("a@example.org", "b@example.org")
BODY = b"From: khazri\r\n\0\xff every byte"


def test_a_subscription_is_told_what_is_on_the_beat_oldest_first(press: Press) -> None:
    numbers = {
        name: press.add(f"https://northwind.example/{name}", name, minutes=-minute, judgement=Judgement(name, ""))[1]
        for minute, name in enumerate(RELEVANCES)
    }
    assert _undelivered(press) == [numbers["implicit"], numbers["medium"], numbers["strong"]]
    assert [one.id for one in digests.untold(press.db, "daily")[:1]] == [numbers["implicit"]]
    assert digests.untold(press.db, "daily")[0].judgement.relevance == "implicit"


def test_what_was_told_is_not_told_again_to_that_subscription(press: Press) -> None:
    first, second = _articles(press)
    _freeze(press, [first])
    assert _undelivered(press) == [second]
    assert [one.id for one in digests.untold(press.db, "weekly")] == [first, second]
    press.add("https://northwind.example/0", "An edit.")
    assert _undelivered(press) == [second], "an edit is not news"


def test_a_digest_is_frozen_byte_for_byte_for_each_reader(press: Press) -> None:
    number = _freeze(press, _articles(press))
    frozen = deliveries.pending(press.db, press.noon)
    assert [(one.recipient, one.body, one.message_id, one.subscription, one.digest_id) for one in frozen] == [
        (reader, BODY, "<1@khazri>", "daily", number) for reader in READERS
    ]


def test_freezing_the_same_message_again_changes_nothing(press: Press) -> None:
    numbers = _articles(press)
    assert _freeze(press, numbers) == _freeze(press, numbers)
    assert len(deliveries.pending(press.db, press.noon)) == 2


def test_an_article_is_never_told_twice_and_a_refused_digest_leaves_nothing(press: Press) -> None:
    first, second = _articles(press)
    _freeze(press, [first])
    with pytest.raises(DatabaseError, match="1 of the articles were told to daily already; another digest"):
        _freeze(press, [first, second], message_id="<2@khazri>")
    assert _undelivered(press) == [second]
    assert len(deliveries.pending(press.db, press.noon)) == 2


def test_of_many_senders_one_has_the_delivery(press: Press) -> None:
    _freeze(press, [])
    number = deliveries.pending(press.db, press.noon)[0].id
    with ThreadPoolExecutor(4) as pool:
        marked = list(pool.map(lambda _: deliveries.mark(press.db, number, "committing", "", press.noon), range(8)))
    assert sorted(marked) == [False] * 7 + [True]


def test_a_delivery_that_was_sent_stays_sent(press: Press) -> None:
    number, other = _deliveries(press)
    assert not deliveries.mark(press.db, number, "sent", "250 OK", press.noon), "nothing was said yet"
    assert deliveries.mark(press.db, number, "committing", "354 go on", press.noon)
    assert deliveries.mark(press.db, number, "sent", "250 OK", press.noon)
    for state in ("pending", "committing", "failed", "in doubt", "sent"):
        assert not deliveries.mark(press.db, number, state, "", press.noon)
    assert [one.id for one in deliveries.pending(press.db, press.noon)] == [other]


def test_a_delivery_that_is_put_off_comes_back_in_half_an_hour(press: Press) -> None:
    number, other = _deliveries(press)
    deliveries.mark(press.db, number, "committing", "", press.noon)
    assert deliveries.mark(press.db, number, "pending", "451 later", press.noon)
    assert [one.id for one in deliveries.pending(press.db, press.noon + timedelta(minutes=29))] == [other]
    back = deliveries.pending(press.db, press.noon + timedelta(minutes=30))
    assert [(one.id, one.reply) for one in back] == [(other, ""), (number, "451 later")]


def test_what_a_crash_left_half_sent_is_held_and_never_sent_again(press: Press) -> None:
    number, other = _deliveries(press)
    deliveries.mark(press.db, number, "committing", "354 go on", press.noon)
    assert [(one.id, one.state, one.reply) for one in deliveries.recover(press.db)] == [(number, "in doubt", "354 go on")]
    assert deliveries.recover(press.db) == ()
    assert [(one.id, one.state) for one in deliveries.unresolved(press.db)] == [(number, "in doubt"), (other, "pending")]
    assert [one.id for one in deliveries.pending(press.db, press.noon + timedelta(days=9))] == [other]
    assert deliveries.mark(press.db, number, "sent", "found in the mailbox", press.noon)
    assert [one.id for one in deliveries.unresolved(press.db)] == [other]


def _articles(press: Press) -> list[int]:
    return [press.add(f"https://northwind.example/{number}", f"Text {number}.", minutes=number)[1] for number in range(2)]


def _freeze(press: Press, numbers: list[int], *, message_id: str = "<1@khazri>") -> int:
    return freeze(press.db, message_id, numbers, READERS, press.noon, body=BODY)


def _deliveries(press: Press) -> list[int]:
    _freeze(press, [])
    return [one.id for one in deliveries.pending(press.db, press.noon)]


def _undelivered(press: Press) -> list[int]:
    return [one.id for one in digests.untold(press.db, "daily")]


def test_digests_that_were_made_are_shown_newest_first_with_what_they_told_and_whom(press: Press) -> None:
    first, second = _articles(press)
    one = freeze(press.db, "<1@khazri>", [first], READERS, press.noon, body=BODY)
    two = freeze(press.db, "<2@khazri>", [second], (), press.noon + timedelta(days=1))
    assert [each.id for each in digests.latest(press.db, 5)] == [two, one]
    assert [each.id for each in digests.latest(press.db, 5, before=two)] == [one]
    found = digests.get(press.db, one)
    assert found is not None
    assert (found.forms["mail"], found.article_ids, [each.recipient for each in found.deliveries]) == (BODY, (first,), list(READERS))
    assert digests.get(press.db, 2**40) is None


def test_the_next_digest_begins_where_the_last_one_ended_and_looks_again_at_what_was_being_written(press: Press) -> None:
    first, second = _articles(press)
    assert digests.covered(press.db, "daily") is None
    digests.freeze(press.db, Parcel("daily", "<1@khazri>", {}, [first], last_article=second), press.noon)
    last = digests.covered(press.db, "daily")
    assert last == (press.noon, second)
    assert [one.id for one in digests.untold(press.db, "daily", after=second)] == [second], "it was written while the digest was composed"
    assert digests.untold(press.db, "daily", after=second + 10_000) == ()
    assert digests.untold(press.db, "daily", until=first) == ()


def test_an_edit_a_theme_or_an_alert_is_told_once(press: Press) -> None:
    edit = (digests.EDIT, "1:2")
    digests.freeze(press.db, Parcel("daily", "<1@khazri>", {}, signals=[edit]), press.noon)
    assert digests.told_signals(press.db, "daily", digests.EDIT, ["1:2", "1:3"]) == {"1:2"}
    assert digests.told_signals(press.db, "weekly", digests.EDIT, ["1:2"]) == frozenset()
    with pytest.raises(DatabaseError, match="told to daily already"):
        digests.freeze(press.db, Parcel("daily", "<2@khazri>", {}, signals=[edit, (digests.ALERT, "1")]), press.noon)
    assert digests.told_signals(press.db, "daily", digests.ALERT, ["1"]) == frozenset(), "a refused digest leaves nothing"


def test_a_story_that_was_told_stays_told_under_the_story_it_was_made_one_with(press: Press) -> None:
    with press.db.begin_write() as connection:
        one, other, third = (stories._begin(connection, None, press.noon) for _ in range(3))
    digests.freeze(press.db, Parcel("daily", "<1@khazri>", {}, stories={other: "reported", third: "denied", 999: "reported"}), press.noon)
    stories.merge(press.db, one, other, "a person said so", press.noon)
    assert digests.told_stories(press.db, "daily", [one, third]) == {one: "reported", third: "denied"}
    assert digests.told_stories(press.db, "weekly", [one, third]) == {}


def test_each_try_waits_twice_as_long_as_the_one_before_and_a_day_at_most(press: Press) -> None:
    number, _ = _deliveries(press)
    waits = []
    for _ in range(9):
        deliveries.mark(press.db, number, "committing", "", press.noon)
        deliveries.mark(press.db, number, "pending", "451 later", press.noon)
        one = deliveries.get(press.db, number)
        assert one is not None
        assert one.begun_at == press.noon
        waits.append((one.due_at - press.noon) / timedelta(hours=1))
    assert waits == [0.5, 1, 2, 4, 8, 16, 24, 24, 24]


def test_a_channel_that_is_closed_keeps_what_waits_for_it_and_gives_it_out_once_when_opened(press: Press) -> None:
    hook = Recipient("hook", "hook", "json")
    digests.freeze(press.db, Parcel("daily", "<1@khazri>", {"json": b"{}"}, recipients=[hook]), press.noon)
    deliveries.close_channel(press.db, "hook", "410 gone", press.noon)
    assert deliveries.pending(press.db) == ()
    assert deliveries.closed(press.db) == {"hook": (press.noon, "410 gone")}
    assert [(each.state, each.reply) for each in deliveries.unresolved(press.db)] == [("held", "410 gone")]
    assert deliveries.open_channel(press.db, "hook", press.noon) == 1
    assert [(each.body, each.tries) for each in deliveries.pending(press.db, press.noon)] == [(b"{}", 0)]
    assert deliveries.open_channel(press.db, "hook", press.noon) == 0


def test_what_a_crash_left_half_said_is_said_again_only_where_it_is_known_by_its_number(press: Press) -> None:
    to = [Recipient("a@example.org"), Recipient("hook", "hook", "json")]
    digests.freeze(press.db, Parcel("daily", "<1@khazri>", {"json": b"{}", "mail": b"m"}, recipients=to), press.noon)
    for each in deliveries.pending(press.db):
        assert deliveries.mark(press.db, each.id, "committing", "", press.noon)
    assert [each.recipient for each in deliveries.recover(press.db, ["hook"])] == ["a@example.org"]
    assert [(each.recipient, each.body) for each in deliveries.pending(press.db)] == [("hook", b"{}")]
