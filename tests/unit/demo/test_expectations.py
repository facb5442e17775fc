from collections import Counter

from demo.contents import LAST_ROUND
from demo.expectations import expectations
from demo.press import Press


def test_every_announced_address_has_one_fate(press: Press) -> None:
    expected = expectations(press)
    fates = [text.url for text in expected.texts]
    fates += [copy for text in expected.texts for copy in text.copies]
    fates += [*expected.off_beat, *(refusal.url for refusal in expected.refusals)]
    assert len(fates) == len(set(fates))
    announced = {press.url(piece) for piece in press.contents.pieces} | {press.share_url(share) for share in press.contents.shares}
    assert set(fates) == announced


def test_there_is_enough_of_everything(press: Press) -> None:
    expected = expectations(press)
    assert len(expected.texts) >= 40
    assert expected.copies >= 5
    assert len(expected.off_beat) >= 17
    assert Counter(refusal.why for refusal in expected.refusals) == Counter(
        ["consent wall", "soft 404", "gone", "challenge", "listing", "private"]
    )
    assert [text.versions for text in expected.texts].count(2) == 1


def test_expectations_grow_round_by_round(press: Press) -> None:
    sizes = [len(expectations(press, round_).texts) for round_ in range(LAST_ROUND + 1)]
    assert sizes == sorted(set(sizes))
    assert all(text.versions == 1 for text in expectations(press, 0).texts)


def test_a_text_shared_from_an_outlet_nobody_crawls_counts_as_a_text_or_a_copy(press: Press) -> None:
    expected = expectations(press)
    assert sum(".example/" in text.url for text in expected.texts) == 2
    assert sum(".example/" in copy for text in expected.texts for copy in text.copies) == 1


def test_every_text_on_the_beat_tells_an_event_of_a_thread(press: Press) -> None:
    texts = expectations(press).texts
    assert all(text.thread and text.event for text in texts)
    assert len({text.thread for text in texts}) < len({text.event for text in texts}) < len(texts)
