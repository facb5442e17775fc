"""What adding one article costs, with its duplicates and its story, when more and more are stored: ``bench_grouping.py [COUNT …]``.

10,000 and 100,000 by default. What is stored is spread over days as a monitor would find it, so that an archive ten times as large is
ten times as long; its runs of words are random, its terms as frequent as in real archives: some stand in every tenth article, most in
hardly any. The search index is written to, but holds the added articles alone: ``bench_search.py`` has a full one.
"""

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import rows
from press_texts import paragraphs_by_language
from rows import Row
from sqlalchemy import Connection, func, insert, select, text

from news.articles import Article
from news.beats import Beat, Judgement, judge, load_beat
from news.dates import Dating
from news.duplicates import fingerprint, sketch
from news.feeds import Entry
from news.gists import gist_of, to_json
from news.ledger import FeedLook
from news.searching.indexing import index_text
from news.sources import read_sources
from storage import articles, ledger
from storage.database import open_database
from storage.sources import register
from storage.tables import articles as article_rows
from storage.tables import gist_keys, gists, sketches, stories

ADDED = 300
A_DAY = 300  # articles
END = datetime(2026, 3, 1, tzinfo=UTC)
NUMBERS, KEYS = 40, 24  # of one article
VOCABULARY = 60_000  # terms


def main(arguments: list[str]) -> None:
    """Add the same articles to archives of growing size, and print the ratio of the last to the first."""
    beat = load_beat()
    costs: list[float] = []
    for count in [int(each) for each in arguments] or [10_000, 100_000]:
        with tempfile.TemporaryDirectory() as folder:
            costs.append(_cost(beat, count, Path(folder) / "bench.db"))
        rows.keep("grouping", Row("adding an article, with its copies and its story", costs[-1] * 1000, goal=rows.GROWTH, size=count))
        print(f"{count:>9,} stored: {costs[-1] * 1000:.2f} ms for each of {ADDED} articles added")
    print(f"the last / the first: {costs[-1] / costs[0]:.2f}")


def _cost(beat: Beat, count: int, path: Path) -> float:
    """Return the seconds that adding an article takes, in the median."""
    source = next(each for each in read_sources() if each.feeds)
    feed = source.feeds[0]
    times = []
    with open_database(f"sqlite:///{path}") as database:
        register(database, [source])
        with database.begin_write() as connection:
            _fill(connection, source.id, count, to_json(_gist(beat, next(_made()))))
        for number, article in enumerate(_made(), start=1):
            if number > ADDED:
                break
            judgement = Judgement("strong", "made", judge(beat, article.title, article.text, article.lang).tags)
            given = {"fingerprint": fingerprint(article.title, article.text), "sketch": sketch(article.text), "gist": _gist(beat, article)}
            indexed = index_text(article.title, article.text, article.lang)
            entry = Entry(article.url, article.url)
            ledger.record(database, FeedLook(feed.id, source.id, "new", END, (entry,)), next_look_at=END)
            started = time.perf_counter()
            articles.add(database, article, entry=entry, feed=feed, judgement=judgement, indexed=indexed, now=END, **given)
            times.append(time.perf_counter() - started)
    return statistics.median(times)


def _gist(beat: Beat, article: Article) -> object:
    return gist_of(beat, article.title, article.text, article.lang, article.published, ())


def _made() -> Iterator[Article]:
    """Yield articles of paragraphs of the invented press, one in five the first half of another."""
    chance = random.Random(1)
    by_lang = paragraphs_by_language()
    number = 0
    while True:
        lang = chance.choice(sorted(by_lang))
        told = chance.sample(by_lang[lang], k=min(8, len(by_lang[lang])))
        for part in (told, told[:4]) if number % 5 == 0 else (told,):
            number += 1
            body = "\n".join(paragraph for _, paragraph in part)
            at = Dating(END - timedelta(minutes=number), "exact", "feed")
            yield Article(f"http://press.example/new/{number}", told[0][0], body, lang, None, at)


def _fill(connection: Connection, source_id: str, count: int, gist: str) -> None:
    """Store so many articles, each in a story of its own, with random numbers and terms; sorted, for that is quick."""
    for first in range(0, count, 20_000):
        ids = range(first + 1, min(first + 20_000, count) + 1)
        connection.execute(insert(stories), [{"id": each, "made_at": END} for each in ids])
        connection.execute(insert(article_rows), [_row(each, count, source_id) for each in ids])
        connection.execute(insert(gists), [{"article_id": each, "gist": gist, "why": ""} for each in ids])
    connection.execute(
        text(
            f"INSERT INTO {sketches.name} (number, article_id) WITH RECURSIVE each(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM each"
            " WHERE n + 1 < :rows) SELECT random(), n / :per + 1 FROM each ORDER BY 1"
        ),
        {"rows": count * NUMBERS, "per": NUMBERS},
    )
    # The rank of a term grows with the fourth power of a draw: the first ten of 60,000 stand in every tenth article.
    connection.execute(
        text(
            f"INSERT OR IGNORE INTO {gist_keys.name} (number, day, article_id) WITH RECURSIVE each(n) AS (SELECT 0 UNION ALL SELECT n + 1"
            " FROM each WHERE n + 1 < :rows), drawn(n, u) AS (SELECT n, abs(random() % 1000000) / 1000000.0 FROM each)"
            " SELECT CAST(:terms * u * u * u * u AS INTEGER), :last - (:count - 1 - n / :per) / :a_day, n / :per + 1 FROM drawn"
            " ORDER BY 1, 2, 3"
        ),
        {"rows": count * KEYS, "per": KEYS, "terms": VOCABULARY, "last": END.toordinal(), "count": count, "a_day": A_DAY},
    )
    connection.execute(text("ANALYZE"))
    assert connection.scalar(select(func.count()).select_from(article_rows)) == count


def _row(number: int, count: int, source_id: str) -> dict[str, object]:
    seen = END - timedelta(days=(count - number) / A_DAY)
    return {
        "id": number,
        "source_id": source_id,
        "lang": "en",
        "level": 4,
        "first_seen_at": seen,
        "fetched_at": seen,
        "fingerprint": str(number),
        "relevance": "strong",
        "why": "",
        "anchors": "[]",
        "url": f"http://press.example/{number}",
        "published_precision": "none",
        "title": f"Headline {number}",
        "text": f"What article {number} says.",
        "story_id": number,
    }


if __name__ == "__main__":
    main(sys.argv[1:])
