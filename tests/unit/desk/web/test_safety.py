"""The door of the server: who gets in, under which name, and how much may be asked for."""

import asyncio
import base64
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import small_archives
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from desk.archive import Archive
from desk.web import api
from desk.web.app import Application, make_app
from desk.web.credentials import GUESS_SECONDS, GUESSES, Credentials
from desk.web.safety import OPEN, WRITES, Limits, Rules, Safety, host_of

TOKEN = small_archives.TOKEN
BEARER = {"Authorization": f"Bearer {TOKEN}"}
HERE = "http://127.0.0.1:8123"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with small_archives.make(tmp_path_factory.mktemp("safety"), count=3) as made:
        yield made


@pytest.fixture
def locked(archive: Archive) -> Application:
    settings = archive.settings.model_copy(update={"web": archive.settings.web.model_validate({"token": TOKEN, "hosts": ["news.example"]})})
    return make_app(Archive(archive.database, settings))


@pytest.fixture
def client(archive: Archive) -> TestClient:
    """A browser on the machine of a server without a token."""
    return TestClient(make_app(archive), base_url=HERE, follow_redirects=False)


@pytest.fixture
def stranger(locked: Application) -> TestClient:
    """Somebody without the token."""
    return TestClient(locked, base_url=HERE, follow_redirects=False)


def every_path(app: Application) -> list[tuple[str, str]]:
    """Every method and path that the application answers, with an example for each parameter."""
    found = []
    for route in [*app.routes, *api.router.routes]:
        path: Any = getattr(route, "path", None)
        if path is None:  # a router within: its routes are those of the API
            assert type(route).__name__ == "_IncludedRouter", route
            continue
        parts = ["1" if part.startswith("{") else part.split("{")[0] + "1.atom" if "{" in part else part for part in path.split("/")]
        found += [(method, "/".join(parts)) for method in sorted(getattr(route, "methods", None) or {"GET"})]
    return found


def test_without_the_token_nothing_answers_but_health_the_login_and_its_looks(locked: Application, stranger: TestClient) -> None:
    asked = every_path(locked)
    assert len(asked) > 60
    for method, path in asked:
        answer = stranger.request(method, path, headers={"Accept": "application/json", "Origin": HERE})
        if path in OPEN:
            assert answer.status_code in {200, 401, 503}, (method, path)
        else:
            assert answer.status_code == 401, (method, path, answer.status_code)
            assert "Gas" not in answer.text


def test_a_path_that_does_not_exist_is_told_no_stranger(stranger: TestClient) -> None:
    assert stranger.get("/nothing").status_code == 401
    assert stranger.get("/static/khazri.css/../../api/v1/status").status_code == 401
    assert stranger.get("/healthz/").status_code == 401
    assert stranger.get("/static/../articles/1").status_code == 401


def test_what_is_open_is_named_and_nothing_else() -> None:
    assert {"/healthz", "/login", "/static/khazri.css", "/static/favicon.svg"} == OPEN


def test_every_route_that_writes_is_declared(locked: Application) -> None:
    declared = {(method, path.rstrip("/")) for method, paths in WRITES.items() for path in paths}
    writing = {(method, path.removesuffix("/1")) for method, path in every_path(locked) if method not in {"GET", "HEAD"}}
    assert writing == declared


def test_the_token_opens_as_bearer_as_password_and_as_session(stranger: TestClient) -> None:
    assert stranger.get("/api/v1/topics", headers=BEARER).status_code == 200
    basic = base64.b64encode(f"reader:{TOKEN}".encode()).decode()
    assert stranger.get("/feeds/search.atom", headers={"Authorization": f"Basic {basic}"}).status_code == 200
    answer = stranger.post("/login", data={"token": TOKEN}, headers={"Origin": HERE})
    assert answer.status_code == 303
    cookie = answer.headers["set-cookie"].lower()
    assert "samesite=strict" in cookie
    assert "httponly" in cookie
    assert TOKEN.lower() not in cookie
    assert stranger.get("/api/v1/topics").status_code == 200
    assert stranger.post("/logout", headers={"Origin": HERE}).status_code == 303
    assert stranger.get("/api/v1/topics").status_code == 401


