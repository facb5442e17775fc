"""An answer from a server, and the kinds of page it may hold."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

PageKind = Literal[
    "article",
    "live blog",
    "teaser",
    "listing",
    "challenge",
    "consent wall",
    "soft 404",
    "login page",
    "service page",
    "gone",
    "refused",
    "server error",
    "not HTML",
    "empty",
]

ARTICLE_KINDS: frozenset[PageKind] = frozenset(("article", "live blog", "teaser"))
"""The kinds that hold a text of their own."""

MAX_BODY = 10 * 1024 * 1024
"""Bytes of a page that are looked at: what follows is no article."""


@dataclass(frozen=True, slots=True)
class Page:
    """An answer from a server, whole."""

    url: str
    """The address that answered, after redirects."""
    status: int
    body: bytes = field(repr=False)  # a log line shall not hold a page
    content_type: str = ""
    """The Content-Type header as sent, charset included."""
    fetched_at: datetime | None = None
    requested_url: str = ""
    """The address that was asked for, before redirects."""
