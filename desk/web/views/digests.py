"""Digests: every one that was made, what it told, what became of it, and the very text that was sent."""

from datetime import date, datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from desk.frozen_digests import read_digest, subject_of
from desk.web.rendering import Pages
from news.dates import Dating

_ON_PAGE = 30
STATES = {
    "sent": ("ok", "●"),
    "pending": ("new", "○"),
    "committing": ("new", "○"),
    "failed": ("failing", "✕"),
    "in doubt": ("troubled", "▲"),
    "held": ("troubled", "▲"),
}
"""By state of a delivery: its style, and its sign beside the word."""


def digests(pages: Pages, request: Request) -> Response:
    """Show the digests, the newest first, of all subscriptions or of one."""
    said = request.query_params.get("before", "")
    before = int(said) if said.isascii() and said.isdigit() and len(said) < 10 else None
    chosen = request.query_params.get("subscription", "")[:40]
    found = pages.archive.digests(_ON_PAGE + 1, before, chosen or None)
    more = found[_ON_PAGE - 1].id if len(found) > _ON_PAGE else None
    names = dict.fromkeys((*pages.archive.subscriptions, *(each.subscription for each in found)))
    shown = [(each, subject_of(each)) for each in found[:_ON_PAGE]]
    return pages.show(request, "digests.html", digests=shown, more=more, names=tuple(names), chosen=chosen, states=STATES)


def digest(pages: Pages, request: Request) -> Response:
    """Show one digest: its sections, its deliveries, and its text as it was sent."""
    frozen = pages.archive.digest(request.path_params["number"])
    if frozen is None:
        return pages.missing(request, "There is no such digest.", "Digests shows those that were made.")
    told = read_digest(frozen)
    articles = [] if told.told else [found for number in frozen.article_ids if (found := pages.archive.article(number))]
    given: dict[str, Any] = {"told": told.told, "subject": told.subject, "text": told.text, "articles": articles}
    return pages.show(request, "digest.html", frozen=frozen, states=STATES, at=_at, dated=_dated, **given)


def _at(text: str) -> datetime:
    """Read a moment that was kept."""
    return datetime.fromisoformat(text)


def _dated(line: dict[str, Any]) -> Dating:
    """Read the publication date of a story that was kept."""
    text, precision = line["published_at"], line["published_precision"]
    if text is None:
        return Dating()
    return Dating(date.fromisoformat(text) if precision == "day" else datetime.fromisoformat(text), precision)