def test_a_browser_is_sent_to_the_login_and_a_program_is_told_what_is_missing(stranger: TestClient) -> None:
    answer = stranger.get("/stories", headers={"Accept": "text/html"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/login")
    answer = stranger.get("/api/v1/topics", headers={"Accept": "text/html"})
    assert answer.status_code == 401
    assert answer.headers["content-type"] == "application/problem+json"
    assert "Authorization: Bearer" in answer.json()["remedy"]


def test_who_guesses_too_often_waits_even_with_the_right_token_but_a_session_goes_on(stranger: TestClient) -> None:
    stranger.post("/login", data={"token": TOKEN}, headers={"Origin": HERE})
    session = dict(stranger.cookies)
    stranger.cookies.clear()
    for _ in range(GUESSES):
        assert stranger.get("/api/v1/topics", headers={"Authorization": "Bearer wrong"}).status_code == 401
    answer = stranger.get("/api/v1/topics", headers=BEARER)
    assert answer.status_code == 429
    assert 0 < int(answer.headers["retry-after"]) <= GUESS_SECONDS + 1
    assert stranger.post("/login", data={"token": TOKEN}, headers={"Origin": HERE}).status_code == 429
    stranger.cookies.update(session)
    assert stranger.get("/api/v1/topics").status_code == 200


def test_guesses_are_forgotten_after_a_minute_and_kept_apart_by_address() -> None:
    now = [0.0]
    credentials = Credentials(TOKEN, lambda: now[0])
    for _ in range(GUESSES):
        assert credentials.judge_token("wrong", "a") == "wrong"
    assert credentials.judge_token(TOKEN, "a") == "limited"
    assert credentials.judge_token(TOKEN, "b") == "good"
    now[0] = GUESS_SECONDS + 1
    assert credentials.judge_token(TOKEN, "a") == "good"


@given(st.text(max_size=80), st.text(max_size=80))
def test_no_header_whatever_it_holds_opens_or_breaks_the_door(authorization: str, session: str) -> None:
    assert Credentials(TOKEN).judge(authorization, session, "a") in {"wrong", "none"}


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "localhost:8123@evil.example",
        "",
        "localhost:",
        "[::1",
        "127.0.0.2",
    ],
)
def test_a_server_that_is_asked_for_under_a_foreign_name_does_not_answer(client: TestClient, host: str) -> None:
    assert client.get("/api/v1/topics", headers={"Host": host}).status_code == 421
    assert client.get("/healthz", headers={"Host": host}).status_code == 421


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8123", "127.0.0.1:80", "[::1]:8123", "[::1]"])
def test_its_own_names_are_known(client: TestClient, host: str) -> None:
    assert client.get("/api/v1/topics", headers={"Host": host}).status_code == 200


def test_a_name_of_the_settings_is_known(stranger: TestClient) -> None:
    assert stranger.get("/api/v1/topics", headers={"Host": "news.example", **BEARER}).status_code == 200


@pytest.mark.parametrize("name", ["X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Forwarded", "X-Original-URL"])
def test_what_a_proxy_would_say_changes_nothing(stranger: TestClient, name: str) -> None:
    for value in ("127.0.0.1", "localhost", "/healthz"):
        assert stranger.get("/api/v1/topics", headers={name: value}).status_code == 401


@given(st.text(max_size=40))
def test_any_text_for_a_host_is_read_without_an_error(text: str) -> None:
    assert host_of(text) in {"", text.lower(), text.rpartition(":")[0].lower()}


FOREIGN = [
    {},
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://localhost:9999"},
    {"Sec-Fetch-Site": "cross-site", "Origin": HERE},
    {"Sec-Fetch-Site": "same-site", "Origin": HERE},
    {"Sec-Fetch-Site": "none"},
    {"Referer": f"{HERE}/searches"},
    {"Authorization": "Bearer anything"},
]


