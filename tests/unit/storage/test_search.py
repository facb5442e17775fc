"""The search index: what a query finds, alike on both databases."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from news.articles import Origin
from news.beats import Judgement
from news.dates import Dating
from news.queries import Query, read_query
from news.searching.facts import SHOWN
from news.searching.indexing import FILLER, Indexed, index_text
from news.searching.plans import All, But, Close, Fact, Plan, Run, Some
from news.topics import Tag
from storage import articles
from storage.database import Database
from storage.searching import counting, rebuilding
from storage.searching.matching import outlets, whole_plan
from storage.tables import articles as article_rows
from storage.tables import search_tokens

Press = Any  # the fixture of conftest.py

TEXTS = {
    "az": (
        "Qaz kəməri ilə nəqli dayandı",
        "Azərbaycandan Türkiyəyə gedən qaz kəmərində təzyiq azaldı. İlham Əliyev bildirdi ki, Bakı-Tbilisi xətti işləyir. Su-30 təyyarəsi.",
    ),
    "ru": (
        "Газопроводом пошёл новый газ",
        "Самолёт упал под Грозным, ёлки стоят. Президент Алиев и министр встретились в Баку; мир и газета. Газ пошёл по трубе газ.",
    ),
    "uk": ("Літак розбився біля міста", "Президент Алієв сказав про літаки. Газ іде трубою до Європи; об'єкт закрито."),
    "pl": ("Samolotu nie znaleziono", "Prezydent Alijew mówił o samolocie i o gazie. Łódź stoi w porcie, a gaz płynie rurą do Baku."),
    "tr": ("Uçak düştü", "Cumhurbaşkanı Aliyev'in uçağı Bakü'ye indi. Doğal gaz boru hattı açıldı; ILIK SU ve ışık."),
    "en": (
        "Gas pipeline stopped near Baku",
        "The gas pipeline to Baku was stopped; o'clock at 12:30. President Aliyev spoke of planes, gas and near misses AND of NOT much.",
    ),
}
TAGS = {"en": ("ports",), "ru": ("ports", "tea"), "az": ("tea",)}


@pytest.fixture
def archive(press: Press) -> Press:
    for number, (lang, (title, text)) in enumerate(TEXTS.items()):
        given = tuple(Tag(topic, "primary", f"{topic}/1", "a", ()) for topic in TAGS.get(lang, ()))
        press.add(
            f"https://northwind.example/{lang}",
            text,
            title=title,
            lang=lang,
            minutes=number * 600,
            judgement=Judgement("strong" if number % 2 else "implicit", "", given),
            published=Dating(press.noon - timedelta(days=number), "exact", "feed") if number else Dating(None, "none", None),
            origin=Origin("Gilavar Wire", None, "text mention") if lang == "pl" else None,
            kind="teaser" if lang == "tr" else "article",
        )
    hidden = (" ".join(words) for words in zip(*TEXTS.values(), strict=True))  # every word, and in no answer: it is not on the beat
    press.add("https://northwind.example/hidden", title=next(hidden), text=next(hidden), lang="ka", judgement=Judgement("none", "", ()))
    return press


def _found(press: Press, text: str, **more: Any) -> set[str]:
    query = read_query(text, press.noon + timedelta(days=9))
    found = articles.find(press.db, query)
    assert articles.count(press.db, query) == len(found)
    return {stored.article.lang or "" for stored in found}


FINDS = {
    "": {"az", "ru", "uk", "pl", "tr", "en"},
    "газ": {"ru", "uk"},
    "ГАЗ труба": {"ru", "uk"},
    "gas baku": {"en"},
    '"gas pipeline"': {"en"},
    '"pipeline gas"': set(),
    '"газ пошёл"': {"ru"},
    '"газ пошел"': set(),
    '"gas pipelines"': set(),
    "pipe*": {"en"},
    "gas near/2 baku": {"en"},
    "gas near/2 misses": {"en"},
    "gas near/1 aliyev": set(),
    "президент near/1 баку": set(),
    "президент near/6 баку": {"ru"},
    "title:gas": {"en"},
    "title:baku": {"en"},
    "title:aliyev": set(),
    'title:"gas pipeline stopped"': {"en"},
    "gas OR газета": {"en", "ru"},
    "газ NOT газета": {"uk"},
    "газ -lang:ru": {"uk"},
    "NOT (lang:ru OR lang:en)": {"az", "uk", "pl", "tr"},
    "lang:az,ru": {"az", "ru"},
    "topic:tea": {"az", "ru"},
    "topic:tea -topic:ports": {"az"},
    "topic:none": {"uk", "pl", "tr"},
    "relevance:strong": {"ru", "pl", "en"},
    "country:az lang:en": {"en"},
    "country:RU": set(),
    "source:northwind gas": {"en"},
    'origin:"Gilavar Wire"': {"pl"},
    "origin:gilavar": {"pl"},
    "has:origin": {"pl"},
    "has:date": {"ru", "uk", "pl", "tr", "en"},
    "NOT has:date": {"az"},
    "has:copies,versions": set(),
    "partial:yes": {"tr"},
    "partial:no lang:tr": set(),
    "su-30": {"az"},
    "Bakı-Tbilisi": {"az"},
    "ışık": {"tr"},
    "ISIK": {"tr"},
    "об'єкт": {"uk"},
    "12:30": {"en"},
    "https://gas.pipeline": set(),
}


@pytest.mark.parametrize("text", FINDS)
def test_a_query_finds_what_it_says(archive: Press, text: str) -> None:
    assert _found(archive, text) == FINDS[text]


def test_times_are_those_of_the_first_sight_and_of_publication(archive: Press) -> None:
    begin = archive.noon + timedelta(minutes=600)

    def find(**given: Any) -> list[str | None]:
        return [stored.article.lang for stored in articles.find(archive.db, Query(**given))]

    assert find(since=begin) == ["en", "tr", "pl", "uk", "ru"]
    assert find(since=begin + timedelta(seconds=1)) == ["en", "tr", "pl", "uk"]
    assert find(until=begin) == ["az"]
    assert find(until=begin + timedelta(seconds=1)) == ["ru", "az"]
    day = (archive.noon - timedelta(days=2)).date()
    assert find(published_from=day, published_to=day) == ["uk"]
    assert find(published_to=day) == ["en", "tr", "pl", "uk"]


WORDS = ("газ", "gas", "samolot", "Баку", "президент", "baku", "gaz", "su", "пошёл", "и", "qaz", "nəqli", "ile", "трубою")
PAIRS = list(product(WORDS, WORDS[::-1]))
QUERIES = [
    *WORDS,
    *(f'"{word}"' for word in WORDS),
    *(f"{word[:2]}*" for word in WORDS if len(word) > 1),
    *(f"title:{word}" for word in WORDS),
    *(f'"{one} {other}"' for one, other in PAIRS[::4]),
    *(f"{one} near/{number % 7 + 1} {other}" for number, (one, other) in enumerate(PAIRS[1::4])),
    *(f"{one} OR -{other}" for one, other in PAIRS[2::8]),
    *(f"({one} NOT {other}) OR title:({other} {one})" for one, other in PAIRS[3::8]),
    *(f"{one}-{other} -topic:tea" for one, other in PAIRS[5::16]),
]


def test_two_hundred_queries_have_the_answers_of_the_plan_on_either_database(archive: Press) -> None:
    assert len(QUERIES) >= 200
    held = {lang: index_text(*texts, lang) for lang, texts in TEXTS.items()}
    with archive.db.begin_read() as connection:
        known = outlets(connection)
    facts = {lang: {SHOWN, *(f"topic:{topic}" for topic in TAGS.get(lang, ("none",)))} for lang in TEXTS}
    for text in QUERIES:
        plan = whole_plan(read_query(text, archive.noon), known)
        assert _found(archive, text) == {lang for lang in TEXTS if _holds(plan, held[lang], facts[lang])}, text


def _holds(plan: Plan, held: Indexed, facts: set[str]) -> bool:
    """Whether a plan means an article, worked out without any database."""
    match plan:
        case All(parts=parts):
            return all(_holds(part, held, facts) for part in parts)
        case Some(parts=parts):
            return any(_holds(part, held, facts) for part in parts)
        case But(part=part):
            return not _holds(part, held, facts)
        case Fact(values=values):
            return not facts.isdisjoint(values)
        case Run():
            return any(True for _ in _places(plan, held))
        case Close(left=left, right=right, distance=distance):
            return any(
                part == of and (0 <= begin - last <= distance + 1 or 0 < first - end <= distance + 1)
                for part, first, last in _places(left, held)
                for of, begin, end in _places(right, held)
            )


def _places(run: Run, held: Indexed) -> Iterator[tuple[int, int, int]]:
    for number, part in enumerate((held.title,) if run.in_title else (held.title, held.text)):
        tokens = getattr(part, run.stream).split()
        size = len(run.tokens)
        for first in range(len(tokens) - size + 1):
            here = tokens[first : first + size]
            if all(
                one == other or (run.is_prefix and place == size - 1 and other.startswith(one) and other != FILLER)
                for place, (one, other) in enumerate(zip(run.tokens, here, strict=True))
            ):
                yield number, first, first + size - 1


ODD = ["NEAR", "a\0b", "🚢" * 500, "ğüşiöç", "\ud800x", "'; DROP TABLE articles; --", "x'y\"", "%", "_", "\\", "$1", ":x", "a:b:c", "{}"]


@pytest.mark.parametrize("text", ODD)
def test_no_text_is_too_odd_to_be_kept_and_found(press: Press, text: str) -> None:
    press.add(text=f"ferry {text} end", lang="en")
    assert articles.count(press.db, read_query("ferry", press.noon)) == 1


@pytest.mark.thorough
def test_of_a_text_of_a_million_words_the_first_are_found(press: Press) -> None:
    press.add(text=" ".join(f"{number:x}w" for number in range(30_000)) + " " + "y" * 10_000, fingerprint="long")
    assert articles.count(press.db, read_query("1w", press.noon)) == 1


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(max_size=20), max_size=8))
def test_no_words_break_the_index(press: Press, words: list[str]) -> None:
    text = " ".join(words)
    press.add(text=text + repr(words), fingerprint=repr(words), url=f"https://northwind.example/{abs(hash(text))}")
    held = index_text("", text, "en")
    for form in held.text.forms.split()[:3]:
        assert form


def test_pages_leave_out_nothing_and_repeat_nothing_while_articles_arrive(press: Press) -> None:
    for number in range(7):
        press.add(f"https://northwind.example/{number}", f"Ferry number {number}.", minutes=number)
    for sort, order in (("newest", range(6, -1, -1)), ("oldest", range(7)), ("best", range(6, -1, -1)), ("relevance", range(6, -1, -1))):
        query, seen = Query(limit=3, sort=sort, until=press.noon + timedelta(minutes=7)), []
        while True:
            page = articles.page(press.db, query)
            seen += [int(stored.article.url.rsplit("/", 1)[1]) for stored in page.articles]
            press.add(f"https://northwind.example/{100 + len(seen)}{sort}", f"{sort} {len(seen)}", minutes=60)
            if page.cursor is None:
                break
            query = Query(limit=3, sort=sort, until=query.until, cursor=page.cursor)
        assert seen == list(order), sort


def test_words_in_titles_come_first_where_the_best_are_wanted(press: Press) -> None:
    press.add("https://northwind.example/a", "The ferry sails.", title="Ferry timetable", minutes=0)
    press.add("https://northwind.example/b", "A ferry, too.", title="Other news", minutes=60)
    best = articles.find(press.db, read_query("ferry", press.noon).__class__(asked=read_query("ferry", press.noon).asked, sort="best"))
    assert [stored.article.title for stored in best] == ["Ferry timetable", "Other news"]


def test_an_archive_of_an_earlier_version_is_indexed_anew(db: Database, press: Press) -> None:
    for number in range(5):
        press.add(f"https://northwind.example/{number}", f"Ferry number {number}.", minutes=number)
    with db.begin_write() as connection:
        connection.execute(search_tokens.update().where(search_tokens.c.article_id != 3).values(version="0"))
    heard: list[tuple[int, int]] = []
    assert rebuilding.is_needed(db)
    assert rebuilding.rebuild(db, progress=lambda done, total: heard.append((done, total))) == 4
    assert heard[-1] == (4, 4)
    assert not rebuilding.is_needed(db)
    assert articles.count(db, read_query("ferry", press.noon)) == 5


def test_what_is_found_is_counted_by_facets(archive: Press) -> None:
    found = counting.facets(archive.db, Query())
    assert (found.total, found.is_capped) == (6, False)
    assert dict(found.counts["topic"]) == {"none": 3, "tea": 2, "ports": 2}
    assert dict(found.counts["lang"]) == dict.fromkeys(TEXTS, 1)
    assert found.counts["source"] == (("northwind", 6),)
    assert found.counts["country"] == (("AZ", 6),)
    assert dict(found.counts["relevance"]) == {"strong": 3, "implicit": 3}
    assert sum(number for _, number in found.counts["day"]) == 6
    assert not counting.facets(archive.db, Query(), most=6).is_capped
    capped = counting.facets(archive.db, read_query("lang:en OR lang:tr OR lang:pl", archive.noon), most=2)
    assert (capped.total, capped.is_capped) == (2, True)
    assert dict(capped.counts["lang"]) == {"en": 1, "tr": 1}, "the newest"


def test_series_count_articles_or_independent_texts_by_day_week_and_month(archive: Press) -> None:
    archive.add("https://northwind.example/again", "An agency's ferry.", minutes=3001, origin=Origin("Gilavar Wire", None, "x"))
    with archive.db.begin_write() as connection:
        connection.execute(article_rows.update().where(article_rows.c.origin_name == "Gilavar Wire").values(story_id=7))
    day = archive.noon.date()
    points = counting.series(archive.db, Query(), by="lang", bucket="day")
    assert sum(point.count for point in points) == 7
    assert points[0] == counting.Point(day, "az", 1)
    month = counting.series(archive.db, Query(), bucket="month")
    assert [point.count for point in month] == [7]
    assert month[0].begin.day == 1
    assert [point.count for point in counting.series(archive.db, Query(), bucket="month", independent=True)] == [6]
    assert counting.series(archive.db, Query(), bucket="week")[0].begin.weekday() == 0
    assert {point.value for point in counting.series(archive.db, read_query("gas", archive.noon), by="topic")} == {"ports"}
