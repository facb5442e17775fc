"""Webhooks, as Standard Webhooks has them: the same bytes under the same id at every try, signed anew each time.

The order of work: resolve the host → judge every address → connect to one of those very addresses → commit → post → what the answer
means. Nothing is asked of any other host: no redirect is followed, no proxy of the environment used. Receivers know a delivery by its id.
"""

import base64
import binascii
import hashlib
import hmac
import http
import http.client
import random
import socket
import ssl
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from urllib.parse import urlsplit

from desk.channels import BUSY, Outcome
from desk.reader_settings import ChannelSettings
from desk.settings import Settings
from news.addresses import Network, refusal
from news.politeness import quiet_until
from storage.deliveries import Delivery

SECONDS = 20.0  # for all of it: what a receiver has to do may be done after the answer, as Standard Webhooks asks
ANSWER = 64 * 1024  # bytes read of an answer, of which only the status counts
SCHEDULE = tuple(timedelta(seconds=each) for each in (5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400))  # Standard Webhooks
_JITTER = 0.1  # of each wait, at random, so that receivers are not asked by all their senders at once
_PREFIX = "whsec_"
_TYPES = {"json": "application/json", "html": "text/html; charset=utf-8", "mail": "message/rfc822", "atom": "application/atom+xml"}
_PLAIN = "text/plain; charset=utf-8"


class Unreachable(Exception):
    """The receiver cannot or must not be connected to; the message is for a person."""


class Webhook:
    """A receiver of webhooks."""

    is_repeatable = True

    def __init__(self, given: ChannelSettings, settings: Settings) -> None:
        """Take the receiver's address and secret; nothing is asked of it yet."""
        parts = urlsplit(given.url.get_secret_value())
        self.host = parts.hostname or ""
        self.is_secure = parts.scheme == "https"
        self.port = parts.port or (443 if self.is_secure else 80)
        self.target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        self.secret = given.secret.get_secret_value()
        self.networks: Sequence[Network] = settings.networks
        self.user_agent = settings.user_agent.encode("ascii", "ignore").decode()

    def send(self, delivery: Delivery, commit: Callable[[], bool]) -> Outcome:
        """Post a digest; whatever but a plain yes is tried again later, for who gets it twice knows it by its id."""
        deadline = time.monotonic() + SECONDS
        try:
            headers = self._headers(delivery)
            addresses = _checked(self.host, self.port, self.networks)
            with _Connection(self.host, self.port, addresses, deadline, is_secure=self.is_secure) as connection:
                connection.connect()
                if not commit():
                    return BUSY
                connection.request("POST", self.target, delivery.body, headers)
                response = connection.getresponse()
                if connection.is_cut:
                    raise TimeoutError
                answer = _read(response)
        except Unreachable as error:
            return self._again(delivery, str(error))
        except (OSError, http.client.HTTPException, UnicodeError) as error:
            late = time.monotonic() >= deadline
            return self._again(delivery, f"no answer within {SECONDS:g} s" if late else _told(error))
        return self._outcome(delivery, answer)

    def _headers(self, delivery: Delivery) -> dict[str, str]:
        number, stamp = webhook_id(delivery), str(int(time.time()))
        headers = {
            "Content-Type": _TYPES.get(delivery.form, _PLAIN),
            "User-Agent": self.user_agent,
            "Connection": "close",
            "webhook-id": number,
            "webhook-timestamp": stamp,
        }
        if self.secret:
            headers["webhook-signature"] = signature(self.secret, number, stamp, delivery.body)
        return headers

    def _outcome(self, delivery: Delivery, answer: "_Answer") -> Outcome:
        told = f"{answer.status} {_phrase(answer.status)}".rstrip()
        if 200 <= answer.status < 300:
            return Outcome("sent", told)
        if answer.status == http.HTTPStatus.GONE:
            return Outcome("held", f"{self.host}: {told}: it wants nothing more", closes=True)
        if 300 <= answer.status < 400:
            return self._again(delivery, f"{told}: redirects are not followed; set the channel's url to the new address")
        asked = quiet_until(answer.status, answer.retry_after, answer.date, datetime.now(UTC)) if answer.retry_after else None
        return self._again(delivery, told, asked)

    def _again(self, delivery: Delivery, why: str, due_at: datetime | None = None) -> Outcome:
        return Outcome("pending", f"{self.host}: {why}", due_at or datetime.now(UTC) + wait(delivery.tries))


