"""When an article was published: the moment, how exactly it is known, and who says so."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

Precision = Literal["exact", "day", "inferred", "none"]
DateOrigin = Literal["feed", "json-ld", "meta", "text", "url"]


@dataclass(frozen=True, slots=True)
class Dating:
    """A publication date with its precision and its provenance."""

    at: datetime | date | None = None
    """An aware datetime in UTC for ``exact`` and ``inferred``, a date for ``day``, nothing for ``none``."""
    precision: Precision = "none"
    origin: DateOrigin | None = None


UNDATED = Dating()
