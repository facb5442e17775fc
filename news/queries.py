"""A question to the archive, as a value."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from news.beats import Relevance

Sort = Literal["newest", "oldest", "relevance"]


@dataclass(frozen=True, slots=True)
class Query:
    """Which stored articles are wanted, and in which order. Every condition that is set must hold."""

    words: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    langs: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    relevances: tuple[Relevance, ...] = ()
    since: datetime | None = None
    """First seen at or after this moment."""
    until: datetime | None = None
    """First seen before this moment."""
    sort: Sort = "newest"
    limit: int | None = 50