@pytest.mark.parametrize("headers", FOREIGN)
def test_another_site_can_write_nothing(client: TestClient, headers: dict[str, str]) -> None:
    assert client.post("/searches/add", data={"name": "evil", "query": "gas"}, headers=headers).status_code == 403
    assert client.post("/api/v1/searches", json={"name": "evil", "query": "gas"}, headers=headers).status_code == 403
    assert client.delete("/api/v1/searches/evil", headers=headers).status_code == 403
    assert client.get("/api/v1/searches").json() == {"searches": []}


def test_our_own_pages_save_and_remove_searches(client: TestClient) -> None:
    own = {"Origin": HERE, "Sec-Fetch-Site": "same-origin"}
    assert client.post("/searches/add", data={"name": "gas", "query": "gas lang:en"}, headers=own).status_code == 303
    assert [each["query"] for each in client.get("/api/v1/searches").json()["searches"]] == ["gas lang:en"]
    assert client.post("/searches/add", data={"name": "a b/", "query": "gas"}, headers=own).status_code == 400
    assert client.post("/searches/add", data={"name": "bad", "query": "topic:nowhere"}, headers=own).status_code == 400
    assert client.post("/searches/remove", data={"name": "gas"}, headers=own).status_code == 303
    assert client.get("/api/v1/searches").json() == {"searches": []}


def test_with_a_session_another_site_still_writes_nothing(stranger: TestClient) -> None:
    stranger.post("/login", data={"token": TOKEN}, headers={"Origin": HERE})
    answer = stranger.post("/searches/add", data={"name": "evil", "query": "gas"}, headers={"Origin": "https://evil.example"})
    assert answer.status_code == 403


def test_a_program_with_the_token_saves_and_removes_searches(stranger: TestClient) -> None:
    assert stranger.post("/api/v1/searches", json={"name": "oil", "query": "oil"}, headers=BEARER).status_code == 201
    assert stranger.post("/api/v1/searches", json={"name": "oil", "query": "oil"}, headers=BEARER).status_code == 400
    assert stranger.delete("/api/v1/searches/oil", headers=BEARER).status_code == 204
    assert stranger.delete("/api/v1/searches/oil", headers=BEARER).status_code == 404


def test_every_answer_tells_browsers_to_run_nothing_of_others(client: TestClient) -> None:
    for path in (
        "/",
        "/api/v1/topics",
        "/nothing",
        "/api/v1/nothing",
        "/feeds/search.atom",
        "/export.csv",
        "/login",
        "/healthz",
        "/search?q=(",
    ):
        headers = client.get(path).headers
        assert headers["content-security-policy"].startswith("default-src 'none'; style-src 'self';")
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert "access-control-allow-origin" not in headers


def test_with_a_token_nothing_is_kept_by_browsers_and_proxies(stranger: TestClient) -> None:
    assert stranger.get("/api/v1/topics", headers=BEARER).headers["cache-control"] == "no-store"
    assert stranger.get("/nothing").headers["cache-control"] == "no-store"


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "BREW", "POST"])
def test_other_methods_are_refused(client: TestClient, method: str) -> None:
    answer = client.request(method, "/api/v1/topics", headers={"Origin": HERE})
    assert answer.status_code == 405
    assert "GET" in answer.headers["allow"]


def test_an_address_or_a_body_of_excessive_length_is_refused(client: TestClient) -> None:
    own = {"Origin": HERE}
    assert client.get("/api/v1/search", params={"q": "a" * 9000}).status_code == 414
    assert client.post("/searches/add", content=b"a" * 70_000, headers=own).status_code == 413
    assert client.post("/searches/add", content=iter([b"a" * 40_000] * 3), headers=own).status_code == 413
    assert client.get("/api/v1/search", params={"limit": 201}).status_code == 400


def test_a_head_is_answered_without_a_body(client: TestClient) -> None:
    for path in ("/", "/api/v1/search", "/export.csv", "/export.jsonl", "/feeds/search.atom"):
        answer = client.head(path)
        assert (answer.status_code, answer.content) == (200, b"")
        assert answer.headers["content-type"] == client.get(path).headers["content-type"]


