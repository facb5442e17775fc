"""How long a question takes in archives of growing size: ``bench_search.py [COUNT …] [--keep FOLDER]``; a million where nothing is said.

Beside each other: a word with two filters, a word of every second article, each as a page of 50 with facets; the same words by ``LIKE``
over the texts, and by an FTS5 look-up without filters, ranked as FTS5 does. The texts are random words as frequent as words are (Zipf),
one in two with the word that stands everywhere; outlets, languages and topics are as uneven as in real archives. Last, what a new article
costs in the index: a thousand are added, each in a transaction of its own, as crawls add them, and stay where the archive is kept.
"""

import argparse
import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import accumulate, pairwise
from pathlib import Path
from typing import NamedTuple

import rows
from rows import Row

from news.queries import Query, read_query
from news.searching.facts import facts_of
from news.searching.indexing import VERSION, form_token, index_text, token
from news.searching.stems import stem_of
from news.sources import read_sources
from news.words import analyse
from storage import articles
from storage.database import Database, open_database
from storage.searching import counting
from storage.searching.writing import index, place_in_time
from storage.sources import register

END = datetime(2026, 3, 1, tzinfo=UTC)
A_MINUTE = 2  # articles
VOCABULARY = 60_000
EVERYWHERE = "қазақстан"  # a word that the random ones cannot be
LANGS = ("az", "az", "az", "ru", "ru", "ru", "en", "tr", "uk", "pl")
TOPICS = ("gas-routes", "arms", "plane-crash", "diplomacy", "transport", "diaspora", "courts", "")
ASKED = 60  # words, from frequent to rare
BATCH = 2_000
ADDED = 1_000  # articles, to an archive that is full
_ARTICLE = (
    "INSERT INTO articles (id, source_id, lang, level, first_seen_at, fetched_at, fingerprint, versions, relevance, why, anchors, url,"
    " published_at, published_precision, title, text) VALUES (:id, :source, :lang, 4, :at, :at, 'f' || :id, 1, 'strong', '', '[]',"
    " 'https://northwind.example/' || :id, :at, 'exact', :title, :text)"
)


