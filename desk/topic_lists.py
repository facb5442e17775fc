"""The topics of a beat as rows, with what the archive holds of each, where there is an archive."""

from typing import Any

from desk.objects import moment
from desk.printing import print_table, write
from desk.retagging import Tally
from news.beats import Beat
from news.errors import DatabaseMissing
from storage import retags
from storage.database import open_database


def topic_rows(beat: Beat, database_url: str) -> list[dict[str, Any]]:
    """Return a row a topic: its rules and languages, how many articles have it, and when the last of them was first seen.

    Where there is no archive yet, the numbers are null.
    """
    counts = _counts(database_url)
    rows: list[dict[str, Any]] = []
    for topic in beat.topics:
        count = counts.get(topic.id) if counts is not None else None
        nothing = None if counts is None else 0
        rows.append(
            {
                "id": topic.id,
                "title": topic.title,
                "articles": count.articles if count else nothing,
                "shown": count.shown if count else nothing,
                "independent": count.independent if count else nothing,
                "last_match": moment(count.last) if count else None,
                "languages": list(topic.languages),
                "rules": len(topic.rules),
                "texts": len(topic.examples),
                "description": topic.description,
            }
        )
    return rows


def _counts(database_url: str) -> dict[str, retags.TopicCount] | None:
    try:
        with open_database(database_url, create=False) as database:
            return retags.count_topics(database)
    except DatabaseMissing:
        return None


def tally_rows(beat: Beat, tally: Tally) -> list[dict[str, Any]]:
    """Return a row a topic that gains or loses articles, with samples; topics that are no longer in the beat come last."""
    order = [topic.id for topic in beat.topics]
    changed = sorted(tally.gained.keys() | tally.lost.keys(), key=lambda topic: (topic not in order, topic))
    return [
        {
            "topic": topic,
            "gains": tally.gained[topic],
            "loses": tally.lost[topic],
            "samples": {
                kind: [{"id": sample.id, "title": sample.title} for sample in tally.samples.get((topic, kind), [])]
                for kind in ("gains", "loses")
            },
        }
        for topic in changed
    ]


def print_tally(beat: Beat, tally: Tally, *, dry_run: bool) -> None:
    """Print what judging again changes, for a person."""
    rows = tally_rows(beat, tally)
    if rows:
        print_table(("topic", "gains", "loses"), [(row["topic"], row["gains"], row["loses"]) for row in rows])
        write()
    for row in rows:
        for kind in ("gains", "loses"):
            for sample in row["samples"][kind]:
                write(f"{row['topic']} {kind} {sample['id']}: {sample['title']}")
    if rows:
        write()
    would = "would change" if dry_run else "changed"
    write(f"{tally.read} articles read, {tally.changed} {would}; {tally.joined} come onto the beat, {tally.left} leave it")
