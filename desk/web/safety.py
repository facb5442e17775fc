"""The one door that every request passes, before anything else looks at it.

The order of work for a request: its form (path, length) → the host it was sent to → who asks → for what writes, from which page →
how many are being answered → its body, which must come soon and be short → the answer, with the headers that keep browsers safe,
in pieces that the client must take soon. What is not allowed here is refused; only `OPEN` answers without credentials.
"""

import asyncio
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from typing import Final, NamedTuple

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from desk.web.credentials import COOKIE, Credentials
from storage import deadlines

OPEN: Final = frozenset({"/healthz", "/login", "/static/khazri.css", "/static/favicon.svg"})
"""The paths that answer without credentials; a test holds every other route against this."""
WRITES: Final[Mapping[str, tuple[str, ...]]] = {
    "POST": ("/login", "/logout", "/searches/add", "/searches/remove", "/api/v1/searches"),
    "DELETE": ("/api/v1/searches/",),
}
"""The paths that take another method than GET and HEAD; one that ends in a slash stands for what is directly below."""
LOCAL_HOSTS: Final = frozenset({"localhost", "127.0.0.1", "[::1]"})
PROGRAMS: Final = ("/api/", "/feeds/", "/export.", "/healthz")
"""How paths begin that programs ask for: they are told errors as JSON."""
_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
_ALWAYS: Final[Mapping[str, str]] = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # nothing to other sites; with no-referrer browsers call our own forms' origin null
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "interest-cohort=()",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a client may ask for."""

    address: int = 8 * 1024
    """Bytes of path and query."""
    head: int = 32 * 1024
    """Bytes of all headers: cookies and a token need less."""
    body: int = 64 * 1024
    body_seconds: float = 10.0
    """Within which a body must be there."""
    answer_seconds: float = 10.0
    """That the archive may be asked for one answer."""
    taking_seconds: float = 30.0
    """Within which a client must take a piece of an answer."""
    at_once: int = 64
    """Requests that are answered at once."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What the door goes by."""

    hosts: frozenset[str] = LOCAL_HOSTS
    credentials: Credentials | None = None
    limits: Limits = field(default_factory=Limits)


class Refusal(NamedTuple):
    """Why a request is not answered."""

    status: int
    what: str
    remedy: str
    headers: Mapping[str, str] = {}


class AnswerEnded(OSError):
    """An answer is not to be gone on with: its head was all that was asked for, or the client does not take it."""


