"""When a feed deserves the next look, and how it is asked: simulated outlets, and any history at all."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.dates import Dating
from news.feeds import Entry
from news.ledger import FeedLook, FeedState, LookOutcome, Validators
from news.polling import (
    DISTRUSTED,
    LONGEST_EVERY,
    SHORTEST_EVERY,
    Lesson,
    body_hash,
    is_whole_due,
    learn,
    next_reread_at,
    pause_of,
    sound_validators,
    spread,
)

NOW = datetime(2026, 3, 2, tzinfo=UTC)
EVERY = timedelta(minutes=15)
NEVER = FeedState("paper/rss", "paper", "https://paper.example/rss", Validators(), None, None, None, 0, None)


def entry(number: int, at: datetime | None = None) -> Entry:
    url = f"https://paper.example/{number}"
    return Entry(url, url, published=Dating(at, "exact", "feed") if at else Dating(None))


def look(now: datetime, entries: tuple[Entry, ...] = (), outcome: LookOutcome | None = None, **more: object) -> FeedLook:
    return FeedLook("paper/rss", "paper", outcome or ("new" if entries else "empty"), now, entries, **more)  # type: ignore[arg-type]


def after(state: FeedState, seen: FeedLook, lesson: Lesson) -> FeedState:
    """The state that storage keeps after a look."""
    kept = {name: getattr(lesson, name) for name in ("next_look_at", "failures", "failing_since", "body_hash", "looks_since_whole")}
    kept |= {name: getattr(lesson, name) for name in ("learnt_every", "newest_at", "entries_last")}
    validators = seen.validators if seen.outcome not in {"failed", "unchanged"} else state.validators
    return replace(state, looked_at=seen.looked_at, outcome=seen.outcome, validators=validators, **kept)


class Outlet:
    """Publishes at a rate, and shows its newest entries."""

    def __init__(self, an_hour: Callable[[datetime], float], shown: int = 20) -> None:
        self.published: list[Entry] = []
        self.an_hour = an_hour
        self.shown = shown
        self.due = 0.0

    def live(self, start: datetime, end: datetime) -> None:
        while start < end:
            start += timedelta(minutes=1)
            self.due += self.an_hour(start) / 60
            while self.due >= 1:
                self.due -= 1
                self.published.append(entry(len(self.published), start))

    @property
    def feed(self) -> tuple[Entry, ...]:
        return tuple(self.published[-self.shown :])


def watch(outlet: Outlet, days: float, every: timedelta = EVERY, **said: object) -> Iterator[tuple[datetime, Lesson, FeedState, int]]:
    """Look at an outlet whenever the lesson says so; give each look's lesson, and how many entries nobody ever saw."""
    now, state, seen, end = NOW, NEVER, set[str](), NOW + timedelta(days=days)
    outlet.live(NOW - timedelta(days=1), NOW)
    first = len(outlet.published) - len(outlet.feed)
    while now < end:
        shown = outlet.feed
        fresh = [each for each in shown if each.url not in seen]
        seen |= {each.url for each in shown}
        seen_now = look(now, shown, **said)
        lesson = learn(state, seen_now, len(fresh), every)
        yield now, lesson, state, len(outlet.published) - first - len(seen)
        state = after(state, seen_now, lesson)
        outlet.live(now, lesson.next_look_at)
        now = lesson.next_look_at


@pytest.mark.parametrize("every", [EVERY, timedelta(hours=1), timedelta(hours=5)])
def test_an_outlet_of_forty_items_an_hour_with_a_feed_of_twenty_is_looked_at_every_twenty_minutes_or_sooner(every: timedelta) -> None:
    lessons = list(watch(Outlet(lambda _: 40), 2, every))
    settled = [lesson.learnt_every for now, lesson, _, _ in lessons if now > NOW + 3 * every]
    assert max(settled) <= timedelta(minutes=20)
    assert min(settled) >= SHORTEST_EVERY
    missed = {missed for now, _, _, missed in lessons if now > NOW + 3 * every}
    assert len(missed) == 1, "nothing more is missed once the pace is learnt"


def test_a_quiet_feed_drifts_to_hours_and_comes_back_when_it_wakes_up() -> None:
    waking = NOW + timedelta(days=5)
    outlet = Outlet(lambda now: 20 if now > waking else 1 / 24)
    lessons = list(watch(outlet, 7))
    asleep = [lesson for now, lesson, _, _ in lessons if NOW + timedelta(days=2) < now < waking]
    assert sum((lesson.learnt_every for lesson in asleep), timedelta()) / len(asleep) > timedelta(hours=3)
    assert max(lesson.learnt_every for lesson in asleep) <= LONGEST_EVERY
    awake = [lesson.learnt_every for now, lesson, _, _ in lessons if now > waking + timedelta(hours=14)]
    assert max(awake) <= 2 * EVERY


