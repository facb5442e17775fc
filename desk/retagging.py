"""Judging the archive again by the rules of today: ranges of articles in all processors at once, written in order."""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

from news.beats import ON_BEAT, Beat, Judgement, Relevance, judge, load_beat
from news.topics import Tag
from storage import retags
from storage.database import Database, open_database
from storage.retags import Change, Judged

BATCH = 500  # articles: half a second's work, which is what a kill can lose
SAMPLES = 3  # titles a topic shows of those it gains, and of those it loses


class Sample(NamedTuple):
    """An article that gains or loses a topic."""

    id: int
    title: str


class Shift(NamedTuple):
    """What today's rules change in an article that a reader would notice."""

    id: int
    title: str
    gained: frozenset[str]
    lost: frozenset[str]
    before: Relevance
    after: Relevance


class Batch(NamedTuple):
    """A range of articles, judged again."""

    last: int
    read: int
    changes: list[Change]
    shifts: list[Shift]


@dataclass(slots=True)
class Tally:
    """What judging again changes, as far as it has come."""

    read: int = 0
    changed: int = 0
    """Articles of which anything is written: also evidence, or a rule's version."""
    gained: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)
    joined: int = 0
    """Articles that come onto the beat."""
    left: int = 0
    samples: dict[tuple[str, str], list[Sample]] = field(default_factory=dict)
    """A few articles by topic and by "gains" or "loses"."""

    def add(self, batch: Batch) -> None:
        """Count a batch."""
        self.read += batch.read
        self.changed += len(batch.changes)
        for shift in batch.shifts:
            self.joined += shift.before not in ON_BEAT and shift.after in ON_BEAT
            self.left += shift.before in ON_BEAT and shift.after not in ON_BEAT
            for kind, topics, counter in (("gains", shift.gained, self.gained), ("loses", shift.lost, self.lost)):
                for topic in topics:
                    counter[topic] += 1
                    samples = self.samples.setdefault((topic, kind), [])
                    if len(samples) < SAMPLES:
                        samples.append(Sample(shift.id, shift.title))


def retag(
    database: Database,
    url: str,
    beat: Beat,
    folder: Path | None,
    *,
    dry_run: bool = False,
    watch: Callable[[int, int], None] = lambda done, total: None,
) -> Tally:
    """Judge every stored article again, from where an earlier run with the same files was stopped; return what changes.

    ``url`` is the database's address with its password, for the processes that read. ``watch`` is told how many of how many articles are
    done. Raises DatabaseError where the database cannot be read or written: what was written stays, and the next run goes on from there.
    """
    start = 0 if dry_run else retags.progress(database, beat.version)
    tally = Tally()
    total = retags.count(database, start)
    for batch in _judged(url, folder, retags.ranges(database, start, BATCH)):
        tally.add(batch)
        if not dry_run:
            retags.write(database, batch.changes, beat.version, batch.last)
        watch(tally.read, total)
    if not dry_run:
        retags.finish(database, beat.version)
    return tally


def _judged(url: str, folder: Path | None, ranges: list[tuple[int, int]]) -> Iterator[Batch]:
    """Judge ranges in as many processes as there are processors, and give them in order."""
    workers = min(len(ranges), os.cpu_count() or 1)
    if workers <= 1:
        with open_database(url, create=False) as database:
            yield from (judge_range(database, load_beat(folder), *each) for each in ranges)
        return
    with ProcessPoolExecutor(workers, get_context("spawn"), _begin, (url, folder)) as pool:
        yield from pool.map(_judge_here, ranges)


_here: list[Callable[[int, int], Batch]] = []
"""What a process of the pool judges ranges with, once it has begun."""


def _begin(url: str, folder: Path | None) -> None:
    _here.append(partial(judge_range, open_database(url, create=False), load_beat(folder)))


def _judge_here(ends: tuple[int, int]) -> Batch:
    return _here[0](*ends)


def judge_range(database: Database, beat: Beat, first: int, last: int) -> Batch:
    """Judge the articles of a range of ids again."""
    stored = retags.read(database, first, last)
    changes, shifts = [], []
    for each, judgement in _changed(stored, beat):
        changes.append(Change(each.id, each.fingerprint, judgement))
        before, after = _shown(each.tags), _shown(judgement.tags)
        if before != after or each.relevance != judgement.relevance:
            shifts.append(Shift(each.id, each.title, after - before, before - after, each.relevance, judgement.relevance))
    return Batch(last, len(stored), changes, shifts)


def _changed(stored: Iterable[Judged], beat: Beat) -> Iterator[tuple[Judged, Judgement]]:
    for each in stored:
        judgement = judge(beat, each.title, each.text, each.lang, each.country)
        if (judgement.relevance, judgement.why, judgement.tags) != (each.relevance, each.why, each.tags):
            yield each, judgement


def _shown(tags: Iterable[Tag]) -> frozenset[str]:
    return frozenset(tag.topic for tag in tags if tag.rank != "background")
