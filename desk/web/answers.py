"""What goes wrong with a question on the web, as answers: problems for programs, pages for people."""

from collections.abc import Callable, Mapping
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from desk.archive import Archive
from desk.printing import say
from desk.web import pages
from desk.web.questions import misread
from desk.web.rendering import Pages
from desk.web.safety import PROGRAMS, AnswerEnded, problem_body
from news.errors import AnswerTooSlow, DatabaseError, Failure, KhazriError, UsageError
from news.searching.pointing import MisreadQuery

Handler = Callable[[Request, Exception], Response]


class NotThere(UsageError):
    """What was asked for by its number or name does not exist."""


class TooBusy(Failure):
    """More is asked for at once than can be answered."""


_STATUS: tuple[tuple[type[KhazriError], int], ...] = (
    (NotThere, 404),
    (TooBusy, 503),
    (AnswerTooSlow, 503),
    (DatabaseError, 503),
    (UsageError, 400),
    (KhazriError, 500),
)
_PLAIN: Mapping[int, tuple[str, str]] = {
    404: ("there is nothing at this address", "GET /api/v1/openapi.json says what there is"),
    405: ("this address does not take that method", "GET /api/v1/openapi.json says which it takes"),
}


def problem(status: int, what: str, remedy: str, **more: object) -> Response:
    """Return an error for a program."""
    return Response(problem_body(status, what, remedy, **more), status, media_type="application/problem+json")


def add_handlers(app: FastAPI, archive: Archive) -> None:
    """Let every error of an application be told in our words: as problems where programs ask, as pages elsewhere."""
    on_pages = pages.exception_handlers(archive)
    app.add_exception_handler(KhazriError, _teller(archive))
    app.add_exception_handler(RequestValidationError, _misread)
    app.add_exception_handler(HTTPException, _one_of(_plain, on_pages[HTTPException]))
    app.add_exception_handler(500, _one_of(_defect, on_pages[500]))


def _one_of(for_programs: Handler, for_people: Handler) -> Handler:
    def handle(request: Request, error: Exception) -> Response:
        if not isinstance(error, HTTPException | AnswerEnded | ClientDisconnect):
            place = getattr(request.scope.get("route"), "path", "an unknown address")
            say(f"khazri: a defect of ours at {place} ({type(error).__name__}: {error}); please report it")
        return (for_programs if request.scope["path"].startswith(PROGRAMS) else for_people)(request, error)

    return handle


def _teller(archive: Archive) -> Handler:
    shown = Pages(archive)

    def told(request: Request, error: Exception) -> Response:
        assert isinstance(error, KhazriError)
        status = next(status for kind, status in _STATUS if isinstance(error, kind))
        if not request.scope["path"].startswith(PROGRAMS):
            return shown.problem(request, status, error.what, error.remedy)
        more: dict[str, Any] = {}
        if isinstance(error, MisreadQuery):
            more = {"start": error.start, "end": error.end, "pointed": list(error.pointed())}
        return problem(status, error.what, error.remedy, **more)

    return told


def _misread(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    route = request.scope.get("route")
    described = request.app.openapi()["paths"].get(getattr(route, "path", ""), {}).get(request.method.lower(), {})
    known = [each["name"] for each in described.get("parameters", ())]
    return problem(400, *misread(error.errors(), known))


def _plain(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    what, remedy = _PLAIN.get(error.status_code, ("this cannot be answered", "see docs/how-to/api.md"))
    return problem(error.status_code, what, remedy)


def _defect(_request: Request, _error: Exception) -> Response:
    return problem(500, "a defect of ours", "please report it, with what you asked for")