def test_a_feed_with_little_news_at_each_look_keeps_the_pace_of_the_settings() -> None:
    assert {lesson.learnt_every for _, lesson, _, _ in watch(Outlet(lambda _: 8), 2)} == {EVERY}


def test_what_server_and_feed_ask_for_is_kept_until_it_would_lose_news() -> None:
    calm = [lesson.learnt_every for _, lesson, _, _ in watch(Outlet(lambda _: 8), 2, pause=timedelta(hours=1))]
    assert set(calm) == {timedelta(hours=1)}
    busy = [lesson for now, lesson, _, _ in watch(Outlet(lambda _: 40), 2, pause=timedelta(days=1)) if now > NOW + timedelta(days=1)]
    assert max(lesson.learnt_every for lesson in busy) <= timedelta(minutes=20)


def test_a_burst_is_followed_and_then_forgotten() -> None:
    start = NOW + timedelta(hours=10)
    outlet = Outlet(lambda now: 120 if start < now < start + timedelta(hours=3) else 8)
    lessons = list(watch(outlet, 2))
    assert min(lesson.learnt_every for _, lesson, _, _ in lessons) <= timedelta(minutes=8)
    assert lessons[-1][1].learnt_every == EVERY


def test_feeds_do_not_come_at_one_moment() -> None:
    waits = {spread(f"paper-{number}/rss", EVERY) for number in range(300)}
    assert len(waits) > 290
    assert EVERY <= min(waits) < max(waits) <= EVERY * 1.1
    assert max(waits) - min(waits) > EVERY * 0.09
    longest = {spread(f"paper-{number}/rss", LONGEST_EVERY) for number in range(300)}
    assert len(longest) > 290
    assert max(longest) <= LONGEST_EVERY


def test_a_feed_that_is_down_for_thirty_days_is_asked_every_six_hours_and_its_beginning_is_known() -> None:
    state = after(NEVER, look(NOW, (entry(1, NOW),)), learn(NEVER, look(NOW, (entry(1, NOW),)), 1, EVERY))
    now, waits = NOW + EVERY, []
    while now < NOW + timedelta(days=30):
        failed = look(now, outcome="failed", problem="HTTP 500")
        lesson = learn(state, failed, 0, EVERY)
        waits.append(lesson.next_look_at - now)
        state, now = after(state, failed, lesson), lesson.next_look_at
        assert lesson.failing_since == NOW + EVERY
    assert waits[0] < 2 * EVERY
    assert max(waits) <= LONGEST_EVERY
    assert 100 < len(waits) < 150
    back = learn(state, look(now, (entry(2, now),)), 1, EVERY)
    assert (back.failures, back.failing_since) == (0, None)
    assert back.next_look_at - now <= EVERY * 1.1, "an outage teaches no slower pace"


def test_a_server_that_asks_for_quiet_is_given_it() -> None:
    until = NOW + timedelta(hours=9)
    assert learn(NEVER, look(NOW, outcome="failed", not_before=until), 0, EVERY).next_look_at == until


def test_a_pace_slower_than_the_longest_is_kept() -> None:
    day = timedelta(days=1)
    assert day <= learn(NEVER, look(NOW, outcome="failed"), 0, day).next_look_at - NOW <= day * 1.1
    assert learn(NEVER, look(NOW, (entry(1),)), 1, day).learnt_every == day


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["new", "unchanged", "empty", "failed"]),
            st.integers(0, 40),
            st.floats(0, 1),
            st.floats(1, 1e6),
            st.none() | st.timedeltas(timedelta(0), timedelta(days=400)),
            st.booleans(),
        ),
        max_size=30,
    ),
    st.timedeltas(timedelta(seconds=1), timedelta(days=30)),
)
def test_whatever_happens_the_next_look_is_neither_at_once_nor_further_than_six_hours(history: list[tuple], every: timedelta) -> None:  # type: ignore[type-arg]
    state, now = NEVER, NOW
    for outcome, total, share, seconds, pause, is_part in history:
        now += timedelta(seconds=seconds)
        entries = tuple(entry(number, now) for number in range(total)) if outcome == "new" else ()
        seen = look(now, entries, outcome, pause=pause, is_part=is_part, body_hash="x" if outcome == "new" else None)
        lesson = learn(state, seen, int(total * share) if entries else 0, every)
        if not is_part:
            assert min(SHORTEST_EVERY, every) <= lesson.next_look_at - now <= max(LONGEST_EVERY, every * 1.1)
        assert min(SHORTEST_EVERY, every) <= lesson.learnt_every <= max(LONGEST_EVERY, every)
        state = after(state, seen, lesson)
        is_whole_due(state, now)


