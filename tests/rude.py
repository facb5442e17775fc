"""A server that misbehaves, written on bare sockets, which keeps the only account of what it was asked."""

import asyncio
import threading
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

Rudeness = Callable[[asyncio.StreamWriter], Awaitable[None]]


@dataclass
class Asked:
    """One request, as it came in."""

    at: float
    address: str
    """The address of ours that it came to."""
    path: str
    headers: dict[str, str] = field(default_factory=dict)


def reply(body: bytes = b"", status: int = 200, kind: str = "text/html; charset=utf-8", **headers: str) -> bytes:
    """Return the bytes of an honest answer; an underscore in a header's name stands for a hyphen."""
    lines = [f"HTTP/1.1 {status} Whatever", f"Content-Type: {kind}", f"Content-Length: {len(body)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


def moved(location: str, status: int = 302) -> bytes:
    """Return a redirect."""
    return reply(b"", status, Location=location)


class RudeServer:
    """Answers with the bytes a test lays down by path, or by letting it write whatever it likes; one path may have a list of answers."""

    def __init__(self, address: str = "127.0.0.1", port: int = 0) -> None:
        self.answers: dict[str, bytes | Rudeness] = {}
        self.log: list[Asked] = []
        self.most_at_once = 0
        self.pause = 0.0
        """Seconds before each answer."""
        self._now = 0
        self._loop = asyncio.new_event_loop()
        self._server = self._loop.run_until_complete(asyncio.start_server(self._talk, address, port))
        self.port = int(self._server.sockets[0].getsockname()[1])
        self.url = f"http://{address}:{self.port}"
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()

    def paths(self, *, robots: bool = False) -> list[str]:
        """Return what was asked for, in order."""
        return [asked.path for asked in list(self.log) if robots or asked.path != "/robots.txt"]

    def times(self) -> list[float]:
        """Return when it was asked, robots.txt included."""
        return [asked.at for asked in list(self.log)]

    def close(self) -> None:
        """Stop at once, whatever is under way."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._server.close()
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
        self._loop.run_until_complete(asyncio.sleep(0.01))
        self._loop.close()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                first, *rest = head.decode("latin-1").split("\r\n")
                path = first.split(" ")[1] if first.count(" ") >= 2 else first
                headers = dict(line.split(": ", 1) for line in rest if ": " in line)
                self.log.append(Asked(time.monotonic(), writer.get_extra_info("sockname")[0], path, headers))
                self._now += 1
                self.most_at_once = max(self.most_at_once, self._now)
                try:
                    await asyncio.sleep(self.pause)
                    answer = self.answers.get(path, reply(b"not here", 404, "text/plain"))
                    if isinstance(answer, bytes):
                        writer.write(answer)
                        await writer.drain()
                    else:
                        await answer(writer)
                        return
                finally:
                    self._now -= 1
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass  # the client has hung up, which many of these answers deserve
        finally:
            writer.close()


async def silence(writer: asyncio.StreamWriter) -> None:
    """Say nothing for a minute."""
    await asyncio.sleep(60)


async def hang_up(writer: asyncio.StreamWriter) -> None:
    """Close the connection without an answer."""
    writer.transport.abort()


def endless(start: bytes, piece: bytes, pause: float = 0.0) -> Rudeness:
    """Write a beginning, then one piece after the other for two minutes."""

    async def write(writer: asyncio.StreamWriter) -> None:
        writer.write(start)
        end = time.monotonic() + 120
        while time.monotonic() < end:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(pause)

    return write
