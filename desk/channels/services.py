"""The services that apprise knows: Telegram, Slack, Matrix, ntfy and a hundred others.

Apprise says yes or no. What a no means is read from what it logs: an answer with a status, or a connection that was never made, is certain;
whatever else may have arrived, and is in doubt. What it logs holds tokens, so that none of it goes anywhere else.
"""

import logging
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from desk.channels import BUSY, Outcome
from desk.reader_settings import ChannelSettings
from storage.deliveries import Delivery

MISSING = "it needs apprise: pip install 'khazri[services]'"
SECONDS = 30.0  # for an answer, where the url does not say (rto=): the 4 of apprise leave too much in doubt
_STATUS = re.compile(r"\berror=(\d{3})\b")
_TRIED = "Socket Exception"  # how apprise's services log that there was no answer
_NEVER_MADE = ("NewConnectionError", "NameResolutionError", "ConnectTimeoutError", "CERTIFICATE_VERIFY_FAILED", "Connection refused")
_LATER = frozenset({408, 425, 429, 503})  # the server says that it did nothing yet
_CALLS = re.compile(r"@(?=everyone\b|here\b|channel\b|all\b|room\b)|<(?=[!@#])")
_CALL_UNHEARD = "\\g<0>\u2060"


class Heard(NamedTuple):
    """What came of handing a digest to a service."""

    is_taken: bool
    parts: int
    """Of a digest that was sent in several: how many were taken."""
    lines: Sequence[str]
    """What apprise logged meanwhile."""


class Services:
    """One or more services, by the url that apprise knows them by."""

    is_repeatable = False

    def __init__(self, name: str, given: ChannelSettings) -> None:
        """Take the channel's name and settings; nothing is asked yet."""
        self.name = name
        self.given = given

    def send(self, delivery: Delivery, commit: Callable[[], bool]) -> Outcome:
        """Hand a digest over; a no that is not certain leaves it in doubt."""
        try:
            import apprise  # noqa: F401, PLC0415 - an extra, which takes long to import
        except ImportError:
            return Outcome("pending", MISSING)
        with _listening() as lines:
            notifier = _notifier(self.given.url.get_secret_value())
            if notifier is None:
                return Outcome("pending", "apprise cannot use the channel's url, or lacks a package for it; mend it in khazri.toml")
            if not commit():
                return BUSY
            return outcome_of(_handed_over(notifier, delivery, lines))


def outcome_of(heard: Heard) -> Outcome:
    """Return what it means that a service said yes or no."""
    if heard.is_taken:
        return Outcome("sent", "taken")
    if heard.parts or any(line.startswith("Sent ") for line in heard.lines):
        return Outcome("in doubt", "only a part of it was taken")
    codes = [int(code) for line in heard.lines for code in _STATUS.findall(line)]
    silent = [line for line in heard.lines if _TRIED in line]
    is_certain = all(any(sign in line for sign in _NEVER_MADE) for line in silent)
    if not is_certain or not (codes or silent) or any(code >= 500 and code not in _LATER for code in codes):
        status = f" ({codes[0]})" if codes else ""
        return Outcome("in doubt", f"no answer that says whether it was taken{status}")
    if silent:
        return Outcome("pending", "it cannot be connected to")
    refused = [code for code in codes if code not in _LATER]
    return Outcome("failed", f"refused ({refused[0]})") if refused else Outcome("pending", f"not now ({codes[0]})")


def shown(text: str) -> str:
    """Return a text in which nothing calls everybody of a room: headlines are written by strangers."""
    return _CALLS.sub(_CALL_UNHEARD, text)


def _handed_over(notifier: Any, delivery: Delivery, lines: Sequence[str]) -> Heard:
    from apprise import NotifyFormat  # noqa: PLC0415

    parts = 0

    def counted(send: Callable[..., Any]) -> Callable[..., Any]:
        def sent(*arguments: Any, **named: Any) -> Any:
            nonlocal parts
            answer = send(*arguments, **named)
            parts += answer is True
            return answer

        return sent

    for service in notifier:
        service.send = counted(service.send)
    form = {"markdown": NotifyFormat.MARKDOWN, "html": NotifyFormat.HTML}.get(delivery.form, NotifyFormat.TEXT)
    body = shown(delivery.body.decode("utf-8", "replace"))
    try:
        is_taken = bool(notifier.notify(body=body, title=shown(delivery.subject), body_format=form, interpret_escapes=False))
    except Exception as error:  # noqa: BLE001 - of a hundred services, whatever they raise
        return Heard(is_taken=False, parts=parts, lines=(*lines, f"{_TRIED}: {type(error).__name__}"))
    return Heard(is_taken, parts, tuple(lines))


def _notifier(url: str) -> Any:
    """Return what hands over to a url; nothing where apprise cannot use it."""
    import apprise  # noqa: PLC0415

    asset = apprise.AppriseAsset(
        app_id="Khazri", app_desc="Khazri", app_url="", async_mode=False, storage_mode="memory", pgp_autogen=False, pem_autogen=False
    )
    notifier = apprise.Apprise(asset=asset)
    if not notifier.add(url) or not len(notifier):
        return None
    for service in notifier:
        if "overflow=" not in url:
            service.overflow_mode = apprise.OverflowMode.SPLIT
        if "rto=" not in url:
            service.socket_read_timeout = SECONDS
    return notifier


class _Kept(logging.Handler):
    def __init__(self, lines: list[str]) -> None:
        super().__init__(logging.DEBUG)
        self.lines = lines

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


@contextmanager
def _listening() -> Iterator[list[str]]:
    """Keep what apprise logs, and keep it from everybody else."""
    lines: list[str] = []
    logger, kept = logging.getLogger("apprise"), _Kept(lines)
    before = logger.level, logger.propagate
    logger.propagate = False
    logger.setLevel(logging.DEBUG)
    logger.addHandler(kept)
    try:
        yield lines
    finally:
        logger.removeHandler(kept)
        logger.setLevel(before[0])
        logger.propagate = before[1]