def webhook_id(delivery: Delivery) -> str:
    """Return by what a receiver knows a delivery: the same for one digest and channel, however often it is sent."""
    said = f"{delivery.message_id}\n{delivery.recipient}"
    return "msg_" + hashlib.sha256(said.encode()).hexdigest()[:32]


def signature(secret: str, number: str, stamp: str, body: bytes) -> str:
    """Return the signature of one try; raises Unreachable where the secret begins with ``whsec_`` and goes on with no base64."""
    key = secret.encode()
    if secret.startswith(_PREFIX):
        try:
            key = base64.b64decode(secret.removeprefix(_PREFIX), validate=True)
        except (binascii.Error, ValueError):
            raise Unreachable("the channel's secret is not whsec_ and base64; copy it again") from None
    mark = hmac.new(key, f"{number}.{stamp}.".encode() + body, hashlib.sha256).digest()
    return "v1," + base64.b64encode(mark).decode()


def wait(tries: int) -> timedelta:
    """Return how long to wait after a failure that followed so many others."""
    return SCHEDULE[min(max(0, tries), len(SCHEDULE) - 1)] * (1 + random.uniform(0, _JITTER))  # noqa: S311 - no secret


class _Answer(NamedTuple):
    status: int
    retry_after: str | None
    date: str | None


class _Connection(http.client.HTTPConnection):
    """A connection to addresses that were judged, whatever the host's name means by now, and cut when the time is up."""

    def __init__(self, host: str, port: int, addresses: Sequence[str], deadline: float, *, is_secure: bool) -> None:
        self.default_port = 443 if is_secure else 80  # with which no port stands in the Host header
        super().__init__(host, port)
        self.addresses = addresses
        self.deadline = deadline
        self.is_secure = is_secure
        self.is_cut = False
        self._watch = threading.Timer(self.left, self._cut)
        self._watch.daemon = True

    def __enter__(self) -> "_Connection":
        self._watch.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._watch.cancel()
        self.close()

    @property
    def left(self) -> float:
        return max(0.01, self.deadline - time.monotonic())

    def connect(self) -> None:
        self.sock = self._reached()
        if self.is_secure:
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(self.sock, server_hostname=self.host, do_handshake_on_connect=False)
            self.sock.do_handshake()

    def _reached(self) -> socket.socket:
        for address in self.addresses[:-1]:
            with suppress(OSError):
                return socket.create_connection((address, self.port), self.left)
        return socket.create_connection((self.addresses[-1], self.port), self.left)

    def _cut(self) -> None:
        """End it from outside: a server that sends a byte a second keeps every single wait short."""
        self.is_cut = True
        with suppress(OSError):
            if isinstance(self.sock, socket.socket):
                socket.socket.shutdown(self.sock, socket.SHUT_RDWR)  # the one of TLS would change what the other thread reads from


def _checked(host: str, port: int, networks: Sequence[Network]) -> tuple[str, ...]:
    """Resolve a host; raise Unreachable where any of its addresses must not be connected to."""
    try:
        found = tuple(dict.fromkeys(str(each[4][0]) for each in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))
    except (OSError, UnicodeError):
        raise Unreachable("the host's name leads nowhere") from None
    for address in found:
        if problem := refusal(address, port, networks):
            raise Unreachable(f"{problem}; if it is yours, name its network in allow_networks")
    return found


def _read(response: http.client.HTTPResponse) -> _Answer:
    answer = _Answer(response.status, response.getheader("Retry-After"), response.getheader("Date"))
    with suppress(OSError, http.client.HTTPException):  # the status is the answer
        response.read(ANSWER)
    return answer


def _phrase(status: int) -> str:
    try:
        return http.HTTPStatus(status).phrase
    except ValueError:
        return ""


def _told(error: Exception) -> str:
    """Say what went wrong in words that hold nothing of the address: it may be a key."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate cannot be trusted ({error.verify_message})"
    if isinstance(error, TimeoutError):
        return f"no answer within {SECONDS:g} s"
    if isinstance(error, http.client.HTTPException) and not isinstance(error, http.client.RemoteDisconnected):
        return "an answer that cannot be read"
    return (getattr(error, "strerror", None) or "the connection was closed without an answer").splitlines()[0][:200].lower()