class Safety:
    """The middleware; it reads ``scope["path"]`` and the headers as they came, and no ``X-Forwarded-…``."""

    def __init__(self, app: ASGIApp, rules: Rules) -> None:
        """Stand before an application."""
        self._app = app
        self._rules = rules
        self._answering = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request pass, or refuse it."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await self._guard(scope, receive, self._guarded(scope, send))

    async def _guard(self, scope: Scope, receive: Receive, send: Send) -> None:
        refusal = next(self._refusals(scope), None)
        if refusal is None and self._answering >= self._rules.limits.at_once:
            refusal = Refusal(503, "too many requests at once", "try again in a moment", {"Retry-After": "2"})
        if refusal is not None:
            await _refuse(refusal, scope, send)
            return
        self._answering += 1
        try:
            await self._pass(scope, receive, send)
        finally:
            self._answering -= 1

    async def _pass(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] in WRITES:
            body = await self._body(receive)
            if isinstance(body, Refusal):
                await _refuse(body, scope, send)
                return
            receive = _with_body(body, receive)
        is_head = scope["method"] == "HEAD"
        asked = {**scope, "method": "GET"} if is_head else scope
        try:
            with deadlines.within(self._rules.limits.answer_seconds):
                await self._app(asked, receive, _head_only(send) if is_head else send)
        except (AnswerEnded, ClientDisconnect):
            if not is_head:
                raise

    def _refusals(self, scope: Scope) -> Iterator[Refusal]:
        """Give what speaks against a request, the first first."""
        headers = Headers(scope=scope)
        yield from _misformed(scope, headers, self._rules.limits)
        yield from _wrong_host(headers, self._rules.hosts)
        yield from self._uncredited(scope, headers)
        yield from _wrong_method(scope)
        yield from self._foreign(scope, headers)

    def _uncredited(self, scope: Scope, headers: Headers) -> Iterator[Refusal]:
        """Refuse who does not know the token, where there is one."""
        credentials = self._rules.credentials
        if credentials is None or scope["path"] in OPEN:
            return
        address = address_of(scope)
        verdict = credentials.judge(headers.get("authorization"), session_in(headers), address)
        if verdict == "limited":
            wait = {"Retry-After": str(int(credentials.wait(address)) + 1)}
            yield Refusal(429, "too many wrong tokens", "wait a minute, then give the right one", wait)
        elif verdict != "good":
            if scope["method"] in {"GET", "HEAD"} and not _is_for_programs(scope) and "text/html" in headers.get("accept", ""):
                yield Refusal(303, "log in first", "", {"Location": "/login"})
            challenge = {"WWW-Authenticate": 'Bearer realm="khazri", Basic realm="khazri"'} if _is_for_programs(scope) else {}
            yield Refusal(401, "this needs the token", "send the header Authorization: Bearer TOKEN, or log in at /login", challenge)

    def _foreign(self, scope: Scope, headers: Headers) -> Iterator[Refusal]:
        """Refuse what would write and was not sent by one of our own pages, or by a program that knows the token."""
        if scope["method"] not in WRITES:
            return
        is_program = self._rules.credentials is not None and headers.get("authorization", "").lower().startswith("bearer ")
        if not is_program and not _is_from_here(headers):
            remedy = "send it from a page of this server, or with its own address in the header Origin"
            yield Refusal(403, "this came from another place than this server's own pages", remedy)

    async def _body(self, receive: Receive) -> bytes | Refusal:
        """Read a whole body, which must come soon and be short."""
        body = bytearray()
        limits = self._rules.limits
        try:
            async with asyncio.timeout(limits.body_seconds):
                while True:
                    message = await receive()
                    if message["type"] != "http.request":
                        return Refusal(400, "the connection ended before the body did", "send it again")
                    body += message.get("body", b"")
                    if len(body) > limits.body:
                        return _too_long(limits)
                    if not message.get("more_body", False):
                        return bytes(body)
        except TimeoutError:
            return Refusal(408, "the body took too long to arrive", "send it again", {"Connection": "close"})

    def _guarded(self, scope: Scope, send: Send) -> Send:
        """Return a way to send that adds the headers of `_ALWAYS` and waits no longer than is fair for a client to take a piece."""
        seconds = self._rules.limits.taking_seconds
        has_token = self._rules.credentials is not None

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                _secure(MutableHeaders(raw=message.setdefault("headers", [])), scope, message["status"], has_token=has_token)
            try:
                async with asyncio.timeout(seconds):
                    await send(message)
            except TimeoutError as error:
                raise AnswerEnded("a client did not take its answer") from error

        return sent


def session_in(headers: Headers) -> str | None:
    """Return what the cookie of a session holds; nothing where there is none."""
    try:
        morsel = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return None
    return morsel.value if morsel else None


def address_of(scope: Scope) -> str:
    """Return the address that a connection came from, whatever headers say."""
    client = scope.get("client")
    return str(client[0]) if client else ""


def _misformed(scope: Scope, headers: Headers, limits: Limits) -> Iterator[Refusal]:
    path = scope["path"]
    raw = scope.get("raw_path") or path.encode("utf-8", "surrogatepass")
    if len(raw) + len(scope.get("query_string", b"")) > limits.address:
        yield Refusal(414, f"an address may have {limits.address:,} bytes", "ask for less at once")
    if not path.startswith("/") or path.startswith("//") or "\\" in path or any(ord(sign) < 32 or ord(sign) == 127 for sign in path):
        yield Refusal(400, "this is no path of this server", "begin it with one slash")
    if sum(len(name) + len(value) for name, value in headers.raw) > limits.head:
        yield Refusal(431, f"all headers together may have {limits.head:,} bytes", "send fewer cookies")
    length = headers.get("content-length", "0")
    if not (length.isascii() and length.isdigit()):
        yield Refusal(400, "the length of the body is no number", "send Content-Length, or none")
    elif int(length[:20]) > limits.body:
        yield _too_long(limits)


