"""Judging stored articles again against reading their rows alone: ``bench_retag.py [COUNT] [--stored COUNT …]``; 20,000 by default.

They are made of the invented press's paragraphs. ``--stored`` says how many older articles the archive holds beside them, which an earlier
run has judged: what an article costs must not grow with the archive.
"""

import argparse
import random
import tempfile
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

import rows
from press_texts import paragraphs_by_language
from rows import Row
from sqlalchemy import Connection, insert

from desk.retagging import BATCH, retag
from news.beats import load_beat
from news.sources import read_sources
from news.version import VERSION
from storage import retags
from storage.database import Database, open_database
from storage.sources import register
from storage.tables import articles

PARAGRAPHS = 8  # an article of some 300 words
START = datetime(2026, 1, 1, tzinfo=UTC)


def main() -> None:
    """Fill an archive, read it, judge it, and judge it once more when nothing changes."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("count", nargs="?", type=int, default=20_000)
    parser.add_argument("--stored", nargs="+", type=int, default=[0], help="older articles in the archive")
    given = parser.parse_args()
    print(f"khazri {VERSION}: {given.count:,} articles")
    for older in given.stored:
        with tempfile.TemporaryDirectory() as folder:
            measure(f"sqlite:///{Path(folder) / 'bench.db'}", given.count, older)


def measure(url: str, count: int, older: int) -> None:
    """Judge articles again that stand behind older ones."""
    beat = load_beat()
    with open_database(url) as database:
        fill(database, count, older)
        started = time.perf_counter()
        read = sum(len(retags.read(database, *ends)) for ends in retags.ranges(database, older, BATCH))
        reading = time.perf_counter() - started
        print(f"behind {older:,} others: reading the rows alone: {read / reading:,.0f} a second")
        for which in ("all changed", "none changed"):
            retags.write(database, [], beat.version, older)
            started = time.perf_counter()
            tally = retag(database, url, beat, None)
            judging = time.perf_counter() - started
            changed, times = f"{tally.changed:,} changed", f"{judging / reading:.1f} times as long"
            print(f"judging them, {which}: {tally.read / judging:,.0f} a second, {times} ({changed})")
            assert tally.read == read
            keep(which, judging / read * 1000, reading / read * 1000, read, older)


def keep(which: str, judging: float, reading: float, read: int, older: int) -> None:
    """Keep the milliseconds of an article."""
    name, note = f"judging stored articles again, {which}", f"of {read:,}"
    if older:
        rows.keep("retag", Row(f"{name}, each", judging, goal=rows.GROWTH, size=older, note=note))
    else:
        rows.keep("retag", Row(name, judging, reading, "ms", "reading their rows", note=note))


def fill(database: Database, count: int, older: int) -> None:
    """Store articles, each of random paragraphs of one language, as if the rules had found nothing in them, behind short ones."""
    source = next(source for source in read_sources() if source.languages)
    register(database, [source])
    paragraphs = list(told(count))
    with database.begin_write() as connection:
        store(connection, source.id, ((number, "en", f"Headline {number}", f"What {number} says.") for number in range(1, older + 1)))
        store(connection, source.id, ((older + at, *each) for at, each in enumerate(paragraphs, start=1)))


def told(count: int) -> Iterator[tuple[str, str, str]]:
    """Give language, headline and text of articles."""
    chance = random.Random(1)
    by_lang = paragraphs_by_language()
    for _ in range(count):
        lang = chance.choice(sorted(by_lang))
        chosen = chance.choices(by_lang[lang], k=PARAGRAPHS)
        yield lang, chosen[0][0], "\n".join(paragraph for _, paragraph in chosen)


def store(connection: Connection, source_id: str, given: Iterable[tuple[int, str, str, str]]) -> None:
    """Write rows of articles, some at a time."""
    made = (row(source_id, *each) for each in given)
    while some := list(islice(made, 1000)):
        connection.execute(insert(articles), some)


def row(source_id: str, number: int, lang: str, title: str, text: str) -> dict[str, object]:
    """Return the row of an article."""
    seen = START + timedelta(minutes=number)
    return {
        "id": number,
        "source_id": source_id,
        "lang": lang,
        "level": 0,
        "first_seen_at": seen,
        "fetched_at": seen,
        "fingerprint": str(number),
        "relevance": "none",
        "why": "",
        "anchors": "[]",
        "url": f"http://press.example/{number}",
        "published_precision": "none",
        "title": title,
        "text": text,
    }


if __name__ == "__main__":
    main()
