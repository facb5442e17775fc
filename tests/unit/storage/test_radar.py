from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert, update

from news.articles import StoredArticle
from news.beats import Judgement
from news.dates import Dating
from news.gists import Gist, to_json
from news.radar import Facts, look
from news.topics import Rank, Tag
from storage import radar
from storage.tables import articles, gists, stories

Press = Any  # the fixture of conftest.py

DAY = 24 * 60


class Archive:
    """Short ways to let articles come days before or after noon, and to put them into stories."""

    def __init__(self, press: Press) -> None:
        self.press = press
        self.count = 0

    def add(
        self,
        days: float,
        *tags: tuple[str, Rank],
        feed: Any = None,
        relevance: str = "strong",
        title: str = "Ferry",
        published: float | None = None,
    ) -> int:
        self.count += 1
        judgement = Judgement(relevance, "both", tuple(Tag(topic, rank, f"{topic}/en/1", "v", ()) for topic, rank in tags))  # type: ignore[arg-type]
        told = {} if published is None else {"published": Dating(self.press.noon + timedelta(days=published), "exact", "feed")}
        url = f"https://northwind.example/{self.count}"
        kept, number = self.press.add(
            url, f"Text {self.count}.", title=title, minutes=int(days * DAY), judgement=judgement, feed=feed or self.press.northwind, **told
        )
        assert kept == "stored"
        return int(number)

    def tell(self, story: int, *numbers: int, thread: int | None = None) -> None:
        with self.press.db.begin_write() as connection:
            connection.execute(insert(stories).values(id=story, made_at=self.press.noon, thread_id=thread))
            connection.execute(update(articles).where(articles.c.id.in_(numbers)).values(story_id=story))

    def mark(self, number: int, **values: Any) -> None:
        with self.press.db.begin_write() as connection:
            connection.execute(update(articles).where(articles.c.id == number).values(**values))

    def sum_up(self, number: int, *terms: str) -> None:
        gist = Gist("en", None, is_day=False, terms=dict.fromkeys(terms, 1.0), title_terms=frozenset())
        with self.press.db.begin_write() as connection:
            connection.execute(insert(gists).values(article_id=number, gist=to_json(gist), why="first"))

    def facts(self, days: float = 1) -> Facts:
        return radar.facts(self.press.db, self.press.noon - timedelta(days=days), self.press.noon)


@pytest.fixture
def archive(press: Press) -> Archive:
    return Archive(press)


GAS: tuple[str, Rank] = ("gas", "primary")


def test_a_young_archive_is_counted(archive: Archive) -> None:
    assert archive.facts().oldest_at is None
    numbers = [archive.add(-3), archive.add(-2), archive.add(-1, relevance="weak")]
    hidden = archive.add(-1)
    archive.mark(hidden, hidden=True, level=0)
    archive.tell(1, *numbers[:2])
    facts = archive.facts()
    assert (facts.article_count, facts.story_count) == (3, 1)
    assert facts.oldest_at == archive.press.noon - timedelta(days=3)
    baseline = look(facts).baseline
    assert baseline is not None
    assert baseline.begins_at == archive.press.noon + timedelta(days=4)


def test_articles_of_the_span_that_a_topic_is_about(archive: Archive) -> None:
    archive.add(-40)
    archive.add(-2, GAS)
    shown = archive.add(-0.5, GAS)
    archive.add(-0.5, ("gas", "background"))
    archive.mark(archive.add(-0.4, GAS), hidden=True)
    archive.mark(quiet := archive.add(-0.3, GAS), quiet=True)
    facts = archive.facts()
    assert _ids(facts.articles) == [shown, quiet]
    assert facts.quiet == {quiet}


def test_the_last_article_of_a_topic_before_the_span(archive: Archive) -> None:
    archive.add(-80, GAS, title="Older")
    last = archive.add(-30, GAS, title="Gas stops")
    archive.add(-20, ("gas", "background"))
    archive.mark(archive.add(-10, GAS), hidden=True)
    archive.add(-5, GAS, title="An old text", published=-300)
    woken_by = archive.add(-0.5, GAS, title="Gas flows")
    (waking,) = look(archive.facts()).waking
    assert (waking.topic, waking.woken_by.article_id, waking.quiet_since) == ("gas", woken_by, archive.press.noon - timedelta(days=30))
    assert waking.last is not None
    assert (waking.last.article_id, waking.last.title) == (last, "Gas stops")


