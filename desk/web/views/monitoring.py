"""The monitor itself: how it is doing, and the help."""

from collections import Counter

from starlette.requests import Request
from starlette.responses import Response

from desk.statuses import health_of
from desk.web.rendering import Pages


def status(pages: Pages, request: Request) -> Response:
    """Show what is wrong, then what is right."""
    now = pages.archive.status()
    reasons = Counter[tuple[str, str]]()
    for row in now.tally:
        reasons[row.state, row.reason] += row.count
    states = Counter(now.sources.values())
    return pages.show(request, "status.html", health=now, reasons=sorted(reasons.items()), states=states, feeds=health_of(now.feeds))


def help_page(pages: Pages, request: Request) -> Response:
    """Show the query language and the keys on one page."""
    return pages.show(request, "help.html")
