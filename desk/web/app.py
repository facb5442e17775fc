"""The application: the door in front, behind it the API, the feeds, the exports, the saved searches and the pages.

from desk import archive
from desk.web.app import make_app
app = make_app(archive.open())   # for any ASGI server
"""

from typing import Any

from fastapi import Depends, FastAPI
from fastapi.openapi.utils import get_openapi
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from desk import saved_searches
from desk.archive import Archive
from desk.web import api, exports, feeds, login, pages
from desk.web.answers import add_handlers
from desk.web.api_models import Problem
from desk.web.credentials import Credentials
from desk.web.questions import unknown
from desk.web.safety import LOCAL_HOSTS, Limits, Rules, Safety
from news.errors import UsageError
from news.version import VERSION

OPENAPI = "/api/v1/openapi.json"


class Application(FastAPI):
    """FastAPI with the door outermost, so that nothing is answered that has not passed it."""

    def build_middleware_stack(self) -> ASGIApp:
        """Put the door before everything else."""
        return Safety(super().build_middleware_stack(), self.state.rules)

    def openapi(self) -> dict[str, Any]:
        """Return the description of the API, and of nothing else."""
        if not self.openapi_schema:
            described = get_openapi(title="Khazri", version=VERSION, routes=self.routes, description=_ABOUT)
            schema = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
            described["components"]["schemas"]["Problem"] = schema
            self.openapi_schema = described
        return self.openapi_schema


_ABOUT = "Articles, stories, topics, sources and digests of an archive of news. docs/how-to/api.md has examples."


def make_app(archive: Archive, *, hosts: frozenset[str] = frozenset(), limits: Limits | None = None) -> Application:
    """Return the application for an archive; its settings say the token and more names of hosts, those given are added.

    The archive may be read-only: what is saved is written through a connection of its own.
    """
    token = archive.settings.web_token
    credentials = Credentials(token) if token else None
    known = LOCAL_HOSTS | frozenset(archive.settings.web.hosts) | hosts
    app = Application(docs_url=None, redoc_url=None, openapi_url=OPENAPI, redirect_slashes=False)
    app.state.archive = archive
    app.state.rules = Rules(known, credentials, limits or Limits())
    app.include_router(api.router, dependencies=[Depends(_refuse_unknown)])
    app.router.routes.extend(login.routes(archive, credentials))
    app.router.routes.extend(feeds.routes(archive))
    app.router.routes.extend(exports.routes(archive))
    app.router.routes.extend(_form_routes(archive))
    app.router.routes.extend(pages.routes(archive))
    add_handlers(app, archive)
    return app


async def _refuse_unknown(request: Request) -> None:
    """Refuse a parameter where a route takes none; others describe theirs themselves."""
    described = request.app.openapi()["paths"].get(request.scope["route"].path, {}).get(request.method.lower(), {})
    known = [each["name"] for each in described.get("parameters", ()) if each["in"] == "query"]
    for name in request.query_params:
        if name not in known:
            raise UsageError(*unknown(name, known))


def _form_routes(archive: Archive) -> list[Route]:
    """Return the routes by which pages save and remove searches."""

    async def add(request: Request) -> Response:
        given = await login.form_of(request)
        query = given.get("query") or given.get("q", "")
        await run_in_threadpool(saved_searches.add, archive, given.get("name", "").strip(), query)
        return RedirectResponse("/searches", 303)

    async def remove(request: Request) -> Response:
        await run_in_threadpool(saved_searches.remove, archive, (await login.form_of(request)).get("name", ""))
        return RedirectResponse("/searches", 303)

    return [Route("/searches/add", add, methods=["POST"]), Route("/searches/remove", remove, methods=["POST"])]
