"""A mailbox in which a copy of every mail arrives: where a crash left a delivery in doubt, it is looked up there.

A copy comes because the mailbox is named to the mail server beside each recipient in the same transaction (`desk.channels.mail`): the
server took both or neither.
"""

import base64
import email.utils
import imaplib
import re
import ssl
from contextlib import suppress
from email import message_from_bytes
from typing import Any

from desk.reader_settings import MailboxSettings

SECONDS = 30.0  # for each answer of the server
_MOST = 50  # mails under one id that are looked at: one copy a recipient is usual
_ASCII = re.compile(r"[ -~]+|[^ -~]+")


class MailboxError(Exception):
    """The mailbox cannot be asked; the message is one line for a person."""


class Mailbox:
    """The mailbox of the settings; it is connected to when it is first asked."""

    def __init__(self, settings: MailboxSettings) -> None:
        """Take the settings; nothing is asked yet."""
        self.settings = settings
        self._server: imaplib.IMAP4 | None = None

    def __enter__(self) -> "Mailbox":
        """Connect to nothing yet: mostly there is nothing in doubt."""
        return self

    def __exit__(self, *_: object) -> None:
        """Take leave; what goes wrong then no longer matters."""
        if self._server is not None:
            with suppress(OSError, imaplib.IMAP4.error):
                self._server.logout()
            with suppress(OSError):
                self._server.shutdown()

    def has(self, message_id: str, recipient: str) -> bool:
        """Whether a mail with this Message-ID and this recipient has arrived. Raises MailboxError where that cannot be asked."""
        try:
            server = self._server = self._server or self._opened()
            asked = ("HEADER", "Message-ID", _quoted(message_id), "HEADER", "To", _quoted(recipient))
            found = _checked(server.uid("SEARCH", *asked), "the search")
            numbers = b" ".join(each for each in found if isinstance(each, bytes)).split()[-_MOST:]
            return bool(numbers) and _is_among(server, numbers, message_id, recipient)
        except (OSError, imaplib.IMAP4.error) as error:
            raise MailboxError(f"mailbox {self.settings.host}:{self.settings.port}: {_told(error)}") from error

    def _opened(self) -> imaplib.IMAP4:
        """Connect, log in and open the folder so that nothing in it changes."""
        given = self.settings
        secure = ssl.create_default_context()
        server: imaplib.IMAP4
        if given.security == "tls":
            server = imaplib.IMAP4_SSL(given.host, given.port, ssl_context=secure, timeout=SECONDS)
        else:
            server = imaplib.IMAP4(given.host, given.port, timeout=SECONDS)
        try:
            if given.security == "starttls":
                _encrypt(server, secure)
            if given.user:
                _log_in(server, given.user, given.password.get_secret_value())
            _checked(server.select(_quoted(_encoded(given.folder)), readonly=True), f"folder {given.folder!r}")
        except BaseException:
            with suppress(OSError):
                server.shutdown()
            raise
        return server


def _encrypt(server: imaplib.IMAP4, secure: ssl.SSLContext) -> None:
    if "STARTTLS" not in server.capabilities:
        raise imaplib.IMAP4.error("the server offers no STARTTLS; set mail.mailbox.security to tls or none")
    server.starttls(secure)


def _log_in(server: imaplib.IMAP4, user: str, password: str) -> None:
    try:
        server.login(user, password)
    except imaplib.IMAP4.abort:
        raise
    except (imaplib.IMAP4.error, UnicodeError):
        raise imaplib.IMAP4.error("the server refused the user name or password") from None


def _is_among(server: imaplib.IMAP4, numbers: list[bytes], message_id: str, recipient: str) -> bool:
    """Whether one of some mails has just this id and recipient: servers also find parts of an address."""
    wanted = "(BODY.PEEK[HEADER.FIELDS (MESSAGE-ID TO)])"
    for part in _checked(server.uid("FETCH", b",".join(numbers).decode("ascii"), wanted), "the mails"):
        if not isinstance(part, tuple):
            continue
        headers = message_from_bytes(part[1])
        to = {address.lower() for _, address in email.utils.getaddresses(headers.get_all("To", []))}
        if str(headers.get("Message-ID", "")).strip() == message_id and recipient.lower() in to:
            return True
    return False


def _checked(answer: tuple[str, list[Any]], what: str) -> list[Any]:
    state, data = answer
    if state != "OK":
        told = b" ".join(each for each in data if isinstance(each, bytes)).decode("utf-8", "replace")
        raise imaplib.IMAP4.error(f"{what}: {told or state}")
    return data


def _quoted(text: str) -> str:
    """Write a text as an IMAP string; raises IMAP4.error where it cannot stand in one."""
    if not text.isascii() or not text.isprintable():
        raise imaplib.IMAP4.error(f"{text!r} cannot be asked for")
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _encoded(folder: str) -> str:
    """Write a folder's name in the UTF-7 of RFC 3501 (5.1.3)."""
    parts = (part.replace("&", "&-") if part.isascii() else f"&{_base64(part)}-" for part in _ASCII.findall(folder))
    return "".join(parts)


def _base64(text: str) -> str:
    return base64.b64encode(text.encode("utf-16-be", "replace")).decode().rstrip("=").replace("/", ",")


def _told(error: Exception) -> str:
    told = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return " ".join(told.split())[:200]
