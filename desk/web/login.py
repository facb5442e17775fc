"""The routes by which a browser shows the token once and then keeps a session, and the one that says whether all is well."""

import time
from collections.abc import Callable
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from desk.archive import Archive
from desk.web.credentials import COOKIE, SESSION_SECONDS, Credentials
from desk.web.safety import address_of, session_in
from news.errors import DatabaseError

_HEALTH_SECONDS = 15.0  # that an answer about health is good for: whoever may ask without credentials must not keep the archive busy
_PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Khazri: log in</title>
<link rel="stylesheet" href="/static/khazri.css">
<link rel="icon" href="/static/favicon.svg">
<main class="login">
<h1>Khazri</h1>
<form method="post" action="/login">
<p><label for="token">Token of this server</label></p>
<p><input id="token" name="token" type="password" autocomplete="current-password" required autofocus></p>
<p><button>Log in</button></p>
</form>
{told}
</main>
</html>
"""


def routes(archive: Archive, credentials: Credentials | None) -> list[Route]:
    """Return the routes of health, login and logout."""
    return [
        Route("/healthz", _health(archive), methods=["GET"]),
        Route("/login", _login(credentials), methods=["GET", "POST"]),
        Route("/logout", _logout(credentials), methods=["POST"]),
    ]


async def form_of(request: Request) -> dict[str, str]:
    """Return the fields of a form as a browser sends it, the first of each name; the body was limited before."""
    fields = parse_qs((await request.body()).decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=20)
    return {name: values[0] for name, values in fields.items()}


def _login(credentials: Credentials | None) -> Callable[[Request], object]:
    async def login(request: Request) -> Response:
        if credentials is None:
            return RedirectResponse("/", 303)
        if request.method != "POST":
            return _page("")
        address = address_of(request.scope)
        try:
            verdict = credentials.judge_token((await form_of(request)).get("token", ""), address)
        except ValueError:
            return _page("This form was not ours.", 400)
        if verdict == "good":
            return _with_session(RedirectResponse("/", 303), credentials, request)
        if verdict == "limited":
            return _page("Too many wrong tokens. Wait a minute.", 429, {"Retry-After": str(int(credentials.wait(address)) + 1)})
        return _page("That is not the token.", 401)

    return login


def _with_session(response: Response, credentials: Credentials, request: Request) -> Response:
    is_secure = request.headers.get("origin", "").startswith("https://")  # the browser's own word, whatever stands between it and us
    session = credentials.begin_session()
    response.set_cookie(COOKIE, session, max_age=SESSION_SECONDS, path="/", httponly=True, samesite="strict", secure=is_secure)
    return response


def _logout(credentials: Credentials | None) -> Callable[[Request], object]:
    async def logout(request: Request) -> Response:
        session = session_in(request.headers)
        if credentials is not None and session:
            credentials.end_session(session)
        response = RedirectResponse("/login", 303)
        response.delete_cookie(COOKIE, path="/", httponly=True, samesite="strict")
        return response

    return logout


def _page(told: str, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    return HTMLResponse(_PAGE.format(told=f'<p role="alert">{told}</p>' if told else ""), status, headers)


def _health(archive: Archive) -> Callable[[Request], object]:
    """Return the route that says in one word whether the monitor itself works; sources that are silent are not its concern."""
    kept: list[tuple[float, bool]] = []

    def health(_request: Request) -> Response:
        if not kept or time.monotonic() - kept[-1][0] > _HEALTH_SECONDS:
            kept[:] = [(time.monotonic(), _is_well(archive))]
        is_well = kept[-1][1]
        return PlainTextResponse("ok\n" if is_well else "not well; see khazri status\n", 200 if is_well else 503)

    return health


def _is_well(archive: Archive) -> bool:
    try:
        return not archive.status().own
    except DatabaseError:
        return False
