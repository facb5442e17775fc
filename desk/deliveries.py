"""Handing digests over: frozen first, then mailed, one recipient at a time, each attempt in the ledger."""

import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime

from desk.digests import Reader, as_mail, gather
from desk.settings import MailSettings
from news.digests import Digest
from news.errors import SettingsError
from storage import digests
from storage.database import Database
from storage.failpoints import failpoint

SECONDS = 60.0  # for each answer of the mail server but the last
LAST_SECONDS = 600.0  # after the final dot RFC 5321 (4.5.3.2.6) asks for ten minutes: giving up early would leave it in doubt


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one delivery."""

    recipient: str
    state: str
    """``sent``, ``failed`` (refused for good), ``pending`` (to be tried again) or ``in doubt``."""
    reply: str


class MailRefused(Exception):
    """The server said no before it had the whole mail; nothing was delivered."""

    def __init__(self, code: int, reply: str) -> None:
        self.code = code
        super().__init__(f"{code} {reply}".strip())


def check_mail(settings: MailSettings) -> None:
    """Raise SettingsError for the first setting that is missing."""
    for name in ("host", "sender", "to"):
        if not getattr(settings, name):
            remedy = f"set it in khazri.toml under [mail], or as KHAZRI_MAIL__{name.upper()}"
            raise SettingsError(f"setting 'mail.{name}' is not there", remedy)


def freeze_digest(database: Database, subscription: str, reader: Reader, settings: MailSettings) -> Digest:
    """Freeze the digest of what is new, with its exact bytes, one pending delivery a recipient; nothing is sent yet.

    A digest without items is frozen and sent too: silence and breakage must not look alike.
    """
    digest = gather(database, subscription, reader)
    message_id, body = as_mail(digest, settings.sender, subscription)
    ids = [item.article_id for section in digest.sections for item in section.items]
    digests.freeze(database, subscription, message_id, body, ids, settings.to, reader.now)
    return digest


def deliver(database: Database, settings: MailSettings, due_at: datetime | None = None) -> tuple[Outcome, ...]:
    """Try the pending deliveries that are due at a moment, or all of them, once.

    The order of work for each: everything but the final dot → the ledger says ``committing`` → the dot → the reply → the ledger
    says ``sent``. A crash in between leaves ``committing``, which is told as ``in doubt`` and never blindly sent again.
    """
    digests.recover(database)
    return tuple(_deliver_one(database, settings, delivery) for delivery in digests.pending(database, due_at))


def _deliver_one(database: Database, settings: MailSettings, delivery: digests.Delivery) -> Outcome:
    def note(state: digests.DeliveryState, reply: str) -> Outcome:
        digests.mark(database, delivery.id, state, reply, datetime.now(UTC))
        failpoint("mail-marked")
        return Outcome(delivery.recipient, state, reply)

    try:
        with _connected(settings) as server:
            _up_to_the_dot(server, settings.sender, delivery)
            failpoint("mail-undotted")
            if not digests.mark(database, delivery.id, "committing", "", datetime.now(UTC)):
                return Outcome(delivery.recipient, "pending", "another sender has it in hand")
            failpoint("mail-committing")
            came_to = _final_dot(server)
            failpoint("mail-dotted")
            return note(*came_to)
    except MailRefused as error:
        return note("failed" if error.code >= 500 else "pending", str(error))
    except UnicodeError:
        return note("failed", "an address that is not plain ASCII cannot be mailed to")
    except (OSError, smtplib.SMTPException) as error:
        return note("pending", f"{settings.host}:{settings.port}: {_told(error)}")


@contextmanager
def _connected(settings: MailSettings) -> Iterator[smtplib.SMTP]:
    """Connect to the mail server; what goes wrong at the good-bye no longer matters."""
    server = _connect(settings)
    try:
        yield server
    finally:
        with suppress(OSError, smtplib.SMTPException):
            server.quit()
        server.close()


def _connect(settings: MailSettings) -> smtplib.SMTP:
    secure = ssl.create_default_context()
    if settings.security == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(settings.host, settings.port, timeout=SECONDS, context=secure)
    else:
        server = smtplib.SMTP(settings.host, settings.port, timeout=SECONDS)
    try:
        if settings.security == "starttls":
            server.starttls(context=secure)
        if settings.user:
            server.login(settings.user, settings.password.get_secret_value())
        server.ehlo_or_helo_if_needed()
    except BaseException:
        server.close()
        raise
    return server


def _up_to_the_dot(server: smtplib.SMTP, sender: str, delivery: digests.Delivery) -> None:
    """Say everything but the dot that makes the server take the mail; raises MailRefused at the first no."""
    steps: tuple[Callable[[], tuple[int, bytes]], ...] = (
        lambda: server.mail(sender),
        lambda: server.rcpt(delivery.recipient),
        lambda: server.docmd("DATA"),
    )
    for step in steps:
        code, reply = step()
        if code not in {250, 251, 354}:
            raise MailRefused(code, _line(reply))
    mail = b"To: " + delivery.recipient.encode("ascii") + b"\r\n" + delivery.body
    server.send(b"\r\n".join(b"." + line if line.startswith(b".") else line for line in mail.splitlines()) + b"\r\n")


def _final_dot(server: smtplib.SMTP) -> tuple[digests.DeliveryState, str]:
    """Say the dot, and return what it came to; only a plain refusal means that nothing was delivered."""
    try:
        if server.sock is not None:
            server.sock.settimeout(LAST_SECONDS)
        server.send(b".\r\n")
        code, reply = server.getreply()
    except (OSError, smtplib.SMTPException) as error:
        return "in doubt", f"no reply after the mail was handed over ({_told(error)})"
    if code == 250:
        return "sent", _line(reply)
    if 400 <= code < 600:
        return "failed" if code >= 500 else "pending", f"{code} {_line(reply)}"
    return "in doubt", f"an unreadable reply after the mail was handed over ({_line(reply)})"


def _line(reply: bytes) -> str:
    return " ".join(reply.decode("utf-8", "replace").split())[:200]


def _told(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return "the server refused the user name or password"
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return "the server offers no STARTTLS; set mail.security to tls or none"
    return (getattr(error, "strerror", None) or str(error) or type(error).__name__).splitlines()[0][:200].lower()
