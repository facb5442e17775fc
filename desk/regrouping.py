"""Copies and stories among the articles of an archive that grew without them."""

from collections.abc import Callable, Iterator
from datetime import datetime

from news.articles import StoredArticle
from news.beats import Beat
from news.duplicates import sketch
from news.gists import gist_of_article
from storage import regroups, sources
from storage.database import Database

BATCH = 200  # articles read at once


def regroup_all(database: Database, beat: Beat, shown: Callable[[int, int], None], now: datetime) -> tuple[int, int]:
    """Group every article that is not; return how many there were, and how many of them are copies of others.

    ``shown`` is told how many of how many are done. What is done stays done if this is stopped.
    """
    total, names = regroups.count(database), sources.names(database)
    done = copies = 0
    for stored in _ungrouped(database):
        numbers = sketch(stored.article.text)
        gist = gist_of_article(beat, stored.article, stored.judgement, names.get(stored.source_id, ""))
        copies += regroups.group(database, stored.id, numbers, gist, now)
        done += 1
        shown(done, total)
    return done, copies


def _ungrouped(database: Database) -> Iterator[StoredArticle]:
    last = 0
    while batch := regroups.following(database, last, BATCH):
        yield from batch
        last = batch[-1].id
