"""Why a request came to nothing, in words for a person."""

import zlib
from datetime import datetime

from scrapy import exceptions
from twisted.python.failure import Failure

from news.fetches import TOO_MUCH, NotAskedError

# The first class that fits wins; the flag says whether asking again later is worth while.
_REASONS: tuple[tuple[type[Exception], str, bool], ...] = (
    (exceptions.DownloadTimeoutError, "timed out", True),
    (exceptions.CannotResolveHostError, "host not found", True),
    (exceptions.DownloadConnectionRefusedError, "connection refused", True),
    (exceptions.ResponseDataLossError, "answer cut short", True),
    (exceptions.DownloadCancelledError, "larger than the limit", False),
    (exceptions.UnsupportedURLSchemeError, "not an http(s) address", False),
    (exceptions.DownloadFailedError, "connection failed", True),
    (exceptions.StopDownload, TOO_MUCH, True),  # all answers together, see crawler.outbound
)

_SILENT = (
    exceptions.DownloadTimeoutError,
    exceptions.CannotResolveHostError,
    exceptions.DownloadFailedError,  # but who refuses a connection is there
)


def reason_of(failure: Failure) -> tuple[str, bool]:
    """Return one short phrase for a failed request, and whether it is worth asking again."""
    return _reason(failure.value)


def not_before(failure: Failure) -> datetime | None:
    """Return until when the host of a request is to be left alone that was therefore not made; None for any other failure."""
    return failure.value.until if isinstance(failure.value, NotAskedError) else None


def is_silent(failure: Failure) -> bool:
    """Whether no server answered: then the fault may be our own connection's."""
    error = failure.value.__cause__ if isinstance(failure.value, NotAskedError) else failure.value
    return isinstance(error, _SILENT)


def _reason(error: BaseException | None) -> tuple[str, bool]:
    if isinstance(error, NotAskedError):
        return error.why or _reason(error.__cause__)[0], True
    if isinstance(error, exceptions.IgnoreRequest):
        said = str(error)
        if said.startswith("Ignored response"):  # it unpacked to more than a page may have
            return "larger than the limit", False
        return said or "refused", False
    if isinstance(error, zlib.error | EOFError | ValueError) or type(error).__module__ == "brotli":
        return "answer cannot be read", True
    for kind, phrase, retry in _REASONS:
        if isinstance(error, kind):
            return phrase, retry
    return f"failed ({type(error).__name__})", True