def main() -> None:
    """Fill an archive, ask, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("counts", nargs="*", type=int, default=[1_000_000])
    parser.add_argument("--keep", type=Path, help="a folder for the archive, which is used again")
    given = parser.parse_args()
    for count in given.counts:
        with tempfile.TemporaryDirectory() as folder:
            _measure((given.keep or Path(folder)) / f"search-{count}.db", count)


def _measure(path: Path, count: int) -> None:
    words = _words()
    if not path.exists():
        started = time.perf_counter()
        _fill(path, count, words)
        print(f"{count:,} articles written in {time.perf_counter() - started:.0f} s, {path.stat().st_size / 1e9:.1f} GB")
    with open_database(f"sqlite:///{path}") as database:
        _ask_all(database, path, words, count)
        _add(database, path, words, count)


def _words() -> list[str]:
    chance = random.Random(7)
    letters = "абвгдежзиклмнопрстуфхцчш"
    return list(dict.fromkeys("".join(chance.choices(letters, k=chance.randint(4, 10))) for _ in range(VOCABULARY + 2_000)))[:VOCABULARY]


def _fill(path: Path, count: int, words: list[str]) -> None:
    sources = [source for source in read_sources() if source.feeds]
    with open_database(f"sqlite:///{path}") as database:
        register(database, sources)
    spelled = _spelled(words)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        for first in range(1, count + 1, BATCH):
            connection.execute("BEGIN")
            _write(
                connection,
                list(_rows(range(first, min(first + BATCH, count + 1)), count, words, spelled, [each.id for each in sources])),
            )
            connection.execute("COMMIT")
        connection.execute("INSERT OR REPLACE INTO about VALUES ('search_index', ?)", (VERSION,))
        connection.execute("ANALYZE")


def _spelled(words: list[str]) -> tuple[list[str], list[str]]:
    """Return the tokens of stems and of forms of all words."""
    forms = [analyse(word).forms[0] for word in (*words, EVERYWHERE)]
    return [token(stem_of(form, "ru")) for form in forms], [form_token(form) for form in forms]


def _rows(
    numbers: range, count: int, words: list[str], spelled: tuple[list[str], list[str]], sources: list[str]
) -> Iterator[tuple[dict[str, object], list[str]]]:
    chance = random.Random(numbers[0])
    written = [*words, EVERYWHERE]
    weights = list(accumulate(1 / (rank + 3) for rank in range(VOCABULARY)))
    for number in numbers:
        told = chance.choices(range(VOCABULARY), cum_weights=weights, k=chance.choice((60, 120, 200, 400)))
        if number % 2:
            told[chance.randrange(len(told))] = VOCABULARY
        lang, source = chance.choice(LANGS), sources[min(int(chance.paretovariate(0.6)) - 1, len(sources) - 1)]
        topic = TOPICS[min(int(chance.paretovariate(0.9)) - 1, len(TOPICS) - 1)]
        at = END - timedelta(minutes=(count - number) // A_MINUTE)
        stems, exact = ([column[each] for each in told] for column in spelled)
        facts = facts_of("strong", lang, source, [topic] if topic else [], at.date(), None, "article")
        yield (
            {
                "id": number,
                "at": f"{at:%Y-%m-%d %H:%M:%S}.000000",
                "lang": lang,
                "source": source,
                "topic": topic,
                "position": place_in_time(at, number),
                "text": " ".join(written[each] for each in told[9:]),
                "title": " ".join(words[each] for each in told[:9] if each < VOCABULARY),
                "facts": " ".join(map(token, facts)),
                "ts": " ".join(stems[:9]),
                "xs": " ".join(stems[9:]),
                "tf": " ".join(exact[:9]),
                "xf": " ".join(exact[9:]),
            },
            [topic] if topic else [],
        )


def _write(connection: sqlite3.Connection, rows: list[tuple[dict[str, object], list[str]]]) -> None:
    given = [row for row, _ in rows]
    connection.executemany(_ARTICLE, given)
    connection.executemany(
        "INSERT INTO tags (article_id, position, topic, rank, rule, rule_version, evidence)"
        " SELECT :id, 0, :topic, 'primary', '', '', '[]' WHERE :topic <> ''",
        given,
    )
    connection.executemany("INSERT INTO search_entries VALUES (:position, :id, :source, :lang, 4, :topic)", given)
    connection.executemany(
        "INSERT INTO article_search (rowid, title, text, title_forms, text_forms, title_names, text_names, facts)"
        " VALUES (:position, :ts, :xs, :tf, :xf, '', '', :facts)",
        given,
    )


def _ask_all(database: Database, path: Path, words: list[str], count: int) -> None:
    ranks = [int(3 * (VOCABULARY / 4) ** (number / ASKED)) for number in range(ASKED)]
    rare = [words[rank] for rank in ranks]
    filters = [f"lang:{lang} topic:{topic}" for lang in ("az", "ru", "en") for topic in TOPICS[:4]]
    asked = [f"{word} {filters[number % len(filters)]}" for number, word in enumerate(rare)]
    everywhere = [EVERYWHERE, *(f"{EVERYWHERE} {each}" for each in filters)] * 5
    print(f"{'':44}{'median':>10}{'95 of 100':>12}")
    filtered = _tell("a word and two filters, 50 with facets", asked, lambda text: _page(database, text))
    common = _tell("a word of every second, 50 with facets", everywhere, lambda text: _page(database, text))
    _tell("the best first, a word and two filters", asked, lambda text: _page(database, text, sort="best"))
    _tell(
        "two words near each other",
        [f"{one} near/5 {other}" for one, other in pairwise(rare)],
        lambda text: _page(database, text),
    )
    with closing(sqlite3.connect(path)) as connection:
        ranked = "SELECT rowid FROM article_search WHERE article_search MATCH ? ORDER BY rank LIMIT 50"
        stem = lambda word: f'"{token(stem_of(analyse(word).forms[0], "ru"))}"'  # noqa: E731
        _tell("FTS5 alone, ranked, no filter, no facets", rare, lambda word: connection.execute(ranked, (stem(word),)).fetchall())
        _tell("  the word of every second", [EVERYWHERE] * 3, lambda word: connection.execute(ranked, (stem(word),)).fetchall())
        like = "SELECT id FROM articles WHERE lang = 'ru' AND text LIKE ? ORDER BY first_seen_at DESC LIMIT 50"
        scanned = _tell("LIKE over the texts, one filter", rare[-6:], lambda word: connection.execute(like, (f"%{word}%",)).fetchall())
    like_too = "LIKE over the texts"
    rows.keep(
        "search",
        Row("a word and two filters, 50 with facets", filtered.median, scanned.median, "ms", like_too, size=count),
        Row("a word of every second article, 50 with facets", common.median, scanned.median, "ms", like_too, size=count),
        Row("the slowest in twenty of a word and two filters", filtered.slow, unit="ms", size=count),
    )


def _add(database: Database, path: Path, words: list[str], count: int) -> None:
    """Index new articles; the mean counts, for now and then one pays for many, whose places FTS5 then merges."""
    sources = [source.id for source in read_sources() if source.feeds]
    with closing(sqlite3.connect(path)) as connection:
        first = connection.execute("SELECT max(id) + 1 FROM articles").fetchone()[0]
        numbers = range(first, first + ADDED)
        given = [row for row, _ in _rows(numbers, first, words, _spelled(words), sources)]
        connection.executemany(_ARTICLE, given)
        connection.commit()
    indexed = [index_text(str(row["title"]), str(row["text"]), "ru") for row in given]
    started = time.perf_counter()
    for number, each in zip(numbers, indexed, strict=True):
        with database.begin_write() as connection:
            index(connection, number, each)
    each_takes = (time.perf_counter() - started) / ADDED * 1000
    print(f"{'an article added to the index':44}{each_takes:>7.1f} ms in the mean")
    rows.keep("search", Row("adding an article to the index", each_takes, goal=rows.GROWTH, size=count))


def _page(database: Database, text: str, **more: object) -> None:
    query = read_query(text, END)
    query = Query(asked=query.asked, limit=50, **more)  # type: ignore[arg-type]
    articles.page(database, query)
    counting.facets(database, query)


class Times(NamedTuple):
    """Milliseconds."""

    median: float
    slow: float
    """Within which 95 of 100 are answered."""


def _tell(what: str, asked: list[str], ask: Callable[[str], object]) -> Times:
    times = []
    for text in asked:
        started = time.perf_counter()
        ask(text)
        times.append((time.perf_counter() - started) * 1000)
    times.sort()
    told = Times(statistics.median(times), times[int(len(times) * 0.95)])
    print(f"{what:44}{told.median:>7.1f} ms{told.slow:>9.1f} ms", flush=True)
    return told


if __name__ == "__main__":
    main()