def _wrong_host(headers: Headers, hosts: frozenset[str]) -> Iterator[Refusal]:
    """Refuse a request that was meant for another host: a foreign name that was made to point here would read everything."""
    given = headers.getlist("host")
    if len(given) != 1 or host_of(given[0]) not in hosts:
        remedy = "ask for it by localhost or 127.0.0.1, or name the host in khazri.toml: [web] hosts"
        yield Refusal(421, "this server does not answer under that name", remedy)


def host_of(authority: str) -> str:
    """Return the host of a ``Host`` header without its port, in small letters; empty where it is none."""
    host, colon, port = authority.rpartition(":")
    if not colon or authority.endswith("]"):
        return authority.lower()
    return host.lower() if port.isascii() and port.isdigit() else ""


def _wrong_method(scope: Scope) -> Iterator[Refusal]:
    method, path = scope["method"], scope["path"]
    allowed = ["GET", "HEAD", *(name for name in WRITES if _takes(name, path))]
    if method not in allowed:
        told = ", ".join(allowed)
        yield Refusal(405, "this address does not take that method", f"it takes {told}", {"Allow": told})


def _takes(method: str, path: str) -> bool:
    return any(path == known or (known.endswith("/") and path.startswith(known) and path != known) for known in WRITES[method])


def _is_from_here(headers: Headers) -> bool:
    """Whether a browser says that its request comes from a page of the host it is sent to; one that says nothing is not believed."""
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is not None:
        return site == "same-origin" and origin in {None, "null", *_origins(headers)}
    return origin in _origins(headers)


def _origins(headers: Headers) -> tuple[str, ...]:
    """Return how a browser may call the host that a request was sent to: a proxy before it may speak TLS."""
    host = headers.get("host", "")
    return f"http://{host}", f"https://{host}"


def _is_for_programs(scope: Scope) -> bool:
    return str(scope["path"]).startswith(PROGRAMS)


def _too_long(limits: Limits) -> Refusal:
    return Refusal(413, f"a body may have {limits.body:,} bytes", "send less", {"Connection": "close"})


def _secure(headers: MutableHeaders, scope: Scope, status: int, *, has_token: bool) -> None:
    for name, value in _ALWAYS.items():
        headers[name] = value
    is_asset = scope["path"].startswith("/static/") and status in {200, 304}
    if has_token and not is_asset:
        headers["Cache-Control"] = "no-store"
    else:
        headers.setdefault("Cache-Control", "no-cache")
    if status == 503:
        headers.setdefault("Retry-After", "10")


async def _refuse(refusal: Refusal, scope: Scope, send: Send) -> None:
    body, kind = problem_body(refusal.status, refusal.what, refusal.remedy), "application/problem+json"
    if not _is_for_programs(scope):
        body, kind = f"{refusal.what}; {refusal.remedy}\n".encode(), "text/plain; charset=utf-8"
    headers = {"Content-Type": kind, "Content-Length": str(len(body)), **refusal.headers}
    raw = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": refusal.status, "headers": raw})
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})


def problem_body(status: int, what: str, remedy: str, **more: object) -> bytes:
    """Return an error as ``application/problem+json``."""
    told = {"type": "about:blank", "status": status, "title": what, "what": what, "remedy": remedy, **more}
    return json.dumps(told, ensure_ascii=False).encode("utf-8", "replace")


def _with_body(body: bytes, receive: Receive) -> Receive:
    """Give a body that was read already, then what comes after it."""
    left = [body]

    async def received() -> Message:
        return {"type": "http.request", "body": left.pop(), "more_body": False} if left else await receive()

    return received


def _head_only(send: Send) -> Send:
    """Send the head of an answer alone; whatever goes on to write the body is stopped."""

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            await send(message)
        elif message["type"] == "http.response.body":
            await send({"type": "http.response.body", "body": b"", "more_body": False})
            if message.get("more_body", False):
                raise AnswerEnded

    return sent
