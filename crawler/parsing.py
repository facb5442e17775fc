"""What a parser process does: the slow and dangerous part of reading, away from the event loop."""

import os
import resource
import signal
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from news.answers import Page
from news.articles import Article, Passed, Rejection, read_page, read_wanted_page
from news.beats import Beat, Judgement, judge, load_beat
from news.duplicates import fingerprint, sketch
from news.feeds import FeedReading, read_feed
from news.fetches import Fetched
from news.gists import Gist, gist_of_article
from news.repeats import blocks_of, without_repeats
from news.searching.indexing import Indexed, Part, index_text
from news.sources import Feed, Source

if TYPE_CHECKING:
    from news.pregate import Pregate

MEMORY = 512 * 1024**2  # bytes of address space; a worker mapped 296 MB after 181 real pages


@dataclass(frozen=True, slots=True)
class Reading:
    """An article and everything that was worked out from its text."""

    article: Article
    judgement: Judgement
    fingerprint: str
    indexed: Indexed
    """What the search index holds of it."""
    sketch: tuple[int, ...] = ()
    gist: Gist | None = None
    """What its story is found by; an article off the beat is in none."""
    blocks: Mapping[str, str] = field(default_factory=dict)
    """The paragraphs that its host may repeat, by their keys."""


NOT_INDEXED = Indexed(Part(), Part())  # of an article off the beat: nobody will look for it
_NOT_BOTH = Judgement("none", "title and text do not name both sides")
CPU_SECONDS = 10.0  # for one document; of 181 real pages the slowest took 0.1 s, hostile ones take minutes

_beats: dict[Path | None, Beat] = {}
_gates: "dict[Path | None, Pregate]" = {}


def limit_process(modesty: int = 0) -> None:
    """Bound the memory that one document can take, and let others go first where asked to; ``timed`` bounds the time."""
    os.nice(modesty)
    sys.excepthook = sys.unraisablehook = _say_nothing
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # at once: a handler of Python's would wait for lxml to return
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # else numpy maps memory for every core the machine has
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY if hard == resource.RLIM_INFINITY else min(MEMORY, hard), hard))


def _say_nothing(*_: object) -> None:
    """Leave it to the answer to tell what failed: without memory lxml writes a line for each character it reads."""


@contextmanager
def timed(seconds: float) -> Iterator[None]:
    """Let what is done inside take so many seconds of this process's own time; SIGPROF then ends the process, even inside lxml.

    Time on the clock would blame a page for whatever else the machine is doing.
    """
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


@contextmanager
def untimed() -> Iterator[None]:
    """Let what a process does once, for all documents, take nothing of the time of the one that came first."""
    left, _ = signal.setitimer(signal.ITIMER_PROF, 0)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, left)


def parse_feed(page: Page, feed: Feed, source: Source, now: datetime) -> FeedReading:
    """Read a feed."""
    return read_feed(page, feed, source, now)


def parse_page(fetched: Fetched, repeats: frozenset[str], beat_folder: Path | None, now: datetime) -> Reading | Rejection:
    """Read a page: what kind it is, its article without the paragraphs that its host repeats, and what the beat says of it."""
    article = read_page(fetched.page, fetched.entry, fetched.source, now)
    return article if isinstance(article, Rejection) else _judged(article, fetched, repeats, beat_folder)


def parse_wanted_page(fetched: Fetched, repeats: frozenset[str], beat_folder: Path | None, now: datetime) -> Reading | Rejection | Passed:
    """Read a page as ``parse_page`` does, unless it does not name both sides of the beat."""
    may_be_on_beat = partial(gate_of(beat_folder).may_be_on_beat_in, home=(fetched.source.country,))
    article = read_wanted_page(fetched.page, fetched.entry, fetched.source, now, may_be_on_beat)
    return article if isinstance(article, Rejection | Passed) else _judged(article, fetched, repeats, beat_folder)


def _judged(article: Article, fetched: Fetched, repeats: frozenset[str], beat_folder: Path | None) -> Reading:
    blocks = blocks_of(article.text)
    article = replace(article, text=without_repeats(article.text, repeats))
    source = fetched.source
    if not gate_of(beat_folder).may_be_on_beat_in(f"{article.title}\n{article.text}", (source.country,)):
        # Most of what is read whole: what judges, and what a process has to prepare for a language, takes longer than this look.
        return Reading(article, _NOT_BOTH, fingerprint(article.title, article.text), NOT_INDEXED, blocks=blocks)
    return replace(judge_article(article, source.country, beat_of(beat_folder), source.name), blocks=blocks)


def judge_again(article: Article, country: str | None, beat_folder: Path | None) -> Reading:
    """Work out anew what follows from the text of an article; it is kept, so it is indexed even where it is off the beat."""
    reading = judge_article(article, country, beat_of(beat_folder))
    if reading.judgement.relevance == "none":
        return replace(reading, indexed=index_text(article.title, article.text, article.lang), sketch=sketch(article.text))
    return reading


def judge_article(article: Article, country: str | None, beat: Beat, outlet: str = "") -> Reading:
    """Work out everything that storage wants to know of an article from an outlet of that country and name; little of one off the beat."""
    judgement = judge(beat, article.title, article.text, article.lang, country)
    if judgement.relevance == "none":
        return Reading(article, judgement, fingerprint(article.title, article.text), NOT_INDEXED)
    indexed = index_text(article.title, article.text, article.lang)
    gist = gist_of_article(beat, article, judgement, outlet)
    return Reading(article, judgement, fingerprint(article.title, article.text), indexed, sketch(article.text), gist)


def beat_of(folder: Path | None) -> Beat:
    """Return a beat, read at the first time this process is asked; without a folder the one that ships."""
    if folder not in _beats:
        with untimed():
            _beats[folder] = replace(load_beat(folder), compiling=untimed)
    return _beats[folder]


def gate_of(folder: Path | None) -> "Pregate":
    """Return what tells whether a page may be on a beat, made at the first time this process is asked."""
    from news.pregate import pregate_of  # noqa: PLC0415 - parser processes alone need it

    if folder not in _gates:
        beat = beat_of(folder)
        with untimed():
            _gates[folder] = pregate_of(beat)
    return _gates[folder]
