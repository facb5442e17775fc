"""Mail: one recipient at a time, all but the final dot first, so that a crash leaves as little doubt as the protocol allows."""

import smtplib
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from desk.channels import BUSY, Outcome
from desk.reader_settings import MailSettings
from news.errors import SettingsError
from storage.deliveries import Delivery
from storage.failpoints import failpoint

_YES = frozenset({250, 251, 354})
_LATER = 450
SECONDS = 60.0  # for each answer of the mail server but the last
LAST_SECONDS = 600.0  # after the final dot RFC 5321 (4.5.3.2.6) asks for ten minutes: giving up early would leave it in doubt


class MailRefused(Exception):
    """The server said no before it had the whole mail; nothing was delivered."""

    def __init__(self, code: int, reply: str) -> None:
        self.code = code
        super().__init__(f"{code} {reply}".strip())


def check_mail(settings: MailSettings) -> None:
    """Raise SettingsError for the first setting that mail needs and that is missing."""
    for name in ("host", "sender"):
        if not getattr(settings, name):
            remedy = f"set it in khazri.toml under [mail], or as KHAZRI_MAIL__{name.upper()}"
            raise SettingsError(f"setting 'mail.{name}' is not there", remedy)


class Mail:
    """The mail server of the settings."""

    is_repeatable = False

    def __init__(self, settings: MailSettings) -> None:
        """Take the server's settings; nothing is asked of it yet."""
        self.settings = settings

    def send(self, delivery: Delivery, commit: Callable[[], bool]) -> Outcome:
        """Mail a digest to one recipient; where there is a mailbox for copies, that is named to the server in the same breath."""
        try:
            with _connected(self.settings) as server:
                _up_to_the_dot(server, self.settings, delivery)
                failpoint("mail-undotted")
                if not commit():
                    return BUSY
                failpoint("mail-committing")
                outcome = _final_dot(server)
                failpoint("mail-dotted")
                return outcome
        except MailRefused as error:
            return Outcome("failed" if error.code >= 500 else "pending", str(error))
        except UnicodeError:
            return Outcome("failed", "an address that is not plain ASCII cannot be mailed to")
        except (OSError, smtplib.SMTPException) as error:
            return Outcome("pending", f"{self.settings.host}:{self.settings.port}: {_told(error)}")


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
    if settings.security == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(settings.host, settings.port, timeout=SECONDS, context=ssl.create_default_context())
    else:
        server = smtplib.SMTP(settings.host, settings.port, timeout=SECONDS)
    try:
        if server.sock is not None:
            server.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # short words, each of which waits for its answer
        if settings.security == "starttls":
            server.starttls(context=ssl.create_default_context())
        if settings.user:
            server.login(settings.user, settings.password.get_secret_value())
        server.ehlo_or_helo_if_needed()
    except BaseException:
        server.close()
        raise
    return server


def _up_to_the_dot(server: smtplib.SMTP, settings: MailSettings, delivery: Delivery) -> None:
    """Say everything but the dot that makes the server take the mail; raises MailRefused at the first no.

    Where the mailbox for copies is refused, the mail waits: sent without a copy, what a crash left in doubt could not be looked up.
    """
    _insist(server.mail(settings.sender))
    _insist(server.rcpt(delivery.recipient))
    if settings.mailbox.address:
        code, reply = server.rcpt(settings.mailbox.address)
        if code not in _YES:
            raise MailRefused(_LATER, f"the mailbox for copies, {settings.mailbox.address}: {code} {_line(reply)}")
    _insist(server.docmd("DATA"))
    mail = b"To: " + delivery.recipient.encode("ascii") + b"\r\n" + delivery.body
    server.send(b"\r\n".join(b"." + line if line.startswith(b".") else line for line in mail.splitlines()) + b"\r\n")


def _insist(said: tuple[int, bytes]) -> None:
    code, reply = said
    if code not in _YES:
        raise MailRefused(code, _line(reply))


def _final_dot(server: smtplib.SMTP) -> Outcome:
    """Say the dot, and return what it came to; only a plain refusal means that nothing was delivered."""
    try:
        if server.sock is not None:
            server.sock.settimeout(LAST_SECONDS)
        server.send(b".\r\n")
        code, reply = server.getreply()
    except (OSError, smtplib.SMTPException) as error:
        return Outcome("in doubt", f"no reply after the mail was handed over ({_told(error)})")
    if code == 250:
        return Outcome("sent", _line(reply))
    if 400 <= code < 600:
        return Outcome("failed" if code >= 500 else "pending", f"{code} {_line(reply)}")
    return Outcome("in doubt", f"an unreadable reply after the mail was handed over ({_line(reply)})")


def _line(reply: bytes) -> str:
    return " ".join(reply.decode("utf-8", "replace").split())[:200]


def _told(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return "the server refused the user name or password"
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return "the server offers no STARTTLS; set mail.security to tls or none"
    return (getattr(error, "strerror", None) or str(error) or type(error).__name__).splitlines()[0][:200].lower()
