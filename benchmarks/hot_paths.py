"""The steps that every page, text or question goes through, each small enough to be done hundreds of times.

Beside each stands the work that it is measured by: plain Python, lxml or SQLite, whichever it leans on, with none of our code in it.
"""

import json
import random
import re
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import count, pairwise
from pathlib import Path

from lxml import html
from press_texts import paragraphs_by_language
from realistic_pages import NOW, pages_with_texts, realistic_pages

from demo.contents import read_contents
from news.articles import Article, read_page
from news.beats import Beat, judge, load_beat
from news.dates import Dating
from news.duplicates import Text, compare_texts, fingerprint, sketch
from news.feeds import Entry
from news.gists import gist_of
from news.ledger import FeedLook, Validators
from news.pages import Page
from news.pregate import Pregate, pregate_of
from news.queries import Query, read_query
from news.searching.indexing import index_text
from news.sources import Source, read_sources
from news.stories import compare_gists
from storage import articles, ledger
from storage.database import Database, open_database
from storage.searching.compiling import expression
from storage.searching.matching import Outlets, whole_plan
from storage.sources import register

Work = Callable[[], object]
TEXTS, PAGES, STORED = 16, 5, 300
WORDS = ("газ", "shells", "Qazprom", '"natural gas"', "Baku -Moscow", "title:gas lang:en", "embassy OR ministry", "Moscow near/5 gas")


@dataclass(frozen=True)
class HotPath:
    """A step, and the work that it is measured by."""

    name: str
    work: Work
    reference: Work


@contextmanager
def hot_paths() -> Iterator[list[HotPath]]:
    """Make all that the steps need, in memory where the system has a place there: a disk's moods are none of theirs."""
    with ExitStack() as stack:
        shelf = Path("/dev/shm")
        folder = stack.enter_context(tempfile.TemporaryDirectory(dir=shelf if shelf.is_dir() else None))
        database = stack.enter_context(open_database(f"sqlite:///{folder}/paths.db"))
        plain = sqlite3.connect(f"{folder}/plain.db")
        stack.callback(plain.close)
        beat = load_beat()
        made = [*_reading(beat), *_texts(beat), *_questions(database, beat, _plain_sqlite(plain))]
        yield made


def _reading(beat: Beat) -> Iterator[HotPath]:
    pages = sorted(realistic_pages(), key=lambda page: len(page.body))[20 : 20 + PAGES]
    source = Source("outlet", "Outlet", "https://outlet.example/", "AZ", ("en",), "Asia/Baku", "independent")
    gate = pregate_of(beat)
    off_beat = _passed_over(gate)

    def parse() -> None:
        for page in pages:
            for _ in html.document_fromstring(page.body).iter():
                pass  # as a reader of the tree has to

    yield HotPath("a page read", lambda: [read_page(page, Entry(page.url, page.url), source, NOW) for page in pages], parse)
    yield HotPath("a page passed over by the gate", lambda: [gate.may_be_on_beat(page.body, page.content_type) for page in off_beat], parse)


def _passed_over(gate: Pregate) -> list[Page]:
    """Return pages of the invented press that name neither side, nor link to any that does."""
    contents = read_contents()
    told = (f"{piece.title} {' '.join(piece.paragraphs)}" for piece in contents.pieces)
    silent = tuple(piece for piece, text in zip(contents.pieces, told, strict=True) if not gate.may_be_on_beat(text.encode()))
    phrases = {lang: replace(each, teasers=each.share) for lang, each in contents.phrases.items()}  # the teasers are there to mislead
    pages = [page for page, _ in pages_with_texts(contents=replace(contents, pieces=silent, phrases=phrases))]
    found = [page for page in pages if not gate.may_be_on_beat(page.body, page.content_type)]
    assert found
    return found


def _texts(beat: Beat) -> Iterator[HotPath]:
    made = list(_articles(TEXTS, seed=1))
    texts = [Text(each.title, each.text, each.url, NOW, lang=each.lang) for each in made]
    edited = [replace(each, title=f"{each.title}!", text=each.text.replace(" on ", " upon ") + "\nMore follows.") for each in texts]
    gists = [gist_of(beat, each.title, each.text, each.lang, each.published, ()) for each in made]
    plain = _plain_python([each.text for each in made])
    pairs = [(one, other) for one in gists[:9] for other in gists[:9] if one is not other]
    yield HotPath("a text judged and tagged", lambda: [judge(beat, each.title, each.text, each.lang) for each in made], plain)
    yield HotPath("fingerprint and sketch", lambda: [(fingerprint(each.title, each.text), sketch(each.text)) for each in made], plain)
    yield HotPath("two texts compared", lambda: [compare_texts(*pair) for pair in zip(texts, edited, strict=True)], plain)
    yield HotPath(
        "terms of a story", lambda: [gist_of(beat, each.title, each.text, each.lang, each.published, ()) for each in made[:8]], plain
    )
    yield HotPath("two stories compared", lambda: [compare_gists(*pair) for pair in pairs], plain)
    yield HotPath("a text indexed", lambda: [index_text(each.title, each.text, each.lang) for each in made[:8]], plain)
    yield HotPath("a question compiled", lambda: [_compiled(each) for each in WORDS * 10], plain)


