"""The invented press on 127.0.0.1: one HTTP server an outlet, each on a port of its own."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import TCPServer
from types import TracebackType
from typing import ClassVar, NamedTuple

from demo.contents import LAST_ROUND, Outlet, read_contents
from demo.press import Press
from news.sources import Feed, Source

ADDRESS = "127.0.0.1"
IDLE = 5.0  # seconds after which a kept-alive connection is closed, so that no thread outlives a test for long


class Request(NamedTuple):
    """A request that an outlet answered."""

    outlet: str
    path: str
    """As asked, with the query."""
    status: int


class RunningPress:
    """Serves every outlet until closed; what they show depends on `round`.

    ``first_port`` 0 takes free ports; another number takes that port and those after it, one for each outlet.
    """

    def __init__(self, first_port: int = 0) -> None:
        contents = read_contents()
        self._lock = threading.Lock()
        self._requests: list[Request] = []
        self._round = 0
        self._servers: list[_Server] = []
        try:
            for number, outlet in enumerate(contents.outlets):
                self._servers.append(_Server(first_port and first_port + number, outlet.id, self))
        except OSError:
            self.close()
            raise
        self.press = Press(contents, {server.outlet_id: server.base for server in self._servers})
        for server in self._servers:
            threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
            server.is_serving = True

    def __enter__(self) -> "RunningPress":
        """Return the press itself: it serves from the moment it is made."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Close all servers."""
        self.close()

    @property
    def round(self) -> int:
        """The round that is shown now, 0 to `last_round`."""
        return self._round

    @round.setter  # noqa: A003 - the property above, and nothing here rounds
    def round(self, number: int) -> None:
        if not 0 <= number <= self.last_round:
            raise ValueError(f"there are rounds 0 to {self.last_round}, not {number}")
        self._round = number

    @property
    def last_round(self) -> int:
        """The number of the last round."""
        return LAST_ROUND

    @property
    def requests(self) -> tuple[Request, ...]:
        """Every request answered so far, in the order of the answers."""
        with self._lock:
            return tuple(self._requests)

    def record(self, request: Request) -> None:
        """Remember a request."""
        with self._lock:
            self._requests.append(request)

    def sources(self) -> tuple[Source, ...]:
        """Return the outlets as sources at the addresses they are served at."""
        return tuple(self._source(outlet) for outlet in self.press.contents.outlets)

    def write_sources(self, path: Path) -> None:
        """Write a sources file that names the outlets at the addresses they are served at."""
        path.write_text("\n".join(_toml(source) for source in self.sources()), encoding="utf-8")

    def close(self) -> None:
        """Stop all servers and free their ports; a second call does nothing."""
        for server in self._servers:
            if server.is_serving:
                server.shutdown()
            server.server_close()
        self._servers.clear()

    def _source(self, outlet: Outlet) -> Source:
        base = self.press.bases[outlet.id]
        feeds = tuple(
            Feed(
                id=f"{outlet.id}/{channel.name}",
                source_id=outlet.id,
                url=base.rstrip("/") + channel.path,
                kind=channel.kind,
                links=channel.links,
                pattern=channel.pattern,
                story=channel.story,
                link=channel.link,
                content=channel.content,
            )
            for channel in outlet.channels
        )
        return Source(outlet.id, outlet.name, base, outlet.country, outlet.languages, outlet.timezone, outlet.ownership, 0.0, feeds)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False  # a kept-alive connection must not hold up the closing

    def __init__(self, port: int, outlet_id: str, running: RunningPress) -> None:
        self.outlet_id = outlet_id
        self.running = running
        self.is_serving = False
        super().__init__((ADDRESS, port), _Handler)

    @property
    def base(self) -> str:
        """The address of the front page."""
        return f"http://{ADDRESS}:{self.server_port}/"

    def server_bind(self) -> None:
        """Bind without asking the name service for the machine's name, which can take seconds."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = ADDRESS, self.socket.getsockname()[1]


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    server_version = "press"
    timeout: ClassVar[float] = IDLE
    wbufsize = -1  # one packet for headers and body

    def do_GET(self) -> None:
        running = self.server.running
        answer = running.press.answer(self.server.outlet_id, self.path, dict(self.headers.items()), running.round)
        running.record(Request(self.server.outlet_id, self.path, answer.status))
        self.send_response_only(answer.status)
        self.send_header("Date", self.date_time_string())
        for name, value in answer.headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)

    do_HEAD = do_GET  # noqa: N815 - the name that http.server looks for

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that the base class gave it
        """Say nothing: `RunningPress.requests` holds what was asked."""


def _toml(source: Source) -> str:
    """Write one source in the form of a sources file; JSON strings and lists are TOML ones too."""
    keys = ("id", "name", "homepage", "country", "languages", "timezone", "ownership", "delay")
    lines = ["[[source]]", *(f"{key} = {json.dumps(getattr(source, key), ensure_ascii=False)}" for key in keys)]
    for feed in source.feeds:
        lines += ["", "  [[source.feed]]", f"  kind = {json.dumps(feed.kind)}", f"  url = {json.dumps(feed.url)}"]
        name = feed.id.partition("/")[2]
        values = {"id": None if name == feed.kind else name, "links": feed.links, "pattern": feed.pattern}
        values |= {"story": feed.story, "link": feed.link, "content": feed.content}
        lines += [f"  {key} = {json.dumps(value, ensure_ascii=False)}" for key, value in values.items() if value is not None]
    return "\n".join(lines) + "\n"
