"""A fleet: machines that carry out jobs of one queue, each job as one value."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from news.sources import Feed, Source
from news.urls import host_of

CRAWL = "crawl"
INGEST = "ingest"


@dataclass(frozen=True, slots=True)
class Job:
    """One thing to do."""

    task: str
    key: str
    """Of jobs with one key, one waits at most."""
    lock: str
    """Of jobs with one lock, one is carried out at a time."""
    values: Mapping[str, Any]
    """What the job needs, as JSON can say it."""


@dataclass(frozen=True, slots=True)
class QueueState:
    """What a queue holds."""

    waiting: int
    running: int
    oldest: datetime | None
    """When the job that waits longest was handed out."""
    keys: frozenset[str] = field(default=frozenset(), repr=False)
    """Keys of the jobs that wait or are being carried out."""


def crawl_job(source: Source) -> Job:
    """Return the job of looking at a source; sources on one host never run side by side."""
    host = host_of(source.feeds[0].url if source.feeds else source.homepage)
    return Job(CRAWL, f"source {source.id}", f"host {host}", {"source": asdict(source)})


def source_of(values: Mapping[str, Any]) -> Source:
    """Return the source of a job's values."""
    fields = dict(values["source"])
    feeds = tuple(Feed(**feed) for feed in fields.pop("feeds"))
    return Source(**{**fields, "languages": tuple(fields["languages"])}, feeds=feeds)
