"""What the radar calls new, and what it does not."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from news.articles import Article, Copy, Origin, StoredArticle
from news.beats import Judgement
from news.dates import UNDATED, Dating
from news.gists import Gist
from news.radar import Facts, Mark, Radar, look, stands_at
from news.themes import Unplaced
from news.timelines import Story
from news.topics import Rank, Tag

NOW = datetime(2026, 3, 20, 12, tzinfo=UTC)
SINCE = NOW - timedelta(days=1)
FACTS = Facts(SINCE, NOW, NOW - timedelta(days=90))
NAMES = {"harbour": "The Harbour", "beacon": "The Beacon", "buoy": "The Buoy"}


def hours(count: float) -> timedelta:
    return timedelta(hours=count)


def exact(at: datetime) -> Dating:
    return Dating(at, "exact", None)


def article(
    number: int,
    *topics: tuple[str, Rank],
    ago: timedelta = timedelta(hours=2),
    published: Dating = UNDATED,
    source: str = "harbour",
    origin: str | None = None,
    title: str | None = None,
    text: str = "Text.",
    lang: str = "en",
    story: int | None = None,
    copies: tuple[Copy, ...] = (),
) -> StoredArticle:
    tags = tuple(Tag(topic, rank, f"{topic}/en/1", "v", ()) for topic, rank in topics)
    url = f"https://{source}.example/{number}"
    credit = Origin(origin, None, "text mention") if origin else None
    told = Article(url, title or f"Title {number}", text, lang, None, published, credit)
    seen = NOW - ago
    return StoredArticle(number, told, source, (url,), seen, seen, Judgement("strong", "both", tags), copies=copies, story=story)


def story(number: int, *articles: StoredArticle, thread: int | None = None) -> Story:
    return Story(number, articles, {}, thread)


def mark(topic: str, ago: timedelta, number: int = 900, published: Dating = UNDATED) -> Mark:
    return Mark(topic, number, 90, f"Earlier on {topic}", published, NOW - ago)


def new_topics(facts: Facts) -> list[tuple[int, tuple[str, ...]]]:
    return [(each.story.id, each.topics) for each in look(facts).new_stories]


def woken(facts: Facts, sleep: int = 21) -> list[str]:
    return [each.topic for each in look(facts, timedelta(days=sleep)).waking]


GAS: tuple[str, Rank] = ("gas", "primary")
OLD = exact(NOW - timedelta(days=8))


# The first week


def test_a_young_archive_gives_a_count_and_no_signal() -> None:
    stored = article(1, GAS)
    young = Facts(SINCE, NOW, NOW - timedelta(days=6, hours=23), 143, 31, stories=(story(1, stored),), articles=(stored,))
    radar = look(young)
    assert radar.baseline is not None
    assert (radar.baseline.articles, radar.baseline.stories) == (143, 31)
    assert radar.baseline.begins_at == NOW + timedelta(hours=1)
    assert radar == Radar(SINCE, NOW, radar.baseline)


def test_an_empty_archive_has_no_day_on_which_signals_begin() -> None:
    baseline = look(Facts(SINCE, NOW, None)).baseline
    assert baseline is not None
    assert baseline.begins_at is None


def test_after_seven_days_signals_begin() -> None:
    facts = replace(FACTS, oldest_at=NOW - timedelta(days=7), stories=(story(1, article(1, GAS)),))
    assert look(facts).baseline is None
    assert new_topics(facts) == [(1, ("gas",))]


# New stories


def test_a_story_that_began_in_the_span_is_new_in_the_topics_it_is_about() -> None:
    told = story(1, article(1, GAS, ("trade", "secondary"), ("arms", "background")), article(2, ("oil", "primary"), source="beacon"))
    assert new_topics(replace(FACTS, stories=(told,))) == [(1, ("gas", "oil"))]
    found = look(replace(FACTS, stories=(told,), names=NAMES)).new_stories[0]
    assert (found.article_ids, found.texts, found.began_at) == ((1, 2), 2, NOW - hours(2))


@pytest.mark.parametrize("rank", ["secondary", "background"])
def test_a_story_that_only_touches_a_topic_is_no_news_of_it(rank: Rank) -> None:
    assert new_topics(replace(FACTS, stories=(story(1, article(1, ("gas", rank))),))) == []


def test_a_story_that_began_before_the_span_is_not_new() -> None:
    assert new_topics(replace(FACTS, stories=(story(1, article(1, GAS, ago=hours(30)), article(2, GAS)),))) == []


def test_a_story_first_seen_after_the_span_is_not_in_it() -> None:
    assert new_topics(replace(FACTS, stories=(story(1, article(1, GAS, ago=-hours(1))),))) == []


def test_a_follow_up_of_a_thread_is_an_update_for_fourteen_days_in_that_topic() -> None:
    follow_up = story(5, article(1, GAS, ("arms", "primary")), thread=4)
    within = replace(FACTS, stories=(follow_up,), earlier={5: (mark("gas", timedelta(days=13)),)})
    assert new_topics(within) == [(5, ("arms",))]
    beyond = replace(within, earlier={5: (mark("gas", timedelta(days=15)),)})
    assert new_topics(beyond) == [(5, ("gas", "arms"))]


def test_an_old_text_of_the_thread_seen_lately_makes_no_update_of_a_story() -> None:
    old = mark("gas", timedelta(days=3), published=exact(NOW - timedelta(days=400)))
    assert new_topics(replace(FACTS, stories=(story(5, article(1, GAS), thread=4),), earlier={5: (old,)})) == [(5, ("gas",))]


def test_a_copy_published_long_ago_shows_that_a_story_is_old() -> None:
    copy = Copy("https://buoy.example/1", "buoy", "Title", exact(NOW - timedelta(days=700)), NOW)
    assert new_topics(replace(FACTS, stories=(story(1, article(1, GAS, published=exact(NOW), copies=(copy,))),))) == []


def test_a_story_of_retagged_articles_alone_is_not_new() -> None:
    told = story(1, article(1, GAS))
    assert new_topics(replace(FACTS, stories=(told,), quiet=frozenset({1}))) == []


# Topics that wake


def test_a_topic_wakes_after_three_silent_weeks() -> None:
    last = mark("gas", timedelta(days=30))
    (found,) = look(replace(FACTS, articles=(article(1, GAS),), before={"gas": last})).waking
    assert (found.topic, found.quiet_since, found.last, found.woken_by.article_id) == ("gas", last.seen_at, last, 1)


@pytest.mark.parametrize(("days", "sleep", "wakes"), [(20, 21, False), (22, 21, True), (22, 30, False), (4, 3, True)])
def test_how_long_a_topic_must_have_slept_is_a_choice(days: int, sleep: int, wakes: bool) -> None:
    facts = replace(FACTS, articles=(article(1, GAS),), before={"gas": mark("gas", timedelta(days=days))})
    assert woken(facts, sleep) == (["gas"] if wakes else [])


@pytest.mark.parametrize("rank", ["secondary", "background"])
def test_a_mention_wakes_no_topic(rank: Rank) -> None:
    assert woken(replace(FACTS, articles=(article(1, ("gas", rank)),), before={"gas": mark("gas", timedelta(days=30))})) == []


def test_neither_an_old_text_nor_a_retagged_article_wakes_a_topic() -> None:
    before = {"gas": mark("gas", timedelta(days=30))}
    assert woken(replace(FACTS, articles=(article(1, GAS, published=OLD),), before=before)) == []
    assert woken(replace(FACTS, articles=(article(1, GAS),), before=before, quiet=frozenset({1}))) == []
    copy = Copy("https://buoy.example/1", "buoy", "Title", OLD, NOW)
    assert woken(replace(FACTS, articles=(article(1, GAS, copies=(copy,)),), before=before)) == []


def test_an_old_text_seen_now_shows_that_a_topic_was_not_silent_then() -> None:
    both = (article(1, GAS, published=OLD), article(2, GAS))
    before = {"gas": mark("gas", timedelta(days=30))}
    assert woken(replace(FACTS, articles=both, before=before)) == []
    assert woken(replace(FACTS, articles=both[1:], before=before)) == ["gas"]


def test_a_topic_wakes_once_however_many_articles_follow() -> None:
    facts = replace(FACTS, articles=(article(2, GAS, ago=hours(1)), article(1, GAS)), before={"gas": mark("gas", timedelta(days=30))})
    (found,) = look(facts).waking
    assert found.woken_by.article_id == 1


def test_a_topic_never_told_about_wakes_only_in_an_archive_older_than_the_silence() -> None:
    facts = replace(FACTS, articles=(article(1, GAS),))
    (found,) = look(facts).waking
    assert (found.last, found.quiet_since) == (None, FACTS.oldest_at)
    assert woken(replace(facts, oldest_at=NOW - timedelta(days=20))) == []


def test_a_silence_inside_a_long_span_is_found_too() -> None:
    told = (article(1, GAS, ago=timedelta(days=45)), article(2, GAS))
    facts = replace(FACTS, since=NOW - timedelta(days=60), articles=told, before={"gas": mark("gas", timedelta(days=61))})
    assert [each.last and each.last.article_id for each in look(facts).waking] == [1]


# Emerging themes


def unplaced(number: int, *terms: str, **values: object) -> Unplaced:
    stored = article(number, **values)  # type: ignore[arg-type]
    return Unplaced(stored, Gist(stored.article.lang, None, is_day=False, terms=dict.fromkeys(terms, 1.0), title_terms=frozenset()))


SWAP = ("w:en:swap", "s:lpcn")
THREE = (
    unplaced(1, *SWAP, "w:en:jail", title="Lapshin up for swap", source="harbour", ago=hours(20)),
    unplaced(2, *SWAP, "#:14", title="A swap for Lapshin", source="beacon", ago=hours(10)),
    unplaced(3, *SWAP, "w:en:rain", title="Swap nears, Lapshin says", source="buoy"),
)


def themes(found: Sequence[Unplaced], **values: object) -> list[list[int]]:
    facts = replace(FACTS, unplaced=tuple(found), names=NAMES, counted=1000)
    return [[sample.article_id for sample in theme.samples] for theme in look(replace(facts, **values)).emerging]  # type: ignore[arg-type]


def test_three_texts_that_share_two_rare_terms_are_a_theme() -> None:
    (theme,) = look(replace(FACTS, unplaced=THREE, names=NAMES)).emerging
    assert [term.written for term in theme.terms] == ["Lapshin", "swap"]
    assert (theme.samples[0].article_id, theme.samples[0].title) == (1, "Lapshin up for swap")
    assert (theme.texts, theme.outlets, theme.hours) == (3, ("harbour", "beacon", "buoy"), 18)


def test_two_articles_are_none() -> None:
    assert themes(THREE[:2]) == []


def test_what_is_said_every_day_is_no_theme() -> None:
    assert themes(THREE, term_counts={"w:en:swap": 10}) == [[1, 2, 3]]
    assert themes(THREE, term_counts={"w:en:swap": 11}) == []


def test_two_forms_of_one_word_are_one_term() -> None:
    told = [
        unplaced(n, "s:lpcn", "w:en:lapshin", title="Lapshin speaks", source=source)
        for n, source in enumerate(["harbour", "beacon", "buoy"], 1)
    ]
    assert themes(told) == []


def test_numbers_and_days_make_no_theme() -> None:
    told = [unplaced(n, "#:14", "d:2026-03-20", "t:gas", source=source) for n, source in enumerate(["harbour", "beacon", "buoy"], 1)]
    assert themes(told) == []


def test_what_stands_far_down_is_the_story_so_far_and_makes_no_theme() -> None:
    recap = "The harbour stays shut. " * 40 + "In January Lapshin was part of a swap."
    assert themes([unplaced(n, *SWAP, text=recap, source=source) for n, source in enumerate(["harbour", "beacon", "buoy"], 1)]) == []


def test_in_a_small_archive_common_words_count_in_titles_alone() -> None:
    told = [unplaced(n, *SWAP, text="Lapshin and a swap.", source=source) for n, source in enumerate(["harbour", "beacon", "buoy"], 1)]
    assert themes(told, counted=299) == []
    assert themes(told, counted=300) == [[1, 2, 3]]
    assert themes(THREE, counted=0) == [[1, 2, 3]]


def test_articles_that_credit_one_publisher_count_once() -> None:
    credited = [replace_stored(each, origin="The Beacon") for each in THREE]
    assert themes(credited) == []
    assert themes([THREE[0], replace_stored(THREE[1], origin="The Harbour"), THREE[2]]) == []
    assert themes([THREE[0], replace_stored(THREE[1], origin="Reuters"), THREE[2]]) == [[1, 2, 3]]


def test_one_outlet_alone_makes_no_theme_but_two_with_three_events_do() -> None:
    one = [unplaced(n, *SWAP, title="Swap of Lapshin", source="harbour") for n in (1, 2, 3, 4)]
    assert themes(one) == []
    two = [*one[:2], unplaced(9, *SWAP, title="Swap of Lapshin", source="beacon")]
    assert themes(two) == [[1, 2, 9]]
    told = [each._replace(stored=replace(each.stored, story=7)) for each in two]
    assert themes(told) == [], "two articles of one outlet on one event are one text"


def test_texts_farther_apart_than_three_days_are_no_theme() -> None:
    assert themes([unplaced(8, *SWAP, title="Lapshin, swap", ago=hours(75)), *THREE[1:]]) == []
    late = unplaced(8, *SWAP, title="Lapshin, swap", ago=hours(1), published=exact(NOW - hours(76)))
    assert themes([late, *THREE[1:]]) == [], "the date of publication decides"


def test_a_theme_without_an_article_of_the_span_was_told_already() -> None:
    early = [unplaced(each.stored.id, *SWAP, title="Swap of Lapshin", source=each.stored.source_id, ago=hours(30)) for each in THREE]
    assert themes(early) == []
    assert themes(early, since=NOW - hours(31)) == [[1, 2, 3]]


def test_neither_old_nor_retagged_articles_make_a_theme() -> None:
    assert themes([unplaced(1, *SWAP, title="Lapshin, swap", published=OLD), *THREE[1:]]) == []
    assert themes(THREE, quiet=frozenset({3})) == []


def test_across_languages_names_and_concepts_make_a_theme() -> None:
    told = (
        unplaced(1, "s:lpcn", "c:release", "w:ru:обмен", title="Лапшина освободили", lang="ru", source="harbour"),
        unplaced(2, "s:lpcn", "c:release", title="Lapşin azad edildi", lang="az", source="beacon"),
        unplaced(3, "s:lpcn", "c:release", "w:en:relea", title="Lapshin released", source="buoy"),
    )
    (theme,) = look(replace(FACTS, unplaced=told, names=NAMES)).emerging
    assert {term.key for term in theme.terms} == {"s:lpcn", "c:release"}
    assert theme.terms[0].articles == 3


def test_two_themes_are_kept_apart_and_the_stronger_stands_first() -> None:
    flood = [
        unplaced(10 + n, "w:en:flood", "s:kksk", title="Flood at Kaksak", source=source)
        for n, source in enumerate(["harbour", "beacon", "buoy", "raft"])
    ]
    assert themes([*THREE, *flood]) == [[10, 11, 12, 13], [1, 2, 3]]


def replace_stored(each: Unplaced, *, origin: str) -> Unplaced:
    told = replace(each.stored.article, origin=Origin(origin, None, "text mention"))
    return each._replace(stored=replace(each.stored, article=told))


# Whatever the archive holds


def test_a_day_stands_at_its_end() -> None:
    assert stands_at(Dating(date(2026, 3, 13), "day", None), NOW) == NOW
    assert stands_at(Dating(date(2026, 3, 12), "day", None), NOW) < NOW


some_terms = st.lists(st.sampled_from([*SWAP, "w:en:jail", "c:release", "n:aliyev"]), min_size=1, unique=True)
some_articles = st.lists(
    st.tuples(some_terms, st.integers(0, 100), st.sampled_from(["harbour", "beacon", "buoy"]), st.sampled_from([None, "The Beacon"])),
    max_size=12,
)


@settings(max_examples=60, deadline=None)
@given(some_articles)
def test_every_theme_keeps_its_promise_and_order_makes_no_difference(drawn: list[tuple[list[str], int, str, str | None]]) -> None:
    told = [
        unplaced(n, *terms, title="Jail, release, swap of Lapshin", source=source, origin=origin, ago=hours(ago))
        for n, (terms, ago, source, origin) in enumerate(drawn, 1)
    ]
    facts = replace(FACTS, since=NOW - timedelta(days=5), unplaced=tuple(told), names=NAMES)
    found = look(facts).emerging
    seen: set[int] = set()
    for theme in found:
        assert theme.texts >= 3
        assert len(theme.outlets) >= 2
        assert theme.span <= timedelta(hours=72)
        assert len(theme.terms) >= 2
        assert seen.isdisjoint(sample.article_id for sample in theme.samples)
        seen |= {sample.article_id for sample in theme.samples}
    assert look(replace(facts, unplaced=tuple(reversed(told)))).emerging == found
