"""What the server does with connections before there is a request, and where it may listen."""

import asyncio
import socket

import pytest
import uvicorn
from uvicorn.server import ServerState

from desk.web import running
from news.errors import Failure, UsageError


async def answer(_scope: object, _receive: object, send: object) -> None:
    await send({"type": "http.response.start", "status": 204, "headers": []})  # type: ignore[operator]
    await send({"type": "http.response.body", "body": b""})  # type: ignore[operator]


async def told(*pieces: bytes) -> bytes:
    """Send pieces to a server and return all that it says until it ends the connection."""
    config = uvicorn.Config(answer, lifespan="off", log_config=None, timeout_keep_alive=60)
    config.load()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: running.PromptClients(config, ServerState(), {}), "127.0.0.1", 0)
    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
    for piece in pieces:
        writer.write(piece)
        await asyncio.sleep(0.02)
    try:
        return await asyncio.wait_for(reader.read(), 5)
    except ConnectionResetError:
        return b""
    finally:
        writer.close()
        server.close()


WHOLE = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"


@pytest.mark.parametrize("pieces", [(), (b"G",), (b"GET / HTTP/1.1\r\nHost: loc",), (b"GET / HT", b"TP/1.1\r\n", b"X: ")])
def test_who_does_not_say_what_is_wanted_is_cut(monkeypatch: pytest.MonkeyPatch, pieces: tuple[bytes, ...]) -> None:
    monkeypatch.setattr(running, "HEAD_SECONDS", 0.2)
    assert asyncio.run(told(*pieces)) == b""


def test_a_second_request_that_never_ends_is_cut_after_the_first_was_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "HEAD_SECONDS", 0.3)
    assert asyncio.run(told(WHOLE, b"GET / HTTP/1.1\r\nHost: loc")).startswith(b"HTTP/1.1 204")


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.9.9.9", "::1"])
def test_addresses_of_this_machine_alone_are_known(host: str) -> None:
    assert running.is_local(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "::ffff:192.168.1.5"])
def test_addresses_that_others_reach_are_known(host: str) -> None:
    assert not running.is_local(host)


def test_a_name_is_no_address_to_listen_on() -> None:
    with pytest.raises(UsageError, match="write one such as"):
        running.is_local("news.example")


def test_an_address_of_another_machine_is_told() -> None:
    with pytest.raises(Failure, match="port 0"):
        running.listen("203.0.113.1", 0)


def test_the_address_that_is_printed_can_be_opened() -> None:
    with running.listen("127.0.0.1", 0) as bound:
        port = bound.getsockname()[1]
        assert running.address_of(bound) == f"http://127.0.0.1:{port}/"
        socket.create_connection(("127.0.0.1", port)).close()
