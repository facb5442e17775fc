"""What composing a digest costs beyond reading its articles: ``bench_digest.py [COUNT] [--stored COUNT …]``; 100,000 where nothing is said.

Beside each other: reading the untold articles, their stories and what the radar asks for; and all that is done with them until the
digest stands, radar and forms included. The texts are invented sentences, half of them about one of the topics; four in ten stories
have several articles, and one in five of the articles goes on with a story that was told. ``--stored`` says how many older articles the
archive holds: the digest of a day must not cost more in a larger one.
"""

import argparse
import gc
import json
import random
import sqlite3
import tempfile
import time
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import rows
from rows import Row

from desk.digest_forms import as_html, as_json, as_markdown, as_text
from desk.digests import outlets_of
from news.beats import load_beat
from news.digesting.composing import Material, Reader, compose
from news.radar import look
from news.sources import read_sources
from news.subscriptions import Subscription, read_cadence
from storage import digests, radar
from storage.database import Database, open_database
from storage.digests import Parcel
from storage.sources import register

NOW = datetime(2026, 3, 2, 3, tzinfo=UTC)
DAY = timedelta(days=1)
OLDER = 2_000  # articles of the month before: an archive that can say what is new
A_DAY = 300  # older articles: an archive ten times as large is ten times as long
WORDS = ("Baku", "Moscow", "pipeline", "shells", "embassy", "convoy", "minister", "sources", "border", "tanker")
RARE = ("reportedly", "denied", "confirmed", "claims")  # one word in fifty, which is often


def main() -> None:
    """Fill an archive, gather a digest, and print what each part took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", nargs="?", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=1, help="how often each is done; the least counts")
    parser.add_argument("--stored", nargs="+", type=int, default=[OLDER], help="older articles in the archive")
    given = parser.parse_args()
    for older in given.stored:
        with tempfile.TemporaryDirectory() as folder:
            _compose_in(Path(folder) / "digest.db", given.count, older, given.rounds)


def _compose_in(path: Path, count: int, older: int, rounds: int) -> None:
    with open_database(f"sqlite:///{path}") as database:
        register(database, [source for source in read_sources() if source.feeds])
        _fill(path, count, older, [source.id for source in read_sources() if source.feeds])
        told = dict.fromkeys(range(1, count // 10), "reported")
        digests.freeze(database, Parcel("daily", "<0@bench>", {}, last_article=older, stories=told), NOW - DAY)
        costs = [_cost(database, older) for _ in range(rounds)]
    _tell(Cost(*map(min, zip(*costs, strict=True))), count, older)


def _fill(path: Path, count: int, older: int, sources: list[str]) -> None:
    beat = load_beat()
    topics = [topic.id for topic in beat.topics]
    chance = random.Random(8)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN")
        stories = max(1, count // 2)
        connection.executemany(
            "INSERT INTO stories (id, made_at) VALUES (?, ?)", ((number, _stamp(NOW)) for number in range(1, stories + 1))
        )
        for number in range(1, older + count + 1):
            is_old = number <= older
            at = NOW - (timedelta(days=2 + max(28, older / A_DAY) * chance.random()) if is_old else DAY * chance.random())
            text = ". ".join(" ".join(_words(chance, 12)) for _ in range(20))
            row = (
                number,
                chance.choice(sources),
                "en",
                _stamp(at),
                f"f{number}",
                None if is_old else chance.randint(1, stories),
            )
            connection.execute(
                "INSERT INTO articles (id, source_id, lang, level, first_seen_at, fetched_at, fingerprint, versions, relevance,"
                " why, anchors, url, published_at, published_precision, title, text, story_id) VALUES"
                " (?1, ?2, ?3, 4, ?4, ?4, ?5, 1, 'strong', '', '[]',"
                " 'https://northwind.example/' || ?1, ?4, 'exact', ?7, ?8, ?6)",
                (*row, " ".join(_words(chance, 9)), text),
            )
            if number % 2:
                tag = (number, chance.choice(topics), json.dumps([["title", "Baku", 0, 4]]))
                columns = "(article_id, position, topic, rank, rule, rule_version, evidence)"
                connection.execute(f"INSERT INTO tags {columns} VALUES (?, 0, ?, 'primary', '', '', ?)", tag)
        connection.execute("COMMIT")
        connection.execute("ANALYZE")


def _words(chance: random.Random, count: int) -> list[str]:
    return [chance.choice(RARE) if chance.random() < 0.02 else chance.choice(WORDS) for _ in range(count)]


def _stamp(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S}.000000"


class Cost(NamedTuple):
    """Seconds of processor time of each part, and how many articles were read."""

    reading: float
    radar: float
    composing: float
    forms: float
    articles: int


def _cost(database: Database, older: int) -> Cost:
    daily = Subscription("daily", read_cadence("Asia/Baku"), "Asia/Baku")
    reader = Reader(load_beat(), NOW, "Asia/Baku")
    began = time.process_time()
    found = digests.untold(database, "daily", after=older)
    facts = radar.facts(database, NOW - DAY, NOW)
    stories = {story.id: story for story in facts.stories}
    told = digests.told_stories(database, "daily", stories)
    outlets = outlets_of(database)
    few = compose(daily, Material(found[:50], look(facts), stories, outlets=outlets), reader)  # tables of words are read once
    for form in (as_text, as_html, as_markdown, as_json):
        form(few)
    gc.disable()  # as desk/digests.py does
    read = time.process_time()
    seen = look(facts, beat=reader.beat)
    looked = time.process_time()
    digest = compose(daily, Material(found, seen, stories, told, outlets=outlets), reader)
    composed = time.process_time()
    for form in (as_text, as_html, as_markdown, as_json):
        form(replace(digest))
    formed = time.process_time()
    gc.enable()
    shown = sum(len(section.lines) for section in digest.sections)
    print(f"{len(found):,} articles read, in {len(stories):,} stories; {shown} shown in {len(digest.sections)} sections")
    return Cost(read - began, looked - read, composed - looked, formed - composed, len(found))


def _tell(cost: Cost, count: int, older: int) -> None:
    for name, seconds in zip(("reading", "the radar", "composing", "its forms"), cost, strict=False):
        print(f"{name:<12}{seconds:8.2f} s{seconds / cost.reading:8.1%} of reading")
    beyond = cost.radar + cost.composing + cost.forms
    print(f"{'in all but reading':<20}{beyond:.2f} s for {count:,}")
    note = f"{count:,} articles of the day"
    rows.keep("digest", Row("composing a digest, all its forms", beyond, cost.reading, "s", "reading its articles", note=note))
    if older != OLDER:
        each = (cost.reading + beyond) / cost.articles * 1000
        rows.keep("digest", Row("an article of a digest, read and composed", each, goal=rows.GROWTH, size=older))


if __name__ == "__main__":
    main()