def _asked(
    state: FeedState, steps: int, answer: Callable[[datetime, bool, FeedState], tuple[FeedLook, int]]
) -> list[tuple[datetime, bool, Lesson]]:
    """Ask a server as a crawl does, conditionally or not; give when, whether in full, and what was learnt."""
    asked, now = [], NOW
    for _ in range(steps):
        whole = is_whole_due(state, now)
        seen, fresh = answer(now, whole, state)
        lesson = learn(state, seen, fresh, EVERY)
        asked.append((now, whole, lesson))
        state, now = after(state, seen, lesson), lesson.next_look_at
    return asked


def test_every_eighth_look_is_in_full_and_at_least_one_in_a_day() -> None:
    def honest(now: datetime, whole: bool, state: FeedState) -> tuple[FeedLook, int]:
        if whole:
            return look(now, (entry(1, NOW),), validators=Validators('"1"'), body_hash="1"), state.looked_at is None
        return look(now, outcome="unchanged", is_conditional=True), 0

    asked = _asked(NEVER, 200, honest)
    wholes = [number for number, (_, whole, _) in enumerate(asked) if whole]
    assert wholes[0] == 0
    assert max(later - earlier for earlier, later in pairwise(wholes)) <= 8
    moments = [now for now, whole, _ in asked if whole]
    assert max(later - earlier for earlier, later in pairwise(moments)) <= timedelta(hours=24)
    assert not any(lesson.lied for _, _, lesson in asked)


def test_a_304_that_lies_is_caught_within_eight_looks_and_not_believed_until_the_server_is_honest() -> None:
    honest_from = 40

    def lying(now: datetime, whole: bool, state: FeedState) -> tuple[FeedLook, int]:
        """News at every look, and one ETag for all of it, until it is mended."""
        number = int((now - NOW) / timedelta(minutes=1))
        etag = Validators(f'"{number}"' if len(steps) >= honest_from else '"always"')
        steps.append(now)
        if not whole and len(steps) <= honest_from:
            return look(now, outcome="unchanged", is_conditional=True, validators=etag), 0
        return look(
            now, (entry(number, now), entry(-1, NOW), entry(-2, NOW)), validators=etag, body_hash=str(number), is_conditional=not whole
        ), 1

    steps: list[datetime] = []
    asked = _asked(NEVER, 60, lying)
    caught = next(number for number, (_, _, lesson) in enumerate(asked) if lesson.lied)
    assert caught <= 8
    assert all(whole for _, whole, _ in asked[caught:honest_from])
    assert not all(whole for _, whole, _ in asked[honest_from + 2 :]), "an honest server is asked for headers again"


def test_a_304_that_is_given_whatever_was_asked_is_caught_by_news_older_than_it() -> None:
    held = replace(
        NEVER,
        validators=Validators('"1"'),
        looked_at=NOW,
        outcome="unchanged",
        body_hash="1",
        looks_since_whole=7,
        newest_at=NOW - timedelta(days=1),
    )
    seen = look(
        NOW + EVERY, (entry(1, NOW - timedelta(hours=5)), entry(2, NOW - timedelta(days=1))), validators=Validators('"2"'), body_hash="2"
    )
    assert learn(held, seen, 1, EVERY).looks_since_whole == DISTRUSTED
    late = look(NOW + EVERY, (entry(1, NOW - timedelta(minutes=30)),), validators=Validators('"2"'), body_hash="2")
    assert not learn(held, late, 1, EVERY).lied, "an outlet may put an article out half an hour after its date"


def test_a_body_that_only_says_anew_when_it_was_built_is_the_same() -> None:
    feed = b"<rss><channel><lastBuildDate>%s</lastBuildDate><item>%s</item></channel></rss>"
    assert body_hash(feed % (b"Mon", b"a")) == body_hash(feed % (b"Tue", b"a")) != body_hash(feed % (b"Mon", b"b"))


@pytest.mark.parametrize(("header", "pause"), [
    ("max-age=600", timedelta(minutes=10)),
    ("public, MAX-AGE = 600, must-revalidate", timedelta(minutes=10)),
    ('max-age="60"', timedelta(minutes=1)),
    ("s-maxage=600", None),
    ("no-cache, max-age=600", None),
    ("max-age=0", None),
    ("max-age=-1", None),
    ("soon", None),
    ("", None),
])  # fmt: skip
def test_how_long_an_answer_may_stand(header: str, pause: timedelta | None) -> None:
    assert pause_of(header) == pause


def test_a_time_of_change_that_lies_ahead_is_not_sent_back() -> None:
    ahead = Validators('"1"', "Fri, 01 Jan 2038 00:00:00 GMT")
    assert sound_validators(ahead, NOW) == Validators('"1"')
    for last_modified in ("Sun, 01 Mar 2026 00:00:00 GMT", "yesterday", None):
        assert sound_validators(Validators(None, last_modified), NOW) == Validators(None, last_modified)


def test_what_was_slept_through_is_read_once() -> None:
    assert next_reread_at(NOW, NOW + timedelta(hours=7)) == NOW + timedelta(hours=24)
    assert next_reread_at(NOW, NOW + timedelta(days=7)) is None