def _compiled(text: str) -> str:
    return expression(whole_plan(read_query(text, NOW), Outlets({}, {})))


def _questions(database: Database, beat: Beat, plain: Work) -> Iterator[HotPath]:
    source = next(each for each in read_sources() if each.feeds)
    feed = source.feeds[0]
    register(database, [source])
    arriving = _arriving(database, beat, source)
    for _ in range(STORED):
        next(arriving)
    asked = [Query(asked=read_query(each, NOW).asked, limit=20) for each in WORDS]
    moments = (NOW + timedelta(minutes=number) for number in count())
    entries = tuple(Entry(f"https://outlet.example/known/{each}", f"https://outlet.example/known/{each}") for each in range(30))

    def look(outcome: str, found: tuple[Entry, ...]) -> None:
        seen = FeedLook(feed.id, source.id, outcome, next(moments), found, Validators("tag"), body_hash="same")  # type: ignore[arg-type]
        ledger.record_look(database, seen, every=timedelta(minutes=15))

    look("new", entries)
    yield HotPath("a question answered", lambda: [articles.page(database, each) for each in asked], plain)
    yield HotPath("an unchanged feed noted", lambda: [look("unchanged", ()) for _ in range(10)], plain)
    yield HotPath("a feed of 30 known entries noted", lambda: [look("new", entries) for _ in range(5)], plain)
    yield HotPath("an article stored", lambda: [next(arriving) for _ in range(4)], plain)


def _arriving(database: Database, beat: Beat, source: Source) -> Iterator[None]:
    """Store one article after the other, each a text of its own; what is worked out from texts is worked out before."""
    ready = [
        {
            "judgement": replace(judge(beat, each.title, each.text, each.lang), relevance="strong"),
            "indexed": index_text(each.title, each.text, each.lang),
            "gist": gist_of(beat, each.title, each.text, each.lang, each.published, ()),
            "article": each,
        }
        for each in _articles(40, seed=2)
    ]
    feed, chance = source.feeds[0], random.Random(3)
    for number in count():
        given = ready[number % len(ready)]
        article = replace(given.pop("article"), url=f"https://outlet.example/{number}")
        numbers = tuple(sorted(chance.getrandbits(62) for _ in range(40)))
        entry, at = Entry(article.url, article.url), NOW + timedelta(minutes=20 * number)
        article = replace(article, published=Dating(at, "exact", "feed"))
        articles.add(database, article, entry=entry, feed=feed, fingerprint=str(number), sketch=numbers, now=at, **given)
        given["article"] = article
        yield


def _articles(how_many: int, seed: int) -> Iterator[Article]:
    chance = random.Random(seed)
    by_lang = paragraphs_by_language()
    for number in range(how_many):
        lang = sorted(by_lang)[number % len(by_lang)]
        told = chance.sample(by_lang[lang], k=min(6, len(by_lang[lang])))
        at = Dating(NOW - timedelta(minutes=number), "exact", "feed")
        yield Article(f"https://outlet.example/{number}", told[0][0], "\n".join(each for _, each in told), lang, None, at)


def _plain_python(texts: list[str]) -> Work:
    """Words counted, looked up, sorted and put together: what our pure functions consist of."""
    word = re.compile(r"\w+")

    def work() -> None:
        for text in texts:
            words = [each.group().lower() for each in word.finditer(text)]
            counted = Counter(words)
            pairs = {(one, other): number for number, (one, other) in enumerate(pairwise(words))}
            ranked = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
            " ".join(each for each, _ in ranked if (each, each) not in pairs)

    return work


def _plain_sqlite(connection: sqlite3.Connection) -> Work:
    """Rows written and found by SQLite, with the JSON and the small objects around them."""
    connection.executescript(
        "CREATE TABLE things (id INTEGER PRIMARY KEY, name TEXT UNIQUE, at TEXT, told TEXT); PRAGMA journal_mode = WAL"
    )
    numbers = count()

    def work() -> None:
        for _ in range(8):
            with connection:
                for _ in range(10):
                    number = next(numbers)
                    row = (f"name {number}", datetime.now(UTC).isoformat(), json.dumps({"number": number, "words": ["a", "b"] * 10}))
                    connection.execute("INSERT INTO things (name, at, told) VALUES (?, ?, ?)", row)
                    found = connection.execute("SELECT * FROM things WHERE name = ?", (f"name {number // 2}",)).fetchone()
                    json.loads(found[3])
            connection.execute("SELECT count(*) FROM things WHERE id > ?", (number - 200,)).fetchone()

    return work
