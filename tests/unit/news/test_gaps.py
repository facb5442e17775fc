from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from news.dates import UNDATED, Dating
from news.feeds import Entry
from news.gaps import find_gap, moment_of, reach_of
from news.ledger import FeedLook, FeedState, Validators

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
LOOKED = FeedState(
    "paper/rss", "paper", "https://paper.example/rss", Validators(), NOON, "new", None, 0, NOON, newest_at=NOON, entries_last=10
)  # fmt: skip


def look(*minutes: int | None, entries: int = 0) -> FeedLook:
    made = [
        Entry(
            f"https://paper.example/{number}",
            "",
            published=UNDATED if at is None else Dating(NOON + timedelta(minutes=at), "exact", "feed"),
        )
        for number, at in enumerate([*minutes, *[None] * entries])
    ]
    return FeedLook("paper/rss", "paper", "new", NOON + timedelta(hours=1), tuple(made))


def test_a_look_that_shows_nothing_known_and_nothing_as_old_has_a_gap() -> None:
    seen = look(*range(10, 20))
    gap = find_gap(LOOKED, seen, 10)
    assert gap is not None
    assert (gap.after_at, gap.before_at) == (NOON, NOON + timedelta(minutes=10))
    assert gap.told.startswith("possible gap: ")
    assert "between 2026-03-01 12:00 and 2026-03-01 12:10 UTC" in gap.told
    assert find_gap(LOOKED, seen, 9) is None, "one of them is known"
    assert find_gap(LOOKED, look(0, *range(10, 20)), 11) is None, "it goes back to the newest that was known"


def test_the_first_look_an_emptied_feed_and_a_part_have_none() -> None:
    seen = look(*range(10, 20))
    never = replace(LOOKED, looked_at=None, newest_at=None, entries_last=None)
    assert find_gap(never, seen, 10) is None
    assert find_gap(LOOKED, look(10, 11), 2) is None
    assert find_gap(LOOKED, look(10, 11, 12, 13), 4) is None, "it held ten before: it was emptied"
    assert find_gap(LOOKED, replace(seen, is_part=True), 10) is None


def test_a_feed_without_dates_shows_a_gap_by_being_all_new() -> None:
    gap = find_gap(LOOKED, look(entries=10), 10)
    assert gap is not None
    assert (gap.after_at, gap.before_at) == (NOON, NOON + timedelta(hours=1)), "between the two looks"
    assert find_gap(LOOKED, look(entries=10), 9) is None
    assert find_gap(replace(LOOKED, entries_last=None), look(entries=10), 10) is None


def test_a_place_fills_a_gap_if_it_goes_back_to_what_was_known() -> None:
    gap = find_gap(LOOKED, look(*range(10, 20)), 10)
    assert gap is not None
    back = look(*range(-1, 20))
    assert reach_of(gap, back, back.entries[1:11], ()) == (reach := reach_of(gap, back, back.entries[1:11], back.entries[:1]))
    assert (reach.closes, reach.found) == (True, 10)
    short = look(*range(5, 20))
    assert not reach_of(gap, short, short.entries[:5], ()).closes
    assert reach_of(gap, short, short.entries[:5], ()).found == 5
    assert reach_of(gap, short, short.entries[:5], short.entries[:1]).closes, "it holds what was known before"


def test_a_day_counts_from_its_midnight() -> None:
    assert moment_of(Entry("", "", published=Dating(date(2026, 3, 1), "day", "feed"))) == datetime(2026, 3, 1, tzinfo=UTC)
    assert moment_of(Entry("", "", updated_at=NOON)) == NOON
    assert moment_of(Entry("", "")) is None
