"""What servers of benchmarks have in common: a process of its own that answers at many addresses and costs next to nothing.

A server is a script that calls `serve`; a benchmark starts it with `server`. It ends when its standard input does, so that it outlives
no benchmark, however that ended.
"""

import asyncio
import contextlib
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

Answers = Callable[["Question"], bytes]

SOURCE = """
[[source]]
id = "{name}"
name = "{name}"
homepage = "{base}/"
country = "{country}"
languages = ["en"]
timezone = "Asia/Baku"
ownership = "independent"
delay = 0

[[source.feed]]
kind = "rss"
url = "{base}/{feed}"
"""
"""An outlet as a sources file names it; it may be asked as fast as one can."""


class Question(NamedTuple):
    """What was asked."""

    path: str
    host: str
    """With its port, as it was asked."""
    head: bytes
    """All of it, in small letters."""


@contextmanager
def server(script: str, *arguments: object) -> Iterator[int]:
    """Start a server of this folder, and give the port that it prints."""
    command = [sys.executable, str(Path(__file__).with_name(script)), *map(str, arguments)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield int(process.stdout.readline())
        finally:
            process.kill()


async def serve(hosts: Iterable[str], begin: Callable[[int], Answers]) -> None:
    """Answer at every address on one port, with what ``begin`` makes once it knows the port, until standard input ends."""
    loop, port = asyncio.get_running_loop(), 0
    speakers: list[Answers] = []
    for host in hosts:
        listening = await loop.create_server(lambda: _Speaker(speakers[0]), host, port)
        port = listening.sockets[0].getsockname()[1]
    speakers.append(begin(port))
    print(port, flush=True)
    with contextlib.suppress(asyncio.CancelledError):
        await asyncio.to_thread(sys.stdin.read)


def whole(body: bytes, kind: str, status: str = "200 OK", more: str = "") -> bytes:
    """Write an answer with its head; ``more`` are whole lines of it."""
    length = "" if status.startswith("304") else f"Content-Length: {len(body)}\r\n"
    return f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{length}{more}\r\n".encode() + body


def read_question(head: bytes) -> Question:
    """Read the path and the host of a question."""
    path = head.split(b" ", 2)[1] if head.count(b" ") > 1 else b""
    small = head.lower()
    host = small.partition(b"\r\nhost:")[2].split(b"\r\n", 1)[0].strip()
    return Question(path.decode("latin-1"), host.decode("latin-1"), small)


class _Speaker(asyncio.Protocol):
    """One connection."""

    def __init__(self, answers: Answers) -> None:
        self.answers = answers
        self.heard = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.heard += data
        while b"\r\n\r\n" in self.heard:
            head, _, self.heard = self.heard.partition(b"\r\n\r\n")
            self.transport.write(self.answers(read_question(head)))
