"""Judging a whole archive again against reading its rows alone, on an archive made of the invented press's paragraphs.

Give the number of articles; 20,000 by default.
"""

import random
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import rows
from press_texts import paragraphs_by_language
from rows import Row
from sqlalchemy import insert

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


def fill(database: Database, count: int) -> None:
    """Store articles, each of random paragraphs of one language, as if the rules had found nothing in them."""
    chance = random.Random(1)
    by_lang = paragraphs_by_language()
    source = next(source for source in read_sources() if source.languages)
    register(database, [source])
    rows = []
    for number in range(count):
        lang = chance.choice(sorted(by_lang))
        told = chance.choices(by_lang[lang], k=PARAGRAPHS)
        rows.append(
            {
                "source_id": source.id,
                "lang": lang,
                "level": 0,
                "first_seen_at": START + timedelta(minutes=number),
                "fetched_at": START + timedelta(minutes=number),
                "fingerprint": str(number),
                "relevance": "none",
                "why": "",
                "anchors": "[]",
                "url": f"http://press.example/{number}",
                "published_precision": "none",
                "title": told[0][0],
                "text": "\n".join(paragraph for _, paragraph in told),
            }
        )
        if len(rows) == 1000 or number == count - 1:
            with database.begin_write() as connection:
                connection.execute(insert(articles), rows)
            rows = []


def main() -> None:
    """Fill an archive, read it, judge it, and judge it once more when nothing changes."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'bench.db'}"
        with open_database(url) as database:
            fill(database, count)
            beat = load_beat()
            started = time.perf_counter()
            read = sum(len(retags.read(database, *ends)) for ends in retags.ranges(database, 0, BATCH))
            reading = time.perf_counter() - started
            print(f"khazri {VERSION}: {read} articles")
            print(f"reading the rows alone: {read / reading:,.0f} a second")
            for name in ("judging them, all changed", "judging them, none changed"):
                started = time.perf_counter()
                tally = retag(database, url, beat, None)
                judging = time.perf_counter() - started
                print(f"{name}: {tally.read / judging:,.0f} a second, {judging / reading:.1f} times as long ({tally.changed} changed)")
                each = (reading / read * 1000, judging / read * 1000)
                what = name.replace("them,", "stored articles again,")
                rows.keep("retag", Row(what, each[1], each[0], "ms", "reading their rows", note=f"of {read:,}"))


if __name__ == "__main__":
    main()
