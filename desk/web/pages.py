"""The pages for people: which address shows what. Every page works without JavaScript and asks no other host for anything."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from desk.archive import Archive
from desk.web.rendering import STATIC, Pages
from desk.web.views import articles, digests, monitoring, searching, sources, stories, today, topics
from news.errors import DatabaseError, QueryError

View = Callable[[Pages, Request], Response]

VIEWS: Final[Mapping[str, View]] = {
    "/": today.today,
    "/search": searching.search,
    "/stories": stories.stories,
    "/stories/{number:int}": stories.story,
    "/articles/{number:int}": articles.article,
    "/articles/{number:int}/why": articles.why,
    "/articles/{number:int}/versions": articles.versions,
    "/topics": topics.topics,
    "/topics/{name}": topics.topic,
    "/sources": sources.sources,
    "/sources/{name}": sources.source,
    "/radar": today.radar,
    "/digests": digests.digests,
    "/digests/{number:int}": digests.digest,
    "/searches": searching.saved,
    "/status": monitoring.status,
    "/help": monitoring.help_page,
}
_ASSETS: Final = {"khazri.css": "text/css; charset=utf-8", "khazri.js": "text/javascript; charset=utf-8", "favicon.svg": "image/svg+xml"}
_TOLD: Final = {404: ("There is no such page.", "Look for it, or begin at Today."), 405: ("That is not how this page is asked for.", "")}


def routes(archive: Archive) -> list[Route]:
    """Return the routes of all pages and of the three files they need."""
    pages = Pages(archive)
    shown = [Route(path, partial(_answer, pages, view), methods=["GET"], name=f"page:{path}") for path, view in VIEWS.items()]
    return [*shown, Route("/static/{name}", _asset, methods=["GET"], name="static")]


def exception_handlers(archive: Archive) -> dict[Any, Callable[[Request, Exception], Response]]:
    """Return what shows errors as pages, for addresses that are no program's."""
    pages = Pages(archive)

    def told(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        what, remedy = _TOLD.get(status, ("Something went wrong here.", "The log of khazri serve says what; khazri status may, too."))
        return pages.problem(request, status, what, remedy)

    return {HTTPException: told, 500: told}


def _answer(pages: Pages, view: View, request: Request) -> Response:
    """Show a page; what was asked wrongly, and an archive that cannot be read, are told on a page, too."""
    try:
        return view(pages, request)
    except QueryError as error:
        return pages.problem(request, 400, error.what, error.remedy)
    except DatabaseError as error:
        return pages.problem(request, 503, error.what, error.remedy)


def _asset(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in _ASSETS:
        raise HTTPException(404)
    kept = {"Cache-Control": "public, max-age=31536000, immutable" if request.query_params.get("v") else "no-cache"}
    return Response((STATIC / name).read_bytes(), media_type=_ASSETS[name], headers=kept)
