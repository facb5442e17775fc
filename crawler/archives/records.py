"""What every archive gives: records, each with the place from which a later run can go on."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Literal, Protocol

PassedOver = Literal["not HTML", "not found", "no address", "damaged"]


@dataclass(frozen=True, slots=True)
class Record:
    """One document of an archive."""

    url: str
    """As the archive spells it; empty where the page itself has to tell."""
    body: bytes = field(repr=False)
    place: int
    """Where the record begins."""
    content_type: str = ""
    captured_at: datetime | None = None
    """When it was fetched."""
    title: str | None = None
    """Said beside the document; with it the body may be a text, not a page."""
    published: str | None = None
    lang: str | None = None
    announced: str = ""
    """The address in the ledger, where the archive is one of ours and tells it."""
    is_text: bool = False
    """Whether the body is the text of an article, in UTF-8."""
    is_fragment: bool = False
    """Whether the body is the text of an article as a fragment of HTML."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something in an archive that is no document to read."""

    why: PassedOver
    place: int
    problem: str = ""
    """One line for a person, where something is wrong."""


class Archive(Protocol):
    """An open archive."""

    @property
    def size(self) -> int:
        """How much there is, in the unit of ``position``: bytes, or files of a folder."""

    @property
    def position(self) -> int:
        """How much of it has been read."""

    def records(self, place: int) -> Iterator[Record | Skipped]:
        """Give what is in it from a place on: 0, or that of a record, which then comes first."""


@dataclass(frozen=True, slots=True)
class Identity:
    """What tells one state of an archive from another: a file that grew or was replaced is read from its beginning."""

    path: str
    size: int
    changed_at: int
    """Nanoseconds."""


def identity_of(path: Path) -> Identity:
    """Return what an archive is known by, of a folder the sum of its files."""
    if not path.is_dir():
        state = path.stat()
        return Identity(str(path.resolve()), state.st_size, state.st_mtime_ns)
    states = [each.stat() for each in path.rglob("*") if each.is_file()]
    return Identity(str(path.resolve()), sum(each.st_size for each in states), max((each.st_mtime_ns for each in states), default=0))
