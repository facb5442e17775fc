"""The server itself: a socket, uvicorn on it, and protocols that cut whoever is slow to say what is wanted."""

import asyncio
import gc
import socket
from collections.abc import Callable
from ipaddress import ip_address
from types import FrameType

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from news.errors import Failure, UsageError

HEAD_SECONDS = 15.0  # within which the head of a request must be there, from the connection or the answer before on
_LONGEST_HEAD = 32 * 1024  # bytes: a path and query of 8 KB, cookies, and room
_CONNECTIONS = 512  # open at once; below the usual limit of 1,024 files a process
_STOP_SECONDS = 5  # that answers in hand may take once the server is told to end


class PromptClients(H11Protocol):
    """HTTP/1.1 for clients that send the head of each request within `HEAD_SECONDS`."""

    _cut: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first head."""
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Stop waiting where the head is whole; a new head has its time from its first byte on."""
        super().data_received(data)
        if self.cycle is not None and not self.cycle.response_complete:
            self._stop_waiting()
        else:
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection."""
        self._stop_waiting()
        super().connection_lost(exc)

    def _wait(self) -> None:
        if self._cut is None:
            self._cut = asyncio.get_running_loop().call_later(HEAD_SECONDS, self.transport.abort)

    def _stop_waiting(self) -> None:
        if self._cut is not None:
            self._cut.cancel()
            self._cut = None


class Server(uvicorn.Server):
    """A server that ends at a signal as a program that has done its work; ``begun`` is called once it answers."""

    def __init__(self, config: uvicorn.Config, begun: Callable[[], None]) -> None:
        super().__init__(config)
        self._begun = begun

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to answer, and tell it: a signal that comes after that finds its handler."""
        await super().startup(sockets)
        self._begun()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """End; told twice, at once."""
        super().handle_exit(sig, frame)
        self._captured_signals.clear()  # uvicorn would raise them again once it has ended


def is_local(host: str) -> bool:
    """Whether only this machine can reach a server at an address. Raises UsageError for what is no address."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError as error:
        raise UsageError(f"{host!r} is no address of this machine", "write one such as 127.0.0.1, ::1 or 0.0.0.0") from error


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens; port 0 takes any that is free. Raises Failure where the port is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=128)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise Failure(f"{host}, port {port}: {reason}", "name another with --port, or end what listens there") from error


def address_of(bound: socket.socket) -> str:
    """Return the address of a listening socket for a browser."""
    host, port = bound.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def run(app: ASGIApp, bound: socket.socket, begun: Callable[[], None]) -> None:
    """Serve an application on a socket until SIGTERM or SIGINT; ``begun`` is called once it answers."""
    gc.freeze()  # what was loaded stays: walking through it would hold up one answer in ten by 50 ms
    config = uvicorn.Config(
        app,
        http=PromptClients,
        ws="none",
        lifespan="off",
        loop="asyncio",
        proxy_headers=False,
        server_header=False,
        access_log=False,
        log_config=None,
        timeout_keep_alive=5,
        timeout_graceful_shutdown=_STOP_SECONDS,
        limit_concurrency=_CONNECTIONS,
        h11_max_incomplete_event_size=_LONGEST_HEAD,
    )
    Server(config, begun).run(sockets=[bound])
