"""What came back from the network, and what kind of page it is."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

PageKind = Literal[
    "article", "teaser", "listing", "challenge", "consent wall", "soft 404", "login page", "gone", "refused", "server error", "not HTML", "empty"
]


@dataclass(frozen=True, slots=True)
class Page:
    """An answer from a server, whole."""

    url: str
    """The address that answered, after redirects."""
    status: int
    body: bytes
    content_type: str = ""
    """The Content-Type header as sent, charset included."""
    fetched_at: datetime | None = None
    requested_url: str = ""
    """The address that was asked for, before redirects."""
