"""Digests composed from what an archive says: which story stands where, in which order, and what is told of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
from papers import beat_read_once

from news.articles import Article, Copy, Origin, StoredArticle
from news.beats import Judgement
from news.dates import Dating
from news.digesting.composing import SHOWN, Edit, Material, Reader, compose
from news.digests import Digest, Outlet
from news.radar import Baseline, Mark, NewStory, Radar, WakingTopic
from news.schedules import Daily
from news.subscriptions import Subscription
from news.themes import Sample, Term, Theme
from news.timelines import Story
from news.topics import Evidence, Tag

NOW = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
READER = Reader(beat_read_once(), NOW, "Asia/Baku")
DAILY = Subscription("daily", Daily(time(7), "Asia/Baku"), "Asia/Baku")
OUTLETS = {
    "paper": Outlet("The Paper", "independent", "AZ"),
    "gazette": Outlet("Gazette", "state", "RU"),
    "ministry": Outlet("The Ministry", "official", "AZ"),
    "mill": Outlet("The Mill", "repost", "US"),
    "third": Outlet("Third", "private", "UA"),
}


def stored(number: int, topic: str | None = "gas-routes", **said: object) -> StoredArticle:
    """An article of an hour ago; ``said`` may name title, text, source, hours, story, origin, copies, published."""
    given = {"title": f"Headline {number}", "text": "Baku and Moscow spoke.", "source": "paper", "hours": 1, "story": number} | said
    seen = NOW - timedelta(hours=given["hours"])  # type: ignore[arg-type]
    published = given.get("published", Dating(seen - timedelta(minutes=20), "exact", "feed"))
    tag = Tag(topic, "primary", f"{topic}/en/1", "v", (Evidence("title", "Headline", 0, 8),)) if topic else None
    article = Article(
        f"https://{given['source']}.example/{number}",
        str(given["title"]),
        str(given["text"]),
        "en",
        None,
        published,
        given.get("origin"),  # type: ignore[arg-type]
    )
    copies = given.get("copies", ())
    judgement = Judgement("strong", "both", (tag,) if tag else ())
    return StoredArticle(number, article, str(given["source"]), (article.url,), seen, seen, judgement, copies=copies, story=given["story"])  # type: ignore[arg-type]


def material(articles: Sequence[StoredArticle], **rest: object) -> Material:
    """What an archive of these articles says; every story is new to the radar unless ``rest`` names another one."""
    stories = rest.pop("stories", None) or stories_of(articles)
    known = stories
    new = tuple(
        NewStory(story, tuple(dict.fromkeys(tag.topic for each in story.articles for tag in each.judgement.tags)), (), 1, NOW)
        for story in known.values()  # type: ignore[attr-defined]
        if story.thread_id is None
    )
    radar = rest.pop("radar", None) or Radar(NOW - timedelta(days=1), NOW, new_stories=new)
    return Material(tuple(articles), radar, stories, outlets=OUTLETS, last_article=99, **rest)  # type: ignore[arg-type]


def stories_of(articles: Sequence[StoredArticle], thread: int | None = None) -> dict[int, Story]:
    numbers = dict.fromkeys(each.story for each in articles)
    return {number: Story(number, tuple(each for each in articles if each.story == number), {}, thread) for number in numbers if number}


def titles(digest: Digest, kind: str, topic: str | None = None) -> list[str]:
    return [line.title for section in digest.sections if section.kind == kind and topic in {None, section.topic} for line in section.lines]


def test_a_story_stands_once_with_its_articles_folded_under_it() -> None:
    one, other = stored(1), stored(2, story=1, source="gazette", hours=0.5)
    digest = compose(DAILY, material([one, other]), READER)
    (section,) = digest.sections
    (line,) = section.lines
    assert (section.kind, section.topic, line.title, line.outlet.name) == ("new", "gas-routes", "Headline 1", "The Paper")
    assert ([each.name for each in line.also], line.texts, line.article_ids) == (["Gazette"], 2, (1, 2))
    assert digest.told.articles == (1, 2)
    assert digest.told.stories == {1: line.standing.status}
    assert (digest.story_count, digest.update_count, digest.last_article) == (1, 0, 99)


def test_mandatory_topics_come_first_and_then_the_others_by_their_titles() -> None:
    found = [
        stored(number, topic) for number, topic in enumerate(("karabakh", "plane-crash", "diplomacy", "arms-transfers", "gas-routes"), 1)
    ]
    digest = compose(DAILY, material(found), READER)
    first = [section.topic for section in digest.sections]
    assert first[:3] == ["arms-transfers", "gas-routes", "plane-crash"]
    assert set(first[3:]) == {"karabakh", "diplomacy"}
    assert [section.title for section in digest.sections[3:]] == sorted(section.title for section in digest.sections[3:])


def test_official_acts_come_first_then_what_more_publishers_tell_and_reposts_count_for_nothing() -> None:
    act = stored(1, source="ministry", hours=20)
    told_by_two = [stored(2, hours=10), stored(3, story=2, source="gazette", hours=9)]
    reposted = [stored(4, hours=2), *(stored(number, story=4, source="mill", hours=1) for number in range(5, 9))]
    latest = stored(10, hours=0.1)
    digest = compose(DAILY, material([*reposted, latest, *told_by_two, act]), READER)
    assert titles(digest, "new") == ["Headline 1", "Headline 2", "Headline 10", "Headline 4"]


def test_what_goes_on_is_no_new_story_and_says_what_it_goes_on_with() -> None:
    told = [stored(1), stored(2, story=1, title="A second day of talks", hours=0.2)]
    digest = compose(DAILY, material(told[1:], stories=stories_of(told), told={1: "reported"}), READER)
    (line,) = digest.sections[0].lines
    assert (digest.sections[0].kind, line.title, line.note) == ("updates", "A second day of talks", "1 more article")
    follow_up = [stored(5)]
    digest = compose(DAILY, material(follow_up, stories=stories_of(follow_up, thread=3)), READER)
    assert (digest.sections[0].kind, digest.sections[0].lines[0].note) == ("updates", "goes on with story 3")


def test_a_claim_that_is_denied_is_told_as_an_update_before_what_merely_goes_on() -> None:
    denied = stored(2, story=1, title="Defence Ministry of Russia denied the report on shells", source="gazette")
    going_on = [stored(5), stored(6, story=5, hours=0.1)]
    found = [stored(1, title="Shells were sold, reportedly"), denied, *going_on]
    digest = compose(DAILY, material([denied, going_on[1]], stories=stories_of(found), told={1: "claimed, one source", 5: ""}), READER)
    first, second = digest.sections[0].lines
    assert first.note.startswith("was claimed, one source, now denied")
    assert second.note == "1 more article"
    assert digest.told.stories[1] == "denied"


@pytest.mark.parametrize(("tells", "kinds"), [
    (("stories",), {"new"}), (("updates",), set()), (("articles",), {"updates"}), (("articles", "stories", "updates"), {"new", "updates"}),
])  # fmt: skip
def test_a_reader_hears_only_what_counts_for_him_and_the_ledger_holds_no_more(tells: tuple[str, ...], kinds: set[str]) -> None:
    found = [stored(1), stored(2), stored(3, story=2)]
    subscription = replace(DAILY, tells=tells)  # type: ignore[arg-type]
    given = material([found[0], found[2]], stories=stories_of(found), told={2: "reported"})
    digest = compose(subscription, given, READER)
    assert {section.kind for section in digest.sections} == kinds
    assert set(digest.told.articles) == ({1} if "new" in kinds else set()) | ({3} if "updates" in kinds else set())


def test_an_edit_is_an_update_with_its_reasons_and_told_once() -> None:
    edited = replace(stored(1), versions=2)
    digest = compose(
        DAILY, material([], stories=stories_of([edited]), told={1: "reported"}, edits=(Edit(edited, 2, ("numbers",)),)), READER
    )
    assert digest.sections[0].lines[0].note == "changed by its outlet: numbers"
    assert (digest.told.edits, digest.told.articles) == (((1, 2),), ())


def test_a_topic_that_wakes_says_how_long_it_was_quiet_and_holds_its_story_alone() -> None:
    found = stored(1, "caspian")
    last = Mark("caspian", 7, 7, "The last one", Dating(), NOW - timedelta(days=30))
    mark = Mark("caspian", 1, 1, "Headline 1", Dating(), NOW)
    waking = WakingTopic("caspian", NOW - timedelta(days=30), last, mark)
    given = material([found], radar=Radar(NOW - timedelta(days=1), NOW, waking=(waking,)))
    (section,) = compose(DAILY, given, READER).sections
    assert (section.kind, section.topic, len(section.lines)) == ("woke", "caspian", 1)
    assert section.note == "quiet 30 days since 2026-01-31, last “The last one”"


def test_an_emerging_theme_holds_its_articles_and_is_told_again_only_when_most_of_it_is_new() -> None:
    found = [stored(number, None) for number in (1, 2, 3, 4)]
    samples = tuple(Sample(each.id, each.article.title, "paper", "en", NOW) for each in found[:3])
    theme = Theme((Term("n:swap", "swap", 3),), samples, 3, ("paper", "third"), timedelta(hours=40))
    radar = Radar(NOW - timedelta(days=1), NOW, emerging=(theme,))
    digest = compose(DAILY, material(found, radar=radar), READER)
    assert (digest.emerging[0].terms, digest.emerging[0].hours, len(digest.emerging[0].samples)) == (("swap",), 40, 3)
    assert titles(digest, "unclassified") == ["Headline 4"]
    assert (digest.told.articles, digest.told.themes) == ((1, 2, 3, 4), (1, 2, 3))
    again = compose(DAILY, material(found, radar=radar, told_themes=frozenset({1, 2})), READER)
    assert (again.emerging, again.told.articles) == ((), (1, 2, 3, 4))


def test_an_old_text_that_turns_up_now_is_no_news() -> None:
    digest = compose(DAILY, material([stored(1, published=Dating(NOW - timedelta(days=40), "exact", "feed"))]), READER)
    assert [(section.kind, section.title) for section in digest.sections] == [("older", "Older texts, found now")]


def test_a_long_section_shows_ten_and_tells_the_rest_by_number_which_are_told_too() -> None:
    found = [stored(number, hours=number / 10) for number in range(1, SHOWN + 6)]
    digest = compose(DAILY, material(found), READER)
    assert len(digest.sections[0].lines) == SHOWN
    assert digest.sections[0].more == (11, 12, 13, 14, 15)
    assert len(digest.told.articles) == SHOWN + 5
    assert digest.story_count == SHOWN + 5


def test_a_young_archive_is_counted_and_nothing_of_it_is_told_later() -> None:
    baseline = Baseline(NOW - timedelta(days=2), 40, 20, NOW + timedelta(days=5))
    digest = compose(DAILY, material([stored(1)], radar=Radar(NOW, NOW, baseline)), READER)
    assert (digest.baseline, digest.sections, digest.is_empty) == (baseline, (), True)
    assert digest.told.articles == (1,)


def test_who_published_first_who_we_saw_first_and_whom_it_leads_to_are_kept_apart() -> None:
    early = Dating(NOW - timedelta(hours=9), "exact", "feed")
    copy = Copy("https://third.example/1", "third", "The same", early, NOW - timedelta(hours=1))
    found = stored(1, origin=Origin("Turan", None, "text mention"), copies=(copy,), hours=2)
    (line,) = compose(DAILY, material([found]), READER).sections[0].lines
    assert (line.outlet.name, line.copies) == ("Third", 1)
    assert line.first_seen_by is not None
    assert line.first_seen_by.name == "The Paper"
    assert line.origin == "Turan"


def test_an_article_without_a_story_stands_for_itself() -> None:
    digest = compose(DAILY, material([stored(1, story=None), stored(2, story=None)]), READER)
    assert sorted(titles(digest, "new")) == ["Headline 1", "Headline 2"]
    assert all(line.story_id is None for line in digest.lines)
    assert (digest.told.articles, digest.told.stories) == ((1, 2), {})


def test_nothing_new_is_an_empty_digest_that_still_knows_how_far_it_looked() -> None:
    digest = compose(DAILY, material([]), READER)
    assert digest.is_empty
    assert digest.last_article == 99


@pytest.mark.parametrize(("title", "silent"), [
    ("Baku and Moscow speak of shells", ("Baku", "Moscow")),
    ("Baku and Moscow speak of shells for Ukraine", ("Baku", "Moscow", "Kyiv")),
    ("Shells for Ukraine: Peskov said Moscow waits for an answer", ("Baku", "Kyiv")),
])  # fmt: skip
def test_whose_officials_said_nothing_is_told_and_kyiv_counts_where_it_is_named(title: str, silent: tuple[str, ...]) -> None:
    (line,) = compose(DAILY, material([stored(1, title=title, text="The rest is told below.")]), READER).sections[0].lines
    assert line.silent_sides == silent
