from datetime import timedelta
from typing import Any

import pytest
from papers import beat_read_once
from sqlalchemy import event

from news.dates import Dating
from news.gists import gist_of
from news.reading.editions import Edition
from storage import articles, stories

Press = Any  # the fixture of conftest.py

NOTE = (
    "Moscow hands Baku a note over the shells",
    (
        "Russia's foreign ministry handed Azerbaijan's ambassador a note of protest on Tuesday over 40,000 artillery shells for Ukraine.\n"
        "The ambassador, Rahman Mustafayev, was summoned to Smolenskaya Square in the morning. Moscow speaks of an unfriendly step."
    ),
)
NOTE_RU = (
    "Москва вручила Баку ноту из-за снарядов",
    (
        "МИД России вручил во вторник послу Азербайджана ноту протеста из-за 40 тысяч артиллерийских снарядов для Украины.\n"
        "Посла Рахмана Мустафаева вызвали на Смоленскую площадь утром. В Москве говорят о недружественном шаге."
    ),
)
CHOIR = (
    "Children of Lankaran sing in Astrakhan",
    (
        "A choir of forty children from Lankaran sang in the old theatre of Astrakhan on Saturday, and the hall was full.\n"
        "The conductor, Aygun Rahimova, thanked Russia's cultural fund and promised to come back to Azerbaijan's neighbours in autumn."
    ),
)
NORTH = "https://northwind.example/{}"


@pytest.fixture(scope="module")
def beat() -> Any:
    return beat_read_once()


def add(
    press: Press, beat: Any, name: str, told: tuple[str, str], *, lang: str = "en", hours: int = 0, editions: tuple[Edition, ...] = ()
) -> int:
    at = Dating(press.noon + timedelta(hours=hours), "exact", "feed")
    gist = gist_of(beat, *told, lang, at, ("arms-transfers",))
    title, text = told
    _, number = press.add(NORTH.format(name), text, title=title, lang=lang, published=at, minutes=hours * 60, gist=gist, editions=editions)
    return int(number)


def test_stories_are_read_by_number_however_many_articles_have_none(press: Press, beat: Any) -> None:
    if press.db.dialect != "sqlite":
        pytest.skip("PostgreSQL chooses by the size of the tables, which are small here")
    for name, told in (("note", NOTE), ("choir", CHOIR)):
        add(press, beat, name, told)
    asked = []
    event.listen(press.db._engine, "before_cursor_execute", lambda *given: asked.append(given[2:4]))
    with press.db.begin_write() as connection:  # a million articles, nearly all of them in no story
        connection.exec_driver_sql("ANALYZE")
        connection.exec_driver_sql("UPDATE sqlite_stat1 SET stat = '1000000 200000 2' WHERE idx = 'ix_articles_story'")
        connection.exec_driver_sql("UPDATE sqlite_stat1 SET stat = '1000000 1 1' WHERE tbl = 'articles' AND idx != 'ix_articles_story'")
        connection.exec_driver_sql("ANALYZE sqlite_schema")
    asked.clear()
    assert len(stories.find(press.db, since=press.noon)) == 2
    questions = [each for each in asked if "story_id IN" in each[0] or "articles.id IN" in each[0]]
    assert questions
    with press.db.begin_read() as connection:
        for statement, values in questions:
            plan = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)]
            assert not [step for step in plan if step.startswith("SCAN articles")], (statement, plan)


def test_articles_on_one_event_are_one_story_in_whatever_language(press: Press, beat: Any) -> None:
    first = add(press, beat, "note", NOTE)
    second = add(press, beat, "nota", NOTE_RU, lang="ru", hours=2)
    third = add(press, beat, "choir", CHOIR, hours=3)
    choir, note = stories.find(press.db)
    assert [stored.id for stored in note.articles] == [first, second]
    assert [stored.id for stored in choir.articles] == [third]
    assert note.langs == ("en", "ru")
    assert note.first_seen.article_id == note.first_published.article_id == first
    assert note.whys.keys() == {first, second}
    assert articles.get(press.db, second).story == note.id
    assert stories.place_of(press.db, second).story_id == note.id
    assert stories.find(press.db, lang="ru") == (note,)
    assert stories.find(press.db, limit=1) == (choir,)
    assert stories.find(press.db, since=press.noon + timedelta(hours=1, minutes=30), until=press.noon + timedelta(hours=2, minutes=30)) == (
        note,
    )


def test_what_an_outlet_links_as_the_same_article_in_another_language_is_one_story(press: Press, beat: Any) -> None:
    first = add(press, beat, "choir", CHOIR)
    second = add(press, beat, "nota", NOTE_RU, lang="ru", hours=1, editions=(Edition("en", NORTH.format("choir")),))
    (story,) = stories.find(press.db)
    assert [stored.id for stored in story.articles] == [first, second]
    assert "in another language" in story.whys[second]


def test_stories_are_merged_and_split_by_hand_and_old_numbers_answer(press: Press, beat: Any) -> None:
    first, choir = add(press, beat, "note", NOTE), add(press, beat, "choir", CHOIR, hours=3)
    one, other = (stories.place_of(press.db, each).story_id for each in (first, choir))
    assert stories.merge(press.db, one, other, "a person said so", press.noon) == one
    merged = stories.get(press.db, other)
    assert merged is not None
    assert merged.id == one
    assert [stored.id for stored in merged.articles] == [first, choir]
    assert [(change.change, change.other_id) for change in merged.changes] == [("merged", other)]
    fresh = stories.split(press.db, one, [choir], "a person said so", press.noon)
    assert fresh is not None
    assert [stored.id for stored in stories.get(press.db, fresh).articles] == [choir]
    assert stories.split(press.db, one, [first], "all of it", press.noon) is None
    assert stories.split(press.db, one, [77], "none of it", press.noon) is None
    assert stories.merge(press.db, one, 77, "", press.noon) is None


def test_a_new_version_stays_in_its_story(press: Press, beat: Any) -> None:
    number = add(press, beat, "note", NOTE)
    title, text = NOTE
    before = stories.place_of(press.db, number)
    add(press, beat, "note", (title, text + "\nAzerbaijan's ministry has not answered yet."), hours=1)
    assert stories.place_of(press.db, number) == before
    assert len(stories.find(press.db)) == 1


def test_an_unknown_story_is_nothing(press: Press) -> None:
    assert stories.get(press.db, 7) is None
    assert stories.get(press.db, 2**40) is None
    assert stories.place_of(press.db, 7) is None
    assert stories.find(press.db) == ()
