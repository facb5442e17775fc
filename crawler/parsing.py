"""What a parser process does: the slow and dangerous part of reading, away from the event loop."""

import os
import resource
import signal
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from news.articles import Article, Rejection, read_page
from news.beats import Beat, Judgement, judge, load_beat
from news.duplicates import fingerprint
from news.feeds import FeedReading, read_feed
from news.fetches import Fetched
from news.pages import Page
from news.repeats import blocks_of, without_repeats
from news.sources import Feed, Source
from news.words import search_terms

MEMORY = 512 * 1024**2  # bytes of address space; a worker mapped 296 MB after 181 real pages


@dataclass(frozen=True, slots=True)
class Reading:
    """An article and everything that was worked out from its text."""

    article: Article
    judgement: Judgement
    fingerprint: str
    search_words: tuple[str, ...]
    blocks: Mapping[str, str] = field(default_factory=dict)
    """The paragraphs that its host may repeat, by their keys."""


_beats: dict[Path | None, Beat] = {}


def limit_process() -> None:
    """Bound what one document can take; the time limit is kept by whoever waits for it, and ends the process by SIGTERM."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # at once: a handler of Python's would wait for lxml to return
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # else numpy maps memory for every core the machine has
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY if hard == resource.RLIM_INFINITY else min(MEMORY, hard), hard))


def parse_feed(page: Page, feed: Feed, source: Source, now: datetime) -> FeedReading:
    """Read a feed."""
    return read_feed(page, feed, source, now)


def parse_page(fetched: Fetched, repeats: frozenset[str], beat_folder: Path | None, now: datetime) -> Reading | Rejection:
    """Read a page: what kind it is, its article without the paragraphs that its host repeats, and what the beat says of it."""
    article = read_page(fetched.page, fetched.entry, fetched.source, now)
    if isinstance(article, Rejection):
        return article
    blocks = blocks_of(article.text)
    article = replace(article, text=without_repeats(article.text, repeats))
    return replace(judge_article(article, fetched.source.country, _beat(beat_folder)), blocks=blocks)


def judge_again(article: Article, country: str | None, beat_folder: Path | None) -> Reading:
    """Work out anew what follows from the text of an article."""
    return judge_article(article, country, _beat(beat_folder))


def judge_article(article: Article, country: str | None, beat: Beat) -> Reading:
    """Work out everything that storage wants to know of an article."""
    judgement = judge(beat, article.title, article.text, article.lang, country)
    words = tuple(search_terms(f"{article.title}\n{article.text}"))
    return Reading(article, judgement, fingerprint(article.title, article.text), words)


def _beat(folder: Path | None) -> Beat:
    if folder not in _beats:
        _beats[folder] = load_beat(folder)
    return _beats[folder]