def ask(app: Any, path: str, *, query: bytes = b"", method: str = "GET", received: Any = None, sent: Any = None) -> list[dict[str, Any]]:
    """Ask an application without a client that would mend what is asked; return what it sent."""
    told: list[dict[str, Any]] = []
    left = [b""]

    async def receive() -> dict[str, Any]:
        if not left:
            await asyncio.sleep(60)  # as a client that stays
        return {"type": "http.request", "body": left.pop(), "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        told.append(message)

    headers = [(b"host", b"127.0.0.1:8123"), (b"origin", HERE.encode())]
    scope = {"type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "http", "path": path}
    scope |= {
        "raw_path": path.encode(),
        "query_string": query,
        "headers": headers,
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 8123),
    }
    asyncio.run(app({**scope, "root_path": ""}, received or receive, sent or send))
    return told


@pytest.mark.parametrize("path", ["", "*", "evil", "//evil.example/", "/\\evil.example", "http://evil.example/", "/a\r\nb", "/\x00"])
def test_a_path_that_could_lead_elsewhere_is_refused(archive: Archive, path: str) -> None:
    assert ask(make_app(archive), path)[0]["status"] == 400


def test_a_body_that_does_not_come_is_not_waited_for(archive: Archive) -> None:
    async def never() -> dict[str, Any]:
        await asyncio.sleep(60)
        raise AssertionError

    app = make_app(archive, limits=Limits(body_seconds=0.05))
    assert ask(app, "/searches/add", method="POST", received=never)[0]["status"] == 408


def test_a_client_that_does_not_take_its_answer_is_cut(archive: Archive) -> None:
    async def never(_message: dict[str, Any]) -> None:
        await asyncio.sleep(60)

    app = make_app(archive, limits=Limits(taking_seconds=0.05))
    with pytest.raises(OSError, match="did not take"):
        ask(app, "/export.csv", sent=never)


def test_more_requests_at_once_than_can_be_answered_are_told_to_come_again() -> None:
    async def slow(_scope: Any, _receive: Any, send: Any) -> None:
        await asyncio.sleep(0.05)
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    async def crowd() -> list[int]:
        door = Safety(slow, Rules(limits=Limits(at_once=3)))
        told: list[int] = []

        async def send(message: Any) -> None:
            if message["type"] == "http.response.start":
                told.append(message["status"])

        scope = {"type": "http", "method": "GET", "path": "/", "headers": [(b"host", b"localhost")]}
        await asyncio.gather(*(door(scope, None, send) for _ in range(5)))  # type: ignore[arg-type]
        return told

    assert sorted(asyncio.run(crowd())) == [200, 200, 200, 503, 503]


def test_an_answer_that_takes_too_long_is_broken_off(archive: Archive) -> None:
    told = ask(make_app(archive, limits=Limits(answer_seconds=0)), "/api/v1/search")
    assert told[0]["status"] == 503
    assert dict(told[0]["headers"])[b"retry-after"]
    assert "takes too long" in json.loads(told[1]["body"])["what"]


def test_web_sockets_are_closed(archive: Archive) -> None:
    async def sent() -> list[Any]:
        told: list[Any] = []

        async def send(message: Any) -> None:
            told.append(message)

        await make_app(archive)({"type": "websocket", "path": "/", "headers": []}, None, send)  # type: ignore[arg-type]
        return told

    assert asyncio.run(sent()) == [{"type": "websocket.close", "code": 1008}]


def test_a_token_that_is_short_or_has_spaces_is_refused(tmp_path: Path) -> None:
    for token in ("short", "x" * 31, "with spaces " * 5, "ə" * 40):
        with pytest.raises(ValueError, match="khazri serve --new-token"):
            small_archives.Settings(web={"token": token})  # type: ignore[arg-type]
    assert small_archives.Settings(token="x" * 32, web={"token": TOKEN}).web_token == "x" * 32  # type: ignore[arg-type]
