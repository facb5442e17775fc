"""A mail server in a process of its own: what it wrote into its file is the only judge of what arrived, and how often.

The order of work for each mail: its end comes → some time → its line is in the file, and on the disk → some time → the reply. A sender that
is killed meanwhile changes nothing of it: mail servers deliver what they have whole. ``main`` is the server, ``Post`` talks to it,
``Copies`` is the mailbox in which a copy of each mail arrives.
"""

import asyncio
import email
import email.policy
import json
import os
import random
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple, Self

from aiosmtpd.smtp import SMTP, Envelope, Session
from mailboxes import MailboxServer

COPIES = "copies@example.org"
PATIENCE = 30.0
_LINK = re.compile(r"https://[a-z]+\.example/(\d+)\b")


class Taken(NamedTuple):
    """A mail that was taken."""

    message_id: str
    to: str
    """As its header says."""
    named: tuple[str, ...]
    """Everybody whom the server was told to bring it to."""
    told: frozenset[int]
    """The numbers in its links."""


class Post:
    """The server's process."""

    def __init__(self, folder: Path, delay: float) -> None:
        """Start it; it takes up to ``delay`` seconds before it writes a mail down, and as many again before it says so."""
        self._taken, self._events = folder / "taken", folder / "events"
        path = os.pathsep.join([str(Path(__file__).parent), *filter(None, [os.environ.get("PYTHONPATH")])])
        command = [sys.executable, "-c", "import posts; posts.main()", str(folder), str(delay)]
        environment = {**os.environ, "PYTHONPATH": path}
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, text=True)
        assert self._process.stdout
        self.port = int(self._process.stdout.readline())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.wait(timeout=PATIENCE)
        self._process.stdout.close()

    def taken(self) -> list[Taken]:
        """Return everything that was taken, in its order."""
        lines = (json.loads(line) for line in self._taken.read_text().splitlines())
        return [Taken(each["id"], each["to"], tuple(each["named"]), frozenset(each["told"])) for each in lines]

    def arrived(self) -> Counter[tuple[str, str]]:
        """Count how often each mail came to each reader, by Message-ID and address."""
        return Counter((each.message_id, name) for each in self.taken() for name in each.named if name != COPIES)

    @property
    def begun(self) -> int:
        """How many mails somebody has begun to hand over."""
        return self._events.read_bytes().count(b"M")

    def settle(self) -> None:
        """Wait until nobody is connected, and all that had its end is written down."""
        until(
            lambda: self._events.read_bytes().count(b"+") == self._events.read_bytes().count(b"-"), "the mail server does not come to rest"
        )


class Copies(MailboxServer):
    """The mailbox for copies: it holds what the mail server brought there."""

    def __init__(self, post: Post) -> None:
        self._post = post
        super().__init__()

    def process_request(self, request: Any, client_address: Any) -> None:
        """Read what has arrived by now, for whoever comes."""
        self.mails = [(each.message_id, each.to) for each in self._post.taken() if COPIES in each.named]
        super().process_request(request, client_address)

    def handle_error(self, *_: object) -> None:
        """Whoever is killed in the middle of a question is what the tests want."""


def until(is_done: Callable[[], object], what: str) -> None:
    """Wait for something that must come."""
    end = time.monotonic() + PATIENCE
    while not is_done():
        assert time.monotonic() < end, what
        time.sleep(0.002)


class _Server(SMTP):
    """One connection."""

    def __init__(self, office: "_Office") -> None:
        self.office = office
        self.tasks: set[asyncio.Task[None]] = set()
        super().__init__(office, hostname="127.0.0.1")

    def connection_made(self, transport: Any) -> None:
        self.office.tell("+")
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        super().connection_lost(error)
        asyncio.get_running_loop().create_task(self._leave())

    async def _leave(self) -> None:
        await asyncio.gather(*self.tasks)
        self.office.tell("-")


class _Office:
    """Takes everything, in its own time."""

    def __init__(self, folder: Path, delay: float) -> None:
        self.delay = delay
        self.events = (folder / "events").open("ab", buffering=0)
        self.file = (folder / "taken").open("ab", buffering=0)

    def tell(self, event: str) -> None:
        self.events.write(event.encode())

    async def handle_MAIL(self, _server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]) -> str:  # noqa: N802
        self.tell("M")
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_DATA(self, server: _Server, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        taking = asyncio.get_running_loop().create_task(self._take(envelope))
        server.tasks.add(taking)
        await asyncio.shield(taking)
        await asyncio.sleep(random.uniform(0, self.delay))
        return "250 taken"

    async def _take(self, envelope: Envelope) -> None:
        await asyncio.sleep(random.uniform(0, self.delay))
        assert isinstance(envelope.content, bytes)
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        text = mail.get_body(("plain",)).get_content()  # type: ignore[attr-defined]
        told = sorted({int(number) for number in _LINK.findall(text)})
        line = {"id": str(mail["Message-ID"]).strip(), "to": str(mail["To"]), "named": envelope.rcpt_tos, "told": told}
        self.file.write(json.dumps(line).encode() + b"\n")
        os.fsync(self.file.fileno())


async def _serve(folder: Path, delay: float) -> None:
    office = _Office(folder, delay)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: _Server(office), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.to_thread(sys.stdin.read)


def main() -> None:
    """Serve until standard input ends."""
    asyncio.run(_serve(Path(sys.argv[1]), float(sys.argv[2])))
