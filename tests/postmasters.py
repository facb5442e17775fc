"""A mail server on 127.0.0.1 that refuses, stalls and hangs up at any verb, as it is told, and the mailbox in which its copies arrive."""

import asyncio
import email
import email.policy
import socket
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from mailboxes import MailboxServer

COPIES = "copies@example.org"


class Postmaster:
    """Does as it is told at each verb, by its own clock; keeps what it took, and when it was asked."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.faults: dict[str, Callable[[str, SMTP], str | None]] = {}
        """By verb, with ``dot`` for the end of a mail: who answers; nothing means yes."""
        self.slowness = 0.0
        self.stall_after_the_dot = 0.0
        self.taken: list[tuple[str, bytes]] = []
        self.asked: list[datetime] = []
        self.port = 0

    async def answer(self, verb: str, what: str, server: SMTP) -> str | None:
        """Return a fault's answer."""
        await asyncio.sleep(self.slowness)
        fault = self.faults.get(verb)
        return fault(what, server) if fault else None

    async def handle_EHLO(self, _server: SMTP, session: Session, _envelope: Envelope, name: str, lines: list[str]) -> list[str]:  # noqa: N802
        session.host_name = name
        return [*lines[:-1], "250-STARTTLS", lines[-1]] if "STARTTLS" in self.faults else lines

    async def handle_MAIL(self, server: SMTP, _session: Session, envelope: Envelope, address: str, _options: Any) -> str:  # noqa: N802
        self.asked.append(self.now)
        if refusal := await self.answer("MAIL", address, server):
            return refusal
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server: SMTP, _session: Session, envelope: Envelope, address: str, _options: Any) -> str:  # noqa: N802
        if refusal := await self.answer("RCPT", address, server):
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        assert isinstance(envelope.content, bytes)
        if refusal := await self.answer("dot", envelope.rcpt_tos[0], server):
            return refusal
        self.taken += [(name, envelope.content) for name in envelope.rcpt_tos]
        await self.answer("reply", envelope.rcpt_tos[0], server)
        await asyncio.sleep(self.stall_after_the_dot)
        return "250 taken"

    def counts(self) -> Counter[str]:
        """Count what each reader got."""
        return Counter(name for name, _ in self.taken)


class _Server(SMTP):
    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        if refusal := await self.event_handler.answer("DATA", arg or "", self):
            await self.push(refusal)
        else:
            await super().smtp_DATA(arg)

    async def smtp_STARTTLS(self, arg: str) -> None:  # noqa: N802
        """Promise to encrypt, and speak on as before."""
        await self.push("220 go ahead")
        await self.push(await self.event_handler.answer("STARTTLS", arg or "", self) or "454 no")


class _Controller(Controller):
    def factory(self) -> SMTP:
        return _Server(self.handler, hostname="127.0.0.1")


def refuse(reply: str, *, only: str = "", until: datetime | None = None, office: Postmaster | None = None) -> Any:
    """Return a fault that refuses somebody, or everybody, for a while, or for ever."""

    def fault(what: str, _server: SMTP) -> str | None:
        is_over = until is not None and office is not None and office.now >= until
        return None if is_over or only not in what else reply

    return fault


def hang_up(_what: str, server: SMTP) -> str:
    """Close the connection without a word."""
    assert server.transport is not None
    server.transport.abort()
    return "421 never heard"


@contextmanager
def open_office(now: datetime) -> Iterator[Postmaster]:
    """A server whose clock shows a moment until it is moved."""
    made = Postmaster(now)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        made.port = probe.getsockname()[1]
    controller = _Controller(made, hostname="127.0.0.1", port=made.port)
    controller.start()
    try:
        yield made
    finally:
        controller.stop()


class Copies(MailboxServer):
    """What the mail server brought to the address for copies."""

    def __init__(self, office: Postmaster) -> None:
        super().__init__()
        self.office = office

    def learn(self) -> None:
        """Hold what has arrived by now."""
        mails = [email.message_from_bytes(mail, policy=email.policy.default) for name, mail in self.office.taken if name == COPIES]
        self.mails = [(str(mail["Message-ID"]).strip(), str(mail["To"])) for mail in mails]


@contextmanager
def mailbox_of(office: Postmaster) -> Iterator[Copies]:
    """The mailbox in which copies arrive."""
    server = Copies(office)
    try:
        yield server
    finally:
        server.close()