def test_many_old_texts_in_a_row_are_passed_over(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(radar, "_PAGE", 2)
    archive.add(-30)
    last = archive.add(-10, GAS)
    for _ in range(5):
        archive.add(-5, GAS, published=-300)
    archive.add(-0.5, GAS)
    assert archive.facts().before["gas"].article_id == last


def test_a_copy_wakes_no_topic_and_begins_no_story(archive: Archive) -> None:
    press = archive.press
    archive.add(-60)
    archive.tell(1, archive.add(-30, GAS))
    judgement = Judgement("strong", "both", (Tag("gas", "primary", "gas/en/1", "v", ()),))
    assert press.add("https://lighthouse.example/9", "Text 2.", minutes=-60, judgement=judgement, feed=press.lighthouse)[0] == "copy"
    seen = look(archive.facts())
    assert (seen.waking, seen.new_stories) == ((), ())


def test_a_follow_up_is_an_update_where_its_matter_was_told_lately(archive: Archive) -> None:
    archive.add(-60)
    archive.tell(1, archive.add(-20, GAS))
    archive.tell(2, archive.add(-5, GAS), thread=1)
    archive.tell(3, archive.add(-0.5, GAS), thread=1)
    archive.tell(4, archive.add(-0.5, GAS))
    facts = archive.facts()
    assert {story: {mark.story_id for mark in marks} for story, marks in facts.earlier.items()} == {3: {2}}
    assert [each.story.id for each in look(facts).new_stories] == [4]


def test_a_follow_up_after_two_weeks_is_new(archive: Archive) -> None:
    archive.add(-60)
    archive.tell(1, archive.add(-20, GAS))
    archive.tell(3, archive.add(-0.5, GAS), thread=1)
    assert [each.story.id for each in look(archive.facts()).new_stories] == [3]


def test_articles_without_a_topic_are_compared_with_the_archive(archive: Archive) -> None:
    press = archive.press
    for number in range(30):
        archive.sum_up(archive.add(-30 + number / 10), "w:en:swap", "w:en:weather", f"w:en:word{number}")
    archive.sum_up(archive.add(-70), "s:lpcn")
    told = [archive.add(-0.5, feed=feed, title="Lapshin swap, jail") for feed in (press.northwind, press.lighthouse, press.northwind)]
    for number in told:
        archive.sum_up(number, "s:lpcn", "w:en:swap", "w:en:jail")
    archive.sum_up(archive.add(-0.5, ("gas", "secondary")), "s:lpcn", "w:en:swap")
    archive.add(-0.5, relevance="weak")
    facts = archive.facts()
    assert [each.stored.id for each in facts.unplaced] == told
    assert facts.counted == 31, "those of sixty days, without the articles compared"
    assert facts.term_counts == {"w:en:swap": 31, "s:lpcn": 1}
    (theme,) = look(facts).emerging
    assert [(term.key, term.written) for term in theme.terms] == [("s:lpcn", "Lapshin"), ("w:en:jail", "jail")]
    assert [sample.article_id for sample in theme.samples] == told


def test_a_large_archive_is_sampled_evenly(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(radar, "_SAMPLED", 10)
    for number in range(40):
        archive.sum_up(archive.add(-30 + number / 10), "w:en:jail" if number % 2 else "w:en:swap")
    for _ in range(3):
        archive.sum_up(archive.add(-0.5), "s:lpcn", "w:en:swap", "w:en:jail")
    facts = archive.facts()
    assert 6 <= facts.counted <= 10
    assert set(facts.term_counts) == {"w:en:swap", "w:en:jail"}


def _ids(found: tuple[StoredArticle, ...]) -> list[int]:
    return [stored.id for stored in found]
