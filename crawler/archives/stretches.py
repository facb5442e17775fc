"""WARC files in stretches, which several processes look through at once.

The order of work: a file that is compressed record by record is divided, without being read, into stretches of so many bytes; a process
looks through the records that begin within one, and gives back those that may be on the beat, with a count of the others.
"""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from crawler.archives.records import Record, Skipped
from crawler.archives.warcs import Warc
from crawler.parsing import gate_of
from news.pregate import Pregate
from news.site_sources import Homes
from news.urls import canonical_url

STRETCH = 2 * 1024 * 1024  # bytes of a file: some seventy pages, 0.1 s of work; ten times as much where all are kept in memory


@dataclass(frozen=True, slots=True)
class Stretch:
    """Where the records begin that are looked through together."""

    path: Path
    start: int
    end: int
    is_begun: bool = False
    """Whether the record that begins at its start is done already."""


@dataclass(slots=True)
class Gathered:
    """What was found in some records."""

    records: list[Record] = field(default_factory=list)
    """Those that are to be parsed."""
    counts: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)
    place: int | None = None
    """Where the last of all records begins."""


def stretches_of(path: Path, place: int | None, size: int = STRETCH) -> list[Stretch]:
    """Divide what is left of a WARC file, whose record at ``place`` is done; nothing where it is short or cannot be divided."""
    total = path.stat().st_size
    first = place or 0
    if total - first < 2 * size or not Warc(path).is_divisible():
        return []
    starts = range(first, total, size)
    return [Stretch(path, start, min(start + size, total), place is not None and start == first) for start in starts]


def gather(stretch: Stretch, beat_folder: Path | None, homes: Homes | None) -> Gathered:
    """Look through the records of a stretch; all are kept where nobody says of which country an outlet is."""
    records = Warc(stretch.path).stretch(stretch.start, stretch.end)
    if stretch.is_begun:
        next(records, None)
    gathered = Gathered()
    for record in records:
        look_at(record, gathered, homes and (gate_of(beat_folder), homes))
    return gathered


def look_at(record: Record | Skipped, gathered: Gathered, gate: tuple[Pregate, Homes] | None) -> None:
    """Count a record, and keep it if it is to be parsed: where there is a gate, if it may be on the beat."""
    gathered.place = record.place
    gathered.counts["records"] += 1
    if isinstance(record, Skipped):
        gathered.counts[record.why] += 1
        gathered.problems += [record.problem] if record.problem else []
    elif gate is None or _may_be_on_beat(*gate, record):
        gathered.records.append(record)
    else:
        gathered.counts["not both sides"] += 1


def _may_be_on_beat(gate: Pregate, homes: Homes, record: Record) -> bool:
    home = homes.of(canonical_url(record.url) or record.url)
    return gate.may_be_on_beat(record.body, record.content_type, home, record.title)
